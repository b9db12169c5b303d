"""Widening: words, and from a caret to ever larger stretches of one paragraph."""

import re
import unicodedata
from collections.abc import Iterator

from annotator.domain.clauses import clause_of, sentence_at, sentences_of
from annotator.domain.paragraphs import paragraph_at, paragraphs_of, trimmed
from annotator.domain.quotations import around
from annotator.domain.span import Span

__all__ = [
    "next_end",
    "next_start",
    "paragraph_at",
    "previous_end",
    "previous_start",
    "sentence_at",
    "step_word",
    "whole_words",
    "widen",
    "word_at",
]

# Accents and vowel signs that stand as characters of their own belong to the word.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code)).startswith("M")
)
_JOINERS = "\u00ad\u200c\u200d\u2060\ufeff"
_LETTERS = rf"\w(?:[{_JOINERS}]*[\w{_MARKS}])*"
_ELIDED = r"(?:lorsqu|puisqu|quoiqu|jusqu|qu|[ldjmtsnc])['’ʼ](?!(?i:est[-‐‑]à[-‐‑]dire))"
_INSIDE = r"[-‐‑'’ʼ&·]|(?<=\d)[.,](?=\d)|(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))"
_WORD = rf"(?:[^\W\d_]\.){{2,9}}(?!\w)|(?i:{_ELIDED})|{_LETTERS}(?:(?:{_INSIDE}){_LETTERS})*"
_WORDS = re.compile(_WORD)
_EDGES = re.compile(
    rf"(?P<word>{_WORD})|(?P<opening>[«“„(\[])|(?P<closing>[»”)\]])|(?P<straight>\")"
)
_PLAIN_SPACES = (" ", "\t")


def word_at(text: str, offset: int) -> Span:
    """The word the offset lies in, else the one that ends there, else the empty span.

    Hyphens and the stops of acronyms are inside words; an elided article (l', d', qu'…) is a
    word of its own, but aujourd'hui is one word.
    """
    paragraph = paragraph_at(text, offset)
    before = max(text.rfind(space, paragraph.start, offset) for space in _PLAIN_SPACES)
    found = Span(offset, offset)
    for match in _WORDS.finditer(text, max(before + 1, paragraph.start), paragraph.end):
        word = Span(*match.span())
        if word.start > offset:
            break
        if offset <= word.end:
            found = word
    return found


def whole_words(text: str, span: Span) -> Span:
    """The span grown at both ends to take in the words it cuts."""
    first, last = word_at(text, span.start), word_at(text, span.end)
    start = first.start if first.start < span.start < first.end else span.start
    end = last.end if last.start < span.end < last.end else span.end
    return Span(start, end)


def widen(text: str, span: Span) -> Span:
    """The next larger unit around a caret (an empty span) or a selection.

    Word, sentence inside a quotation of several, quotation with its marks, the quotations
    around it, clause, sentence, paragraph without blanks at its ends. Every step is larger;
    at the paragraph the span comes back as it is. A caret in the blanks before a paragraph's
    first word counts as at that word, and likewise after the last.
    """
    paragraph = paragraphs_of(text, span)
    area = trimmed(text, paragraph)
    seed = span if span.length else _within(span, area)
    for unit in _units(text, seed, area):
        if unit != seed and unit.covers(seed):
            return unit
    return span if area.covers(span) or not area.length else paragraph


def _within(caret: Span, area: Span) -> Span:
    offset = min(max(caret.start, area.start), area.end)
    return Span(offset, offset)


def _units(text: str, span: Span, area: Span) -> Iterator[Span]:
    """The units that could come next, in order; some do not cover the span."""
    if paragraph_at(text, span.start).covers(span):
        yield whole_words(text, span) if span.length else word_at(text, span.start)
        yield from _quoted(text, span)
        sentence = sentences_of(text, span, area)
        yield clause_of(text, span, sentence)
        yield sentence
    yield area


def _quoted(text: str, span: Span) -> Iterator[Span]:
    for quotation in around(text, span):
        if quotation.inner.covers(span):
            part = sentences_of(text, span, quotation.inner)
            if part != quotation.inner:
                yield part
        yield quotation.span


def next_start(text: str, offset: int) -> int:
    """Where the next word or opening mark of the paragraph starts; the offset if none does."""
    return min((at for at in _starts(text, offset) if at > offset), default=offset)


def previous_start(text: str, offset: int) -> int:
    """Where the word or opening mark before starts; the offset if there is none."""
    return max((at for at in _starts(text, offset) if at < offset), default=offset)


def next_end(text: str, offset: int) -> int:
    """Where the next word or closing mark of the paragraph ends; the offset if none does."""
    return min((at for at in _ends(text, offset) if at > offset), default=offset)


def previous_end(text: str, offset: int) -> int:
    """Where the word or closing mark before ends; the offset if there is none."""
    return max((at for at in _ends(text, offset) if at < offset), default=offset)


def step_word(text: str, offset: int, *, forward: bool) -> int:
    """Where a caret goes by a word: to word starts, to a paragraph's end, over a line break."""
    stepped = next_start(text, offset) if forward else previous_start(text, offset)
    if stepped != offset:
        return stepped
    paragraph = paragraph_at(text, offset)
    edge = paragraph.end if forward else paragraph.start
    if edge != offset:
        return edge
    return _over_break(text, offset) if forward else _back_over_break(text, offset)


def _over_break(text: str, offset: int) -> int:
    return min(len(text), offset + (2 if text.startswith("\r\n", offset) else 1))


def _back_over_break(text: str, offset: int) -> int:
    return max(0, offset - (2 if text.endswith("\r\n", 0, offset) else 1))


def _starts(text: str, offset: int) -> Iterator[int]:
    for match in _edges(text, offset):
        if match.lastgroup in {"word", "opening"} or _opens(match, text):
            yield match.start()


def _ends(text: str, offset: int) -> Iterator[int]:
    for match in _edges(text, offset):
        straight = match.lastgroup == "straight"
        if match.lastgroup in {"word", "closing"} or (straight and not _opens(match, text)):
            yield match.end()


def _edges(text: str, offset: int) -> Iterator[re.Match[str]]:
    return _EDGES.finditer(text, *paragraph_at(text, offset))


def _opens(match: re.Match[str], text: str) -> bool:
    """Whether a straight mark stands at the start of something."""
    before = text[match.start() - 1 : match.start()] if match.start() else " "
    return match.lastgroup == "straight" and not before.isalnum() and before not in ".!?…,"
