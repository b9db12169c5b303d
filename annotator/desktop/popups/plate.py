"""The plate: a rounded surface with a soft shadow that lies over the window."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.sheet import Clothes

SHADOW = 12
"""Pixels around the surface that belong to the shadow."""
_RADIUS = 10.0


class Plate(QFrame):
    """A child of the window that looks as if it lay on top; its margins hold the shadow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self._drawn: tuple[object, QPixmap] | None = None
        self.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def surface(self) -> QRectF:
        """The plate without its shadow."""
        return QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._picture())

    def _picture(self) -> QPixmap:
        """Surface and shadow, drawn once: whatever moves below would have them drawn again."""
        looks = self.size(), self.devicePixelRatioF(), theme.current()
        if self._drawn is None or self._drawn[0] != looks:
            self._drawn = looks, self._draw(theme.current())
        return self._drawn[1]

    def _draw(self, colours: theme.Theme) -> QPixmap:
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shadow(painter, 12 if colours.dark else 5)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(self.surface().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()
        return picture

    def _paint_shadow(self, painter: QPainter, strength: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, strength))
        for spread in range(SHADOW - 3, 0, -1):
            area = self.surface().adjusted(-spread, -spread + 3, spread, spread + 3)
            painter.drawRoundedRect(area, _RADIUS + spread, _RADIUS + spread)
