"""All passages of a register entry across the corpus: go to one, or choose some to move."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.fields import side_by_side
from annotator.desktop.controls.texts import button, heading, muted
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.panels.register_delegates import PassageDelegate
from annotator.desktop.rows.passages import ROW, PassageRows
from annotator.desktop.session import Session
from annotator.store.register import Passage
from annotator.words import tr, trn

_SHOWN = QKeySequence.SequenceFormat.NativeText
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegisterPassages(QWidget):
    """The list with its ticks; `part` and `give` say what becomes of the ticked ones."""

    annotation_requested = Signal(str, bool)
    """A passage to show; whether its window comes to the front."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.rows = PassageRows(session, self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Passages"))
        self.list.setProperty("kind", "bare")
        self.list.setModel(self.rows)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self._painter = PassageDelegate(self.list)
        self.list.setItemDelegate(self._painter)
        self.all = Tick()
        self.part = button(tr("Split off"), "outlined")
        self.give = button(tr("Move to…"), "outlined")
        self.part.setToolTip(QKeySequence("Ctrl+Shift+K").toString(_SHOWN))
        self._title = heading("")
        self._hint = muted(tr("Enter goes to a passage, Space ticks it."), wrap=True)
        self._lay_out()
        self._connect()

    def show_entry(self, entry: str) -> None:
        """Show the passages of this entry."""
        self.rows.show_entry(entry)
        if self.rows.rowCount():
            self.list.setCurrentIndex(self.rows.index(0))

    def _connect(self) -> None:
        self._painter.ticked.connect(lambda index: self.rows.toggle(index.row()))
        self.list.clicked.connect(lambda index: self._go(index, front=False))
        self.list.doubleClicked.connect(lambda index: self._go(index, front=True))
        self.all.clicked.connect(lambda on=False: self.rows.choose_all(chosen=bool(on)))
        self.rows.modelReset.connect(self._count)
        self.rows.chosen_changed.connect(self._count)

    def _count(self) -> None:
        count, chosen = self.rows.rowCount(), len(self.rows.chosen)
        self._title.setText(trn("{count} passage", "{count} passages", count))
        self.all.setText(tr("{count} ticked", count=chosen) if chosen else tr("All"))
        self.all.setChecked(bool(count) and chosen == count)
        self.all.setEnabled(bool(count))

    def _go(self, index: QModelIndex, *, front: bool) -> None:
        row = index.data(ROW)
        if isinstance(row, Passage):
            self.annotation_requested.emit(row.annotation, front)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(6)
        for parts in ((self._title, None, self.all), (self._hint,)):
            column.addLayout(side_by_side(*parts))
        column.addWidget(self.list, 1)
        column.addLayout(side_by_side(self.part, self.give, None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTERS:
                self._go(self.list.currentIndex(), front=True)
                return True
            if event.key() == Qt.Key.Key_Space:
                self.rows.toggle(self.list.currentIndex().row())
                return True
        return super().eventFilter(watched, event)
