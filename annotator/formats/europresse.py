"""Europresse: one HTML page with many articles, as the database exports it.

What stands where was found in real exports; the classes are those of the page's own style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.sentence import say
from annotator.formats import markup
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, IncomingArticle, Note, ReadOptions

_NOT_TEXT = (
    *("apd-wrapper", "apd-sources-date", "link-not-hosted", "Doc-LegalInfo"),
    "publiC-lblNodoc",
)

if TYPE_CHECKING:
    from lxml import html
_TITLES = ("rdp__articletitle", "titreArticleVisu", "titreArticle")


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a page; those that are only named there are told, not taken in.

    Raises:
        RefusedFileError: it is no page of this database.
        OSError: it cannot be read.
    """
    for number, element in enumerate(markup.parsed(path).iter("article"), 1):
        yield _article(element, f"{path.stem}-{number:03}")


def _article(element: html.HtmlElement, otherwise: str) -> Incoming:
    title = markup.words(markup.first(element, *_TITLES))
    text = _text(element)
    if not text:
        return Note(
            element.sourceline or 0,
            say("“{title}” has no text in the file; it was left out.", title=title or otherwise),
        )
    id = markup.words(markup.first(element, "publiC-lblNodoc"))
    header = markup.words(markup.first(element, "rdp__DocHeader", "DocHeader"))
    return IncomingArticle(
        name=id or otherwise,
        text=text,
        source=Source(newline="lf"),
        metadata=Metadata(
            title=title,
            outlet=_outlet(element),
            author=markup.words(markup.first(element, "docAuthors", "sm-margin-bottomNews")),
            date=iso_date(header) or iso_date(id.replace("·", " ")),
            extra=_extra(element, id, header),
        ),
    )


def _outlet(element: html.HtmlElement) -> str:
    name = markup.words(markup.first(element, "DocPublicationName", "rdp__DocPublicationName"))
    return name.removesuffix("•").strip()


def _extra(element: html.HtmlElement, id: str, header: str) -> dict[str, str]:
    subtitle = markup.words(markup.first(element, "rdp__subtitle"))
    found = {"europresse_id": id, "header": header, "subtitle": subtitle}
    return {key: value for key, value in found.items() if value}


def _text(element: html.HtmlElement) -> str:
    body = markup.first(element, "docOcurrContainer", "DocText")
    if body is None:
        return ""
    for name in _NOT_TEXT:
        while (other := markup.first(body, name)) is not None:
            other.drop_tree()
    for aside in list(body.iter("aside", "script", "style")):
        aside.drop_tree()
    found = list(body.iter("p"))
    return markup.paragraphs(found) if found else markup.words(body)


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".html", ".htm"}:
        return False
    return markup.starts_with(path, "rdp__", "docOcurrContainer", "DocPublicationName")


FORMAT = Format(
    name="europresse",
    title=say("Europresse, exported page"),
    endings=(".html", ".htm"),
    reads="articles",
    detect=_is_export,
    read=read,
)
