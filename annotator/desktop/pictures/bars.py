"""Rows of bars: each row a name, pieces one after the other, perhaps an interval, and a remark."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.desktop import theme
from annotator.desktop.pictures.picture import Picture, Spot, Which, mixed

Tone = Literal["strong", "calm", "faint"]
_SHARES: dict[Tone, float] = {"strong": 1.0, "calm": 0.42, "faint": 0.12}

_HIGH, _GAP, _EDGE = 18, 9, 12
_LONGEST_NAME = 240
_LEAST_BAR = 160
_SPARE = 3
"""Pixels that letters may stick out of their advance."""


class Piece(NamedTuple):
    """A piece of a bar: how long it is, what is said of it, and what lies behind it."""

    length: float
    tone: Tone
    words: str
    which: Which


class Row(NamedTuple):
    """A bar; an interval is drawn over it where there is one."""

    name: str
    pieces: Sequence[Piece]
    remark: str = ""
    interval: tuple[float, float] | None = None


class Bars(Picture):
    """Bars from left to right; `full` is the length that takes the whole width."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows: Sequence[Row] = ()
        self._full = 1.0
        self._legend: Sequence[tuple[Tone, str]] = ()

    def show_rows(
        self, rows: Sequence[Row], full: float, legend: Sequence[tuple[Tone, str]] = ()
    ) -> None:
        """Show these rows; a legend says what tones mean."""
        self._rows, self._full, self._legend = rows, max(full, 1e-9), legend
        self.setMinimumHeight(self.sizeHint().height())
        self.renew()

    def sizeHint(self) -> QSize:
        rows = len(self._rows) + bool(self._legend)
        width = self._names() + _LEAST_BAR + self._remarks() + 4 * _EDGE
        return QSize(round(width), _EDGE * 2 + rows * (_HIGH + _GAP))

    # ------------------------------------------------------------------ where things are

    def _names(self) -> float:
        metrics = self.fontMetrics()
        widths = (metrics.horizontalAdvance(row.name) for row in self._rows)
        return min(max(widths, default=0) + _SPARE, _LONGEST_NAME)

    def _remarks(self) -> float:
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(row.remark) for row in self._rows), default=0)

    def _top(self, row: int) -> float:
        return _EDGE + (row + bool(self._legend)) * (_HIGH + _GAP)

    def _bar(self) -> tuple[float, float]:
        """Left edge and width of a full bar."""
        left = _EDGE * 2 + self._names()
        return left, max(self.width() - left - self._remarks() - 2 * _EDGE, 20.0)

    def _boxes(self, at: int) -> list[QRectF]:
        left, width = self._bar()
        boxes = []
        for piece in self._rows[at].pieces:
            box = QRectF(left, self._top(at), width * piece.length / self._full, _HIGH)
            boxes.append(box)
            left = box.right()
        return boxes

    def spots(self) -> list[Spot]:
        return [
            Spot(box if box.width() > 1 else box.adjusted(0, 0, 3, 0), piece.words, piece.which)
            for at, row in enumerate(self._rows)
            for box, piece in zip(self._boxes(at), row.pieces, strict=True)
            if piece.which
        ]

    # ------------------------------------------------------------------ drawing

    def draw(self, painter: QPainter) -> None:
        colors = theme.current()
        self._draw_legend(painter)
        left, width = self._bar()
        for at, row in enumerate(self._rows):
            top = self._top(at)
            painter.setPen(QColor(colors.text))
            name = QRectF(_EDGE, top, self._names(), _HIGH)
            shown = self.fontMetrics().elidedText(
                row.name, Qt.TextElideMode.ElideMiddle, round(name.width())
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | middle, shown)
            for box, piece in zip(self._boxes(at), row.pieces, strict=True):
                painter.fillRect(box, mixed(colors.accent, _SHARES[piece.tone]))
            if row.interval is not None:
                self._draw_interval(painter, row.interval, top + _HIGH / 2)
            painter.setPen(QColor(colors.muted))
            remark = QRectF(left + width + _EDGE, top, self._remarks() + _EDGE, _HIGH)
            painter.drawText(remark, Qt.AlignmentFlag.AlignLeft | middle, row.remark)

    def _draw_interval(self, painter: QPainter, interval: tuple[float, float], y: float) -> None:
        left, width = self._bar()
        low, high = (left + width * one / self._full for one in interval)
        painter.setPen(QPen(QColor(theme.current().text), 1.4))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for end in (low, high):
            painter.drawLine(QPointF(end, y - 3), QPointF(end, y + 3))

    def _draw_legend(self, painter: QPainter) -> None:
        colors = theme.current()
        left, _ = self._bar()
        for tone, words in self._legend:
            box = QRectF(left, _EDGE + 3, 12, 12)
            painter.fillRect(box, mixed(colors.accent, _SHARES[tone]))
            painter.setPen(QColor(colors.muted))
            wide = self.fontMetrics().horizontalAdvance(words)
            place = QRectF(box.right() + 6, _EDGE, wide + 4, _HIGH)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left = place.right() + 18
