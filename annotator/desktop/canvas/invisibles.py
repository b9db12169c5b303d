"""Signs for characters that cannot be seen: always for those that turn the direction of text."""

import re
import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.layout import Laid, Line
from annotator.desktop.canvas.page import Page, Placed

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile(
    "[\t\u00a0\u00ad\u061c\u115f\u1160\u180e\u2000-\u200f\u202f\u205f-\u2065\u206a-\u206f\u3000\ufeff]"
)
_SIGN = 12.0


def paint_invisibles(painter: QPainter, page: Page, inks: Inks) -> None:
    """Draw the signs of the page: bidi controls always, the others when the style asks."""
    for placed in page.placed():
        if placed.laid.turning:
            _paint(painter, page, placed, (_TURNING, inks.warning))
        if page.style.invisibles:
            _paint(painter, page, placed, (_HIDDEN, inks.muted))
            if page.paragraphs.ended(placed.laid.number):
                _end_sign(painter, page, placed, inks.faint)


def _paint(
    painter: QPainter, page: Page, placed: Placed, kind: tuple[re.Pattern[str], QColor]
) -> None:
    wanted, colour = kind
    for found in wanted.finditer(page.text, placed.laid.start, placed.laid.end):
        sign = _sign_point if unicodedata.category(found[0]) == "Cf" else _sign_space
        sign(painter, _cell(page, placed, found.start()), colour)


def _cell(page: Page, placed: Placed, offset: int) -> QRectF:
    laid = placed.laid
    line = laid.line_of(offset)
    runs = [run for _, run in laid.runs(offset, offset + 1)]
    left, right = runs[0] if runs else (laid.x_of(offset),) * 2
    return _box(page, placed, line, (left, right))


def _box(page: Page, placed: Placed, line: Line, run: tuple[float, float]) -> QRectF:
    top, bottom = placed.y + line.text_top, placed.y + line.text_bottom
    return QRectF(page.left + run[0], top, run[1] - run[0], bottom - top)


def _sign_space(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """An open box for a space that is not plain."""
    painter.setPen(QPen(colour, 1.0))
    bottom, rise = box.bottom() - box.height() * 0.2, box.height() * 0.18
    left, right = box.left() + 1, box.right() - 1
    painter.drawPolyline(
        [
            QPointF(left, bottom - rise),
            QPointF(left, bottom),
            QPointF(right, bottom),
            QPointF(right, bottom - rise),
        ]
    )


def _sign_point(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A stroke with a flag for a character without width."""
    painter.setPen(QPen(colour, 1.2))
    x = box.left()
    painter.drawLine(QPointF(x, box.top() + 1), QPointF(x, box.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        [QPointF(x, box.top()), QPointF(x + 5, box.top() + 3), QPointF(x, box.top() + 6)]
    )


def _end_sign(painter: QPainter, page: Page, placed: Placed, colour: QColor) -> None:
    laid: Laid = placed.laid
    x = laid.x_of(laid.end)
    left = x - _SIGN if laid.reversed else x + 2
    box = _box(page, placed, laid.lines[-1], (left, left + _SIGN))
    painter.setPen(colour)
    painter.setFont(page.setting.small)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "¶")
