"""Boxes to tick and circles to choose, visible in light and dark."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from annotator.desktop import theme

_SIGN, _GAP = 16, 8


def _size(button: QAbstractButton) -> QSize:
    words = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text())
    return QSize(
        words.width() + _SIGN + _GAP + 4 + button.contentsMargins().left(),
        max(words.height(), _SIGN) + 6,
    )


class Tick(QCheckBox):
    """A box to tick."""

    sizeHint = minimumSizeHint = _size

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = _begun(self)
        painter.drawRoundedRect(area, 4, 4)
        if self.isChecked():
            painter.setPen(_tick_pen())
            corners = ((0.24, 0.54), (0.43, 0.72), (0.77, 0.32))
            painter.drawPolyline([_within(area, x, y) for x, y in corners])
        _write(painter, self)


class Circle(QRadioButton):
    """A circle to choose; one of a group."""

    sizeHint = minimumSizeHint = _size

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = _begun(self)
        painter.drawEllipse(area)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().accent_text))
            painter.drawEllipse(area.adjusted(4.5, 4.5, -4.5, -4.5))
        _write(painter, self)


def _begun(button: QAbstractButton) -> tuple[QPainter, QRectF]:
    """A painter ready for the sign, and where that goes."""
    colours, painter = theme.current(), QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strong = button.hasFocus() or button.underMouse()
    on = button.isChecked()
    line = colours.text if strong and on else colours.accent if strong or on else colours.muted
    painter.setPen(QPen(QColor(line), 1.5 if strong else 1))
    painter.setBrush(QColor(colours.accent if on else colours.base))
    left = button.contentsRect().left() + 1
    sign = QRectF(left, (button.height() - _SIGN) / 2, _SIGN, _SIGN)
    return painter, sign.adjusted(1, 1, -1, -1)


def _write(painter: QPainter, button: QAbstractButton) -> None:
    colours = theme.current()
    painter.setPen(QColor(colours.text if button.isEnabled() else colours.muted))
    area = button.contentsRect().adjusted(_SIGN + _GAP, 0, 0, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
    painter.drawText(area, flags, button.text())


def _tick_pen() -> QPen:
    pen = QPen(QColor(theme.current().accent_text), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _within(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.left() + x * area.width(), area.top() + y * area.height())
