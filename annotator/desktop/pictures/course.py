"""A course: shares from 0 to 1 in an order, each a dot, and a line through their means."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from annotator.desktop import theme
from annotator.desktop.pictures.picture import Picture, Spot, Which, mixed

_LEFT, _RIGHT, _TOP, _FOOT = 44, 18, 14, 52
_DOT = 3.4
_LEAST = QSize(360, 230)
_GRID = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Dot(NamedTuple):
    """One share with the mean up to it, what is said of it, and what lies behind it."""

    share: float
    mean: float
    words: str
    which: Which


class Course(Picture):
    """Dots from left to right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._dots: Sequence[Dot] = ()
        self._legend = ("", "", "")
        self.setMinimumSize(_LEAST)

    def show_dots(self, dots: Sequence[Dot], legend: tuple[str, str, str]) -> None:
        """Show these; the legend says what dots, line and the order are."""
        self._dots, self._legend = dots, legend
        self.renew()

    def sizeHint(self) -> QSize:
        return _LEAST

    # ------------------------------------------------------------------ where things are

    def _field(self) -> QRectF:
        return QRectF(
            _LEFT, _TOP, self.width() - _LEFT - _RIGHT, max(self.height() - _TOP - _FOOT, 40)
        )

    def _place(self, at: int, share: float) -> QPointF:
        field = self._field()
        part = (at + 0.5) / max(len(self._dots), 1)
        return QPointF(field.left() + field.width() * part, field.bottom() - field.height() * share)

    def spots(self) -> list[Spot]:
        half = QPointF(_DOT, _DOT)
        centers = [self._place(at, dot.share) for at, dot in enumerate(self._dots)]
        return [
            Spot(QRectF(center - half, center + half), dot.words, dot.which)
            for center, dot in zip(centers, self._dots, strict=True)
        ]

    # ------------------------------------------------------------------ drawing

    def draw(self, painter: QPainter) -> None:
        self._draw_grid(painter)
        accent = theme.current().accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(accent, 0.5))
        for at, dot in enumerate(self._dots):
            painter.drawEllipse(self._place(at, dot.share), _DOT, _DOT)
        line = QPolygonF([self._place(at, dot.mean) for at, dot in enumerate(self._dots)])
        painter.setPen(QPen(QColor(accent), 2.0))
        painter.drawPolyline(line)
        self._draw_legend(painter)

    def _draw_grid(self, painter: QPainter) -> None:
        colors, field = theme.current(), self._field()
        for share in _GRID:
            y = field.bottom() - field.height() * share
            painter.setPen(QPen(QColor(colors.line), 1.0))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(colors.muted))
            box = QRectF(0, y - 9, _LEFT - 8, 18)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{share:.1f}")

    def _draw_legend(self, painter: QPainter) -> None:
        colors, field = theme.current(), self._field()
        dots, line, order = self._legend
        y = field.bottom() + 18
        painter.setPen(QColor(colors.muted))
        right = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(field.left(), y - 12, field.width(), 18), right, order)
        y += 20
        wide = self.fontMetrics().horizontalAdvance
        left = field.center().x() - (wide(dots) + wide(line) + 70) / 2
        painter.setBrush(mixed(colors.accent, 0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(left, y), _DOT, _DOT)
        painter.setPen(QColor(colors.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left + 10, y - 9, wide(dots) + 8, 18), middle, dots)
        left += wide(dots) + 34
        painter.setPen(QPen(QColor(colors.accent), 2.0))
        painter.drawLine(QPointF(left, y), QPointF(left + 20, y))
        painter.setPen(QColor(colors.muted))
        painter.drawText(QRectF(left + 28, y - 9, wide(line) + 8, 18), middle, line)
