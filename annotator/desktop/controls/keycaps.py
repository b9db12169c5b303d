"""Keys as small rounded caps, painted in lists and shown in layouts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.texts import sized
from annotator.words import tr

_GAP, _GROUP, _SIDE, _RADIUS = 3.0, 8.0, 5.0, 4.0
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def caps(keys: str) -> list[list[str]]:
    """What stands on the caps: `Ctrl+Z Ctrl+Y` is two groups of two; `+` alone is itself."""
    return [_group(part) for part in keys.split()]


def _group(chord: str) -> list[str]:
    head, last = chord[:-1].rstrip("+"), chord[-1:]
    parts = [*filter(None, head.split("+")), "+"] if last == "+" else chord.split("+")
    return [_named(part) for part in parts if part]


def _named(key: str) -> str:
    if len(key) == 1:
        return key.upper()
    names = {
        "Shift": tr("Shift"),
        "Ctrl": tr("Ctrl"),
        "Alt": tr("Alt"),
        "Enter": tr("Enter"),
        "Return": tr("Enter"),
        "Esc": tr("Esc"),
        "Escape": tr("Esc"),
        "Space": tr("Space"),
        "Tab": tr("Tab"),
        "Backspace": tr("Backspace"),
        "Home": tr("Home"),
        "End": tr("End"),
        "Delete": tr("Del"),
        "Del": tr("Del"),
        "PgUp": tr("Page up"),
        "PgDown": tr("Page down"),
        "Wheel": tr("Wheel"),
    }
    return _ARROWS.get(key) or names.get(key) or key


def cap_font(font: QFont) -> QFont:
    """The letters on a cap beside text in this font."""
    return sized(font, 0.82)


def width(keys: str, font: QFont) -> float:
    """How wide the caps of these keys are beside text in this font."""
    metrics = QFontMetricsF(cap_font(font))
    groups = [
        sum(_cap_width(cap, metrics) for cap in group) + _GAP * (len(group) - 1)
        for group in caps(keys)
    ]
    return sum(groups) + _GROUP * max(0, len(groups) - 1)


def height(font: QFont) -> float:
    """How high a cap is beside text in this font."""
    return QFontMetricsF(cap_font(font)).height() + 4


def draw(painter: QPainter, left: float, middle: float, keys: str, font: QFont) -> None:
    """Paint the caps from `left` on, around the height `middle`, in the theme's colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(cap_font(font))
    metrics, tall = QFontMetricsF(painter.font()), height(font)
    for group in caps(keys):
        for cap in group:
            wide = _cap_width(cap, metrics)
            _draw_cap(painter, QRectF(left, middle - tall / 2, wide, tall), cap)
            left += wide + _GAP
        left += _GROUP - _GAP
    painter.restore()


def _cap_width(cap: str, metrics: QFontMetricsF) -> float:
    return max(metrics.horizontalAdvance(cap) + 2 * _SIDE, metrics.height() + 4)


def _draw_cap(painter: QPainter, area: QRectF, cap: str) -> None:
    _draw_body(painter, area, theme.current().line)
    face = area.adjusted(0, 0, 0, -1.5)
    _draw_body(painter, face, theme.current().base)
    painter.setPen(QColor(theme.current().muted))
    painter.drawText(face, Qt.AlignmentFlag.AlignCenter, cap)


def _draw_body(painter: QPainter, area: QRectF, fill: str) -> None:
    painter.setPen(QPen(QColor(theme.current().line), 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def draw_flat(painter: QPainter, area: QRectF, key: str) -> None:
    """Paint one key without depth in a given area; a dot where there is none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_body(painter, area, theme.current().base)
    painter.setPen(QColor(theme.current().text if key else theme.current().muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, key.upper() or "·")
    painter.restore()


class Keycaps(QWidget):
    """The caps of some keys, as a widget."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setAccessibleName(" ".join("+".join(group) for group in caps(keys)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(width(self.keys, self.font()) + 1), round(height(self.font()) + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw(painter, 0, self.height() / 2, self.keys, self.font())
