"""What a writer is given: annotations with everything a reader of the file wants to know."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from annotator.domain.annotation import Annotation, Value
from annotator.domain.article import Article

TextShare = Literal["full", "snippets", "none"]
"""How much of the articles leaves: all of it where the format has a place for it, the labelled
words only, or no text at all."""


class OutgoingLink(NamedTuple):
    """A link of an annotation; `to` is the id of an annotation or of a register entry."""

    type: str
    to: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One annotation on its way out, one after the other, article by article.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How to write. `guard` makes tables safe to open in a spreadsheet: no cell is a formula."""

    text: TextShare = "full"
    guard: bool = False
