"""A list of claims that keys work on: those of a card, or those proposed for it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from annotator.desktop.panels.statement_delegates import ClaimDelegate
from annotator.desktop.rows.statements import ROW, ClaimRow, ClaimRows

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClaimList(QListView):
    """Enter or a click goes to a claim; other keys are told by the names given for them."""

    annotation_requested = Signal(str, bool)
    """A claim to show; whether its window comes to the front."""
    deed_requested = Signal(str)

    def __init__(self, name: str, deeds: Mapping[Qt.Key, str]) -> None:
        super().__init__()
        self._deeds = deeds
        self.claims = ClaimRows(self)
        self.setAccessibleName(name)
        self.setProperty("kind", "bare")
        self.setModel(self.claims)
        self.setItemDelegate(ClaimDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._go(index, front=False))
        self.doubleClicked.connect(lambda index: self._go(index, front=True))
        self.installEventFilter(self)

    @property
    def row(self) -> ClaimRow | None:
        """The claim that is chosen."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, ClaimRow) else None

    def show_rows(self, rows: list[ClaimRow]) -> None:
        """Show these claims; the place stays, on its claim where that is still there."""
        place, before = max(self.currentIndex().row(), 0), self.row
        self.claims.show_rows(rows)
        ids = [row.claim.annotation for row in rows]
        if before is not None and before.claim.annotation in ids:
            place = ids.index(before.claim.annotation)
        if rows:
            self.setCurrentIndex(self.claims.index(min(place, len(rows) - 1)))

    def _go(self, index: QModelIndex, *, front: bool) -> None:
        row = index.data(ROW)
        if isinstance(row, ClaimRow):
            self.annotation_requested.emit(row.claim.annotation, front)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTERS:
                self._go(self.currentIndex(), front=True)
                return True
            deed = self._deeds.get(Qt.Key(event.key()))
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if deed is not None and plain and self.row is not None:
                self.deed_requested.emit(deed)
                return True
        return super().eventFilter(watched, event)
