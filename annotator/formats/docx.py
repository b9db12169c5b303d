"""Word documents (ECMA-376): the paragraphs of the main text; and Nexis exports made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.firstline import propose
from annotator.domain.sentence import say
from annotator.formats import packed
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingArticle,
    Note,
    ReadOptions,
    RefusedFileError,
)

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_END = "End of Document"
_FIELD = re.compile(r"^(Section|Length|Byline|Highlight|Dateline|Load-Date|Copyright)\s*:?\s*(.*)$")


class _Paragraph(NamedTuple):
    """A paragraph's words and whether a bookmark starts in it."""

    words: str
    marked: bool


def read(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The document as one article.

    Raises:
        RefusedFileError: it is no Word document or has no text.
        OSError: it cannot be read.
    """
    text = "\n".join(one.words for one in _paragraphs(path)).strip("\n")
    if not text.strip():
        raise RefusedFileError(say("There is no text in the file."))
    metadata = propose(text, path.stem)
    yield IncomingArticle(
        name=path.stem, text=text, source=Source(path=path.name), metadata=metadata
    )


def _paragraphs(path: Path) -> list[_Paragraph]:
    with packed.opened(path) as archive:
        root = archive.xml(_MAIN)
    return [_paragraph(one) for one in root.iter(f"{_W}p")]


def _paragraph(element: etree._Element) -> _Paragraph:
    marked = any(
        one.get(f"{_W}name", "").casefold().startswith("bookmark")
        for one in element.iter(f"{_W}bookmarkStart")
    )
    return _Paragraph("".join(_pieces(element)), marked)


def _pieces(element: etree._Element) -> Iterator[str]:
    for one in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen", f"{_W}p"):
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag == f"{_W}tab":
            yield "\t"
        elif one.tag == f"{_W}br":
            yield "\n"
        elif one.tag == f"{_W}noBreakHyphen":
            yield "\u2011"


def read_nexis(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a Nexis export, each ending with “End of Document”.

    Raises:
        RefusedFileError: it is no Word document.
        OSError: it cannot be read.
    """
    for number, block in enumerate(_blocks(_paragraphs(path)), 1):
        yield _nexis_article(block, f"{path.stem}-{number:03}")


def _blocks(paragraphs: Sequence[_Paragraph]) -> Iterator[list[_Paragraph]]:
    block: list[_Paragraph] = []
    for one in paragraphs:
        if one.words.strip() == _END:
            yield _from_bookmark(block)
            block = []
        else:
            block.append(one)


def _from_bookmark(block: list[_Paragraph]) -> list[_Paragraph]:
    """Without what stands before the article, such as the list of all that was found."""
    marked = [number for number, one in enumerate(block) if one.marked and one.words.strip()]
    return block[marked[-1] :] if marked else block


def _nexis_article(block: Sequence[_Paragraph], otherwise: str) -> Incoming:
    lines = [one.words.strip() for one in block]
    body = lines.index("Body") if "Body" in lines else None
    head = [line for line in lines[:body] if line]
    text, fields = _body(block[body + 1 :]) if body is not None else ("", {})
    title = head[0] if head else ""
    if not text:
        return Note(
            0, say("“{title}” has no text in the file; it was left out.", title=title or otherwise)
        )
    fields |= {found[1]: found[2] for line in head if (found := _FIELD.match(line))}
    return IncomingArticle(
        name=otherwise,
        text=text,
        source=Source(newline="lf"),
        metadata=Metadata(
            title=title,
            outlet=head[1] if len(head) > 1 else "",
            author=fields.pop("Byline", ""),
            date=next((day for line in head[1:] if (day := iso_date(line))), ""),
            extra={key.casefold(): value for key, value in fields.items() if value},
        ),
    )


def _body(block: Sequence[_Paragraph]) -> tuple[str, dict[str, str]]:
    """The text, and what stands after it."""
    words, fields = [], {}
    for one in block:
        found = _FIELD.match(one.words.strip())
        if found and found[1] == "Load-Date":
            fields[found[1]] = found[2]
        else:
            words.append(one.words)
    return "\n".join(words).strip(), fields


def _is_nexis(path: Path) -> bool:
    if path.suffix.casefold() != ".docx":
        return False
    try:
        with packed.opened(path) as archive:
            data = archive.read(_MAIN)
    except (RefusedFileError, OSError):
        return False
    return _END.encode() in data and b"Body" in data


FORMAT = Format(
    name="docx",
    title=say("Word document, one file an article"),
    endings=(".docx",),
    reads="articles",
    read=read,
)
NEXIS = Format(
    name="nexis",
    title=say("Nexis, exported Word document"),
    endings=(".docx",),
    reads="articles",
    detect=_is_nexis,
    read=read_nexis,
)
