"""The picker: a card with a field to type in and a list that follows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.desktop.popups.card import Card
from annotator.desktop.popups.plate import SHADOW
from annotator.desktop.popups.row_list import Row, RowList

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Picker(Card):
    """Typing filters, Up and Down choose, Enter or a click takes."""

    wide = 480
    least_rows, most_rows = 3, 9

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self.list = RowList(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 10, 10, 8)
        self.column.setSpacing(6)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.list.row_taken.connect(self.take)

    def rows_for(self, typed: str) -> Sequence[Row]:
        """The rows to show for what was typed."""
        raise NotImplementedError

    def take(self, row: Row) -> None:
        """A row was taken."""
        raise NotImplementedError

    def take_typed(self) -> None:
        """Ctrl+Enter: take what was typed as it stands."""

    def first_focus(self) -> QWidget:
        return self.field

    def sizeHint(self) -> QSize:
        high = self.column.sizeHint().height() + 2 * SHADOW
        return QSize(self.wide + 2 * SHADOW, high)

    def refresh(self) -> None:
        """Show the rows for what stands in the field."""
        self.list.show_rows(self.rows_for(self.field.text().strip()))

    def reset(self) -> None:
        """Start with an empty field and all rows; the card keeps the height it has then."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.refresh()
        self.list.high = self.list.wanted_height(self.least_rows, self.most_rows)
        self.list.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._steer(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steer(event):
            super().keyPressEvent(event)

    def _steer(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTERS:
            self._enter(event.modifiers())
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        self.list.step(step)
        return True

    def _enter(self, modifiers: Qt.KeyboardModifier) -> None:
        row = self.list.row()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.take_typed()
        elif row is not None and row.enabled:
            self.take(row)
