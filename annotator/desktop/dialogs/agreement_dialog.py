"""How well sets agree: every statistic with what it says, and the passages behind each figure."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.texts import button_text, muted, plain
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.dialogs.agreement_cells import matrix_cells, named, statistic_cells
from annotator.desktop.dialogs.frame import Dialog
from annotator.domain.codebook import Codebook
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.agreement_passages import Behind, Places
from annotator.jobs.coded_passages import ChosenSet
from annotator.words import language, tr

_ID = Qt.ItemDataRole.UserRole
_SIZE = (860, 640)


class AgreementDialog(Dialog):
    """Sets and a layer are chosen above; it asks for figures and shows what it is given."""

    figures_requested = Signal(Asked)
    passages_requested = Signal(str, tuple)
    """A layer, and the id of a statistic or a cell of the matrix."""
    passage_chosen = Signal(str)
    """The id of an annotation."""
    report_requested = Signal()

    def __init__(
        self, sets: Sequence[ChosenSet], codebook: Codebook, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._sets = list(sets)
        self._report: AgreementReport | None = None
        self.sets = QListWidget(self)
        self.layer = QComboBox(self)
        self.advanced = Tick(tr("Also γ and AC1"), self)
        self.state = muted(parent=self, wrap=True)
        self.figures = _table(self, tr("Statistics"))
        self.matrix = _table(self, tr("Which labels are mixed up"))
        self.heading = plain(parent=self, wrap=True)
        self.passages = QListWidget(self)
        self.report = QPushButton(tr("Write a report…"), self)
        self._fill_choices()
        self._lay_out()
        self._connect()

    def asked(self) -> Asked:
        """What was chosen."""
        return Asked(sets=tuple(self.chosen()), advanced=self.advanced.isChecked())

    def chosen(self) -> list[str]:
        """The ids of the sets that are ticked."""
        items = [self.sets.item(at) for at in range(self.sets.count())]
        return [one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked]

    def ask(self) -> None:
        """Ask for figures of what is chosen."""
        self._report = None
        self._clear()
        if len(self.chosen()) > 1:
            self.say(tr("Comparing…"))
            self.figures_requested.emit(self.asked())
        else:
            self.say(tr("Choose at least two annotation sets."))

    def say(self, words: str) -> None:
        """Say how the work stands."""
        self.state.setText(words)

    def show_report(self, report: AgreementReport) -> None:
        """Show figures; the layer that was looked at stays."""
        self._report = report
        before = self.layer.currentData()
        self.layer.blockSignals(True)
        self.layer.clear()
        for layer in report.layers:
            known = self._codebook.layer(layer)
            self.layer.addItem(known.name(language()) if known else layer, layer)
        self.layer.setCurrentIndex(max(0, self.layer.findData(before)))
        self.layer.blockSignals(False)
        self.report.setEnabled(bool(report.layers))
        self._show_layer()

    def show_places(self, places: Places) -> None:
        """List the passages behind what was clicked."""
        self.passages.clear()
        for one in places.listed:
            item = QListWidgetItem(_line(one, self._codebook, self._layer()))
            item.setData(_ID, one.annotation)
            self.passages.addItem(item)
        more = places.total - len(places.listed)
        rest = tr(" The first {count} are listed.", count=len(places.listed)) if more else ""
        count = QLocale(language()).toString(places.total)
        self.heading.setText(tr("{count} places lie behind it.", count=count) + rest)

    # ------------------------------------------------------------------ following

    def _clear(self) -> None:
        for table in (self.figures, self.matrix):
            table.setRowCount(0)
        self.matrix.setColumnCount(0)
        self.passages.clear()
        self.heading.setText(tr("Click a figure to see the passages behind it."))
        self.report.setEnabled(False)

    def _show_layer(self) -> None:
        if self._report is None:
            return
        found = self._report.layers.get(self.layer.currentData() or "")
        if found is None:
            self.say(tr("No article was labelled by two of these sets."))
            return
        count = QLocale(language()).toString(self._report.articles)
        self.say(tr("Articles that several of them labelled: {count}", count=count))
        self.heading.setText(tr("Click a figure to see the passages behind it."))
        self.passages.clear()
        advanced = self._report.advanced
        _fill(self.figures, *statistic_cells(found, self._codebook, self._layer(), advanced))
        _fill(self.matrix, *matrix_cells(found, self._codebook, self._layer()))
        self.figures.resizeRowsToContents()

    def _layer(self) -> str:
        return str(self.layer.currentData() or "")

    def _behind(self, item: QTableWidgetItem | None) -> None:
        which = item.data(_ID) if item is not None else None
        if which:
            self.heading.setText(tr("Looking…"))
            self.passages.clear()
            self.passages_requested.emit(self._layer(), tuple(which))

    def _jump(self, item: QListWidgetItem) -> None:
        self.passage_chosen.emit(item.data(_ID))

    # ------------------------------------------------------------------ building

    def _fill_choices(self) -> None:
        for one in self._sets:
            item = QListWidgetItem(one.name)
            item.setData(_ID, one.id)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Checked)
            self.sets.addItem(item)

    def _connect(self) -> None:
        self.sets.itemChanged.connect(lambda _: self.ask())
        self.advanced.toggled.connect(lambda _: self.ask())
        self.layer.currentIndexChanged.connect(lambda _: self._show_layer())
        for table in (self.figures, self.matrix):
            table.itemClicked.connect(self._behind)
            table.itemActivated.connect(self._behind)
        self.passages.itemClicked.connect(self._jump)
        self.passages.itemActivated.connect(self._jump)
        self.report.clicked.connect(self.report_requested)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Agreement"))
        self.resize(*_SIZE)
        for widget, name in (
            (self.sets, tr("Annotation sets")),
            (self.layer, tr("Layer")),
            (self.passages, tr("Passages behind the figure")),
        ):
            widget.setAccessibleName(name)
        self.sets.setMaximumHeight(96)
        self.passages.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.column.addLayout(self._choices())
        self.column.addWidget(self.state)
        self.column.addWidget(self._results(), 1)
        self.main.setText(tr("Close"))
        for button in (self.main, self.report):
            # Return opens what it is on, and must not close the window.
            button.setDefault(False)
            button.setAutoDefault(False)
        self.cancel.hide()
        self.add_buttons(self.report)
        self._clear()

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(plain(tr("Annotation sets"), self))
        left.addWidget(self.sets)
        right.addWidget(plain(tr("Layer"), self))
        right.addWidget(self.layer)
        right.addWidget(self.advanced)
        right.addStretch()
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        return row

    def _results(self) -> QSplitter:
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.addTab(self.figures, button_text(tr("Statistics")))
        tabs.addTab(self.matrix, button_text(tr("Which labels are mixed up")))
        foot = QWidget(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.passages)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        for widget in (tabs, foot):
            splitter.addWidget(widget)
            splitter.setCollapsible(splitter.indexOf(widget), False)
        splitter.setSizes([330, 170])
        return splitter


def _table(parent: QWidget, name: str) -> QTableWidget:
    table = QTableWidget(parent)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    return table


def _fill(
    table: QTableWidget,
    head: Sequence[str],
    rows: Sequence[Sequence[tuple[str, tuple[str, ...]]]],
) -> None:
    """Show rows of words, each with what a click on it asks for."""
    table.setColumnCount(len(head))
    table.setHorizontalHeaderLabels(list(head))
    table.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for column, (words, which) in enumerate(row):
            item = QTableWidgetItem(words)
            item.setData(_ID, which)
            table.setItem(at, column, item)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(head) - 1, QHeaderView.ResizeMode.Stretch)


def _line(one: Behind, codebook: Codebook, layer: str) -> str:
    labels = (side.label if side is not None else "" for side in (one.first, one.second))
    sides = [
        f"{name}: {named(codebook, layer, label)}"
        for name, label in zip(one.sets, labels, strict=True)
    ]
    return f"{one.name} · {one.words} · {' · '.join(sides)}"
