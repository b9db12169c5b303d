"""doccano JSON Lines: sequence labelling with and without relations.

doccano's editor keeps the browser's offsets, which count UTF-16 units, or graphemes where the
project was made so; the file does not say which. An export of several people's work is one file a
person, named after them, all with the same texts.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from annotator.domain.article import Source
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, doccano_write, json_lines, json_metadata, offset_reading
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.json_lines import Line
from annotator.formats.offset_reading import Counting, Reading, Sample

_AMONG = tuple(
    Reading(unit, crlf_as_one=lines)
    for lines in (False, True)
    for unit in ("utf16", "code_point", "grapheme")
)
_SAMPLED = 2000
_SPANS = ("label", "labels", "entities", "spans", "annotations")
_ALIEN = frozenset({"tokens", "_input_hash", "answer", "fragments", "denotations"})
_TELLING = re.compile("[\U00010000-\U0010ffff\r\u0300-\u036f\u200d\ufe00-\ufe0f]")
"""Only in texts with one of these do the ways of counting differ."""

_ENDINGS = frozenset({".jsonl", ".json", ".ndjson"})
_NOBODY = frozenset({"all", "unknown"})
_FEW = 50


class _Entity(NamedTuple):
    """A labelled span in the file's own offsets."""

    id: str
    start: int
    end: int
    label: str
    coder: str = ""


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of an export with their labels.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    samples = [] if options.unit else islice(_samples(path), _SAMPLED)
    reading = offset_reading.find(samples, among=_AMONG, unit=options.unit).reading
    coder = _coder_of_file(path)
    for line in json_lines.objects(path):
        yield line if isinstance(line, Note) else _article(line, reading, path, coder)


def _samples(path: Path) -> Iterator[Sample]:
    for line in json_lines.objects(path):
        text = _text(line.value) if isinstance(line, Line) else ""
        if isinstance(line, Line) and _TELLING.search(text):
            yield Sample(text, [(one.start, one.end) for one in _entities(line.value)[0]])


def _coder_of_file(path: Path) -> str:
    """Who the file is named after, where one beside it starts with the same text."""
    if path.stem.casefold() in _NOBODY:
        return ""
    own = _text(json_lines.first_object(path) or {})
    others = (one for one in _beside(path) if _text(json_lines.first_object(one) or {}) == own)
    return path.stem if own and next(others, None) is not None else ""


def _beside(path: Path) -> Iterator[Path]:
    found = (one for one in path.parent.iterdir() if one.suffix == path.suffix and one != path)
    return (one for one in islice(found, _FEW) if one.is_file())


def _text(value: dict[str, Any]) -> str:
    return json_lines.text(value.get("text")) or json_lines.text(value.get("data"))


def _listed(value: dict[str, Any]) -> list[Any]:
    return next((one for key in _SPANS if isinstance(one := value.get(key), list) and one), [])


def _entities(value: dict[str, Any]) -> tuple[list[_Entity], int]:
    """The entities of a record, and how many cannot be understood."""
    given = [one for one in _listed(value) if not isinstance(one, str)]
    made = [_entity(number, one) for number, one in enumerate(given)]
    return [one for one in made if one is not None], made.count(None)


def _entity(number: int, one: object) -> _Entity | None:
    if isinstance(one, dict):
        ends = one.get("start_offset", one.get("start")), one.get("end_offset", one.get("end"))
        given = (one.get("id", number), *ends, one.get("label"))
    elif isinstance(one, list) and len(one) >= 3:  # noqa: PLR2004 - start, end, label
        given = number, *one[:3]
    else:
        return None
    id, *places, label = given
    start, end = map(json_lines.offset, places)
    if start is None or end is None or label is None:
        return None
    coder = json_lines.words(one.get("user")) if isinstance(one, dict) else ""
    return _Entity(json_lines.words(id), start, end, json_lines.words(label), coder)


def _article(line: Line, reading: Reading, path: Path, coder: str) -> Incoming:
    value, text = line.value, _text(line.value)
    if not text:
        return Note(line.number, say("The line has no text; it was left out."))
    entities, odd = _entities(value)
    refused = [Note(line.number, _odd(odd))] if odd else []
    made = []
    coder = json_lines.text(value.get("username")) or json_lines.text(value.get("user")) or coder
    counting = Counting(text, reading)
    for one in entities:
        try:
            span = counting.to_points(one.start, one.end)
        except ValueError:
            refused.append(Note(line.number, _outside(one)))
            continue
        made.append(
            IncomingAnnotation(
                id=one.id, label=one.label, fragments=(span,), coder=one.coder or coder
            )
        )
    return IncomingArticle(
        name=_name(value, path, line.number),
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=json_metadata.metadata(_extra(value)),
        annotations=tuple(made),
        links=tuple(_links(value)),
        offset_unit=reading.name,
        refused=tuple(refused),
        aside=tuple(_aside(value)),
    )


def _odd(count: int) -> Sentence:
    return say("{count} labels lack a place or a name; they were left out.", count=count)


def _outside(one: _Entity) -> Sentence:
    return say(
        "{label} at {start} to {end} lies outside its text; it was left out.",
        label=one.label,
        start=one.start,
        end=one.end,
    )


def _name(value: dict[str, Any], path: Path, number: int) -> str:
    given = json_lines.text(value.get("filename")) or json_lines.text(value.get("upload_name"))
    return given or f"{path.stem}-{json_lines.words(value.get('id')) or number}"


_OWN = frozenset({*_SPANS, "text", "data", "relations", "id", "Comments", "comments", "filename"})


def _extra(value: dict[str, Any]) -> dict[str, Any]:
    meta = value.get("meta")
    given = dict(meta) if isinstance(meta, dict) else {}
    return given | {key: one for key, one in value.items() if key not in _OWN and key != "meta"}


def _links(value: dict[str, Any]) -> Iterator[IncomingLink]:
    for one in json_lines.dicts(value.get("relations")):
        if "from_id" in one and "to_id" in one:
            yield IncomingLink(
                type=json_lines.words(one.get("type")),
                source=json_lines.words(one["from_id"]),
                target=json_lines.words(one["to_id"]),
            )


def _aside(value: dict[str, Any]) -> Iterator[tuple[Sentence, int]]:
    whole = sum(isinstance(one, str) for one in _listed(value))
    whole += isinstance(value.get("label"), str)
    comments = value.get("Comments") or value.get("comments")
    if whole:
        yield say("labels of whole texts"), whole
    if isinstance(comments, list) and comments:
        yield say("comments on texts"), len(comments)


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in _ENDINGS:
        return False
    first = json_lines.first_object(path)
    if first is None or not _text(first) or _ALIEN & set(first):
        return False
    old = first.get("annotations")  # before doccano 1.0, with numbers for labels
    if isinstance(old, list) and all(isinstance(one, dict) and "label" in one for one in old):
        return True
    return any(isinstance(first.get(key), list) for key in ("entities", "label", "labels"))


FORMAT = Format(
    name="doccano",
    title=say("doccano, JSON lines"),
    endings=(".jsonl", ".json"),
    reads="annotations",
    shape="stream",
    carries=frozenset({"overlap", "links", "coder"}),
    detect=_is_export,
    read=read,
    write=doccano_write.write,
)
