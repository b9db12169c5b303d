"""Where the caret goes: by character, word, line, page; and words under it."""

import re

from PySide6.QtGui import QTextLayout

from annotator.desktop.canvas.cells import place_near
from annotator.desktop.canvas.page import Page
from annotator.domain.span import Span

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad_-]*[^\W_]+)*(?:['’][^\W_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|\w*qu)['’](?=\w)", re.IGNORECASE)
_BY_WORD = QTextLayout.CursorMode.SkipWords
_BY_CHARACTER = QTextLayout.CursorMode.SkipCharacters


def stepped(page: Page, offset: int, *, forward: bool, word: bool = False) -> int:
    """One grapheme or word on or back; over a paragraph's end in one step."""
    laid = page.laid(page.paragraphs.at(offset))
    mode = _BY_WORD if word else _BY_CHARACTER
    if forward:
        if offset >= laid.end:
            return page.paragraphs.next_start(laid.number)
        return laid.offset(laid.layout.nextCursorPosition(laid.unit(offset), mode))
    if offset <= laid.start:
        return _before(page, laid.number, mode)
    return laid.offset(laid.layout.previousCursorPosition(laid.unit(offset), mode))


def _before(page: Page, number: int, mode: QTextLayout.CursorMode) -> int:
    """The last place before a paragraph: the end of the one above, or a step back over a cut."""
    if number == 0:
        return 0
    if page.paragraphs.ended(number - 1):
        return page.paragraphs.ends[number - 1]
    laid = page.laid(number - 1)
    return laid.offset(laid.layout.previousCursorPosition(laid.unit(laid.end), mode))


def is_reversed(page: Page, offset: int) -> bool:
    """Whether the paragraph runs from right to left, so that Left is forward."""
    return page.laid(page.paragraphs.at(offset)).reversed


def line_stepped(page: Page, offset: int, x: float, *, forward: bool) -> int:
    """The place nearest to x (from the column's left) one line down or up."""
    number = page.paragraphs.at(offset)
    laid = page.laid(number)
    line = laid.line_at(laid.unit(offset)) + (1 if forward else -1)
    if line < 0:
        if number == 0:
            return 0
        laid = page.laid(number - 1)
        line = len(laid.lines) - 1
    elif line == len(laid.lines):
        if number + 1 == len(page.paragraphs):
            return len(page.text)
        laid, line = page.laid(number + 1), 0
    return place_near(laid, line, x)


def line_edge(page: Page, offset: int, *, forward: bool) -> int:
    """The end or start of the line an offset stands in."""
    laid = page.laid(page.paragraphs.at(offset))
    line = laid.line_at(laid.unit(offset))
    return laid.offset(laid.last_place(line) if forward else laid.lines[line].first)


def goal(page: Page, offset: int) -> float:
    """The x (from the column's left) that moving by lines keeps."""
    return page.laid(page.paragraphs.at(offset)).x_of(offset)


def word_at(page: Page, offset: int) -> Span:
    """The word around an offset, its elided article left out; else the one character there."""
    paragraph = page.paragraphs.at(offset)
    start, end = page.paragraphs.starts[paragraph], page.paragraphs.ends[paragraph]
    for found in _WORD.finditer(page.text, start, end):
        if found.end() >= offset:
            if found.start() <= offset:
                return _without_article(page.text, Span(*found.span()), offset)
            break
    return Span(offset, min(offset + 1, end)) if offset < end else Span(offset, offset)


def _without_article(text: str, word: Span, offset: int) -> Span:
    elision = _ELISION.match(text, word.start, word.end)
    if not elision:
        return word
    if offset >= elision.end():
        return Span(elision.end(), word.end)
    return Span(*elision.span())


def paragraph_at(page: Page, offset: int) -> Span:
    """The paragraph around an offset, up to its newline, cuts of ours put together."""
    paragraphs = page.paragraphs
    first = last = paragraphs.at(offset)
    while first > 0 and not paragraphs.ended(first - 1):
        first -= 1
    while last + 1 < len(paragraphs) and not paragraphs.ended(last):
        last += 1
    return Span(paragraphs.starts[first], paragraphs.ends[last])
