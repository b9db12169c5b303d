"""The program's drawings, in the colour of the words around them."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.assets import resource
from annotator.desktop import theme

_SIDE = 48


def icon(name: str) -> QIcon:
    """A drawing of `resources/icons` in the theme's text colour, calm where disabled."""
    colors = theme.current()
    return _icon(name, colors.text, colors.muted)


@lru_cache(maxsize=128)
def _icon(name: str, ink: str, calm: str) -> QIcon:
    result = QIcon(_drawn(name, ink))
    result.addPixmap(_drawn(name, calm), QIcon.Mode.Disabled)
    return result


def _drawn(name: str, ink: str) -> QPixmap:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, _SIDE, _SIDE))
    painter.end()
    return picture
