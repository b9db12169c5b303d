"""Web pages as press databases save them: parsed without running or fetching anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.sentence import say
from annotator.formats import decoding
from annotator.formats.incoming import RefusedFileError

if TYPE_CHECKING:
    from lxml import html

_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_HEAD = 200_000

_DEEPEST = 1000

MOST_PADDING = 1_000_000
"""How much may be missing between two parts of a text."""


def parsed(path: Path) -> html.HtmlElement:
    """The root of a page, decoded by its bytes and not by what it says of itself.

    Raises:
        RefusedFileError: there is no markup in it.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    return of_text(text)


def of_text(text: str) -> html.HtmlElement:
    """The root of a page.

    Raises:
        RefusedFileError: there is no markup in it.
    """
    from lxml import etree, html  # noqa: PLC0415 - slow to load, and few need it

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(_DECLARED.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise RefusedFileError(say("The page cannot be read.")) from error
    _refuse_deep(root)
    return root


def _refuse_deep(root: html.HtmlElement) -> None:
    """Refuse a page that no browser would show, and that libraries lose their time in."""
    from lxml import etree  # noqa: PLC0415 - slow to load, and few need it

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise RefusedFileError(say("The page is nested too deep to be one."))


def starts_with(path: Path, *marks: str) -> bool:
    """Whether one of these stands near the start of a file."""
    head = decoding.head(path, _HEAD)
    return any(mark.encode() in head for mark in marks)


def words(element: html.HtmlElement | None) -> str:
    """What an element says, on one line; marked words stay joined to what they stand in."""
    return "" if element is None else " ".join(_lines(element))


def _lines(element: html.HtmlElement) -> list[str]:
    """What an element says, cut where it has line breaks; empty lines are left out."""
    from lxml import etree  # noqa: PLC0415 - loaded slowly

    lines = [""]
    for event, one in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and one.tag == "br":
            lines.append("")
        said = one.text if event == "start" else None if one is element else one.tail
        lines[-1] += said or ""
    return [line for raw in lines if (line := _SPACE.sub(" ", raw).strip(" "))]


def first(element: html.HtmlElement, *classes: str) -> html.HtmlElement | None:
    """The first element below with one of these classes, the first class first."""
    for name in classes:
        for found in element.iterfind(".//*[@class]"):
            if name in found.get("class", "").split():
                return found
    return None


def paragraphs(elements: Iterable[html.HtmlElement]) -> str:
    """Paragraphs that say something, with an empty line between them; they keep their breaks."""
    return "\n\n".join(filter(None, ("\n".join(_lines(one)) for one in elements)))
