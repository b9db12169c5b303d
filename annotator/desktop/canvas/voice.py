"""What the canvas tells a screen reader without being asked; nothing while none is on."""

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
    QAccessibleTextUpdateEvent,
)

from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.canvas.canvas import Canvas

_MOST_TOLD = 5000
"""Characters of a new text that are sent unasked; a reader asks for what it reads out."""


class Voice:
    """One for each canvas; it sends news only where somebody listens."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._said = ""

    def tell_text(self, before: str) -> None:
        """Another article stands where this text stood."""
        if not QAccessible.isActive():
            return
        self._said = ""
        after = self._canvas.page.text
        told = QAccessibleTextUpdateEvent(self._canvas, 0, before[:_MOST_TOLD], after[:_MOST_TOLD])
        QAccessible.updateAccessibility(told)
        self.tell_caret()

    def tell_caret(self) -> None:
        """The caret moved, perhaps into a passage or out of one."""
        if not QAccessible.isActive():
            return
        event = QAccessibleTextCursorEvent(self._canvas, self._unit(self._canvas.caret()))
        QAccessible.updateAccessibility(event)
        self.tell_labels()

    def tell_selection(self) -> None:
        """Other words are selected, or none."""
        if not QAccessible.isActive():
            return
        caret = self._canvas.caret()
        selected = self._canvas.selection()
        start, end = selected or (caret, caret)
        event = QAccessibleTextSelectionEvent(self._canvas, self._unit(start), self._unit(end))
        event.setCursorPosition(self._unit(caret))
        QAccessible.updateAccessibility(event)

    def tell_labels(self) -> None:
        """Say the labels under the caret when they are not those said last."""
        if not QAccessible.isActive():
            return
        from annotator.desktop.canvas.accessible_units import labels_at  # noqa: PLC0415

        labels = labels_at(self._canvas.page, self._canvas.caret())
        if labels == self._said:
            return
        self._said = labels
        changed = QAccessibleEvent(self._canvas, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
        words = tr("Labelled {names}", names=labels) if labels else tr("Outside passages")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))

    def _unit(self, offset: int) -> int:
        """An offset in UTF-16 units, as the canvas's interface counts them."""
        from annotator.desktop.canvas.accessible import units_of  # noqa: PLC0415

        return units_of(self._canvas).of(offset)
