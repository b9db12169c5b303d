"""What all pictures have in common: parts that say what they are and lead to what is behind."""

import html
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.announcement import announce

Which = tuple[str, ...]
"""What lies behind a part, in the words of whoever asked for the picture."""

_NEAR = 7.0
"""Pixels around the mouse in which a small part is still meant."""
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -(1 << 40),
    Qt.Key.Key_End: 1 << 40,
}
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Spot(NamedTuple):
    """A part: where it is, what is said of it, and what lies behind it."""

    box: QRectF
    words: str
    which: Which


class Picture(QWidget):
    """Arrows go from part to part, Enter or a click opens what is behind one."""

    chosen = Signal(tuple)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = -1
        self.area: QScrollArea | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def spots(self) -> list[Spot]:
        """The parts in order, as they lie now."""
        return []

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the frame of the part in hand."""

    @property
    def hand(self) -> Spot | None:
        """The part that Enter opens."""
        spots = self.spots()
        return spots[self._at] if 0 <= self._at < len(spots) else None

    def renew(self) -> None:
        """The values are others now."""
        self._at = 0 if self.hasFocus() else -1
        self.updateGeometry()
        self.update()

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        hand = self.hand
        if self.hasFocus() and hand is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().text), 1.6))
            painter.drawRoundedRect(hand.box.adjusted(-2, -2, 2, 2), 3, 3)
        painter.end()

    # ------------------------------------------------------------------ mouse and keys

    def _under(self, point: QPointF) -> int:
        """The part under the mouse, or the nearest one that is close; -1 where there is none."""
        best, least = -1, _NEAR
        for at, spot in enumerate(self.spots()):
            box = spot.box
            across = max(box.left() - point.x(), point.x() - box.right(), 0.0)
            along = max(box.top() - point.y(), point.y() - box.bottom(), 0.0)
            if max(across, along) < least:
                best, least = at, max(across, along)
        return best

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._at = at
            self.update()
            self.chosen.emit(self.spots()[at].which)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._under(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tool tips, said as plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._under(QPointF(event.pos()))
            words = html.escape(self.spots()[at].words) if at >= 0 else ""
            QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>" if words else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spots = self.spots()
        step = _STEPS.get(Qt.Key(event.key()))
        if spots and step is not None:
            self._go(min(max(self._at + step, 0), len(spots) - 1))
        elif self.hand is not None and event.key() in _CHOOSING:
            self.chosen.emit(self.hand.which)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and event.reason() != Qt.FocusReason.MouseFocusReason and self.spots():
            self._go(0)

    def _go(self, at: int) -> None:
        self._at = at
        spot = self.spots()[at]
        self.setAccessibleDescription(spot.words)
        announce(self, spot.words)
        if self.area is not None:
            center = spot.box.center().toPoint()
            self.area.ensureVisible(center.x(), center.y(), 60, 40)
        self.update()


def scrolled(picture: Picture) -> QScrollArea:
    """A picture in as much room as there is, to be scrolled where that is too little."""
    area = QScrollArea()
    area.setProperty("kind", "bare")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(picture)
    picture.area = area
    return area


def mixed(color: str, share: float) -> QColor:
    """A colour of the theme laid thinly on its ground; a share of 1 is the colour itself."""
    top, ground = QColor(color), QColor(theme.current().base)
    parts = zip(top.getRgb(), ground.getRgb(), strict=True)
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))
