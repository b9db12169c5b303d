"""The canvas: an article's text with its passages, of which only the visible part is laid out."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from annotator.desktop.canvas.blink import Blink
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle
from annotator.desktop.canvas.supply import SuppliedMarks
from annotator.desktop.canvas.surface import Surface
from annotator.desktop.canvas.voice import Voice
from annotator.desktop.canvas.wheel import Wheel
from annotator.domain.span import Span
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.canvas.gestures import Gestures
    from annotator.desktop.canvas.keys import Steering

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Canvas(Surface):
    """Shows one article; offsets are code points of its text, points are viewport pixels."""

    caret_moved = Signal()
    selection_changed = Signal()
    selection_made = Signal(bool)
    passage_clicked = Signal(object)
    edge_moved = Signal(str, int, int, bool)
    zoom_requested = Signal(int)
    context_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None, style: CanvasStyle | None = None) -> None:
        super().__init__(parent, style)
        self._wheel = Wheel()
        self._blink = Blink(self._show_caret, self)
        self._voice = Voice(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(tr("Article text"))

    # ------------------------------------------------------------------ what a gesture needs

    @cached_property
    def _gestures(self) -> "Gestures":
        """What the mouse does."""
        from annotator.desktop.canvas.gestures import Gestures  # noqa: PLC0415

        return Gestures(self, self)

    @cached_property
    def _steering(self) -> "Steering":
        """What keys do to the caret."""
        from annotator.desktop.canvas.keys import Steering  # noqa: PLC0415

        return Steering(self.page, self.scene)

    # ------------------------------------------------------------------ text, marks, style

    def show_text(
        self, text: str, marks: Sequence[Mark] | SuppliedMarks, position: int = 0
    ) -> None:
        """Show another article with the caret at this offset."""
        before = self.page.text
        self.page.show(text, marks)
        self.scene.clear()
        offset = self.page.paragraphs.settled(position)
        self.scene.caret = self.scene.anchor = offset
        if offset:
            self.page.go_to(offset, self.page.height / 3)
        self._refresh()
        self._voice.tell_text(before)
        self.selection_changed.emit()
        self.caret_moved.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.show_text("", ())

    def replace_marks(self, annotation: str, marks: Sequence[Mark]) -> None:
        """Put these in place of one annotation's marks; none removes it."""
        super().replace_marks(annotation, marks)
        self._voice.tell_labels()

    # ------------------------------------------------------------------ caret and selection

    def caret(self) -> int:
        """Where the caret stands."""
        return self.scene.caret

    def selection(self) -> Span | None:
        """The selected stretch, start before end; None when nothing is selected."""
        return self.scene.selection

    def select(self, span: Span | None, caret_at_end: bool = True) -> None:
        """Select a stretch, or nothing: then the caret stays."""
        if span is None:
            self.put_caret(self.scene.caret, self.scene.caret)
        elif caret_at_end:
            self.put_caret(span.end, span.start)
        else:
            self.put_caret(span.start, span.end)

    def set_caret(self, offset: int) -> None:
        """Put the caret there and select nothing."""
        self.put_caret(offset, offset)

    def put_caret(self, offset: int, anchor: int) -> None:
        """Move the caret; what lies between it and the anchor is selected."""
        before = (self.scene.caret, self.scene.anchor)
        after = (self.page.paragraphs.settled(offset), self.page.paragraphs.settled(anchor))
        self._blink.restart()
        if after == before:
            return
        selected = self.scene.selection
        self.scene.caret, self.scene.anchor = after
        same_anchor = before[1] == after[1]
        self._repaint_between(*((before[0], after[0]) if same_anchor else (*before, *after)))
        if self.scene.selection != selected:
            self._voice.tell_selection()
            self.selection_changed.emit()
        if after[0] != before[0]:
            self._voice.tell_caret()
            self.caret_moved.emit()

    # ------------------------------------------------------------------ keyboard and focus

    def event(self, event: QEvent) -> bool:
        """Keys used here come before shortcuts of the window."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and self._steering.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _TABS and (parent := self.parentWidget()):
            parent.keyPressEvent(event)  # on its usual way up it would move the focus
            event.accept()
        elif not self._steering.knows(event):
            event.ignore()
        else:
            self._steer(event)

    def _steer(self, event: QKeyEvent) -> None:
        before = (self.page.top, self.page.shift)
        self.put_caret(*self._steering.place(event))
        self.page.reveal(self.scene.caret)
        if (self.page.top, self.page.shift) != before:
            self._refresh()

    def copy(self) -> None:
        """Put the selected words on the clipboard exactly as stored."""
        if selection := self.selection():
            QGuiApplication.clipboard().setText(selection.cut(self.page.text))

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab walks passages, not widgets."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._blink.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._blink.stop()

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._gestures.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._gestures.press_twice(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        outcome = self._gestures.release()
        if outcome == "selection":
            self.selection_made.emit(_is_raw(event))
        elif outcome == "click":
            found = self.marks_at(event.position())
            self.passage_clicked.emit(tuple(dict.fromkeys(mark.annotation for mark in found)))
        elif outcome == "edge":
            self._let_go_edge(_is_raw(event))

    def _let_go_edge(self, raw: bool) -> None:
        moved = self._gestures.let_go()
        if moved and moved[0].offset != moved[1]:
            edge, offset = moved
            self.edge_moved.emit(edge.mark.annotation, edge.offset, offset, raw)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps := self._wheel.notches(event):
                self.zoom_requested.emit(steps)
        else:
            self.scroll_by(self._wheel.pixels(event, self.page.setting.height))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            spot = self.page.spot(self.scene.caret)
            below = QPoint(int(spot.x), int(spot.y + spot.line.ascent)) if spot else QPoint()
            point = self.viewport().mapToGlobal(below)
        self.context_requested.emit(point)


def _is_raw(event: QMouseEvent) -> bool:
    """Whether the edges are to stay where the mouse let them go."""
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _access(_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """How a screen reader sees a canvas; other things have their own way."""
    if not isinstance(thing, Canvas):
        return None
    from annotator.desktop.canvas import accessible  # noqa: PLC0415 - only readers need it

    return accessible.make(thing)


QAccessible.installFactory(_access)
