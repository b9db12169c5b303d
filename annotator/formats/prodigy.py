"""Prodigy JSON Lines: tasks with spans and relations, in code points, answered accept or not."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
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
from annotator.formats.offset_reading import CODE_POINTS, Counting, Reading, Sample
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings, Output, WriteOptions

_ONLY = frozenset({"_input_hash", "_task_hash", "tokens", "answer", "_view_id", "_session_id"})
_OWN = _ONLY | {
    *("text", "spans", "relations", "meta", "_annotator_id", "_timestamp", "_is_binary"),
    *("accept", "options", "label", "config"),
}


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The accepted tasks of an export; rejected and ignored ones are judgements of another kind.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    reading = offset_reading.named(options.unit) if options.unit else CODE_POINTS
    for line in json_lines.objects(path):
        yield line if isinstance(line, Note) else _article(line, reading, path)


def _article(line: Line, reading: Reading, path: Path) -> Incoming:
    value = line.value
    text = value.get("text")
    if not isinstance(text, str) or not text:
        return Note(line.number, say("The line has no text; it was left out."))
    spans = [one for one in value.get("spans") or () if isinstance(one, dict)]
    accepted = value.get("answer", "accept") in {"accept", None}
    best = _reading(text, spans, reading)
    made, refused = _annotations(line, text, spans, best) if accepted else ([], [])
    return IncomingArticle(
        name=f"{path.stem}-{line.number - 1}",
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=_metadata(value),
        annotations=tuple(made),
        links=tuple(_links(value)) if accepted else (),
        offset_unit=best.name,
        refused=tuple(refused),
        aside=tuple(_aside(value, accepted, len(spans))),
    )


def _reading(text: str, spans: Sequence[dict[str, Any]], reading: Reading) -> Reading:
    """Code points, unless the spans repeat their words and those say otherwise."""
    known = [
        ((start, end), one["text"])
        for one in spans
        if isinstance(one.get("text"), str)
        and (start := json_lines.offset(one.get("start"))) is not None
        and (end := json_lines.offset(one.get("end"))) is not None
    ]
    if not known or reading != CODE_POINTS:
        return reading
    sample = Sample(text, [pair for pair, _ in known], [words for _, words in known])
    return offset_reading.find([sample]).reading


def _annotations(
    line: Line, text: str, spans: Sequence[dict[str, Any]], reading: Reading
) -> tuple[list[IncomingAnnotation], list[Note]]:
    made, refused = [], []
    counting = Counting(text, reading)
    value = line.value
    spans = [*spans, *_heads(value, spans)]
    for one in spans:
        span = _span(one, counting)
        if span is None:
            refused.append(Note(line.number, say("A span lies outside its text; it was left out.")))
            continue
        made.append(
            IncomingAnnotation(
                id=f"{one.get('start')}-{one.get('end')}-{one.get('label', '')}",
                label=json_lines.words(one.get("label")) or json_lines.words(value.get("label")),
                fragments=(span,),
                layer=_layer(one),
                coder=json_lines.words(value.get("_annotator_id") or value.get("_session_id")),
                created=_time(value.get("_timestamp")),
            )
        )
    return made, refused


def _layer(one: dict[str, Any]) -> str:
    layer = one.get("layer")
    return layer if isinstance(layer, str) else ""


def _span(one: dict[str, Any], counting: Counting) -> Span | None:
    start, end = json_lines.offset(one.get("start")), json_lines.offset(one.get("end"))
    if start is None or end is None:
        return None
    try:
        return counting.to_points(start, end)
    except ValueError:
        return None


def _heads(value: dict[str, Any], spans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ends of relations that are spans of their own."""
    known = {(one.get("start"), one.get("end"), one.get("label")) for one in spans}
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for relation in value.get("relations") or ():
        if not isinstance(relation, dict):
            continue
        for side in ("head_span", "child_span"):
            one = relation.get(side)
            if isinstance(one, dict):
                place = one.get("start"), one.get("end"), one.get("label")
                if place not in known:
                    found[place] = one
    return list(found.values())


def _links(value: dict[str, Any]) -> Iterator[IncomingLink]:
    for relation in value.get("relations") or ():
        if not isinstance(relation, dict):
            continue
        ends = [relation.get(side) for side in ("head_span", "child_span")]
        if all(isinstance(one, dict) for one in ends):
            ids = [f"{e.get('start')}-{e.get('end')}-{e.get('label', '')}" for e in ends if e]
            yield IncomingLink(
                type=json_lines.words(relation.get("label")), source=ids[0], target=ids[1]
            )


def _time(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        found = dt.datetime.fromtimestamp(value, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _metadata(value: dict[str, Any]) -> Metadata:
    given = value.get("meta")
    meta = given if isinstance(given, dict) else {}
    source = meta.get("source")
    rest = {key: one for key, one in meta.items() if key != "source"}
    rest |= {key: one for key, one in value.items() if key not in _OWN}
    return Metadata(
        outlet=source if isinstance(source, str) else "",
        extra={str(key): json_lines.words(one) for key, one in rest.items() if one is not None},
    )


def _aside(value: dict[str, Any], accepted: bool, spans: int) -> Iterator[tuple[Sentence, int]]:
    if not accepted:
        yield say("tasks that were rejected or ignored"), 1
        if spans:
            yield say("spans of rejected or ignored tasks"), spans
    choices = value.get("accept")
    if isinstance(choices, list) and choices:
        yield say("labels of whole texts"), len(choices)


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write one task a text and set; offsets are code points."""
    stream = out.stream()
    encoder = msgspec.json.Encoder()
    for article in going.articles():
        for set in going.sets:
            mine = [one for one in article.annotations if one.set == set.name]
            if mine or len(going.sets) == 1:
                stream.write(encoder.encode(_record(article, mine, set.coder)) + b"\n")


def _record(article: OutgoingArticle, mine: Sequence[Outgoing], coder: str) -> dict[str, Any]:
    metadata = article.article.metadata
    by_id = {one.annotation.id: one for one in mine}
    return {
        "text": article.text,
        "meta": {"source": metadata.outlet, "name": article.article.name, "date": metadata.date},
        "spans": [_span_of(one) for one in mine],
        "relations": [
            {"label": link.type, "head_span": _span_of(one), "child_span": _span_of(by_id[link.to])}
            for one in mine
            for link in one.links
            if link.to in by_id
        ],
        "answer": "accept",
        "_annotator_id": coder,
        "_session_id": coder,
    }


def _span_of(one: Outgoing) -> dict[str, Any]:
    place = one.annotation.fragments[0]
    return {"start": place.start, "end": place.end, "label": one.annotation.label}


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".jsonl", ".json", ".ndjson"}:
        return False
    first = json_lines.first_object(path)
    if first is None or not isinstance(first.get("text"), str):
        return False
    spans = first.get("spans")
    if isinstance(spans, list) and spans and isinstance(spans[0], dict):
        return "start" in spans[0] and "end" in spans[0]
    return bool(_ONLY & set(first)) or isinstance(spans, list)


FORMAT = Format(
    name="prodigy",
    title=say("Prodigy, JSON lines"),
    endings=(".jsonl", ".json"),
    reads="annotations",
    shape="stream",
    carries=frozenset({"overlap", "links", "coder"}),
    detect=_is_export,
    read=read,
    write=write,
)
