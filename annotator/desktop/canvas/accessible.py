"""The canvas as a screen reader knows it: a text that is read, with caret, selection and labels.

Nothing here is loaded before a screen reader, or a test, asks for it.
"""

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr

from annotator.desktop.canvas import picking
from annotator.desktop.canvas.accessible_slots import Piece, Slots, address_of
from annotator.desktop.canvas.accessible_units import (
    labelled_run,
    labels_at,
    unit_at,
    unit_beside,
)
from annotator.domain.offsets import OffsetMap
from annotator.domain.span import Span
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.canvas.canvas import Canvas

_ATTRIBUTES = "labelled:{words};font-family:{words};"
"""Qt's bridge to AT-SPI passes only names it knows on; of these one may have any value."""
_NOT_IN_VALUES = str.maketrans({":": " -", ";": ",", "\\": "/"})


class Units:
    """Offsets of the text on the canvas as UTF-16 units and back; counted once for each text."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._text = ""
        self._map = OffsetMap("", "utf16")

    def _current(self) -> OffsetMap:
        text = self._canvas.page.text
        if text is not self._text:
            self._text, self._map = text, OffsetMap(text, "utf16")
        return self._map

    def count(self) -> int:
        """How many units the text has."""
        return self._current().length

    def of(self, offset: int) -> int:
        """Units before an offset."""
        return self._current().to_unit(offset)

    def offset(self, unit: int) -> int:
        """The offset at a unit, the character it stands in, or the nearest end of the text."""
        known = self._current()
        unit = min(max(unit, 0), known.length)
        try:
            return known.from_unit(unit)
        except ValueError:
            return known.from_unit(unit - 1)

    def span(self, start: int, end: int) -> Span:
        """The span between two units."""
        first, last = sorted((self.offset(start), self.offset(end)))
        return Span(first, last)


class CanvasText(QAccessibleTextInterface):
    """The article's text; every number is a UTF-16 unit, every point one of the screen."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__()
        self._canvas = canvas
        self._units = Units(canvas)
        self._slots = Slots(self, self)

    # ------------------------------------------------------------------ text

    def characterCount(self) -> int:  # noqa: N802
        return self._units.count()

    def text(self, start: int, end: int) -> str:
        end = self._units.count() if end < 0 else end
        return self._units.span(start, end).cut(self._canvas.page.text)

    def unit(self, offset: int, kind: QAccessible.TextBoundaryType, step: int) -> Piece:
        """The character, word, sentence, line or paragraph there, or the one so many on."""
        page, place = self._canvas.page, self._place(offset)
        found = unit_beside(page, place, kind, step) if step else unit_at(page, place, kind)
        return self._piece(found, found.cut(page.text))

    def attributes(self, offset: int) -> Piece:
        """The labels at an offset as one text attribute, and the stretch that has them."""
        run, labels = labelled_run(self._canvas.page, self._place(offset))
        words = labels.translate(_NOT_IN_VALUES)
        return self._piece(run, _ATTRIBUTES.format(words=words) if words else "")

    def _place(self, offset: int) -> int:
        """An offset; a negative one means the caret."""
        return self._canvas.caret() if offset < 0 else self._units.offset(offset)

    def _piece(self, span: Span, words: str) -> Piece:
        return words, self._units.of(span.start), self._units.of(span.end)

    # ------------------------------------------------------------------ caret and selection

    def cursorPosition(self) -> int:  # noqa: N802
        return self._units.of(self._canvas.caret())

    def setCursorPosition(self, position: int) -> None:  # noqa: N802
        self._canvas.set_caret(self._units.offset(position))
        self._canvas.reveal(self._canvas.caret())

    def selectionCount(self) -> int:  # noqa: N802
        # Where it could not be said which words are selected, none are.
        return 1 if self._slots.filled and self._canvas.selection() else 0

    def selection(self, index: int) -> tuple[int, int]:
        """Where the selection starts and ends; there is at most one."""
        selected = self._canvas.selection()
        if index or selected is None:
            return 0, 0
        return self._units.of(selected.start), self._units.of(selected.end)

    def addSelection(self, start: int, end: int) -> None:  # noqa: N802
        self._canvas.select(self._units.span(start, end))
        self._canvas.reveal(self._canvas.caret())

    def setSelection(self, index: int, start: int, end: int) -> None:  # noqa: N802
        if not index:
            self.addSelection(start, end)

    def removeSelection(self, index: int) -> None:  # noqa: N802
        if not index:
            self._canvas.select(None)

    # ------------------------------------------------------------------ places

    def characterRect(self, offset: int) -> QRect:  # noqa: N802
        place = self._place(offset)
        found = unit_at(self._canvas.page, place, QAccessible.TextBoundaryType.CharBoundary)
        rect = picking.rect_of(self._canvas.page, found.start, found.end).toAlignedRect()
        if rect.isEmpty():
            return QRect()
        return QRect(self._canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def offsetAtPoint(self, point: QPoint) -> int:  # noqa: N802
        inside = self._canvas.viewport().mapFromGlobal(point)
        if not self._canvas.viewport().rect().contains(inside):
            return -1
        return self._units.of(self._canvas.offset_at(inside))

    def scrollToSubstring(self, start: int, end: int) -> None:  # noqa: N802
        self._canvas.reveal(self._units.offset(end))
        self._canvas.reveal(self._units.offset(start))

    def units(self) -> Units:
        """Offsets as units and back."""
        return self._units


class CanvasAccess(QAccessibleWidget):
    """Role, name and state of the canvas; the labels under the caret describe it."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas, QAccessible.Role.EditableText)
        self._canvas: Canvas = weakref.proxy(canvas)
        self.words = CanvasText(self._canvas)

    def text(self, wanted: QAccessible.Text) -> str:
        if wanted is QAccessible.Text.Value:
            return self._canvas.page.text
        if wanted is QAccessible.Text.Description:
            labels = labels_at(self._canvas.page, self._canvas.caret())
            return tr("Labelled {names}", names=labels) if labels else ""
        return super().text(wanted)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def childCount(self) -> int:  # noqa: N802
        """None: scroll bar and viewport say nothing that the text does not say."""
        return 0

    def interface_cast(  # type: ignore[override]
        self, wanted: QAccessible.InterfaceType
    ) -> VoidPtr:
        # Any other kind of value given back here ends the program.
        if wanted is QAccessible.InterfaceType.TextInterface:
            return VoidPtr(address_of(self.words))
        return VoidPtr(0)


_KEPT: list[CanvasAccess] = []
"""Qt owns and ends the interfaces, but would not keep their Python sides alive."""


def make(canvas: "Canvas") -> CanvasAccess:
    """The canvas's interface; Qt asks for it once."""
    made = CanvasAccess(canvas)
    _KEPT.append(made)
    return made


def units_of(canvas: "Canvas") -> Units:
    """Offsets of the canvas's text as UTF-16 units and back."""
    found = QAccessible.queryAccessibleInterface(canvas)
    return found.words.units() if isinstance(found, CanvasAccess) else Units(canvas)
