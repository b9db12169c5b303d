"""What this program wrote beside DNA's own tables: ids, fragments, links, and how texts lay."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec

from annotator.domain.annotation import SAID_BY, Value
from annotator.domain.people import RegisterEntry
from annotator.formats.foreign_sqlite import ForeignFile, Row, number, text
from annotator.formats.incoming import IncomingLink

_DAMAGED = (msgspec.DecodeError, msgspec.ValidationError, RecursionError)
_LINE_ENDS = {"crlf": "\r\n", "cr": "\r"}

_Places = list[tuple[int, int]]


class RememberedLink(NamedTuple):
    """A link; one to a speaker has the variable of DNA that names it, and the name there."""

    type: str
    kind: Literal["annotation", "entry"]
    to: str
    attributes: dict[str, Value]
    variable: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedDocument:
    """How an article was called and dated, and how its lines ended."""

    name: str
    date: str
    newline: str

    def text(self, laid: str) -> str:
        """The text with its own line ends."""
        return laid.replace("\n", _LINE_ENDS.get(self.newline, "\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedStatement:
    """The annotation that a statement was; fragments are in UTF-16 units of the text in DNA."""

    annotation: str
    layer: str
    label: str
    set: str
    fragments: _Places
    entry: str
    note: str
    created: str
    updated: str
    answers: frozenset[str]
    links: tuple[RememberedLink, ...]

    def told(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The values that were attributes."""
        return {name: value for name, value in values.items() if name in self.answers}

    def links_of(
        self, values: Mapping[str, Value], speakers: Mapping[str, str], known: frozenset[str]
    ) -> Iterator[IncomingLink]:
        """The links again; to whom DNA says now where a speaker was changed there."""
        left = {name: str(values[name]) for name in speakers if values.get(name)}
        for link in self.links:
            if link.variable and left.get(link.variable) != link.name:
                continue
            left.pop(link.variable, None)
            lost = link.kind == "annotation" and link.to not in known
            if not lost:
                yield self._link(link.type, link.to, link.kind, link.attributes)
            elif link.variable:
                yield self._link(link.type, link.name, "entry", link.attributes)
        for name in left.values():
            yield self._link(SAID_BY, name, "entry", {})

    def _link(
        self,
        type: str,
        target: str,
        kind: Literal["annotation", "entry"],
        attributes: dict[str, Value],
    ) -> IncomingLink:
        return IncomingLink(
            type=type, source=self.annotation, target=target, kind=kind, attributes=attributes
        )


def register(file: ForeignFile) -> Iterator[RegisterEntry]:
    """The register entries."""
    for row in file.rows("ANNOTATOR_REGISTER"):
        with suppress(*_DAMAGED):
            yield msgspec.json.decode(text(row, "body"), type=RegisterEntry)


def documents(file: ForeignFile) -> dict[int | None, RememberedDocument]:
    """What is remembered of documents, by their ids; nothing in files of DNA itself."""
    return {
        number(row, "documentid"): RememberedDocument(
            name=text(row, "name"), date=text(row, "date"), newline=text(row, "newline")
        )
        for row in file.rows("ANNOTATOR_DOCUMENTS")
    }


def statements(file: ForeignFile) -> dict[tuple[int | None, ...], RememberedStatement]:
    """What is remembered of statements, by their ids and places: those moved in DNA are new."""
    found = {}
    for row in file.rows("ANNOTATOR_STATEMENTS"):
        made = _statement(row)
        if made is not None:
            place = tuple(number(row, name) for name in ("statementid", "start", "stop"))
            found[place] = made
    return found


def _statement(row: Row) -> RememberedStatement | None:
    try:
        return RememberedStatement(
            annotation=text(row, "annotation"),
            layer=text(row, "layer"),
            label=text(row, "label"),
            set=text(row, "setname"),
            fragments=msgspec.json.decode(text(row, "fragments"), type=_Places),
            entry=text(row, "entry"),
            note=text(row, "note"),
            created=text(row, "created"),
            updated=text(row, "updated"),
            answers=frozenset(msgspec.json.decode(text(row, "answers"), type=list[str])),
            links=msgspec.json.decode(text(row, "links"), type=tuple[RememberedLink, ...]),
        )
    except _DAMAGED:
        return None
