"""Offsets: the one place where code points become another program's units and back.

Inside the program an offset counts Unicode code points of the text as kept (the byte order mark
removed, line breaks as read). Others count UTF-16 units or UTF-8 bytes, take a CRLF for one
character, or count the byte order mark.
"""

import re
from bisect import bisect_right
from operator import attrgetter
from typing import Literal, NamedTuple

from annotator.domain.span import Span

Unit = Literal["code_point", "utf16", "utf8"]

_WIDE: dict[str, dict[str, int]] = {
    "code_point": {},
    "utf16": {"[\U00010000-\U0010ffff]+": 2},
    "utf8": {"[\u0080-\u07ff]+": 2, "[\u0800-\uffff]+": 3, "[\U00010000-\U0010ffff]+": 4},
}
_BOM = {"code_point": 1, "utf16": 1, "utf8": 3}


class _Run(NamedTuple):
    """Neighbouring characters that are not one unit each: `[start, end)` is `[first, last)`."""

    start: int
    end: int
    first: int
    last: int


class OffsetMap:
    """Converts offsets of one text between code points and another unit.

    With `crlf_as_one` a CRLF is one unit; an offset between the two counts as after them.
    With `bom` the other side counts a byte order mark before the text.
    """

    def __init__(
        self, text: str, unit: Unit, *, crlf_as_one: bool = False, bom: bool = False
    ) -> None:
        self._length = len(text)
        self._bom = _BOM[unit] if bom else 0
        self._runs = _runs(text, unit, self._bom, crlf_as_one=crlf_as_one)

    @property
    def length(self) -> int:
        """How long the text is in the other unit, byte order mark included where counted."""
        return self.to_unit(self._length)

    def to_unit(self, offset: int) -> int:
        """The other side's offset for one in code points; ValueError outside the text."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} is outside the text")
        run = self._run(offset, "start")
        if offset >= run.end:
            return run.last + offset - run.end
        width, points = run.last - run.first, run.end - run.start
        return run.first - (run.start - offset) * width // points

    def from_unit(self, offset: int) -> int:
        """The code point at the other side's offset.

        Raises ValueError inside a character, inside the byte order mark and outside the text.
        Zero with a counted byte order mark is the start of the text.
        """
        if offset == 0:
            return 0
        run = self._run(max(offset, self._bom), "first")
        if offset >= run.last:
            point, rest = run.end + offset - run.last, 0
        else:
            width, points = run.last - run.first, run.end - run.start
            point, rest = divmod((offset - run.first) * points, width or 1)
            point += run.start
        if rest or not self._bom <= offset or point > self._length:
            raise ValueError(f"offset {offset} is inside a character or outside the text")
        return point

    def span_to_unit(self, span: Span) -> Span:
        """Both ends of a span in the other unit."""
        return Span(self.to_unit(span.start), self.to_unit(span.end))

    def span_from_unit(self, span: Span) -> Span:
        """Both ends of the other side's span in code points; ValueError as `from_unit`."""
        return Span(self.from_unit(span.start), self.from_unit(span.end))

    def _run(self, offset: int, by: str) -> _Run:
        """The last run that starts at or before an offset."""
        found = bisect_right(self._runs, offset, key=attrgetter(by)) - 1
        return self._runs[found] if found >= 0 else _Run(0, 0, self._bom, self._bom)


def _runs(text: str, unit: Unit, first: int, *, crlf_as_one: bool) -> list[_Run]:
    widths = _WIDE[unit] | ({"\r\n": 0} if crlf_as_one else {})
    if not widths or (text.isascii() and not crlf_as_one):
        return []
    pattern = re.compile("|".join(f"({part})" for part in widths))
    sizes = tuple(widths.values())
    runs: list[_Run] = []
    ahead = first
    for match in pattern.finditer(text):
        start, end = match.span()
        # A CRLF has no width a character: the pair is one unit.
        size = sizes[(match.lastindex or 1) - 1] * (end - start) or 1
        runs.append(_Run(start, end, start + ahead, start + ahead + size))
        ahead += size - (end - start)
    return runs
