"""Words on several lines of which some are marked: in their context, or against others."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from annotator.desktop import theme

PLAIN, CALM, STRONG, ADDED, MISSING = "", "calm", "strong", "added", "missing"
_ANY_BREAK = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))
_MANY = 1_000
"""Lines of one that is never laid out to its end."""


class Piece(NamedTuple):
    """Some of the words, and how they are marked."""

    words: str
    mark: str = PLAIN


def height(pieces: Sequence[Piece], font: QFont, width: float, most: int = _MANY) -> float:
    """How high they are on at most so many lines of this width."""
    return _height(tuple(pieces), font.toString(), width, most)


@lru_cache(maxsize=4096)
def _height(pieces: tuple[Piece, ...], font: str, width: float, most: int) -> float:
    known = QFont()
    known.fromString(font)
    return _laid_out(pieces, known, width, most).boundingRect().height()


def draw(
    painter: QPainter, place: QPointF, pieces: Sequence[Piece], width: float, most: int = _MANY
) -> None:
    """Draw them in the painter's font; `place` is the top left corner."""
    painter.setPen(QColor(theme.current().text))
    _laid_out(pieces, painter.font(), width, most).draw(painter, place)


def _laid_out(pieces: Sequence[Piece], font: QFont, width: float, most: int) -> QTextLayout:
    layout = QTextLayout("".join(piece.words for piece in pieces).translate(_ANY_BREAK), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(pieces))
    layout.beginLayout()
    high = 0.0
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    return layout


def _formats(pieces: Sequence[Piece]) -> list[QTextLayout.FormatRange]:
    found, at = [], 0
    for piece in pieces:
        # Qt counts in UTF-16.
        length = len(piece.words.encode("utf-16-le")) // 2
        if piece.mark:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = at, length, _format(piece.mark)
            found.append(one)
        at += length
    return found


def _format(mark: str) -> QTextCharFormat:
    colors, made = theme.current(), QTextCharFormat()
    calm = QColor(theme.readable(colors.muted, colors.selection))
    if mark in {CALM, MISSING}:
        made.setForeground(calm)
        made.setFontStrikeOut(mark == MISSING)
    elif mark == STRONG:
        made.setFontWeight(QFont.Weight.DemiBold)
    elif mark == ADDED:
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setForeground(QColor(theme.readable(colors.accent, colors.selection)))
    return made
