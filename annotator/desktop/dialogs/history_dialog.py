"""Who changed what: a line a change, what was before beside what is after, the newest first."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.controls.times import told_time
from annotator.desktop.dialogs.frame import Dialog
from annotator.domain.sentence import Sentence
from annotator.jobs.history_words import Part, ToldChange
from annotator.store.trail import MOST
from annotator.words import told, tr

Scope = Literal["news", "passage", "article", "project"]

_CHANGE = Qt.ItemDataRole.UserRole
_SIZE = (1040, 560)
_WIDEST = 260


class HistoryDialog(Dialog):
    """Stays open beside the window; it asks for changes and shows what it is given."""

    wanted = Signal()
    """Another scope was chosen: `scope` says which."""
    chosen = Signal(ToldChange)
    seen = Signal()
    """What is new now will not be new again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Who changed what"))
        self.resize(*_SIZE)
        self.scopes = QComboBox(self)
        self.scopes.setAccessibleName(tr("Changes of"))
        for words, scope in (
            (tr("What others did since you last looked"), "news"),
            (tr("The passage in hand"), "passage"),
            (tr("The article on the screen"), "article"),
            (tr("The whole project"), "project"),
        ):
            self.scopes.addItem(words, scope)
        self.about = muted(parent=self, wrap=True)
        self.table = _table(self)
        self.all_seen = QPushButton(tr("All seen"), self)
        self._lay_out()
        self.scopes.currentIndexChanged.connect(lambda _: self.wanted.emit())
        self.table.itemActivated.connect(self._choose)
        self.table.itemClicked.connect(self._choose)
        self.all_seen.clicked.connect(self.seen)

    @property
    def scope(self) -> Scope:
        """Whose changes are wanted."""
        return self.scopes.currentData()  # type: ignore[no-any-return]

    def show_scope(self, scope: Scope) -> None:
        """Choose whose changes are shown, and ask for them."""
        at = self.scopes.findData(scope)
        if at == self.scopes.currentIndex():
            self.wanted.emit()
        self.scopes.setCurrentIndex(at)

    def show_changes(self, found: Sequence[ToldChange]) -> None:
        """Show these, the newest first."""
        item = self.table.item(self.table.currentRow(), 0)
        before = item.data(_CHANGE) if item is not None else None
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, words in enumerate(_cells(one)):
                item = QTableWidgetItem(words)
                item.setData(_CHANGE, one)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        for column in range(len(_head())):
            if self.table.columnWidth(column) > _WIDEST:
                self.table.setColumnWidth(column, _WIDEST)
        self.table.resizeRowsToContents()
        self.about.setText(self._words(len(found)))
        self.all_seen.setVisible(self.scope == "news")
        self.all_seen.setEnabled(bool(found))
        if found:
            self.table.setCurrentCell(found.index(before) if before in found else 0, 0)

    def _words(self, count: int) -> str:
        if not count:
            nothing = {
                "news": tr("Nobody else has changed anything since."),
                "passage": tr("Go to a passage with Tab or a click: its changes stand here."),
            }
            return nothing.get(self.scope, tr("Nothing has changed yet."))
        words = tr("Enter or a click leads to the place.")
        return tr("The last {count} changes. ", count=count) + words if count == MOST else words

    def _choose(self, item: QTableWidgetItem) -> None:
        self.chosen.emit(item.data(_CHANGE))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(plain(tr("Changes of"), self))
        row.addWidget(self.scopes)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addWidget(self.about)
        self.column.addWidget(self.table, 1)
        self.main.setText(tr("Close"))
        for button in (self.main, self.all_seen):
            # Return goes to the place of the change it is on, and must not close the window.
            button.setDefault(False)
            button.setAutoDefault(False)
        self.cancel.hide()
        self.add_buttons(self.all_seen)
        self.table.setFocus()


def _head() -> list[str]:
    return [
        tr("When"),
        tr("Who"),
        tr("What"),
        tr("Article"),
        tr("Words"),
        tr("Before"),
        tr("After"),
    ]


def _table(parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(_head()), parent)
    table.setHorizontalHeaderLabels(_head())
    table.setAccessibleName(tr("Who changed what"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    return table


def _cells(one: ToldChange) -> list[str]:
    change = one.change
    deed = told(change.deed)
    what = {
        "done": deed,
        "undone": tr("Undone: {deed}", deed=deed),
        "redone": tr("Done again: {deed}", deed=deed),
    }
    return [
        told_time(change.at),
        change.coder,
        what[change.way],
        one.article,
        one.words,
        _parts(one.before),
        _parts(one.after),
    ]


def _parts(parts: Sequence[Part]) -> str:
    return "\n".join(
        tr("{field}: {value}", field=_worded(name), value=_worded(value)) for name, value in parts
    )


def _worded(words: Sentence | str) -> str:
    return words if isinstance(words, str) else told(words)
