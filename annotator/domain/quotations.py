"""Quotations: what stands between quotation marks, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.paragraphs import paragraph_at, trimmed
from annotator.domain.span import Span

DEEPEST = 3
_MARKS = re.compile('[«“„»”"]')
_CLOSERS = "»”"
_BLANKS = "\u00a0\u202f \t\r\n"
# The German low mark is closed by what opens elsewhere.
_PARTNERS = {"«": "»", "“": "”", "„": "”“", '"': '"'}
_BRACKETS = re.compile(r"[()\[\]]")
_BRACKET_PARTNERS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quoted stretch.

    `span` takes in the marks, `inner` has neither marks nor blanks at its ends. `depth` is 1
    for the outermost. `mismatched`: opened and closed by marks that are no pair; `unclosed`:
    the paragraph ended first.
    """

    span: Span
    inner: Span
    depth: int = 1
    mismatched: bool = False
    unclosed: bool = False


def in_paragraph(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations of one paragraph, by where they start, outer ones first.

    Any closing mark ends the innermost open quotation; a straight double mark closes one that
    a straight mark opened and opens one otherwise; apostrophes are no marks. A quotation more
    than three deep is passed over.
    """
    found: list[Quotation] = []
    opened: list[int] = []
    for match in _MARKS.finditer(text, *paragraph):
        at, mark = match.start(), match.group()
        if opened and _closes(mark, text[opened[-1]]):
            found.append(_closed(text, Span(opened[-1], at + 1), len(opened)))
            opened.pop()
        elif mark not in _CLOSERS and len(opened) < DEEPEST:
            opened.append(at)
    for depth, at in enumerate(opened, start=1):
        found.append(_unclosed(text, Span(at, paragraph.end), depth))
    return sorted(found, key=lambda quotation: quotation.span.start)


def unquoted(words: str) -> str:
    """Words without the blanks and quotation marks around them; pairs inside stay whole.

    A mark at one end goes too where its partner is missing: « avec ou sans » keeps nothing, but
    « son pays draguerait “avec ou sans l’accord” » keeps its last mark.
    """
    words = words.strip(_BLANKS)
    while words:
        found = in_paragraph(words, Span(0, len(words)))
        first = next((one for one in found if one.span.start == 0), None)
        if first is not None and (first.unclosed or first.span.end == len(words)):
            words = words[1 : len(words) - (not first.unclosed)].strip(_BLANKS)
        elif words[-1] in _CLOSERS and all(one.span.end < len(words) for one in found):
            words = words[:-1].strip(_BLANKS)
        else:
            break
    return words


def around(text: str, span: Span) -> list[Quotation]:
    """The quotations that cover a span (marks counted in), innermost first."""
    everything = in_paragraph(text, paragraph_at(text, span.start))
    covering = (quotation for quotation in everything if quotation.span.covers(span))
    return sorted(covering, key=lambda quotation: -quotation.depth)


def brackets(text: str, paragraph: Span) -> Iterator[Span]:
    """The bracketed stretches of one paragraph, brackets included, in the order they close."""
    opened: list[int] = []
    for match in _BRACKETS.finditer(text, *paragraph):
        at, mark = match.start(), match.group()
        if mark not in _BRACKET_PARTNERS:
            opened.append(at)
        elif opened and text[opened[-1]] == _BRACKET_PARTNERS[mark]:
            yield Span(opened.pop(), at + 1)


def _closes(mark: str, opener: str) -> bool:
    return mark in _CLOSERS or mark in _PARTNERS[opener]


def _closed(text: str, span: Span, depth: int) -> Quotation:
    return Quotation(
        span=span,
        inner=trimmed(text, Span(span.start + 1, span.end - 1)),
        depth=depth,
        mismatched=text[span.end - 1] not in _PARTNERS[text[span.start]],
    )


def _unclosed(text: str, span: Span, depth: int) -> Quotation:
    whole = trimmed(text, span)
    inner = trimmed(text, Span(whole.start + 1, whole.end))
    return Quotation(span=whole, inner=inner, depth=depth, unclosed=True)
