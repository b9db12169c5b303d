"""What a reader hands over: articles as they lie in a file, with the annotations it has for them.

Everything is in the file's own words: names of layers, labels and coders, and ids that mean
something only inside the file. What they become in a project is decided by the job that reads.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Codebook
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, Sentence
from annotator.domain.span import Span
from annotator.domain.statements import StatementCard


class Note(NamedTuple):
    """Something to say about a place: a line counted from 1, 0 for the whole file.

    `file` is only given where it is another one than the file that is being read.
    """

    line: int
    sentence: Sentence
    file: str = ""


class IncomingStatement(NamedTuple):
    """A statement card that a claim is on, without an id where the file has none."""

    card: StatementCard
    relation: str


class IncomingRefusal(NamedTuple):
    """Two claims of the file, by this program's own ids, that are two statements."""

    one: str
    other: str


@dataclass(slots=True, kw_only=True)
class IncomingAnnotation:
    """One label on one passage; `fragments` are in order, disjoint, in code points of the text.

    Nobody changes one; it is not frozen because making a frozen one takes four times as long.

    `id` is what links of the same article call it, nothing where none does. `uuid` is given only
    where the file keeps this program's own ids. `layer` is empty where the format has no layers.
    `set` and `coder` are names, empty where the file does not tell. `entry` is the id or the name
    of the register entry that the words name. Times are UTC in ISO 8601, empty where not known.
    """

    label: str
    fragments: tuple[Span, ...]
    id: str = ""
    uuid: str = ""
    layer: str = ""
    set: str = ""
    coder: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""
    origin: str = ""
    entry: str = ""
    created: str = ""
    updated: str = ""
    codebook_version: str = ""
    statements: tuple[IncomingStatement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLink:
    """From one annotation of an article to another, or to a register entry by its id or name."""

    type: str
    source: str
    target: str
    kind: Literal["annotation", "entry"] = "annotation"
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingArticle:
    """An article and what a file says about it; `text` is exactly what the file holds.

    `text` is nothing where the file names an article without bringing its text: then the project
    must have it, by `text_sha256` where that is given, else by its name. `offset_unit` is the
    unit in which the file counted, as `offset_reading.Reading.name` says it. `warnings` are about
    what was corrected or not understood, `refused` about what was not taken in, `aside` counts by
    a sentence what the file holds and a project has no place for.
    """

    name: str
    text: str | None
    source: Source = field(default_factory=Source)
    metadata: Metadata = field(default_factory=Metadata)
    text_sha256: str = ""
    annotations: tuple[IncomingAnnotation, ...] = ()
    links: tuple[IncomingLink, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    offset_unit: str = "code_point"
    warnings: tuple[Note, ...] = ()
    refused: tuple[Note, ...] = ()
    aside: tuple[tuple[Sentence, int], ...] = ()


Incoming = IncomingArticle | Codebook | RegisterEntry | StatementCard | IncomingRefusal | Note
"""What a reader yields. A codebook brings labels with names, colours and rules; it and entries
come before the articles that use them, refusals after them. A note alone is about something
that was not taken in."""


def _no_text(_name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read. `unit` names the offset unit where the user knows better than the program.

    `columns` maps fields (`text`, `name`, `title`, `outlet`, `author`, `date`, `url`, `label` …)
    to the columns or keys of a table. `text_of` gives the project's text of an article by its
    name, for formats that bring none, to find out how their offsets are counted.
    """

    unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    text_of: Callable[[str], str | None] = _no_text


Reader = Callable[[Path, ReadOptions], Iterator[Incoming]]
"""Reads a file (or folder); raises `RefusedFileError` where it cannot be taken in at all."""


class RefusedFileError(AnnotatorError):
    """A file that cannot be taken in; `line` is where, counted from 1, or 0 for all of it."""

    def __init__(self, sentence: Sentence, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line
