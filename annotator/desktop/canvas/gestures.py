"""The mouse on the canvas: placing the caret, selecting, autoscroll, dragging edges."""

from collections.abc import Callable
from typing import Literal, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from annotator.desktop.canvas import caret, picking
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.picking import Edge
from annotator.desktop.canvas.scene import Scene
from annotator.domain.span import Span

_SLOP = 4.0
_TICK = 25
_SPEED = 0.35


class Stage(Protocol):
    """What gestures need of the canvas."""

    page: Page
    scene: Scene

    def put_caret(self, offset: int, anchor: int) -> None:
        """Move the caret, selecting from the anchor."""

    def try_marks(self, annotation: str, marks: list[Mark]) -> None:
        """Show an annotation with other marks."""

    def scroll_by(self, pixels: float) -> None:
        """Scroll the text."""

    def point_with(self, shape: Qt.CursorShape) -> None:
        """Change the mouse cursor."""


Outcome = Literal["nothing", "click", "selection", "edge"]
"""What a finished gesture was."""


class Gestures(QObject):
    """Follows the mouse from press to release; the canvas emits the signals."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._unit: Callable[[Page, int], Span] | None = None
        self._origin = Span(0, 0)
        self._selecting = self._moved = False
        self._pressed = QPointF()
        self._point = QPointF()
        self._doubled = QElapsedTimer()
        self.edge: Edge | None = None
        self.edge_offset = 0
        self._whole: list[Mark] = []
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._autoscroll)

    # ------------------------------------------------------------------ press, move, release

    def press(self, event: QMouseEvent) -> None:
        """The left button goes down: an edge, the third click, an extension, or a caret."""
        page, scene = self._stage.page, self._stage.scene
        self._pressed = self._point = event.position()
        self._moved = False
        offset = picking.offset_at(page, event.position())
        if self._is_third(event):
            self._begin(caret.paragraph_at, offset)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._selecting, self._unit, self._moved = True, None, True
            self._origin = Span(scene.anchor, scene.anchor)
            self._stage.put_caret(offset, scene.anchor)
        elif edge := picking.edge_at(page, event.position(), scene.current):
            self.edge, self.edge_offset = edge, edge.offset
            self._whole = page.index.of(edge.mark.annotation)
        else:
            self._selecting, self._unit = True, None
            self._origin = Span(offset, offset)
            self._stage.put_caret(offset, offset)

    def press_twice(self, event: QMouseEvent) -> None:
        """A double click takes the word; dragging on goes by words."""
        self._pressed = self._point = event.position()
        self._doubled.start()
        page = self._stage.page
        found = picking.character_at(page, event.position())
        offset = picking.offset_at(page, event.position()) if found is None else found
        self._begin(caret.word_at, offset)

    def _begin(self, unit: Callable[[Page, int], Span], offset: int) -> None:
        self._unit, self._selecting, self._moved = unit, True, True
        self._origin = unit(self._stage.page, offset)
        self._stage.put_caret(self._origin.end, self._origin.start)

    def _is_third(self, event: QMouseEvent) -> bool:
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        third = self._doubled.isValid() and self._doubled.elapsed() < interval
        near = (event.position() - self._pressed).manhattanLength() <= _SLOP
        self._doubled.invalidate()
        return third and near

    def move(self, event: QMouseEvent) -> None:
        """The mouse moves, with or without the button."""
        self._point = event.position()
        if self.edge:
            self._drag_edge()
        elif self._selecting:
            far = (self._point - self._pressed).manhattanLength() > _SLOP
            self._moved = self._moved or far
            if self._moved:
                self._extend()
                self._watch_border()
        else:
            self.hover(self._point)

    def hover(self, point: QPointF) -> None:
        """Show by the cursor whether an edge can be taken here."""
        found = picking.edge_at(self._stage.page, point, self._stage.scene.current)
        shape = Qt.CursorShape.SplitHCursor if found else Qt.CursorShape.IBeamCursor
        self._stage.point_with(shape)

    def release(self) -> Outcome:
        """The button goes up: says what the gesture was."""
        self._timer.stop()
        selecting, self._selecting = self._selecting, False
        if self.edge:
            return "edge"
        if not selecting:
            return "nothing"
        return "selection" if self._stage.scene.selection else "click"

    # ------------------------------------------------------------------ selecting

    def _extend(self) -> None:
        page = self._stage.page
        offset = picking.offset_at(page, self._point)
        if self._unit is None:
            self._stage.put_caret(offset, self._origin.start)
            return
        reached = self._unit(page, offset)
        if reached.start < self._origin.start:
            self._stage.put_caret(reached.start, self._origin.end)
        else:
            self._stage.put_caret(max(reached.end, self._origin.end), self._origin.start)

    def _beyond(self) -> float:
        """How far the mouse is above (negative) or below the viewport."""
        y, height = self._point.y(), self._stage.page.height
        return y if y < 0 else max(0.0, y - height)

    def _watch_border(self) -> None:
        if not self._beyond():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _autoscroll(self) -> None:
        self._stage.scroll_by(self._beyond() * _SPEED)
        self._extend()

    # ------------------------------------------------------------------ edges

    def _drag_edge(self) -> None:
        edge = self.edge
        if edge is None:
            return
        offset = self._allowed(edge, picking.offset_at(self._stage.page, self._point))
        if offset != self.edge_offset:
            self.edge_offset = offset
            self._stage.try_marks(edge.mark.annotation, self._previewed(edge, offset))

    @staticmethod
    def _allowed(edge: Edge, offset: int) -> int:
        """No edge passes the other one of its fragment."""
        if edge.at_start:
            return min(offset, edge.mark.end - 1)
        return max(offset, edge.mark.start + 1)

    def _previewed(self, edge: Edge, offset: int) -> list[Mark]:
        mark = edge.mark
        shown = mark._replace(start=offset) if edge.at_start else mark._replace(end=offset)
        return [shown if other == mark else other for other in self._whole]

    def let_go(self) -> tuple[Edge, int] | None:
        """End an edge's drag, put its marks back; the edge and where it was let go."""
        edge, self.edge = self.edge, None
        if edge is None:
            return None
        self._stage.try_marks(edge.mark.annotation, self._whole)
        return edge, self.edge_offset
