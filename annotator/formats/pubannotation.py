"""PubAnnotation JSON in: denotations on a text, alone or in bags, with relations and attributes."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import decoding, json_lines, jsonl, offset_reading
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
from annotator.formats.offset_reading import Counting


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a file with their denotations; a track is a set.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    reading = offset_reading.named(options.unit) if options.unit else offset_reading.CODE_POINTS
    for line in json_lines.objects(path):
        if isinstance(line, Note):
            yield line
            continue
        text = line.value.get("text")
        if isinstance(text, str) and text:
            yield _article(line, text, Counting(text, reading), path)
        else:
            yield Note(line.number, say("The line has no text; it was left out."))


def _article(line: Line, text: str, counting: Counting, path: Path) -> IncomingArticle:
    value = line.value
    made: list[IncomingAnnotation] = []
    links: list[IncomingLink] = []
    refused: list[Note] = []
    for track, name in _tracks(value):
        part = _Track(track, name, counting)
        made += part.annotations()
        links += part.links()
        refused += [
            Note(line.number, say("{id} lies outside its text; it was left out.", id=id))
            for id in part.outside
        ]
    known = {key: value.get(key) for key in ("sourcedb", "sourceid", "divid", "project")}
    return IncomingArticle(
        name=_name(value, path, line.number),
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=Metadata(
            url=json_lines.words(value.get("source_url") or value.get("target")),
            extra={key: json_lines.words(one) for key, one in known.items() if one is not None},
        ),
        annotations=tuple(made),
        links=tuple(links),
        refused=tuple(refused),
    )


def _name(value: dict[str, Any], path: Path, number: int) -> str:
    parts = [json_lines.words(value.get(key)) for key in ("sourcedb", "sourceid", "divid")]
    return "-".join(filter(None, parts)) or (path.stem if number == 1 else f"{path.stem}-{number}")


def _tracks(value: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    yield value, ""
    for track in _listed(value, "tracks"):
        yield track, json_lines.words(track.get("project"))


def _listed(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class _Track:
    """The denotations of one project on one text."""

    def __init__(self, value: dict[str, Any], name: str, counting: Counting) -> None:
        self._value, self._name, self._counting = value, name, counting
        self._attributes: dict[str, dict[str, Value]] = defaultdict(dict)
        for one in [*_listed(value, "attributes"), *_listed(value, "modifications")]:
            key = json_lines.words(one.get("pred"))
            found = jsonl.values({key: one.get("obj", True)})
            if "subj" in one:
                self._attributes[str(one["subj"])] |= found or {key: True}
            else:
                self._attributes[str(one.get("obj"))][key] = True
        self.outside: list[str] = []

    def annotations(self) -> Iterator[IncomingAnnotation]:
        """Each denotation whose places are in the text."""
        for number, one in enumerate(_listed(self._value, "denotations"), 1):
            id = json_lines.words(one.get("id")) or f"T{number}"
            fragments = self._fragments(one.get("span"))
            if not fragments:
                self.outside.append(id)
                continue
            yield IncomingAnnotation(
                id=f"{self._name}/{id}",
                label=json_lines.words(one.get("obj")) or "?",
                fragments=fragments,
                set=self._name,
                coder=self._name,
                attributes=self._attributes.get(id, {}),
            )

    def _fragments(self, given: object) -> tuple[Span, ...]:
        found = []
        for span in given if isinstance(given, list) else [given]:
            told = span if isinstance(span, dict) else {}
            start, end = json_lines.offset(told.get("begin")), json_lines.offset(told.get("end"))
            try:
                found.append(self._counting.to_points(*_ends(start, end)))
            except ValueError:
                return ()
        return tuple(sorted(found))

    def links(self) -> Iterator[IncomingLink]:
        """The relations."""
        for one in _listed(self._value, "relations"):
            yield IncomingLink(
                type=json_lines.words(one.get("pred")),
                source=f"{self._name}/{json_lines.words(one.get('subj'))}",
                target=f"{self._name}/{json_lines.words(one.get('obj'))}",
            )


def _ends(start: int | None, end: int | None) -> tuple[int, int]:
    if start is None or end is None:
        raise ValueError
    return start, end


_OWN = {"denotations", "tracks", "sourcedb"}


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".json", ".jsonl"}:
        return False
    first = json_lines.first_object(path)
    return first is not None and "text" in first and bool(_OWN & set(first))


FORMAT = Format(
    name="pubannotation",
    title=say("PubAnnotation, JSON"),
    endings=(".json",),
    reads="annotations",
    detect=_is_export,
    read=read,
)
