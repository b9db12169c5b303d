"""The entries of the register to choose from: filter, list, and what can be done with them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.choosing import choose_only
from annotator.desktop.controls.fields import side_by_side
from annotator.desktop.controls.invitation import invitation
from annotator.desktop.controls.picks import Pick
from annotator.desktop.controls.shapes import search_icon
from annotator.desktop.controls.texts import button
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.panels.register_delegates import EntryDelegate
from annotator.desktop.rows.register import (
    BY_NAME,
    BY_USE,
    ROW,
    EntryRow,
    RegisterRows,
    Restriction,
    kind_name,
)
from annotator.desktop.session import Session
from annotator.domain.people import KINDS
from annotator.words import tr, trn

_DELAY = 80


class RegisterList(QWidget):
    """All entries, or those a filter lets through; several can be selected."""

    shown = Signal()
    """Another entry is the one on show, or it is another version of it."""
    make_requested = Signal()
    merge_requested = Signal()
    delete_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place = 0
        self._last = ""
        self.rows = RegisterRows(session, self)
        self._build_filter()
        self._build_list()
        self._build_deeds()
        self._lay_out()
        self._connect()

    @property
    def row(self) -> EntryRow | None:
        """The entry on show."""
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, EntryRow) else None

    @property
    def chosen(self) -> list[str]:
        """Ids of the selected entries."""
        rows = [index.data(ROW) for index in self.list.selectedIndexes()]
        return [row.entry.id for row in rows if isinstance(row, EntryRow)]

    def show_entry(self, entry: str) -> None:
        """Show an entry, whatever restricts the list."""
        if not self.rows.index_of(entry).isValid():
            self.show_all()
        index = self.rows.index_of(entry)
        choose_only(self.list, index)
        self.list.scrollTo(index)

    def show_place(self, place: int) -> None:
        """Show the entry in this place of the list, or the last one."""
        choose_only(self.list, self.rows.index(min(place, self.rows.rowCount() - 1)))

    def show_all(self) -> None:
        """Take every restriction away."""
        self.filter.clear()
        self.kind.choose("")
        self.clashing.setChecked(False)
        self.restrict()

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def restrict(self) -> None:
        """Show only what filter, kind and tick let through."""
        self._delay.stop()
        self.rows.restrict(
            Restriction(
                words=self.filter.text(),
                kind=str(self.kind.currentData() or ""),
                clashing=self.clashing.isChecked(),
                order=str(self.order.currentData()),
            )
        )

    def allow(self, *_: object) -> None:
        """Enable what can be done now."""
        chosen = self.chosen
        may = self._session.is_open and not self._session.project.read_only
        self.new.setEnabled(may)
        self.bring.setEnabled(may)
        for way in (self.delete, self.merge):
            way.setEnabled(may and bool(chosen))
        self.merge.setText(_merge_words(len(chosen)))
        self.clashing.setText(tr("Shared names ({count})", count=self.rows.clashing))

    def restyled(self) -> None:
        """Draw what is in the theme's colours anew."""
        self._search.setIcon(search_icon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.filter and event.key() == Qt.Key.Key_Down:
                self.restrict()
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self.delete_requested.emit()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ following

    def _remember(self) -> None:
        self._place = max(self.list.currentIndex().row(), 0)

    def _remember_entry(self) -> None:
        row = self.row
        self._last = row.entry.id if row else self._last

    def _after_reload(self) -> None:
        """Another order, or others: the entry on show stays so where it can."""
        index = self.rows.index_of(self._last) if self._last else QModelIndex()
        if index.isValid():
            choose_only(self.list, index)
        else:
            self.show_place(self._place)
        empty = 2 if self.rows.everyone() else 1
        self._pages.setCurrentIndex(0 if self.rows.rowCount() else empty)
        self.allow()
        self.shown.emit()

    def _show_current(self, *_: object) -> None:
        self._remember_entry()
        self.shown.emit()

    # ------------------------------------------------------------------ building

    def _build_filter(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter the register…"))
        self.filter.setAccessibleName(tr("Filter the register"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        place = QLineEdit.ActionPosition.LeadingPosition
        self._search = self.filter.addAction(search_icon(), place)
        self._delay = QTimer(self, singleShot=True, interval=_DELAY)
        self.kind = Pick()
        self.kind.setAccessibleName(tr("Kind"))
        kinds = [(kind, kind_name(kind), None) for kind in KINDS]
        self.kind.offer([("", tr("All kinds"), None), *kinds])
        self.order = Pick()
        self.order.setAccessibleName(tr("Order"))
        self.order.offer([(BY_NAME, tr("By name"), None), (BY_USE, tr("By use"), None)])
        self.clashing = Tick()

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setAccessibleName(tr("Register"))
        self.list.setProperty("kind", "bare")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)

    def _build_deeds(self) -> None:
        self.new = button(tr("New"), "outlined")
        self.merge = button(_merge_words(1), "outlined")
        self.delete = button(tr("Delete"), "outlined")
        self.bring = button(tr("Import…"), "outlined")
        self.carry = button(tr("Export…"), "outlined")
        self.new.setToolTip("Ctrl+N")
        self.merge.setToolTip("Ctrl+M")

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _words: self._delay.start())
        self._delay.timeout.connect(self.restrict)
        for pick in (self.kind, self.order):
            pick.picked.connect(lambda _choice: self.restrict())
        self.clashing.toggled.connect(lambda _on: self.restrict())
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.modelReset.connect(self._after_reload)
        self.rows.dataChanged.connect(self._show_current)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.selectionModel().selectionChanged.connect(self.allow)
        self.new.clicked.connect(self.make_requested)
        self.merge.clicked.connect(self.merge_requested)
        self.delete.clicked.connect(self.delete_requested)

    def _lay_out(self) -> None:
        self._first = button(tr("New entry"), "main")
        self._first.clicked.connect(self.make_requested)
        self._everyone = button(tr("Show all"), "outlined")
        self._everyone.clicked.connect(self.show_all)
        none = tr("Whom you link a claim to stands here. Or make an entry, or import some.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(invitation(none, self._first))
        self._pages.addWidget(invitation(tr("No entry matches."), self._everyone))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(6)
        column.addLayout(side_by_side(self.filter))
        column.addLayout(side_by_side(self.kind, self.order, None))
        column.addLayout(side_by_side(self.clashing, None))
        column.addWidget(self._pages, 1)
        column.addLayout(side_by_side(self.new, self.merge, self.delete, None))
        column.addLayout(side_by_side(self.bring, self.carry, None))


def _merge_words(count: int) -> str:
    if count > 1:
        return trn("Merge {count} entry", "Merge {count} entries", count)
    return tr("Merge into…")
