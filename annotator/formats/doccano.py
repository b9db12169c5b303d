"""doccano JSON Lines: sequence labelling with and without relations.

doccano's editor keeps the browser's offsets, which count UTF-16 units, or graphemes where the
project was made so; the file does not say which.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, json_lines, offset_reading
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
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings, Output, WriteOptions

_AMONG = tuple(
    Reading(unit, crlf_as_one=lines)
    for lines in (False, True)
    for unit in ("utf16", "code_point", "grapheme")
)
_SAMPLED = 2000
_SPANS = ("label", "labels", "entities", "spans")
_ALIEN = frozenset({"tokens", "_input_hash", "answer", "fragments", "denotations"})


class _Entity(NamedTuple):
    """A labelled span in the file's own offsets."""

    id: str
    start: int
    end: int
    label: str


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of an export with their labels.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    samples = (
        Sample(_text(line.value), [(one.start, one.end) for one in _entities(line.value)])
        for number, line in enumerate(json_lines.objects(path))
        if isinstance(line, Line) and number < _SAMPLED
    )
    reading = offset_reading.find(samples, among=_AMONG, unit=options.unit).reading
    for line in json_lines.objects(path):
        yield line if isinstance(line, Note) else _article(line, reading, path)


def _text(value: dict[str, Any]) -> str:
    return next((one for key in ("text", "data") if isinstance(one := value.get(key), str)), "")


def _entities(value: dict[str, Any]) -> list[_Entity]:
    made = (_entity(number, one) for number, one in enumerate(_listed(value)))
    return [one for one in made if one is not None]


def _listed(value: dict[str, Any]) -> list[Any]:
    return next((one for key in _SPANS if isinstance(one := value.get(key), list)), [])


def _entity(number: int, one: object) -> _Entity | None:
    if isinstance(one, dict):
        given = (
            one.get("id", number),
            one.get("start_offset"),
            one.get("end_offset"),
            one.get("label"),
        )
    elif isinstance(one, list) and len(one) >= 3:  # noqa: PLR2004 - start, end, label
        given = number, *one[:3]
    else:
        return None
    id, *ends, label = given
    start, end = map(json_lines.offset, ends)
    if start is None or end is None or label is None:
        return None
    return _Entity(str(id), start, end, json_lines.words(label))


def _article(line: Line, reading: Reading, path: Path) -> Incoming:
    value, text = line.value, _text(line.value)
    if not text:
        return Note(line.number, say("The line has no text; it was left out."))
    made, refused = [], []
    counting = Counting(text, reading)
    for one in _entities(value):
        try:
            span = counting.to_points(one.start, one.end)
        except ValueError:
            refused.append(Note(line.number, _outside(one)))
            continue
        made.append(
            IncomingAnnotation(id=one.id, label=one.label, fragments=(span,), coder=_coder(value))
        )
    return IncomingArticle(
        name=_name(value, path, line.number),
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=Metadata(extra=_extra(value)),
        annotations=tuple(made),
        links=tuple(_links(value)),
        offset_unit=reading.name,
        refused=tuple(refused),
        aside=tuple(_aside(value)),
    )


def _outside(one: _Entity) -> Sentence:
    return say(
        "{label} at {start} to {end} lies outside its text; it was left out.",
        label=one.label,
        start=one.start,
        end=one.end,
    )


def _coder(value: dict[str, Any]) -> str:
    return next((one for key in ("username", "user") if isinstance(one := value.get(key), str)), "")


def _name(value: dict[str, Any], path: Path, number: int) -> str:
    given = value.get("filename") or value.get("upload_name")
    return given if isinstance(given, str) else f"{path.stem}-{value.get('id', number)}"


_OWN = frozenset({*_SPANS, "text", "data", "relations", "id", "Comments", "comments", "filename"})


def _extra(value: dict[str, Any]) -> dict[str, str]:
    given = {**(value["meta"] if isinstance(value.get("meta"), dict) else {})}
    given |= {key: one for key, one in value.items() if key not in _OWN and key != "meta"}
    return {str(key): json_lines.words(one) for key, one in given.items() if one not in (None, "")}


def _links(value: dict[str, Any]) -> Iterator[IncomingLink]:
    for one in value.get("relations") or ():
        if isinstance(one, dict) and "from_id" in one and "to_id" in one:
            yield IncomingLink(
                type=json_lines.words(one.get("type")),
                source=str(one["from_id"]),
                target=str(one["to_id"]),
            )


def _aside(value: dict[str, Any]) -> Iterator[tuple[Sentence, int]]:
    whole = sum(isinstance(one, str) for one in _listed(value))
    comments = value.get("Comments") or value.get("comments")
    if whole:
        yield say("labels of whole texts"), whole
    if isinstance(comments, list) and comments:
        yield say("comments on texts"), len(comments)


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write one line a text and set, with entities and relations; offsets are UTF-16 units."""
    stream = out.stream()
    encoder = msgspec.json.Encoder()
    for article in going.articles():
        for set in going.sets:
            mine = [one for one in article.annotations if one.set == set.name]
            if mine or len(going.sets) == 1:
                stream.write(encoder.encode(_record(article, mine, set.coder)) + b"\n")


def _record(article: OutgoingArticle, mine: Sequence[Outgoing], coder: str) -> dict[str, Any]:
    counting = Counting(article.text, Reading("utf16"))
    numbers = {one.annotation.id: number for number, one in enumerate(mine)}
    entities = []
    for one in mine:
        start, end = counting.to_unit(one.annotation.fragments[0])
        number = numbers[one.annotation.id]
        label = one.annotation.label
        entities.append({"id": number, "label": label, "start_offset": start, "end_offset": end})
    pairs = [
        (link.type, numbers[one.annotation.id], numbers[link.to])
        for one in mine
        for link in one.links
        if link.to in numbers
    ]
    return {
        "text": article.text,
        "filename": article.article.name,
        "username": coder,
        "entities": entities,
        "relations": [
            {"id": number, "from_id": source, "to_id": target, "type": type}
            for number, (type, source, target) in enumerate(pairs)
        ],
    }


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".jsonl", ".json", ".ndjson"}:
        return False
    first = json_lines.first_object(path)
    if first is None or not _text(first) or _ALIEN & set(first):
        return False
    if isinstance(first.get("entities"), list):
        return True
    found = first.get("label", first.get("labels"))
    return isinstance(found, list)


FORMAT = Format(
    name="doccano",
    title=say("doccano, JSON lines"),
    endings=(".jsonl", ".json"),
    reads="annotations",
    shape="stream",
    carries=frozenset({"overlap", "links", "coder"}),
    detect=_is_export,
    read=read,
    write=write,
)
