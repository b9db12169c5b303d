"""Spans: half-open stretches of an article's text, counted in code points."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The stretch `[start, end)` of a text, in Unicode code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def holds(self, offset: int) -> bool:
        """Whether the code point at this offset belongs to the span."""
        return self.start <= offset < self.end

    def cut(self, text: str) -> str:
        """The words it covers."""
        return text[self.start : self.end]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans as fragments of one passage: in order, overlapping or touching ones made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(Span(*span))
    return tuple(result)


def hull(fragments: Sequence[Span]) -> Span:
    """The one span from the first fragment's start to the last one's end."""
    return Span(min(f.start for f in fragments), max(f.end for f in fragments))
