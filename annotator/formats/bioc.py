"""BioC XML in: documents of passages, with annotations of one or more locations and relations.

Offsets count from the start of the document, in characters or, by some programs, in bytes; which
it was is found out by the words an annotation repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import decoding, json_lines, markup, offset_reading, packed
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.offset_reading import Counting, Sample

if TYPE_CHECKING:
    from lxml import etree

_LABELS = ("type", "label")
_ENOUGH = 0.0
"""Words beside annotations are often none of the text's; then the offsets alone count."""


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The documents of a collection.

    Raises:
        RefusedFileError: it is no whole XML.
        OSError: it cannot be read.
    """
    root = packed.xml(path.read_bytes(), path.name, with_types=True)
    for number, document in enumerate(root.iter("document"), 1):
        yield _article(document, f"{path.stem}-{number}", options)


def _article(document: etree._Element, otherwise: str, options: ReadOptions) -> Incoming:
    text = _text(document)
    name = (document.findtext("id") or "").strip() or otherwise
    if not text.strip():
        return Note(0, say("“{title}” has no text in the file; it was left out.", title=name))
    rows = list(document.iter("annotation"))
    whole = [(row, _places(row)) for row in rows]
    simple = [(places[0], row.findtext("text") or "") for row, places in whole if len(places) == 1]
    sample = Sample(text, [place for place, _ in simple], [words for _, words in simple])
    found = offset_reading.find(
        [sample], among=offset_reading.READINGS[:3], unit=options.unit, poor=_ENOUGH
    )
    counting = Counting(text, found.reading)
    made, refused = [], []
    for row, places in whole:
        fragments = _spans(places, counting)
        if fragments:
            made.append(_annotation(row, fragments))
        else:
            id = row.get("id") or "?"
            sentence = say("{id} lies outside its text; it was left out.", id=id)
            refused.append(Note(int(getattr(row, "sourceline", 0) or 0), sentence))
    return IncomingArticle(
        name=name,
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=Metadata(extra=_infons(document)),
        annotations=tuple(made),
        links=tuple(_links(document)),
        offset_unit=found.reading.name,
        refused=tuple(refused),
    )


def _text(document: etree._Element) -> str:
    """The passages, or their sentences, at their offsets; what is between them is padded."""
    pieces: list[str] = []
    length = 0
    for part in document.iter("passage", "sentence"):
        words = part.findtext("text")
        start = json_lines.offset((part.findtext("offset") or "").strip())
        if not words or start is None or start - length > markup.MOST_PADDING:
            continue
        gap = max(0, start - length)
        pieces += ["\n" * min(gap, 1) + " " * (gap - 1) if pieces else " " * gap, words]
        length += gap + len(words)
    return "".join(pieces)


def _places(row: etree._Element) -> list[tuple[int, int]]:
    found = []
    for one in row.iter("location"):
        start, length = json_lines.offset(one.get("offset")), json_lines.offset(one.get("length"))
        if start is not None and length is not None:
            found.append((start, start + length))
    return found


def _spans(places: list[tuple[int, int]], counting: Counting) -> tuple[Span, ...]:
    try:
        return tuple(sorted(counting.to_points(*place) for place in places))
    except ValueError:
        return ()


def _infons(element: etree._Element) -> dict[str, str]:
    return {one.get("key") or "infon": one.text or "" for one in element.findall("infon")}


def _annotation(row: etree._Element, fragments: tuple[Span, ...]) -> IncomingAnnotation:
    infons = _infons(row)
    label = next((infons[name] for name in _LABELS if infons.get(name)), "annotation")
    rest: dict[str, Value] = {k: v for k, v in infons.items() if v != label or k not in _LABELS}
    return IncomingAnnotation(
        id=row.get("id") or "", label=label, fragments=fragments, attributes=rest
    )


def _links(document: etree._Element) -> Iterator[IncomingLink]:
    for one in document.iter("relation"):
        infons = _infons(one)
        type = next((infons[name] for name in _LABELS if infons.get(name)), "relation")
        nodes = [node.get("refid") or "" for node in one.iter("node")]
        for target in nodes[1:]:
            yield IncomingLink(type=type, source=nodes[0], target=target)


def _is_collection(path: Path) -> bool:
    if path.suffix.casefold() not in {".xml", ".bioc"}:
        return False
    return markup.starts_with(path, "<collection") and markup.starts_with(path, "<document")


FORMAT = Format(
    name="bioc",
    title=say("BioC, XML"),
    endings=(".xml", ".bioc"),
    reads="annotations",
    detect=_is_collection,
    read=read,
)
