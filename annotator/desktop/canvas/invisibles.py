"""Signs for characters that cannot be seen: always for those that turn the direction of text."""

import re
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.layout import Laid, Line
from annotator.desktop.canvas.page import Page, Placed

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile(
    "[\t\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202f"
    "\u205f-\u2065\u206a-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACE = re.compile(" ")
_SIGN = 12.0
_LEAST = 1.5
"""Pixels below which a character has no width to draw a box in."""


def paint_invisibles(painter: QPainter, page: Page, inks: Inks) -> None:
    """Draw the signs of the page: bidi controls always, the others when the style asks."""
    for placed in page.placed():
        if placed.laid.turning:
            _paint(painter, page, placed, (_TURNING, inks.warning))
        if page.style.invisibles:
            _paint(painter, page, placed, (_HIDDEN, inks.muted))
            _dot_spaces(painter, page, placed, inks.muted)
            if page.paragraphs.ended(placed.laid.number):
                _end_sign(painter, page, placed, inks.faint)


def _paint(
    painter: QPainter, page: Page, placed: Placed, kind: tuple[re.Pattern[str], QColor]
) -> None:
    wanted, colour = kind
    for found in wanted.finditer(page.text, placed.laid.start, placed.laid.end):
        box = _cell(page, placed, found.start())
        _sign_of(found[0], box)(painter, box, colour)


def _sign_of(character: str, box: QRectF) -> Callable[[QPainter, QRectF, QColor], None]:
    if character == "\t":
        return _sign_tab
    formats = unicodedata.category(character) == "Cf"
    return _sign_point if formats or box.width() < _LEAST else _sign_space


def _dot_spaces(painter: QPainter, page: Page, placed: Placed, colour: QColor) -> None:
    """A dot in each plain space; the words' own lines say where."""
    laid, half = placed.laid, page.setting.space / 2
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    dots = []
    for found in _SPACE.finditer(page.text, laid.start, laid.end):
        x = (
            _cell(page, placed, found.start()).center().x() - page.left
            if laid.turning
            else laid.x_of(found.start()) + half
        )
        line = laid.line_of(found.start())
        middle = placed.y + line.text_top + line.ascent * 0.7
        dots.append(QPointF(page.left + x, middle))
    if dots:
        painter.drawPoints(dots)


def _sign_tab(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """An arrow as long as the tab is wide."""
    painter.setPen(QPen(colour, 1.0))
    y, right = box.center().y(), box.right() - 2
    painter.drawLine(QPointF(box.left() + 2, y), QPointF(right, y))
    painter.drawPolyline([QPointF(right - 3, y - 3), QPointF(right, y), QPointF(right - 3, y + 3)])


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
