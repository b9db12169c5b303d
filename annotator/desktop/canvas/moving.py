"""What became of the lines on screen when others changed: some only moved, some look different."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.paint import BLEED
from annotator.desktop.canvas.pieces import LineMarks

_HAIR = 1e-6


class Shown(NamedTuple):
    """A line on screen with the gap before or after it, from `top` to `bottom` in the viewport."""

    marks: LineMarks
    top: float
    bottom: float


class Stretch(NamedTuple):
    """Whole rows of pixels of the viewport."""

    top: int
    bottom: int


class Move(NamedTuple):
    """Rows of pixels of which all that is painted there goes `down` by so many."""

    rows: Stretch
    down: int


class Changes(NamedTuple):
    """How to come from one picture to the next: moves in their order, then what to paint."""

    moves: Sequence[Move]
    stale: Sequence[Stretch]


def lines_shown(page: Page) -> list[Shown]:
    """The lines on screen; together they cover the page without a gap."""
    found = []
    for laid, marks, y in page.placed():
        tops = [y, *(y + line.top for line in laid.lines[1:]), y + laid.height]
        found += [
            Shown(line, top, bottom)
            for line, (top, bottom) in zip(marks.lines, pairwise(tops), strict=True)
            if bottom > 0 and top < page.height
        ]
    return found


def changes(before: Iterable[Shown], after: Iterable[Shown], height: int) -> Changes:
    """What to do to a viewport of this height that shows `before`, so that it shows `after`."""
    former = {id(one.marks): one for one in before}
    blocks = _blocks([(one, _way(former.get(id(one.marks)), one)) for one in after])
    moves = [move for block in blocks if (move := _move(block, height))]
    moves.sort(key=lambda move: -move.rows.top if move.down > 0 else move.rows.top)
    return Changes(moves, _stale(blocks, height))


class _Block(NamedTuple):
    """Lines one under the other that moved down by so many pixels together; None if not known."""

    top: float
    bottom: float
    down: float | None


def _way(before: Shown | None, after: Shown) -> float | None:
    """How far a line moved; None when it does not show the same, or moved by parts of pixels."""
    if before is None:
        return None
    down = after.top - before.top
    return float(round(down)) if abs(down - round(down)) < _HAIR else None


def _blocks(lines: Iterable[tuple[Shown, float | None]]) -> list[_Block]:
    found: list[_Block] = []
    for line, down in lines:
        if found and found[-1].down == down:
            found[-1] = found[-1]._replace(bottom=line.bottom)
        else:
            found.append(_Block(line.top, line.bottom, down))
    return found


def _move(block: _Block, height: int) -> Move | None:
    """The rows that a block was in and will be in; nothing to do where it stays."""
    if not block.down:
        return None
    first = min(block.top, block.top - block.down)
    last = max(block.bottom, block.bottom - block.down)
    rows = Stretch(max(math.floor(first), 0), min(math.ceil(last), height))
    return Move(rows, round(block.down))


def _stale(blocks: Sequence[_Block], height: int) -> list[Stretch]:
    """The lines that look different, and what the last one left."""
    found = [around(block.top, block.bottom) for block in blocks if block.down is None]
    if blocks and blocks[-1].down != 0.0:
        found.append(Stretch(math.floor(blocks[-1].bottom), height))
    return [one for one in found if one.top < min(one.bottom, height) and one.bottom > 0]


def around(top: float, bottom: float) -> Stretch:
    """The rows that what stands between these heights may reach."""
    return Stretch(math.floor(top) - BLEED, math.ceil(bottom) + BLEED)
