"""Edges: where a selection made with the mouse ought to start and end (rule G4)."""

from collections.abc import Iterator, Mapping

from annotator.domain.paragraphs import BREAKS, is_blank, paragraph_at, trimmed
from annotator.domain.quotations import brackets, in_paragraph
from annotator.domain.span import Span
from annotator.domain.widening import whole_words, word_at

_FRAME = ".,;:!?…–—"
_MARKS = '«“„»”"()[]'
_BRACKETS = "()[]"
# Each round sees the paragraphs of its two ends; more than three are hardly ever needed.
_ROUNDS = 50


def snap(text: str, span: Span) -> Span:
    """The edges a selection was meant to have.

    Cut words are taken whole; blanks and the frame sentence's punctuation stay out;
    quotation marks are taken in where the selection is just what they hold, and so is the
    missing partner of a mark that was selected; a mark whose partner lies far outside is left
    out. Brackets alone are never added to what they hold. A selection without any word loses
    only its blanks. The result stays in the paragraphs of the span; snapping it again changes
    nothing.
    """
    raw = snapped = trimmed(text, span)
    for _ in range(_ROUNDS):
        better = _once(text, snapped)
        if better == snapped:
            break
        snapped = better
    return snapped if snapped.length else raw


def _once(text: str, span: Span) -> Span:
    inked = trimmed(text, span)
    if not inked.length:
        return inked
    partners = _partners(text, inked)
    shed = trimmed(text, _shed(text, whole_words(text, inked), partners))
    return _completed(text, shed, partners) if shed.length else shed


def _partners(text: str, span: Span) -> dict[int, int]:
    """Each mark's partner, both ways, in the paragraphs of a span's two ends."""
    pairs: dict[int, int] = {}
    for paragraph in {paragraph_at(text, span.start), paragraph_at(text, span.end)}:
        for pair in _pairs(text, paragraph):
            pairs[pair.start], pairs[pair.end - 1] = pair.end - 1, pair.start
    return pairs


def _pairs(text: str, paragraph: Span) -> Iterator[Span]:
    yield from brackets(text, paragraph)
    for quotation in in_paragraph(text, paragraph):
        if not quotation.unclosed:
            yield quotation.span


def _shed(text: str, span: Span, partners: Mapping[int, int]) -> Span:
    """The span without blanks, frame punctuation and lone marks at its ends."""
    start, end = span
    while start < end and _is_loose(text, end - 1, Span(start, end), partners):
        end -= 1
    while start < end and _is_loose(text, start, Span(start, end), partners):
        start += 1
    return Span(start, end)


def _is_loose(text: str, at: int, span: Span, partners: Mapping[int, int]) -> bool:
    """Whether the character at an edge of the span does not belong to it."""
    character = text[at]
    if character in _FRAME:
        # Only an acronym ends in such a mark.
        after_letter = character == "." and text[at - 1 : at].isalnum()
        return not (after_letter and word_at(text, at).holds(at))
    if character in _MARKS:
        partner = partners.get(at)
        return partner is None or not _is_near(text, span, partner)
    # The paragraph before has marks of its own: it is the next round's.
    return is_blank(character) and character not in BREAKS


def _is_near(text: str, span: Span, mark: int) -> bool:
    """Whether a mark lies in the span or is parted from it by blanks and punctuation only."""
    between = text[mark + 1 : span.start] if mark < span.start else text[span.end : mark]
    return all(is_blank(character) or character in _FRAME for character in between)


def _completed(text: str, span: Span, partners: Mapping[int, int]) -> Span:
    """The span with the marks taken in whose partners it has, or that hold just its words."""
    start, end = span
    for opening, closing in partners.items():
        if opening > closing or not _belongs(text, Span(start, end), Span(opening, closing + 1)):
            continue
        start, end = min(start, opening), max(end, closing + 1)
    return Span(start, end)


def _belongs(text: str, span: Span, pair: Span) -> bool:
    """Whether a pair of marks, at least one of them outside the span, ought to be in it."""
    opening, closing = pair.start, pair.end - 1
    if span.holds(opening) and span.holds(closing):
        return False
    if not (_is_near(text, span, opening) and _is_near(text, span, closing)):
        return False
    held = pair.covers(span) and text[opening] not in _BRACKETS
    return held or span.holds(opening) or span.holds(closing)
