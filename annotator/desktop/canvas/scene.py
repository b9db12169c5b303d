"""What is drawn over the text besides its marks: selection, hits, attention, links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.span import Span


class Tie(NamedTuple):
    """A link to be drawn, from one annotation to another, with its name."""

    source: str
    target: str
    name: str


class End(NamedTuple):
    """Where a line leads that leaves the viewport: an annotation, and which place of it."""

    annotation: str
    offset: int


@dataclass(slots=True)
class Scene:
    """The state of attention on one article; offsets in code points."""

    caret: int = 0
    anchor: int = 0
    caret_shown: bool = False
    pending: Sequence[Span] = ()
    hits: Sequence[Span] = ()
    hit: int = -1
    current: frozenset[str] = frozenset()
    hovered: frozenset[str] = frozenset()
    ties: Sequence[Tie] = field(default_factory=tuple)

    def clear(self) -> None:
        """Another article: nothing is selected, found or current."""
        self.caret = self.anchor = 0
        self.pending, self.hits, self.hit = (), (), -1
        self.current, self.hovered, self.ties = frozenset(), frozenset(), ()

    @property
    def selection(self) -> Span | None:
        """The selected stretch, or None when the caret stands alone."""
        if self.caret == self.anchor:
            return None
        return Span(min(self.caret, self.anchor), max(self.caret, self.anchor))
