"""Annotations: one label on one passage of 1..n fragments, and the links between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.domain.span import Span

Value = str | bool | int | float | list[str]

HUMAN = "human"
SAID_BY = "said_by"
"""The link type from a claim to whoever is presented as its origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One label on one passage.

    `layer` and `label` are codebook ids; `fragments` are in order, disjoint, in code points;
    `entry` is the id of the register entry the words name; `origin` is `human`, `rule:ID`,
    `model:ID` or `import:FORMAT`; times are UTC in ISO 8601 with milliseconds.
    """

    id: str
    article: str
    set: str
    layer: str
    label: str
    fragments: tuple[Span, ...]
    attributes: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""
    origin: str = HUMAN
    entry: str | None = None
    codebook_version: str = ""
    created: str = ""
    updated: str = ""

    @property
    def start(self) -> int:
        """Where its first fragment starts."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Where its last fragment ends."""
        return self.fragments[-1].end

    def words(self, text: str) -> str:
        """The labelled words, fragments joined by an ellipsis in brackets."""
        return " […] ".join(fragment.cut(text) for fragment in self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From an annotation to another record.

    `type` is a link type of the codebook; `kind` says what `target` is: `annotation` or `entry`;
    `position` orders several links of one type, as in a chain of relays.
    """

    id: str
    type: str
    source: str
    kind: str
    target: str
    position: int = 0
    attributes: Mapping[str, Value] = field(default_factory=dict)
