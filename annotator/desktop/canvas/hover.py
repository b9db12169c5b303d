"""The mouse resting on the canvas: the passage under it, and plates that lead elsewhere."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from shiboken6 import isValid

from annotator.desktop.canvas.exits import exit_at
from annotator.desktop.canvas.scene import End
from annotator.desktop.canvas.surface import Surface

_REST = 280
"""Milliseconds the mouse rests before a passage is raised."""
_ENDING = {
    QEvent.Type.Leave,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.FocusOut,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Resize,
}


class Hover(QObject):
    """Follows the mouse over a surface without taking anything from its gestures."""

    rested = Signal(str, QPoint)
    """On a passage: the annotation, and where in the viewport."""
    left = Signal()
    end_chosen = Signal(End)
    back_requested = Signal()

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._under = ""
        self._point = QPointF()
        self._waits = QTimer(self, singleShot=True, interval=_REST)
        self._waits.timeout.connect(self._rest)
        surface.viewport().installEventFilter(self)
        surface.installEventFilter(self)
        surface.verticalScrollBar().valueChanged.connect(self.forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what the mouse does; only plates and the back button keep it to themselves."""
        kind = event.type()
        if not isValid(self._surface):  # type: ignore[no-untyped-call]
            return False  # the last events of a window that goes
        if kind in _ENDING:
            self.forget()
        if watched is self._surface.viewport() and isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseMove:
                return self._move(event)
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
                return self._press(event)
        return super().eventFilter(watched, event)

    def forget(self, *_: object) -> None:
        """No passage is under the mouse any more."""
        self._waits.stop()
        self._under = ""
        if self._surface.scene.hovered:
            self._surface.scene.hovered = frozenset()
            self._surface.viewport().update()
            self.left.emit()

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.BackButton:
            self.back_requested.emit()
            return True
        plate = exit_at(self._surface.page, self._surface.scene, event.position())
        if plate is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.end_chosen.emit(plate.end)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if event.buttons() != Qt.MouseButton.NoButton:
            self.forget()
            return False
        self._point = event.position()
        if exit_at(self._surface.page, self._surface.scene, self._point):
            self.forget()
            self._surface.point_with(Qt.CursorShape.PointingHandCursor)
            return True
        under = self._surface.marks_at(self._point.toPoint())
        annotation = under[0].annotation if under else ""
        if annotation != self._under:
            self.forget()
            self._under = annotation
            if annotation:
                self._waits.start()
        return False

    def _rest(self) -> None:
        self._surface.scene.hovered = frozenset({self._under})
        self._surface.viewport().update()
        self.rested.emit(self._under, self._point.toPoint())
