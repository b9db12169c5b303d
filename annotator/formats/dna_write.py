"""Databases of Discourse Network Analyzer 3 out.

Claims, the layer with links `said_by`, become statements of the type “DNA Statement”: a speaker
who is a person goes to `person`, another one to `organization`, the label to `concept`, and
`agreement` is no where the attribute `stance` says `opposes`. A claim of several speakers is
a statement a person or organization. Other layers are types of their own, with the label in
`label`. Labels of a layer that was read from DNA are types again. Attributes and notes are
variables; what DNA has no place for stands in tables of ours (`dna_schema.py`).
The coder Admin and all others have the password `annotator`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple

import msgspec

from annotator.domain.annotation import SAID_BY, Value
from annotator.domain.codebook import Codebook
from annotator.domain.dates import iso_date
from annotator.domain.offsets import OffsetMap
from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span
from annotator.formats import dna_schema
from annotator.formats.decoding import newline_of
from annotator.formats.dna_remembered import RememberedLink
from annotator.formats.dna_schema import LONGEST
from annotator.formats.dna_variables import Variables
from annotator.formats.foreign_sqlite import NewFile, made
from annotator.formats.outgoing import (
    Outgoing,
    OutgoingArticle,
    OutgoingLink,
    Outgoings,
    Output,
    WriteOptions,
)
from annotator.formats.outgoing_sets import text_of

STATEMENT = "DNA Statement"
PERSON, ORGANIZATION, CONCEPT, AGREEMENT = "person", "organization", "concept", "agreement"
SPEAKERS = (PERSON, ORGANIZATION)

_LABEL, _NOTE, _STANCE = "label", "note", "stance"
_AGAINST = frozenset({"opposes", "oppose", "opposed", "against", "contre", "no", "false"})
_PEOPLE = ("per", "unnamed", "anonym")
"""How labels of speakers begin who are persons."""
_LINE_ENDS = {"crlf": "\r\n", "cr": "\r"}


class _Speaker(NamedTuple):
    """Whom a claim is said by: where the name goes, the name, and the link that says so."""

    variable: str
    name: str
    link: OutgoingLink


@dataclass(slots=True)
class _Statement:
    """What one statement says; `speakers` are one of each sort at most, others are `elsewhere`."""

    type: str
    values: dict[str, Value] = field(default_factory=dict)
    speakers: tuple[_Speaker, ...] = ()
    elsewhere: tuple[_Speaker, ...] = ()


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a database that DNA opens."""
    with made(out.path()) as file:
        for sql in dna_schema.TABLES:
            file.run(sql)
        database = _Database(file, going)
        for article in going.articles():
            database.add(article)
        database.settle()


