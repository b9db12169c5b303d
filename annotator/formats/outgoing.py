"""What a writer is given: annotations with everything a reader of the file wants to know."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, Protocol

from annotator.domain.annotation import Annotation, Value
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.people import RegisterEntry
from annotator.domain.statements import StatementCard

TextShare = Literal["full", "snippets", "none"]
"""How much of the articles leaves: all of it where the format has a place for it, the labelled
words only, or no text at all."""

Fit = Literal["", "outermost", "split", "layers", "skip"]
"""What becomes of passages that a format cannot carry as they are. Overlapping ones: only the
outermost stay, the inner ones are cut out of the outer (split), one file a layer (layers), or
all that overlap are left out (skip). Interrupted ones: one annotation a fragment (split), one
from first start to last end (outermost), or left out (skip). Empty is the format's own way."""


class OutgoingLink(NamedTuple):
    """A link of an annotation; `to` is the id of an annotation or of a register entry."""

    type: str
    to: str
    attributes: dict[str, Value]
    kind: str = "annotation"


class OutgoingStatement(NamedTuple):
    """A statement card that a claim is on, and how it reports the statement.

    The card's wording is empty where no text may leave.
    """

    card: StatementCard
    relation: str


@dataclass(slots=True, kw_only=True)
class Outgoing:
    """One annotation on its way out, one after the other, article by article.

    Nobody changes one; it is not frozen because making a frozen one takes four times as long.

    `words` has one text a fragment, or none where no text may leave; `set`, `coder` and `entry`
    are names; `speakers` are the names, else the words, of whom the annotation is said by.
    """

    annotation: Annotation
    article: Article
    words: tuple[str, ...]
    set: str
    coder: str
    entry: str | None = None
    speakers: tuple[str, ...] = ()
    links: tuple[OutgoingLink, ...] = ()
    statements: tuple[OutgoingStatement, ...] = ()


class OutgoingSet(NamedTuple):
    """An annotation set that leaves; `coder` is a name."""

    id: str
    name: str
    coder: str
    kind: str


class OutgoingArticle(NamedTuple):
    """An article with all that leaves of it: every set's annotations in order of their places.

    `text` is empty where no text may leave.
    """

    article: Article
    text: str
    annotations: tuple[Outgoing, ...]


class OutgoingEdit(NamedTuple):
    """One transaction of the history; `name` is a sentence as JSON, `undoes` and `redoes` ids."""

    id: str
    device: str
    author: str
    at: str
    name: str
    undoes: str | None
    redoes: str | None


class OutgoingEvent(NamedTuple):
    """One change of one record, as the project remembers it; `body` is JSON, nothing for a drop."""

    id: str
    device: str
    number: int
    lamport: int
    author: str
    at: str
    edit: str
    kind: str
    target: str
    body: str | None


class Outgoings(Protocol):
    """Everything that leaves; iterating gives the annotations one by one, article by article."""

    @property
    def codebook(self) -> Codebook:
        """The project's codebook."""

    @property
    def entries(self) -> Sequence[RegisterEntry]:
        """The register."""

    @property
    def cards(self) -> Sequence[StatementCard]:
        """All statement cards."""

    @property
    def refusals(self) -> Sequence[tuple[str, str]]:
        """Pairs of claims, by their ids, that were said to be two statements."""

    @property
    def sets(self) -> Sequence[OutgoingSet]:
        """The sets that leave."""

    def __iter__(self) -> Iterator[Outgoing]:
        """Annotations one by one; only some hundred and one text are in memory at a time."""

    def articles(self) -> Iterator[OutgoingArticle]:
        """Articles one by one, those without annotations too."""

    def edits(self) -> Iterator[OutgoingEdit]:
        """The project's edits in their order."""

    def events(self) -> Iterator[OutgoingEvent]:
        """The project's events in their order."""


class Output(Protocol):
    """Where a writer writes; nothing is seen at the place asked for until all of it is there."""

    def stream(self) -> BinaryIO:
        """The one file of a format of shape `stream`, which may be standard output."""

    def path(self) -> Path:
        """Where to write the one file of a format of shape `file`; it is not there yet."""

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """One of the files of a format of shape `folder`; `name` may have folders before it.

        Names are made safe and unique; `name_of` tells what became of one.
        """

    def name_of(self, name: str) -> str:
        """The safe and unique name that `file` gives to this one, the same each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How to write. `guard` makes tables safe to open in a spreadsheet: no cell is a formula.

    `overlap` and `fragments` say what becomes of what the format cannot carry; it was done before
    the writer sees anything. `dialect` is one of the format's `dialects`. Without `personal` no
    e-mail address or field about a subscriber leaves that an import brought.
    """

    text: TextShare = "full"
    guard: bool = False
    overlap: Fit = ""
    fragments: Fit = ""
    dialect: str = ""
    personal: bool = False
