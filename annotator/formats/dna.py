"""Discourse Network Analyzer, databases of version 3 and 2 in, of version 3 out.

A statement becomes an annotation labelled like its statement type; its variables are attributes,
whoever speaks is a link to the register. Dates are Unix seconds in version 3, milliseconds in 2.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.domain.annotation import SAID_BY, Value
from annotator.domain.article import Metadata, Source
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, dna_remembered, dna_write, foreign_sqlite, offset_reading
from annotator.formats.dna_remembered import RememberedDocument, RememberedStatement
from annotator.formats.foreign_sqlite import ForeignFile, Row, number, text
from annotator.formats.format import ASPECTS, Format
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
        self._documents = dna_remembered.documents(file)
        self._remembered = dna_remembered.statements(file) if self._documents else {}
        self._register = list(dna_remembered.register(file)) if self._documents else []
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
        yield from self._register
        mentions = {link.name for one in self._remembered.values() for link in one.links}
        seen: dict[str, str] = {}
        for id, name in self._names.items():
            kind = _SPEAKERS.get(self._variables.get(self._kinds.get(id), ""), "")
            if name and kind and name not in mentions:
                seen.setdefault(name, kind)
        for name, kind in seen.items():
            yield RegisterEntry(id="", name=name, kind=kind)

    def article(self, document: Row, options: ReadOptions) -> Incoming:
        """A document with its statements."""
        before = self._documents.get(number(document, "id"))
        laid = text(document, "text")
        words = before.text(laid) if before else laid
        title = text(document, "title")
        if not words.strip():
            return Note(0, say("“{title}” has no text in the file; it was left out.", title=title))
        rows = self._statements.get(number(document, "id"), [])
        reading = (
            Reading("utf16", crlf_as_one=before.newline == "crlf")
            if before
            else _reading(words, rows, options)
        )
        counting = Counting(words, reading)
        made: dict[str, IncomingAnnotation] = {}
        refused = []
        for row in rows:
            one = self._annotation(row, counting)
            if one is None:
                refused.append(Note(0, _outside(row)))
            else:
                made.setdefault(one.id, one)
        return IncomingArticle(
            name=before.name if before else title or f"document-{text(document, 'id')}",
            text=words,
            source=Source(newline=decoding.newline_of(words)),
            metadata=_metadata(document, before),
            annotations=tuple(made.values()),
            links=tuple(self._links(rows, frozenset(made))),
            offset_unit=reading.name,
            refused=tuple(refused),
        )

    def _annotation(self, row: Row, counting: Counting) -> IncomingAnnotation | None:
        start, end = number(row, "start"), number(row, "stop")
        if start is None or end is None:
            return None
        was = self._was(row)
        try:
            places = was.fragments if was else [(start, end)]
            fragments = tuple(counting.to_points(*place) for place in places)
        except ValueError:
            return None
        coder = self._coders.get(number(row, "coder"), "")
        values = self._values.get(number(row, "id"), {})
        type = self._types.get(number(row, "statementtypeid")) or text(row, "type") or "statement"
        if was is None:
            return IncomingAnnotation(
                id=text(row, "id"), label=type, fragments=fragments, coder=coder, attributes=values
            )
        return IncomingAnnotation(
            id=was.annotation,
            uuid=was.annotation,
            layer=was.layer,
            label=was.label,
            fragments=fragments,
            set=was.set,
            coder=coder,
            attributes=was.told(values),
            note=was.note,
            entry=was.entry,
            created=was.created,
            updated=was.updated,
        )

    def _was(self, row: Row) -> RememberedStatement | None:
        place = (number(row, "id"), number(row, "start"), number(row, "stop"))
        return self._remembered.get(place)

    def _links(self, rows: Sequence[Row], known: frozenset[str]) -> Iterator[IncomingLink]:
        for row in rows:
            was, values = self._was(row), self._values.get(number(row, "id"), {})
            if was is not None and was.annotation in known:
                yield from was.links_of(values, _SPEAKERS, known)
            elif text(row, "id") in known:
                yield from _links(text(row, "id"), values)


def _reading(words: str, rows: Sequence[Row], options: ReadOptions) -> Reading:
    ends = [(number(row, "start"), number(row, "stop")) for row in rows]
    spans = [(start, end) for start, end in ends if start is not None and end is not None]
    return offset_reading.find([Sample(words, spans)], among=_AMONG, unit=options.unit).reading


def _outside(row: Row) -> Sentence:
    return say("Statement {id} lies outside its text; it was left out.", id=text(row, "id"))


def _links(source: str, values: Mapping[str, Value]) -> Iterator[IncomingLink]:
    for name in _SPEAKERS:
        value = values.get(name)
        if isinstance(value, str) and value:
            yield IncomingLink(type=SAID_BY, source=source, target=value, kind="entry")


def _metadata(document: Row, before: RememberedDocument | None) -> Metadata:
    extra = {name: text(document, name) for name in ("section", "notes", "type")}
    return Metadata(
        title=text(document, "title"),
        outlet=text(document, "source"),
        author=text(document, "author"),
        date=before.date if before else _date(number(document, "date")),
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
    carries=frozenset(ASPECTS),
    detect=_is_database,
    read=read,
    write=dna_write.write,
)