class _Database:
    """The database in the making."""

    def __init__(self, file: NewFile, going: Outgoings) -> None:
        self._file = file
        self._types = _Types(going.codebook, going.entries)
        self._variables = Variables(file)
        self._coders: dict[str, int] = {}
        self._ids: dict[str, int] = {}
        self._documents = self._statements = 0
        self._add_settings()
        for name in ("Admin", *dict.fromkeys(one.coder for one in going.sets)):
            self._coders.setdefault(name, self._add_coder(name))
        self._entries = going.entries
        bodies = [(_json(entry),) for entry in going.entries]
        file.run_all("INSERT INTO ANNOTATOR_REGISTER VALUES (?)", bodies)

    def _add_settings(self) -> None:
        rows = (("version", dna_schema.VERSION), ("date", dna_schema.DATE))
        self._file.run_all("INSERT INTO SETTINGS VALUES (?, ?)", rows)

    def _add_coder(self, name: str) -> int:
        id = len(self._coders) + 1
        row = (id, name[:LONGEST], 255 if id == 1 else 100, 200, 0, dna_schema.kept_password(name))
        self._file.run(
            "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        others = [pair for other in range(1, id) for pair in ((id, other), (other, id))]
        self._file.run_all("INSERT INTO CODERRELATIONS (Coder, OtherCoder) VALUES (?, ?)", others)
        return id

    def add(self, article: OutgoingArticle) -> None:
        """Take in an article with its annotations."""
        text = text_of(article)
        if not text.strip():
            return
        newline = newline_of(text)
        laid = text.replace(_LINE_ENDS.get(newline, "\n"), "\n")
        self._documents += 1
        self._add_document(article, laid, newline)
        offsets = OffsetMap(text, "utf16", crlf_as_one=newline == "crlf")
        mentions = {one.annotation.id: one for one in article.annotations}
        for one in article.annotations:
            for statement in self._types.statements(one, mentions):
                self._add_statement(one, statement, offsets)

    def _add_document(self, article: OutgoingArticle, text: str, newline: str) -> None:
        about = article.article.metadata
        extra = {name: about.extra.get(name, "") for name in ("section", "notes", "type")}
        self._file.run(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Section, Notes, Type, "
            "Date) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
            (
                self._documents,
                (about.title or article.article.name)[:LONGEST],
                text,
                about.author[:LONGEST],
                about.outlet[:LONGEST],
                extra["section"][:LONGEST],
                extra["notes"] or about.url,
                extra["type"][:LONGEST],
                _seconds(about.date),
            ),
        )
        self._file.run(
            "INSERT INTO ANNOTATOR_DOCUMENTS VALUES (?, ?, ?, ?)",
            (self._documents, article.article.name, about.date, newline),
        )

    def _add_statement(self, one: Outgoing, statement: _Statement, offsets: OffsetMap) -> None:
        self._statements += 1
        fragments = [offsets.span_to_unit(span) for span in one.annotation.fragments]
        start, stop = fragments[0].start, fragments[-1].end
        if start == stop:  # DNA knows no empty statement
            start, stop = (start, stop + 1) if stop < offsets.length else (start - 1, stop)
        type = self._type(statement.type, one)
        self._file.run(
            "INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, ?)",
            (self._statements, type, self._documents, start, stop, self._coders[one.coder]),
        )
        for name, value in statement.values.items():
            self._variables.tell(self._statements, type, name, value)
        self._remember(one, statement, Span(start, stop), fragments)

    def _remember(
        self, one: Outgoing, statement: _Statement, place: Span, fragments: Sequence[Span]
    ) -> None:
        """Note down what DNA has no place for."""
        was = one.annotation
        self._file.run(
            "INSERT INTO ANNOTATOR_STATEMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._statements,
                *place,
                was.id,
                was.layer,
                was.label,
                one.set,
                _json(fragments),
                one.entry or "",
                was.note,
                was.created,
                was.updated,
                _json(list(was.attributes)),
                _json(list(_links(one, statement))),
            ),
        )

    def _type(self, name: str, one: Outgoing) -> int:
        if name not in self._ids:
            self._ids[name] = id = len(self._ids) + 1
            self._file.run(
                "INSERT INTO STATEMENTTYPES VALUES (?, ?, ?, ?, ?)",
                (id, name[:LONGEST], *self._types.color(one)),
            )
            for variable in self._types.variables(one):
                self._variables.expect(id, variable)
        return self._ids[name]

    def settle(self) -> None:
        """Give every statement a value of each of its variables, and actors what is known."""
        self._variables.settle()
        self._variables.describe(SPEAKERS, self._entries)


