"""Small drawings: a layer's channel in a label's colour, how far an article is, a row's ground."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from annotator.desktop import theme
from annotator.domain.people import DONE, IN_PROGRESS

_FALLBACK = "#888888"


def shade(color: str, contrast: float = 3.0, ground: str = "") -> QColor:
    """A label's colour as a line on the theme's ground shows it."""
    return QColor(theme.readable(color or _FALLBACK, ground or theme.current().base, contrast))


def draw_ground(painter: QPainter, box: QRectF, *, chosen: bool, lit: bool, focused: bool) -> None:
    """The ground of a list's row: chosen, under the mouse, in focus."""
    colors = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen or lit:
        painter.setBrush(QColor(colors.selection if chosen else colors.hover))
        painter.drawRoundedRect(box, 6, 6)
    if focused:
        painter.setPen(QColor(colors.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def draw_swatch(painter: QPainter, box: QRectF, channel: str, color: str) -> None:
    """A label's colour in its layer's shape: block, bar or underline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = shade(color)
    if channel == "tint":
        fill = QColor(ink)
        fill.setAlphaF(0.32)
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(fill)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    else:
        _draw_line(painter, box, ink, 4.0 if channel == "lane" else 1.6)
    painter.restore()


def _draw_line(painter: QPainter, box: QRectF, ink: QColor, thickness: float) -> None:
    text = QColor(theme.current().muted)
    text.setAlphaF(0.55)
    middle = box.center().y()
    painter.setPen(QPen(text, 1.2))
    painter.drawLine(QPointF(box.left() + 2, middle - 2), QPointF(box.right() - 2, middle - 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    bar = QRectF(box.left() + 1, middle + 1.5, box.width() - 2, thickness)
    painter.drawRoundedRect(bar, thickness / 2, thickness / 2)


def swatch_icon(channel: str, color: str, side: int = 16, ratio: float = 2.0) -> QIcon:
    """The swatch as an icon."""
    return _swatch(channel, color, side, ratio, theme.current().text)


@lru_cache(maxsize=1024)
def _swatch(channel: str, color: str, side: int, ratio: float, _ink: str) -> QIcon:
    """Drawn once in each theme, which its ink tells from the other."""
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_swatch(painter, QRectF(0, 0, side, side), channel, color)
    painter.end()
    return QIcon(picture)


def search_icon() -> QIcon:
    """A magnifying glass; drawn by hand, so that the first picture needs no SVG."""
    picture = QPixmap(QSize(48, 48))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(QColor(theme.current().muted), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    )
    painter.drawEllipse(QRectF(8, 8, 24, 24))
    painter.drawLine(QPointF(29, 29), QPointF(40, 40))
    painter.end()
    return QIcon(picture)


def draw_state(painter: QPainter, box: QRectF, state: str, ink: QColor) -> None:
    """How far an article is: an empty, a half or a full circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.4))
    circle = box.adjusted(1, 1, -1, -1)
    painter.setBrush(ink if state == DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if state == IN_PROGRESS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()


def draw_chevron(painter: QPainter, center: QPointF, ink: QColor) -> None:
    """The small angle that says that there is more."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(center + QPointF(-3.5, -1.75))
    path.lineTo(center + QPointF(0, 1.75))
    path.lineTo(center + QPointF(3.5, -1.75))
    painter.drawPath(path)
    painter.restore()
