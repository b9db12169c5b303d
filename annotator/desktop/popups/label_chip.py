"""A label as a small button: its colour as the text shows it, its name, its key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.desktop import theme
from annotator.desktop.controls import keycaps

_SIDE, _SWATCH, _GAP = 6, 12, 5


class LabelChip(QAbstractButton):
    """A button that never takes the focus. `channel` and `color` are the label's own."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.key, self.color, self.channel = words, "", "", ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = 2 * _SIDE + metrics.horizontalAdvance(self.words) + 1
        wide += _SWATCH + _GAP if self.color else 0
        wide += round(keycaps.width(self.key, self.font())) + _GAP if self.key else 0
        return QSize(wide, round(metrics.height() * 1.4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        if self.color:
            self._paint_swatch(painter, QRectF(_SIDE, inner.center().y() - 5, _SWATCH, _SWATCH))
            inner.setLeft(inner.left() + _SWATCH + _GAP)
        if self.key:
            left = inner.right() + 1 - keycaps.width(self.key, self.font())
            keycaps.draw(painter, left, self.height() / 2, self.key, self.font())
            inner.setRight(round(left) - _GAP)
        painter.setPen(QColor(theme.current().text))
        words = self.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, inner.width() + 2
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, flags | Qt.TextFlag.TextSingleLine, words)

    def _paint_ground(self, painter: QPainter) -> None:
        # Without a frame at rest: eighteen frames together are restless to look at.
        if not self.underMouse():
            return
        colours = theme.current()
        painter.setPen(QColor(colours.accent))
        painter.setBrush(QColor(colours.selection if self.isDown() else colours.hover))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_swatch(self, painter: QPainter, area: QRectF) -> None:
        """A tint fills, a lane is a bar, an underline a thin line: as in the text."""
        color = QColor(theme.readable(self.color, theme.current().base, 3.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        high = {"lane": 5.0, "underline": 2.0}.get(self.channel, area.height())
        bottom = area.bottom() - (3.0 if high < area.height() else 0.0)
        painter.drawRoundedRect(QRectF(area.left(), bottom - high, area.width(), high), 2, 2)
