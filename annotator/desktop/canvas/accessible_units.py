"""The units a screen reader reads by, and the labels of a stretch of text in words."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QAccessible

from annotator.desktop.canvas import caret
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.style import Look
from annotator.domain.span import Span
from annotator.words import tr

Kind = QAccessible.TextBoundaryType
_FINDERS = {
    Kind.CharBoundary: QTextBoundaryFinder.BoundaryType.Grapheme,
    Kind.WordBoundary: QTextBoundaryFinder.BoundaryType.Word,
    Kind.SentenceBoundary: QTextBoundaryFinder.BoundaryType.Sentence,
}
_SKIPPING = (Kind.WordBoundary, Kind.SentenceBoundary)
"""Units between which blanks stand; the blanks are units too, but nobody steps on them."""


def unit_at(page: Page, offset: int, kind: Kind) -> Span:
    """The unit an offset stands in; a newline is a character and a word of its own."""
    if kind is Kind.NoBoundary:
        return Span(0, len(page.text))
    if kind is Kind.ParagraphBoundary:
        return caret.paragraph_at(page, offset)
    if kind is Kind.LineBoundary:
        return _line(page, offset)
    return _found(page, offset, _FINDERS[kind])


def _line(page: Page, offset: int) -> Span:
    laid = page.laid(page.paragraphs.at(offset))
    line = laid.line_of(offset)
    return Span(laid.offset(line.first), laid.offset(line.last))


def _found(page: Page, offset: int, kind: QTextBoundaryFinder.BoundaryType) -> Span:
    laid = page.laid(page.paragraphs.at(offset))
    if offset >= laid.end:
        return Span(laid.end, page.paragraphs.next_start(laid.number))
    finder = QTextBoundaryFinder(kind, page.paragraphs.shown(laid.number))
    unit = laid.unit(offset)
    finder.setPosition(unit)
    start = unit if finder.isAtBoundary() else finder.toPreviousBoundary()
    finder.setPosition(unit)
    return Span(laid.offset(max(start, 0)), laid.offset(finder.toNextBoundary()))


def unit_beside(page: Page, offset: int, kind: Kind, step: int) -> Span:
    """The unit after (step 1) or before (-1) the one at an offset; empty at the text's ends."""
    here = unit_at(page, offset, kind)
    found = _following(page, here, kind) if step > 0 else _preceding(page, here, kind)
    while kind in _SKIPPING and found.length and not found.cut(page.text).strip():
        found = _following(page, found, kind) if step > 0 else _preceding(page, found, kind)
    return found


def _following(page: Page, here: Span, kind: Kind) -> Span:
    start = here.end
    if start < len(page.text) and unit_at(page, start, kind) == here:
        start = page.paragraphs.next_start(page.paragraphs.at(start))
    if start >= len(page.text) or unit_at(page, start, kind) == here:
        return Span(len(page.text), len(page.text))
    return unit_at(page, start, kind)


def _preceding(page: Page, here: Span, kind: Kind) -> Span:
    if here.start <= 0:
        return Span(0, 0)
    return unit_at(page, page.paragraphs.settled(here.start - 1), kind)


# ---------------------------------------------------------------------- labels


def labels_at(page: Page, offset: int) -> str:
    """The labels of the passages an offset stands in, in words; empty outside of passages."""
    return in_words(page.index.at(offset), page.looks)


def labelled_run(page: Page, offset: int) -> tuple[Span, str]:
    """The stretch of a paragraph around an offset with the same labels, and these in words."""
    number = page.paragraphs.at(offset)
    start, end = page.paragraphs.starts[number], page.paragraphs.next_start(number)
    marks = page.index.between(start, end)
    edges = {start, end}.union(*((mark.start, mark.end) for mark in marks))
    inside = sorted(edge for edge in edges if start <= edge <= end)
    at = min(bisect_right(inside, offset), len(inside) - 1)
    here = [mark for mark in marks if mark.start <= offset < mark.end]
    return Span(inside[max(at - 1, 0)], inside[at]), in_words(here, page.looks)


def in_words(marks: Sequence[Mark], looks: Mapping[str, Look]) -> str:
    """Each label once, and who says or is what: `Threat, said by Kim; Person: Kim`."""
    words = (_spoken(mark, looks[mark.look]) for mark in marks if mark.look in looks)
    return "; ".join(dict.fromkeys(words))


def _spoken(mark: Mark, look: Look) -> str:
    """A caption may say the name after the label's, or a name alone."""
    before, joint, name = mark.caption.partition(" · ")
    if joint and before == look.name:
        return tr("{label}, said by {name}", label=look.name, name=name)
    if mark.caption and mark.caption != look.name:
        return tr("{label}: {name}", label=look.name, name=mark.caption)
    return look.name
