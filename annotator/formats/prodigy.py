"""Prodigy JSON Lines: tasks with spans and relations, in code points, answered accept or not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.article import Source
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.formats import decoding, json_lines, json_metadata, offset_reading, prodigy_write
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
from annotator.formats.json_lines import Line
from annotator.formats.offset_reading import CODE_POINTS, Counting, Reading, Sample

_ONLY = frozenset({"_input_hash", "_task_hash", "tokens", "answer", "_view_id", "_session_id"})
_OWN = _ONLY | {
    *("text", "spans", "relations", "meta", "_annotator_id", "_timestamp", "_is_binary"),
    *("accept", "options", "label", "config"),
}
_ENDINGS = frozenset({".jsonl", ".json", ".ndjson"})
_JUDGED = ("reject", "ignore")

_Span = dict[str, Any]


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The accepted tasks of an export; rejected and ignored ones are judgements of another kind.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    reading = offset_reading.named(options.unit) if options.unit else None
    for line in json_lines.objects(path):
        try:
            yield line if isinstance(line, Note) else _article(line, reading, path)
        except RefusedFileError as error:
            yield Note(line.number if isinstance(line, Line) else line.line, error.sentence)


def _article(line: Line, asked: Reading | None, path: Path) -> Incoming:
    value = line.value
    text = json_lines.text(value.get("text"))
    if not text:
        return Note(line.number, say("The line has no text; it was left out."))
    spans = json_lines.dicts(value.get("spans"))
    accepted = value.get("answer") not in _JUDGED
    reading = asked or _reading(text, spans)
    made, refused = _annotations(line, spans, Counting(text, reading)) if accepted else ([], [])
    meta = value["meta"] if isinstance(value.get("meta"), dict) else {}
    more = {key: one for key, one in value.items() if key not in _OWN}
    known = json_metadata.metadata(
        {key: one for key, one in meta.items() if key not in {"name", "source"}} | more
    )
    return IncomingArticle(
        name=json_metadata.name(meta) or f"{path.stem}-{line.number - 1}",
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=replace(known, outlet=json_lines.text(meta.get("source")) or known.outlet),
        annotations=tuple(made),
        links=tuple(_links(value)) if accepted else (),
        offset_unit=reading.name,
        refused=tuple(refused),
        aside=tuple(_aside(value, accepted, len(spans))),
    )


def _reading(text: str, spans: Sequence[_Span]) -> Reading:
    """Code points, unless the spans repeat their words and those say otherwise."""
    known = [
        ((start, end), one["text"])
        for one in spans
        if isinstance(one.get("text"), str)
        and (start := json_lines.offset(one.get("start"))) is not None
        and (end := json_lines.offset(one.get("end"))) is not None
    ]
    if not known:
        return CODE_POINTS
    sample = Sample(text, [pair for pair, _ in known], [words for _, words in known])
    return offset_reading.find([sample]).reading


def _annotations(
    line: Line, spans: Sequence[_Span], counting: Counting
) -> tuple[list[IncomingAnnotation], list[Note]]:
    made, refused = [], []
    for one in (*spans, *_heads(line.value, spans)):
        span = _span(one, counting)
        if span is None:
            refused.append(Note(line.number, say("A span lies outside its text; it was left out.")))
        else:
            made.append(_annotation(line.value, one, span))
    return made, refused


def _annotation(value: dict[str, Any], one: _Span, span: Span) -> IncomingAnnotation:
    own = json_lines.text(one.get("id"))
    return IncomingAnnotation(
        id=_place(one),
        uuid=own,
        label=json_lines.words(one.get("label")) or json_lines.words(value.get("label")),
        fragments=(span,),
        layer=json_lines.text(one.get("layer")),
        coder=json_lines.words(value.get("_annotator_id") or value.get("_session_id")),
        attributes={"kb_id": kb} if (kb := json_lines.words(one.get("kb_id"))) else {},
        created=json_lines.moment(value.get("_timestamp")),
    )


def _place(one: _Span) -> str:
    """What links call a span: two with the same place and label are the same to Prodigy."""
    return "-".join(json_lines.words(one.get(key)) for key in ("start", "end", "label"))


def _span(one: _Span, counting: Counting) -> Span | None:
    start, end = json_lines.offset(one.get("start")), json_lines.offset(one.get("end"))
    if start is None or end is None:
        return None
    try:
        return counting.to_points(start, end)
    except ValueError:
        return None


def _ends(value: dict[str, Any]) -> Iterator[tuple[_Span, _Span, _Span]]:
    """Each relation with its head and its child: spans, or in older data numbers of tokens."""
    tokens, spans = (json_lines.dicts(value.get(key)) for key in ("tokens", "spans"))
    for relation in json_lines.dicts(value.get("relations")):
        head, child = (_end(relation, side, tokens, spans) for side in ("head", "child"))
        if head is not None and child is not None:
            yield relation, head, child


def _end(
    relation: _Span, side: str, tokens: Sequence[_Span], spans: Sequence[_Span]
) -> _Span | None:
    span = relation.get(f"{side}_span")
    if isinstance(span, dict):
        return span
    number = json_lines.offset(relation.get(side))
    if number is None or number >= len(tokens):
        return None
    if (whole := _around(number, spans)) is not None:
        return whole
    return {key: tokens[number].get(key) for key in ("start", "end")}


def _around(token: int, spans: Sequence[_Span]) -> _Span | None:
    """The span that a token of this number lies in, as far as spans say which tokens they have."""
    places = ((one, one.get("token_start"), one.get("token_end")) for one in spans)
    return next(
        (
            one
            for one, start, end in places
            if isinstance(start, int) and isinstance(end, int) and start <= token <= end
        ),
        None,
    )


def _heads(value: dict[str, Any], spans: Sequence[_Span]) -> list[_Span]:
    """Ends of relations that are spans of their own."""
    known = {_place(one) for one in spans}
    found = {_place(end): end for _, *ends in _ends(value) for end in ends}
    return [end for place, end in found.items() if place not in known]


def _links(value: dict[str, Any]) -> Iterator[IncomingLink]:
    for relation, head, child in _ends(value):
        yield IncomingLink(
            type=json_lines.words(relation.get("label")), source=_place(head), target=_place(child)
        )


def _aside(value: dict[str, Any], accepted: bool, spans: int) -> Iterator[tuple[Sentence, int]]:
    if not accepted:
        yield say("tasks that were rejected or ignored"), 1
        if spans:
            yield say("spans of rejected or ignored tasks"), spans
    choices = len(json_lines.many(value.get("accept")))
    choices += bool(accepted and value.get("label") and not spans)
    if choices:
        yield say("labels of whole texts"), choices


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in _ENDINGS:
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
    write=prodigy_write.write,
)
