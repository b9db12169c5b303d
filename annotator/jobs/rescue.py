"""The plain-text rescue: a project's whole history as lines of JSON that any program can read.

The first line says what it is; then texts, edits and events come one a line, each under its own
key. A project made from it again is equal to the first.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.sentence import say
from annotator.formats import json_lines
from annotator.formats.incoming import Note, RefusedFileError
from annotator.store import articles, merging, opening, streams
from annotator.store.merging import Arriving, ArrivingEdit, ArrivingEvent, Merged
from annotator.store.project import Project

_VERSION = 1
_HEAD = "annotator-rescue"


def write(project: Project, path: Path) -> None:
    """Write the history; the file appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    unfinished = path.with_name(path.name + ".tmp")
    encoder = msgspec.json.Encoder()
    try:
        with unfinished.open("wb") as file, streams.steady(project):
            for line in _lines(project):
                file.write(encoder.encode(line) + b"\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _lines(project: Project) -> Iterator[dict[str, Any]]:
    yield {_HEAD: _VERSION}
    for text in articles.all_texts(project):
        yield {"text": text}
    for edit in streams.edits(project):
        yield {"edit": edit}
    for event in streams.events(project):
        yield {"event": event}


def rebuild(path: Path, new: Path) -> Merged:
    """Make a project from a rescue file.

    Raises:
        RefusedFileError: it is none, or a line is damaged; no project is left.
        ProjectError: there is a file already, or none can be made.
        OSError: it cannot be read.
    """
    history = _Lines(path)
    project = opening.create_bare(new)
    try:
        merged, _ = merging.merge(project, history, say("Rebuild the project"))
    except BaseException:
        opening.close(project)
        with suppress(OSError):
            new.unlink()
        raise
    opening.close(project)
    return merged


class _Lines(Arriving):
    """The history in a rescue file, read again for each kind of line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        first = json_lines.first_object(path)
        if first is None or first.get(_HEAD) != _VERSION:
            raise RefusedFileError(say("The file is no rescue file of this program."))
        self._texts = {
            articles.text_sha256(text): text for text in self._of("text") if isinstance(text, str)
        }

    def edits(self) -> Iterator[ArrivingEdit]:
        """Every edit."""
        yield from (ArrivingEdit(*_checked(one, ArrivingEdit)) for one in self._of("edit"))

    def events(self) -> Iterator[ArrivingEvent]:
        """Every event."""
        yield from (ArrivingEvent(*_checked(one, ArrivingEvent)) for one in self._of("event"))

    def text(self, sha256: str) -> str | None:
        """A text."""
        return self._texts.get(sha256)

    def _of(self, key: str) -> Iterator[Any]:
        for line in json_lines.objects(self._path):
            if isinstance(line, Note):
                raise RefusedFileError(line.sentence, line.line)
            if key in line.value:
                yield line.value[key]


def _checked(values: object, kind: Any) -> list[Any]:  # noqa: ANN401 - a named tuple's class
    if not isinstance(values, list) or len(values) != len(kind._fields):
        raise RefusedFileError(say("A line of the history is damaged; nothing was taken in."))
    return values
