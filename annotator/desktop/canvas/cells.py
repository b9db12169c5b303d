"""The cells of a line's graphemes, and the caret place or character nearest to an x.

Where directions mix, two places meet at one x: there the character under the x decides by its
nearer side, and on the border itself the place whose caret is drawn there.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QTextLine

from annotator.desktop.canvas.layout import Laid

_MOST_CELLS = 400
"""Each costs as much as its line is long."""
_BLUR = 0.5
"""Pixels within which two places are at one x."""


class Cell(NamedTuple):
    """A grapheme: the UTF-16 places before and after it, and the x of those two sides."""

    first: int
    last: int
    leading: float
    trailing: float

    @property
    def left(self) -> float:
        """The smaller x."""
        return min(self.leading, self.trailing)

    @property
    def right(self) -> float:
        """The greater x."""
        return max(self.leading, self.trailing)

    def beyond(self, x: float) -> float:
        """How far x lies outside, in pixels."""
        return max(0.0, self.left - x, x - self.right)


def cells(laid: Laid, line: int) -> Iterator[Cell]:
    """The graphemes of a line in their logical order."""
    qline, box, layout = laid.layout.lineAt(line), laid.lines[line], laid.layout
    first = box.first
    while first < box.last:
        last = min(max(layout.nextCursorPosition(first), first + 1), box.last)
        trailing = _trailing(qline, first)
        if last < box.last and _trailing(qline, last) == trailing:
            trailing = _drawn(qline, last)  # both are parts of one ligature
        yield Cell(first, last, _drawn(qline, first), trailing)
        first = last


def place_near(laid: Laid, line: int, x: float) -> int:
    """The caret place of a line nearest to an x, as an offset."""
    found, is_sure = _guessed(laid, line, x)
    return laid.offset(found) if is_sure else _among_cells(laid, line, x)


def _guessed(laid: Laid, line: int, x: float) -> tuple[int, bool]:
    """What Qt takes for the nearest place, and whether its neighbours agree."""
    layout, qline, box = laid.layout, laid.layout.lineAt(line), laid.lines[line]
    furthest = laid.last_place(line)
    here = min(qline.xToCursor(x, QTextLine.CursorPosition.CursorBetweenCharacters), furthest)
    if not layout.isValidCursorPosition(here):
        here = layout.previousCursorPosition(here)
    if not _has_few(laid, line):
        return here, True
    before = max(layout.previousCursorPosition(here), box.first)
    after = min(layout.nextCursorPosition(here), furthest)
    away = {unit: _drawn(qline, unit) - x for unit in (here, before, after)}
    beyond_left = here == box.first or away[before] <= _BLUR
    beyond_right = here == furthest or away[after] >= -_BLUR
    nearest = min(away, key=lambda unit: abs(away[unit]))
    return nearest, beyond_left and beyond_right and not laid.turning


def _has_few(laid: Laid, line: int) -> bool:
    """Whether cells can be looked at one by one; thousands of them have no width to be seen."""
    return laid.lines[line].last - laid.lines[line].first <= _MOST_CELLS


def _among_cells(laid: Laid, line: int, x: float) -> int:
    qline, furthest = laid.layout.lineAt(line), laid.last_place(line)
    sides = [
        (round(cell.beyond(x), 1), round(abs(edge - x), 1), unit)
        for cell in cells(laid, line)
        for unit, edge in ((cell.first, cell.leading), (cell.last, cell.trailing))
        if unit <= furthest
    ]
    away = {unit: abs(_drawn(qline, unit) - x) for _, _, unit in sides}
    carets = [(round(far, 1), round(far, 1), unit) for unit, far in away.items()]
    nearest = min(
        [(*side[:2], away[side[2]], side[2]) for side in (*sides, *carets)],
        default=(0.0, 0.0, 0.0, laid.lines[line].first),
    )
    return laid.offset(nearest[-1])


def character_under(laid: Laid, line: int, x: float) -> int | None:
    """The character of a line whose cell holds an x, if any, as an offset."""
    if not _has_few(laid, line):
        return laid.offset_under(line, x)
    held = (cell.first for cell in cells(laid, line) if cell.left <= x < cell.right)
    found = next(held, None)
    return None if found is None else laid.offset(found)


def _drawn(qline: QTextLine, unit: int) -> float:
    return float(qline.cursorToX(unit)[0])


def _trailing(qline: QTextLine, unit: int) -> float:
    return float(qline.cursorToX(unit, QTextLine.Edge.Trailing)[0])
