"""Discourse Network Analyzer 1 in: one XML file with articles and their coded statements.

Statements count UTF-16 units from 1, as DNA's own import of them shows; files that count from 0
are told by where words begin and end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import SAID_BY, Value
from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.formats import decoding, markup, offset_reading, packed
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.json_lines import offset
from annotator.formats.offset_reading import Counting, Reading, Sample

if TYPE_CHECKING:
    from lxml import etree

_LABEL = "DNA Statement"
_SPEAKERS = {"person": "person", "organization": "body"}
_PLACES = ("id", "start", "end")
_AMONG = (Reading("utf16"), Reading("code_point"))
_ROOT = "<discourse"


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a file with their statements, and the actors as register entries.

    Raises:
        RefusedFileError: it is no such file.
        OSError: it cannot be read.
    """
    root = packed.xml(path.read_bytes(), path.name)
    if root.tag != "discourse":
        raise RefusedFileError(say("The file is none of Discourse Network Analyzer 1."))
    yield from _actors(root)
    for article in root.iterfind("articles/article"):
        yield _article(article, options)


def _actors(root: etree._Element) -> Iterator[RegisterEntry]:
    seen: dict[str, str] = {}
    for tag, kind in _SPEAKERS.items():
        for one in root.iterfind(f"articles/article/statements/statement/{tag}"):
            seen.setdefault(_words(one), kind)
    for name, kind in seen.items():
        if name:
            yield RegisterEntry(id="", name=name, kind=kind)


def _words(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext())).strip()


def _article(element: etree._Element, options: ReadOptions) -> Incoming:
    title = _words(element.find("title"))
    body = element.find("text")
    text = "" if body is None else "".join(map(str, body.itertext()))
    if not text.strip():
        sentence = say("“{title}” has no text in the file; it was left out.", title=title)
        return Note(_line(element), sentence)
    rows = [*element.iterfind("statements/statement")]
    first, reading = _counted(text, rows, options)
    counting = Counting(text, reading)
    made: list[IncomingAnnotation] = []
    refused: list[Note] = []
    for number, row in enumerate(rows, 1):
        one = _statement(row, counting, first, number)
        if one is None:
            sentence = say("A statement lies outside its text; it was left out.")
            refused.append(Note(_line(row), sentence))
        else:
            made.append(one)
    return IncomingArticle(
        name=title or "?",
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=Metadata(title=title, date=iso_date(_words(element.find("date")))),
        annotations=tuple(made),
        links=tuple(_links(made)),
        offset_unit=reading.name,
        refused=tuple(refused),
    )


def _line(element: etree._Element) -> int:
    return int(getattr(element, "sourceline", 0) or 0)


def _place(row: etree._Element) -> tuple[int, int] | None:
    start, end = (offset(_words(row.find(tag))) for tag in ("start", "end"))
    return None if start is None or end is None else (start, end)


def _counted(text: str, rows: list[etree._Element], options: ReadOptions) -> tuple[int, Reading]:
    """From where the file counts, and in which unit."""
    places = [place for place in map(_place, rows) if place is not None]
    found = {}
    for first in (1, 0):
        spans = [(start - first, end - first) for start, end in places]
        found[first] = offset_reading.find([Sample(text, spans)], among=_AMONG, unit=options.unit)
    best = max(found, key=lambda first: (found[first].right, first))
    return best, found[best].reading


def _statement(
    row: etree._Element, counting: Counting, first: int, number: int
) -> IncomingAnnotation | None:
    place = _place(row)
    if place is None:
        return None
    try:
        span = counting.to_points(place[0] - first, place[1] - first)
    except ValueError:
        return None
    return IncomingAnnotation(
        id=f"{_words(row.find('id'))}/{number}",
        label=_LABEL,
        fragments=(span,),
        attributes=_values(row),
    )


def _values(row: etree._Element) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for one in row.iterchildren("*"):
        name, words = str(one.tag), _words(one)
        if name == "agreement":
            values[name] = words.casefold() in {"yes", "true", "1"}
        elif words and name not in _PLACES:
            values[name] = words
    return values


def _links(made: list[IncomingAnnotation]) -> Iterator[IncomingLink]:
    for one in made:
        for name in _SPEAKERS:
            if one.attributes.get(name):
                target = str(one.attributes[name])
                yield IncomingLink(type=SAID_BY, source=one.id, target=target, kind="entry")


def _is_discourse(path: Path) -> bool:
    if path.suffix.casefold() not in FORMAT.endings or not path.is_file():
        return False
    return markup.starts_with(path, _ROOT)


FORMAT = Format(
    name="dna-1",
    title=say("Discourse Network Analyzer 1, XML"),
    endings=(".dna", ".xml"),
    reads="annotations",
    detect=_is_discourse,
    read=read,
)
