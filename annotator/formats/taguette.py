"""Taguette in: a database `.sqlite3` with documents in HTML, highlights and tags.

Offsets are UTF-8 bytes of the document's text without its tags, as `taguette/extract.py` counts;
between its paragraphs this reader puts empty lines, which the file does not count.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import decoding, foreign_sqlite
from annotator.formats.foreign_sqlite import ForeignFile, Row, number, text
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    Note,
    ReadOptions,
)
from annotator.formats.qualcoder import utc
from annotator.formats.spaced_html import SpacedHtml


class _Added(NamedTuple):
    """Who made a highlight, and when."""

    coder: str
    at: str


class _Command(msgspec.Struct):
    """What the log of a project says, as far as highlights go."""

    type: str = ""
    highlight_id: int = 0


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The documents of all projects of a database with their highlights, tags as a codebook.

    Raises:
        RefusedFileError: it is no such database.
        OSError: it cannot be read.
    """
    with foreign_sqlite.opened(path) as file:
        project = _Projects(file)
        yield project.codebook
        for document in file.rows("documents", "id"):
            yield project.article(document)


class _Projects:
    """What is said about documents, by their ids."""

    def __init__(self, file: ForeignFile) -> None:
        self._names = {number(row, "id"): text(row, "name") for row in file.rows("projects")}
        self._tags = {number(row, "id"): row for row in file.rows("tags", "path")}
        self._tagged: dict[int | None, list[Row]] = defaultdict(list)
        for row in file.rows("highlight_tags"):
            tag = self._tags.get(number(row, "tag_id"))
            if tag is not None:
                self._tagged[number(row, "highlight_id")].append(tag)
        self._highlights: dict[int | None, list[Row]] = defaultdict(list)
        for row in file.rows("highlights", "start_offset"):
            self._highlights[number(row, "document_id")].append(row)
        self._added: dict[int | None, _Added] = dict(_log(file))

    @property
    def codebook(self) -> Codebook:
        """The tags; one whose path goes on from another's lies below it."""
        paths = {text(row, "path"): text(row, "description") for row in self._tags.values()}
        labels = tuple(
            Label(
                id=path,
                layer="",
                parent=above if (above := path.rpartition(".")[0]) in paths else "",
                definition={"en": told} if told else {},
            )
            for path, told in paths.items()
            if path
        )
        return Codebook(id="taguette", version="1", layers=(Layer(id="", labels=labels),))

    def article(self, document: Row) -> Incoming:
        """A document with its highlights, one annotation a tag."""
        name = text(document, "name")
        source = text(document, "contents")
        page = SpacedHtml(source) if source.strip() else None
        if page is None or not page.text.strip():
            return Note(0, say("“{title}” has no text in the file; it was left out.", title=name))
        made: list[IncomingAnnotation] = []
        refused: list[Note] = []
        for row in self._highlights.get(number(document, "id"), []):
            span = page.span_of_bytes(number(row, "start_offset"), number(row, "end_offset"))
            if span is None:
                refused.append(Note(0, say("A highlight lies outside its text; it was left out.")))
            else:
                made += self._annotations(row, span)
        project = self._names.get(number(document, "project_id"), "")
        return IncomingArticle(
            name=name or f"document-{text(document, 'id')}",
            text=page.text,
            source=Source(newline=decoding.newline_of(page.text)),
            metadata=Metadata(title=name, extra={"project": project} if project else {}),
            annotations=tuple(made),
            offset_unit="utf8",
            refused=tuple(refused),
        )

    def _annotations(self, row: Row, span: Span) -> Iterator[IncomingAnnotation]:
        added = self._added.get(number(row, "id"), _Added("", ""))
        for label in [text(tag, "path") for tag in self._tagged[number(row, "id")]] or [
            "highlight"
        ]:
            yield IncomingAnnotation(
                label=label, fragments=(span,), coder=added.coder, created=added.at
            )


def _log(file: ForeignFile) -> Iterator[tuple[int, _Added]]:
    """Who added which highlight; who changed it later counts less."""
    seen: set[int] = set()
    for row in file.rows("commands", "id"):
        try:
            command = msgspec.json.decode(text(row, "payload"), type=_Command)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
            continue
        if command.type == "highlight_add" and command.highlight_id not in seen:
            seen.add(command.highlight_id)
            yield command.highlight_id, _Added(text(row, "user_login"), utc(text(row, "date")))


def _is_database(path: Path) -> bool:
    return path.is_file() and foreign_sqlite.holds_tables(
        path, "documents", "highlights", "highlight_tags", "tags"
    )


FORMAT = Format(
    name="taguette",
    title=say("Taguette, database"),
    endings=(".sqlite3",),
    reads="annotations",
    detect=_is_database,
    read=read,
)
