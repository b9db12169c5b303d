"""One paragraph laid out: its lines, and where its characters stand."""

import math
import re
from bisect import bisect_right

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout, QTextLine

from annotator.desktop.canvas.paragraphs import Utf16Map, is_reversed

_TURNING = re.compile("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")

Run = tuple[float, float]


class Line:
    """One line: its UTF-16 range in the paragraph and its box, y from the paragraph's top.

    Captions stand in the room above the words, bars and their names in the room below. Heights
    are whole pixels: what only moves then looks the same wherever it comes to stand.
    """

    __slots__ = ("above", "ascent", "below", "descent", "first", "last", "top", "width")

    def __init__(self, qline: QTextLine) -> None:
        self.first = qline.textStart()
        self.last = self.first + qline.textLength()
        self.ascent, self.descent = float(round(qline.ascent())), float(math.ceil(qline.descent()))
        self.width = qline.naturalTextWidth()
        self.top = self.above = self.below = 0.0

    @property
    def text_top(self) -> float:
        """Top of the words."""
        return self.top + self.above

    @property
    def text_bottom(self) -> float:
        """Bottom of the words, descenders included."""
        return self.top + self.above + self.ascent + self.descent

    @property
    def bottom(self) -> float:
        """Where the next line begins."""
        return self.text_bottom + self.below


class Laid:
    """A paragraph laid out; x from the column's left, y from the paragraph's top, in pixels.

    Offsets are code points of the article.
    """

    def __init__(self, number: int, start: int, text: str, layout: QTextLayout) -> None:
        self.number, self.start, self.end = number, start, start + len(text)
        self.layout = layout
        self.units = Utf16Map(text)
        self._plain = not self.units.is_needed
        self.turning = bool(_TURNING.search(text))
        self.reversed = self.turning and is_reversed(text)
        self._qlines = [layout.lineAt(at) for at in range(layout.lineCount())]
        self.lines = [Line(qline) for qline in self._qlines]
        self._firsts = [line.first for line in self.lines]
        self._moved = [0.0] * len(self.lines)
        self._known: dict[tuple[int, int], list[tuple[int, Run]]] = {}
        self.lead = 0.0
        self.trail = 0.0

    @property
    def height(self) -> float:
        """From its top to the next paragraph's."""
        return self.lines[-1].bottom + self.trail

    def place(self, above: float, below: float, rooms: list[tuple[float, float]]) -> None:
        """Set the lines one under the other, each with the room it needs beyond the usual."""
        top, moved = self.lead, self._moved
        for at, line in enumerate(self.lines):
            room = rooms[at]
            line.above, line.below = max(above, room[0]), max(below, room[1])
            line.top = top
            words = top + line.above
            if moved[at] != words:  # asking and telling Qt costs more than all the rest
                moved[at] = words
                self._qlines[at].setPosition(QPointF(0, words))
            top = words + line.ascent + line.descent + line.below

    def unit(self, offset: int) -> int:
        """The UTF-16 place of an offset; outside the paragraph, its nearest end."""
        if offset <= self.start:
            return 0
        inside = min(offset, self.end) - self.start
        return inside if self._plain else self.units.to_utf16(inside)

    def offset(self, unit: int) -> int:
        """The offset at a UTF-16 place."""
        return self.start + self.units.to_point(unit)

    def line_at(self, unit: int) -> int:
        """The number of the line a UTF-16 place stands in."""
        return bisect_right(self._firsts, unit, 1) - 1

    def line_of(self, offset: int) -> Line:
        """The line an offset stands in."""
        return self.lines[self.line_at(self.unit(offset))]

    def line_at_y(self, y: float) -> int:
        """The number of the line nearest to this height."""
        found = bisect_right(self.lines, y, key=lambda line: line.top) - 1
        return min(max(found, 0), len(self.lines) - 1)

    def x_of(self, offset: int) -> float:
        """Where a caret at this offset stands."""
        unit = self.unit(offset)
        return _x(self._qlines[self.line_at(unit)], unit)

    def edge(self, offset: int, *, trailing: bool) -> float:
        """Where a passage starts or ends in a line of mixed directions."""
        last = self.unit(offset)
        first = self.layout.previousCursorPosition(last) if trailing else last
        last = last if trailing else self.layout.nextCursorPosition(first)
        qline = self._qlines[self.line_at(first)]
        cells = _turned(qline, first, last) or [(_x(qline, first),) * 2]
        leftward = any(run.isRightToLeft() for run in qline.glyphRuns(first, last - first))
        return cells[0][0] if leftward == trailing else cells[-1][1]

    def offset_under(self, line: int, x: float) -> int | None:
        """The character of this line whose cell holds x, if any."""
        qline = self._qlines[line]
        left = qline.naturalTextRect().left()
        if not left <= x < left + self.lines[line].width:
            return None
        return self.offset(qline.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))

    def last_place(self, line: int) -> int:
        """The last caret place of a line: before the space it breaks at, as a UTF-16 place."""
        box = self.lines[line]
        if line + 1 == len(self.lines):
            return box.last
        return max(self.layout.previousCursorPosition(box.last), box.first)

    def known_runs(self, start: int, end: int) -> list[tuple[int, Run]]:
        """As `runs`, found out once: for what is asked again with every change of the marks."""
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self.runs(start, end)
        return found

    def runs(self, start: int, end: int) -> list[tuple[int, Run]]:
        """Line number and left and right edge of each piece of `[start, end)`."""
        first, last = self.unit(start), self.unit(end)
        if first >= last:
            return []
        line = self.line_at(first)
        if last <= self.lines[line].last and not self.turning:
            return [(line, self._run(line, first, last))]
        lines = range(line, self.line_at(last - 1) + 1)
        if self.turning:
            return [(at, run) for at in lines for run in self._turned_runs(at, first, last)]
        return [(at, self._run(at, first, last)) for at in lines]

    def _run(self, at: int, first: int, last: int) -> Run:
        line, qline = self.lines[at], self._qlines[at]
        left: float = qline.cursorToX(first)[0] if first > line.first else 0.0
        if at + 1 == len(self.lines):
            return left, qline.cursorToX(min(last, line.last))[0]
        most = max(left, line.width)  # without the space it breaks at
        if last >= line.last:
            return left, most
        return left, min(qline.cursorToX(last)[0], most)

    def _turned_runs(self, at: int, first: int, last: int) -> list[Run]:
        line = self.lines[at]
        return _turned(self._qlines[at], max(first, line.first), min(last, line.last))


def _x(qline: QTextLine, unit: int) -> float:
    found: float = qline.cursorToX(unit)[0]
    return found


def _turned(qline: QTextLine, first: int, last: int) -> list[Run]:
    """The stretches a range covers where directions mix, touching ones joined."""
    found: list[Run] = []
    for run in qline.glyphRuns(first, last - first):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        cells = [(p.x(), p.x() + a.x()) for p, a in zip(run.positions(), advances, strict=False)]
        if cells:
            found.append((min(cell[0] for cell in cells), max(cell[1] for cell in cells)))
    joined: list[Run] = []
    for left, right in sorted(found):
        if joined and left <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined
