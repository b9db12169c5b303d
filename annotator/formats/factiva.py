"""Factiva: one HTML page with many articles, as the database exports it.

Each article's heading lines carry no names; they are told by what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.sentence import say
from annotator.formats import markup
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, IncomingArticle, Note, ReadOptions

_LENGTH = re.compile(
    r"^[\d\s., ]+\s*(?:words|mots|Wörter|palabras|parole|palavras|woorden)$", re.IGNORECASE
)

if TYPE_CHECKING:
    from lxml import html
_TIME = re.compile(r"^\d{1,2}:\d{2}")
_ID = re.compile(r"Document\s+([A-Z0-9]+[0-9a-z]+)")
_CODE = re.compile(r"^[A-Z0-9]{2,8}$")


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a page.

    Raises:
        RefusedFileError: it cannot be read as a page.
        OSError: it cannot be read.
    """
    root = markup.parsed(path)
    found = [one for one in root.iter("div") if "article" in one.get("class", "").split()]
    for number, element in enumerate(found, 1):
        yield _article(element, f"{path.stem}-{number:03}")


def _article(element: html.HtmlElement, otherwise: str) -> Incoming:
    text = markup.paragraphs(
        one for one in element.iter("p") if "articleParagraph" in one.get("class", "")
    )
    title = _title(element)
    if not text:
        return Note(
            element.sourceline or 0,
            say("“{title}” has no text in the file; it was left out.", title=title or otherwise),
        )
    lines = _lines(element)
    id = _document_id(element)
    return IncomingArticle(
        name=id or otherwise,
        text=text,
        source=Source(newline="lf"),
        metadata=Metadata(
            title=title,
            outlet=_outlet(lines),
            author=markup.words(markup.first(element, "author")),
            date=next((day for line in lines if (day := _full_date(line))), ""),
            extra={"factiva_id": id} if id else {},
        ),
    )


def _title(element: html.HtmlElement) -> str:
    for one in element.iterfind(".//*[@class]"):
        if any(name.endswith("Headline") for name in one.get("class", "").split()):
            return markup.words(one)
    heading = element.find(".//*[@id='hd']")
    return markup.words(heading)


def _lines(element: html.HtmlElement) -> list[str]:
    """The heading's lines without a name, in order."""
    unnamed = (one for one in element.iter("div") if not one.get("class"))
    return list(filter(None, map(markup.words, unnamed)))


def _document_id(element: html.HtmlElement) -> str:
    """The id in the last line, `Document LEMOND0020241105…`."""
    found = _ID.findall(markup.words(element))
    return str(found[-1]) if found else ""


def _full_date(line: str) -> str:
    found = iso_date(line) if len(line) < 40 else ""  # noqa: PLR2004 - a date and nothing else
    return found if len(found) == 10 else ""  # noqa: PLR2004 - with its day


def _outlet(lines: Sequence[str]) -> str:
    """The source stands after the date, and after the time where there is one."""
    dated = next((number for number, line in enumerate(lines) if _full_date(line)), None)
    if dated is None:
        return ""
    for line in lines[dated + 1 :]:
        if not (_TIME.match(line) or _LENGTH.match(line) or _CODE.match(line)):
            return line
    return ""


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".html", ".htm"}:
        return False
    return markup.starts_with(path, "articleParagraph", "frArticle", "enArticle")


FORMAT = Format(
    name="factiva",
    title=say("Factiva, exported page"),
    endings=(".html", ".htm"),
    reads="articles",
    detect=_is_export,
    read=read,
)
