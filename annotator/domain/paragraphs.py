"""Paragraphs: the stretch a rule looks at, so that no rule ever walks through a whole text."""

import re

from annotator.domain.span import Span

# A line without an end (a whole book on one line) is cut at fixed places, so that every rule
# agrees on the piece it looks at: pieces stay below three grid steps.
GRID = 7_000
BREAKS = "\n\r\u2028\u2029"
_BREAK = re.compile(f"[{BREAKS}]")
_UNSEEN = "\u200b\u2060\ufeff"


def paragraph_at(text: str, offset: int) -> Span:
    """The line the offset lies in, without its line break.

    An offset right before a break belongs to the line that ends there. Lines of more than
    14,000 characters may be cut in pieces of at most 21,000, always at the same places.
    """
    return Span(_start(text, offset), _end(text, offset))


def paragraphs_of(text: str, span: Span) -> Span:
    """From the start of the paragraph the span begins in to the end of the one it ends in."""
    first = paragraph_at(text, span.start)
    if span.end <= first.end:
        return first
    return Span(first.start, max(span.end, paragraph_at(text, span.end - 1).end))


def is_blank(character: str) -> bool:
    """Whether a character leaves no ink: spaces of all widths, line breaks, zero-width ones."""
    return character.isspace() or character in _UNSEEN


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its ends; of nothing but blanks, the empty span at its start."""
    start, end = span
    while end > start and is_blank(text[end - 1]):
        end -= 1
    while start < end and is_blank(text[start]):
        start += 1
    return Span(start, end) if start < end else Span(span.start, span.start)


def _start(text: str, offset: int) -> int:
    floor = max(0, offset - 3 * GRID)
    start = max(text.rfind(mark, floor, offset) for mark in BREAKS) + 1
    for cut in range(offset // GRID * GRID, max(start, floor), -GRID):
        if _is_cut(text, cut):
            return cut
    return start


def _end(text: str, offset: int) -> int:
    ceiling = min(len(text), offset + 3 * GRID)
    hits = (text.find(mark, offset, ceiling) for mark in BREAKS)
    end = min((hit for hit in hits if hit >= 0), default=ceiling)
    for cut in range((offset // GRID + 1) * GRID, end, GRID):
        if _is_cut(text, cut):
            return cut
    return end


def _is_cut(text: str, cut: int) -> bool:
    """Whether the line goes on for a grid step to both sides: there it is cut."""
    low, high = cut - GRID, cut + GRID
    return low >= 0 and high <= len(text) and _BREAK.search(text, low, high) is None