class _Types:
    """Which statements an annotation becomes."""

    def __init__(self, codebook: Codebook, entries: Sequence[RegisterEntry]) -> None:
        self._codebook = codebook
        self._entries = {entry.id: entry for entry in entries}
        self._kinds = {entry.name: entry.kind for entry in reversed(entries)}
        said_by = codebook.link_type(SAID_BY)
        self._claims = said_by.source if said_by else ""
        self._from_dna = {
            layer.id
            for layer in codebook.layers
            if CONCEPT in {attribute.id for attribute in layer.attributes}
        }

    def color(self, one: Outgoing) -> tuple[int, int, int]:
        """The colour of the type that an annotation belongs to."""
        label = self._codebook.label(one.annotation.layer, one.annotation.label)
        color = label.color if label else ""
        try:
            red, green, blue = bytes.fromhex(color.removeprefix("#"))
        except ValueError:
            return 211, 211, 211
        return red, green, blue

    def variables(self, one: Outgoing) -> tuple[str, ...]:
        """The variables that the type of an annotation always has, in DNA's order."""
        layer = one.annotation.layer
        if layer in self._from_dna:
            return ()
        return (*SPEAKERS, CONCEPT, AGREEMENT) if self._is_claim(one) else (_LABEL,)

    def _is_claim(self, one: Outgoing) -> bool:
        said = any(link.type == SAID_BY for link in one.links)
        return one.annotation.layer == self._claims or said

    def statements(self, one: Outgoing, mentions: dict[str, Outgoing]) -> Iterator[_Statement]:
        """One, or as many as it takes to name every speaker."""
        was = one.annotation
        note = {_NOTE: was.note} if was.note else {}
        told: dict[str, Value] = {**was.attributes, **note}
        if was.layer in self._from_dna:
            found = tuple(_in_place(self._speakers(one, mentions), was.attributes))
            yield _Statement(was.label, told, found)
        elif self._is_claim(one):
            type = STATEMENT if was.layer == self._claims else was.layer
            told = {CONCEPT: was.label, AGREEMENT: agreement(was.attributes), **told}
            everybody = tuple(self._speakers(one, mentions))
            for speakers in _paired(everybody):
                names = {speaker.variable: speaker.name for speaker in speakers}
                others = tuple(said for said in everybody if said not in speakers)
                yield _Statement(type, {**names, **told}, speakers, others)
        else:
            yield _Statement(was.layer, {_LABEL: was.label, **told})

    def _speakers(self, one: Outgoing, mentions: dict[str, Outgoing]) -> Iterator[_Speaker]:
        for link in one.links:
            mention, entry = mentions.get(link.to), self._entries.get(link.to)
            if link.type != SAID_BY or (mention is None and entry is None):
                continue
            if entry is not None:
                name, is_person = entry.name, entry.kind == PERSON
            elif mention is not None:
                name = mention.entry or " ".join(mention.words)
                is_person = self._is_person(mention)
            yield _Speaker(PERSON if is_person else ORGANIZATION, name[:LONGEST], link)

    def _is_person(self, mention: Outgoing) -> bool:
        kind = self._kinds.get(mention.entry or "")
        return kind == PERSON if kind else mention.annotation.label.casefold().startswith(_PEOPLE)


def _paired(speakers: Sequence[_Speaker]) -> Iterator[tuple[_Speaker, ...]]:
    """Persons with organizations, one of each at most; nobody where there is nobody."""
    people = [one for one in speakers if one.variable == PERSON]
    bodies = [one for one in speakers if one.variable == ORGANIZATION]
    if not speakers:
        yield ()
    for pair in zip_longest(people, bodies):
        yield tuple(one for one in pair if one is not None)


def _in_place(speakers: Iterator[_Speaker], attributes: Mapping[str, Value]) -> Iterator[_Speaker]:
    """Speakers where an attribute names them, as in what was read from DNA."""
    names = {str(attributes.get(variable, "")): variable for variable in SPEAKERS}
    for one in speakers:
        if one.name in names:
            yield one._replace(variable=names[one.name])


def agreement(attributes: Mapping[str, Value]) -> bool:
    """Whether a claim is for what it is about, as far as its attributes tell."""
    given = attributes.get(AGREEMENT)
    if isinstance(given, bool):
        return given
    return str(attributes.get(_STANCE, "")).casefold() not in _AGAINST


def _links(one: Outgoing, statement: _Statement) -> Iterator[RememberedLink]:
    """The links of an annotation that belong to one of its statements."""
    for link in one.links:
        kind: Literal["annotation", "entry"] = "entry" if link.kind == "entry" else "annotation"
        said = next((said for said in statement.speakers if said.link == link), None)
        if said is not None:
            yield RememberedLink(link.type, kind, link.to, link.attributes, *said[:2])
        elif all(said.link != link for said in statement.elsewhere):
            yield RememberedLink(link.type, kind, link.to, link.attributes)


def _seconds(date: str) -> int:
    """A date as Unix seconds, the first day of what is known; the beginning of 1970 for none."""
    known = iso_date(date)
    if not known:
        return 0
    year, month, day = (int(part) for part in f"{known}-01-01".split("-")[:3])
    try:
        return int(dt.datetime(year, month, day, tzinfo=dt.UTC).timestamp())
    except ValueError:
        return 0


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
