"""What is drawn over the text besides its marks: selection, hits, attention, links, heat."""

from collections.abc import Sequence
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


class Scene:
    """The state of attention on one article; offsets in code points.

    `heat` are disjoint stretches in order, and how warm each of them is, up to 1.
    """

    def __init__(self) -> None:
        self.caret_shown = False
        self.clear()

    def clear(self) -> None:
        """Another article: nothing is selected, found or current."""
        self.caret = self.anchor = 0
        self.pending: Sequence[Span] = ()
        self.hits: Sequence[Span] = ()
        self.hit = -1
        self.current: frozenset[str] = frozenset()
        self.hovered: frozenset[str] = frozenset()
        self.ties: Sequence[Tie] = ()
        self.heat: Sequence[Span] = ()
        self.warmth: Sequence[float] = ()

    @property
    def selection(self) -> Span | None:
        """The selected stretch, or None when the caret stands alone."""
        if self.caret == self.anchor:
            return None
        return Span(min(self.caret, self.anchor), max(self.caret, self.anchor))
