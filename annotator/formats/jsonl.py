"""The project's own stream: one annotation a line, nothing lost but the texts themselves."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.annotation import Value
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.formats import json_lines, json_write, statement_records
from annotator.formats.format import ASPECTS, STATEMENTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.json_lines import Line
from annotator.formats.outgoing import Outgoing, OutgoingLink, Outgoings, Output, WriteOptions

_KEYS = ("article", "layer", "label", "fragments")
"""What every line has, and no other format's line has all of."""


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write each annotation as one line of JSON in UTF-8; offsets are code points."""
    entries = {entry.id: entry.name for entry in going.entries}
    json_write.write_lines(out.stream(), (record(annotation, entries) for annotation in going))


class Record(msgspec.Struct):
    """An annotation as a line has it; the order of the fields is that of the line."""

    id: str
    article: str
    set: str
    coder: str
    layer: str
    label: str
    fragments: tuple[Span, ...]
    text: tuple[str, ...]
    attributes: Mapping[str, Value]
    note: str
    origin: str
    entry: str | None
    links: list[dict[str, Any]]
    created: str
    updated: str
    codebook_version: str
    statements: list[dict[str, str]] | msgspec.UnsetType = msgspec.UNSET


def record(outgoing: Outgoing, entries: Mapping[str, str]) -> Record:
    """An annotation as a line has it; `entries` are names of register entries by their ids."""
    annotation = outgoing.annotation
    cards = statement_records.of_claim(outgoing.statements) if outgoing.statements else []
    return Record(
        annotation.id,
        outgoing.article.name,
        outgoing.set,
        outgoing.coder,
        annotation.layer,
        annotation.label,
        annotation.fragments,
        outgoing.words,
        annotation.attributes,
        annotation.note,
        annotation.origin,
        outgoing.entry,
        [_link(link, entries) for link in outgoing.links] if outgoing.links else [],
        annotation.created,
        annotation.updated,
        annotation.codebook_version,
        cards or msgspec.UNSET,
    )


def _link(link: OutgoingLink, entries: Mapping[str, str]) -> dict[str, Any]:
    # Few links have attributes or lead to the register; the keys are there where they say more.
    attributes = {"attributes": link.attributes} if link.attributes else {}
    entry = {"entry": entries[link.to]} if link.to in entries else {}
    return {"type": link.type, "to": link.to, **entry, **attributes}


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The annotations of a stream, article by article; the project must have the articles.

    Raises:
        OSError: it cannot be read.
    """
    lines = json_lines.objects(path)
    for name, group in groupby(lines, key=_article_of):
        if name is None:
            for note in group:
                yield note if isinstance(note, Note) else _no_article(note)
        else:
            yield _article(name, [one for one in group if isinstance(one, Line)], options)


def _article_of(line: Line | Note) -> str | None:
    name = line.value.get("article") if isinstance(line, Line) else None
    return name if isinstance(name, str) else None


def _no_article(line: Line) -> Note:
    return Note(line.number, say("The line names no article; it was left out."))


def _article(name: str, lines: list[Line], options: ReadOptions) -> IncomingArticle:
    text = options.text_of(name)
    made, refused = [], []
    for line in lines:
        one = annotation(line.value)
        if one is None or not _fits(one, line.value.get("text"), text):
            refused.append(Note(line.number, _why(one is None)))
        else:
            made.append((one, line.value))
    ids = {one.id for one, _ in made}
    return IncomingArticle(
        name=name,
        text=None,
        annotations=tuple(one for one, _ in made),
        links=tuple(link for one, value in made for link in links(one.id, value, ids)),
        refused=tuple(refused),
    )


def _why(broken: bool) -> Sentence:
    if broken:
        return say("The annotation lacks its label or its fragments; it was left out.")
    return say("The article has other words at this place; the annotation was left out.")


def _fits(one: IncomingAnnotation, words: object, text: str | None) -> bool:
    """Whether the article has the words that the line gives for its fragments."""
    if text is None or not isinstance(words, list) or not words:
        return True
    return [fragment.cut(text) for fragment in one.fragments] == words


def annotation(value: Mapping[str, Any]) -> IncomingAnnotation | None:
    """The annotation in a record; nothing where it lacks what makes one."""
    label, fragments = value.get("label"), _fragments(value.get("fragments"))
    if not isinstance(label, str) or not fragments:
        return None
    return IncomingAnnotation(
        id=_text(value, "id"),
        uuid=_text(value, "id"),
        label=label,
        fragments=fragments,
        **{name: _text(value, name) for name in _TEXTS},
        attributes=values(value.get("attributes")),
        statements=statement_records.read(value.get("statements")),
    )


_TEXTS = (
    *("layer", "set", "coder", "note", "origin", "entry", "created", "updated"),
    "codebook_version",
)


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _fragments(value: object) -> tuple[Span, ...]:
    if not isinstance(value, list):
        return ()
    found = []
    for pair in value:
        ends = [json_lines.offset(one) for one in pair] if isinstance(pair, list) else []
        if len(ends) != 2 or ends[0] is None or ends[1] is None:  # noqa: PLR2004 - a start, an end
            return ()
        found.append(Span(ends[0], ends[1]))
    return tuple(found)


def values(value: object) -> dict[str, Value]:
    """Attribute values as they may be kept; deeper ones as JSON."""
    if not isinstance(value, dict):
        return {}
    return {str(name): _value(one) for name, one in value.items() if one is not None}


def _value(one: object) -> Value:
    if isinstance(one, str | bool | int | float):
        return one
    if isinstance(one, list):
        return [json_lines.words(each) for each in one]
    return json_lines.words(one)


def links(source: str, value: Mapping[str, Any], ids: set[str]) -> Iterator[IncomingLink]:
    """The links in a record; those that lead to no annotation of the article lead to an entry."""
    for link in value.get("links") or ():
        if not isinstance(link, dict) or not isinstance(link.get("to"), str):
            continue
        to = link["to"]
        inside = to in ids
        yield IncomingLink(
            type=str(link.get("type", "")),
            source=source,
            target=to if inside else _text(link, "entry") or to,
            kind="annotation" if inside else "entry",
            attributes=values(link.get("attributes")),
        )


def _is_stream(path: Path) -> bool:
    if path.suffix.casefold() not in {".jsonl", ".ndjson"}:
        return False
    first = json_lines.first_object(path)
    return first is not None and all(key in first for key in _KEYS)


FORMAT = Format(
    name="jsonl",
    title=say("Annotations, one JSON object a line"),
    endings=(".jsonl", ".ndjson"),
    reads="annotations",
    shape="stream",
    carries=frozenset((*ASPECTS, STATEMENTS)),
    detect=_is_stream,
    read=read,
    write=write,
)
