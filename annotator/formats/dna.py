"""Discourse Network Analyzer, databases of version 3 and 2: documents with coded statements.

A statement becomes an annotation labelled like its statement type; its variables are attributes,
whoever speaks is a link to the register. Dates are Unix seconds in version 3, milliseconds in 2.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, foreign_sqlite, offset_reading
from annotator.formats.foreign_sqlite import ForeignFile, Row, number, text
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.offset_reading import Counting, Reading, Sample

_SPEAKERS = {"person": "person", "organization": "body", "organisation": "body", "actor": "person"}
"""Variables whose values speak, and the kind of entry each makes."""
_AMONG = (Reading("utf16"), Reading("code_point"))
_MILLISECONDS = 10**11
"""A date beyond this is none in seconds before the year 5000."""


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The documents of a database with their statements, and the actors as register entries.

    Raises:
        RefusedFileError: it is no such database.
        OSError: it cannot be read.
    """
    with foreign_sqlite.opened(path) as file:
        known = _Database(file)
        yield from known.entries()
        for document in file.rows("DOCUMENTS", "ID"):
            yield known.article(document, options)


class _Database:
    """What is said about documents, by their ids."""

    def __init__(self, file: ForeignFile) -> None:
        self._coders = {number(row, "id"): text(row, "name") for row in file.rows("CODERS")}
        self._types = {number(row, "id"): text(row, "label") for row in file.rows("STATEMENTTYPES")}
        self._variables = {
            number(row, "id"): text(row, "variable") for row in file.rows("VARIABLES")
        }
        self._names = {number(row, "id"): text(row, "value") for row in file.rows("ENTITIES")}
        self._kinds = {
            number(row, "id"): number(row, "variableid") for row in file.rows("ENTITIES")
        }
        self._values: dict[int | None, dict[str, Value]] = defaultdict(dict)
        for table in ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT"):
            for row in file.rows(table):
                self._take(table, row)
        self._statements: dict[int | None, list[Row]] = defaultdict(list)
        for row in file.rows("STATEMENTS", "Start"):
            self._statements[number(row, "documentid")].append(row)

    def _take(self, table: str, row: Row) -> None:
        name = self._variables.get(number(row, "variableid"), "")
        value: Value = text(row, "value")
        if "entity" in row:
            value = self._names.get(number(row, "entity"), "")
        elif table == "DATABOOLEAN":
            value = bool(row.get("value"))
        elif table == "DATAINTEGER":
            value = number(row, "value") or 0
        if name and value != "":
            self._values[number(row, "statementid")][name] = value

    def entries(self) -> Iterator[RegisterEntry]:
        """Everybody who may speak."""
        seen: dict[str, str] = {}
        for id, name in self._names.items():
            kind = _SPEAKERS.get(self._variables.get(self._kinds.get(id), ""), "")
            if name and kind:
                seen.setdefault(name, kind)
        for name, kind in seen.items():
            yield RegisterEntry(id="", name=name, kind=kind)

    def article(self, document: Row, options: ReadOptions) -> Incoming:
        """A document with its statements."""
        words = text(document, "text")
        title = text(document, "title")
        if not words.strip():
            return Note(0, say("“{title}” has no text in the file; it was left out.", title=title))
        rows = self._statements.get(number(document, "id"), [])
        ends = [(number(row, "start"), number(row, "stop")) for row in rows]
        spans = [(start, end) for start, end in ends if start is not None and end is not None]
        found = offset_reading.find([Sample(words, spans)], among=_AMONG, unit=options.unit)
        counting = Counting(words, found.reading)
        made, refused = [], []
        for row in rows:
            one = self._annotation(row, counting)
            if one is None:
                sentence = say(
                    "Statement {id} lies outside its text; it was left out.", id=row["id"]
                )
                refused.append(Note(0, sentence))
            else:
                made.append(one)
        return IncomingArticle(
            name=title or f"document-{text(document, 'id')}",
            text=words,
            source=Source(newline=decoding.newline_of(words)),
            metadata=_metadata(document),
            annotations=tuple(made),
            links=tuple(_links(made)),
            offset_unit=found.reading.name,
            refused=tuple(refused),
        )

    def _annotation(self, row: Row, counting: Counting) -> IncomingAnnotation | None:
        start, end = number(row, "start"), number(row, "stop")
        if start is None or end is None:
            return None
        try:
            span = counting.to_points(start, end)
        except ValueError:
            return None
        type = self._types.get(number(row, "statementtypeid")) or text(row, "type") or "statement"
        return IncomingAnnotation(
            id=text(row, "id"),
            label=type,
            fragments=(span,),
            coder=self._coders.get(number(row, "coder"), ""),
            attributes=self._values.get(number(row, "id"), {}),
        )


def _outside(row: Row) -> Sentence:
    return say("Statement {id} lies outside its text; it was left out.", id=text(row, "id"))


def _links(made: list[IncomingAnnotation]) -> Iterator[IncomingLink]:
    for one in made:
        for name in _SPEAKERS:
            value = one.attributes.get(name)
            if isinstance(value, str) and value:
                yield IncomingLink(type="said_by", source=one.id, target=value, kind="entry")


def _metadata(document: Row) -> Metadata:
    extra = {name: text(document, name) for name in ("section", "notes", "type")}
    return Metadata(
        title=text(document, "title"),
        outlet=text(document, "source"),
        author=text(document, "author"),
        date=_date(number(document, "date")),
        extra={name: value for name, value in extra.items() if value},
    )


def _date(value: int | None) -> str:
    if value is None:
        return ""
    seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _is_database(path: Path) -> bool:
    return path.is_file() and foreign_sqlite.holds_tables(
        path, "DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES"
    )


FORMAT = Format(
    name="dna",
    title=say("Discourse Network Analyzer, database"),
    endings=(".dna",),
    reads="annotations",
    detect=_is_database,
    read=read,
)
