"""A coder's passage as review sees it, and how far two passages cover the same words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.domain.annotation import Value
from annotator.domain.span import Span

Labelled = tuple[int, int, str]
"""A plain passage: start and end, half-open in code points, and its label."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One label that one coder gave to one passage; `fragments` are in order and disjoint.

    `links` are pairs of a type and whom the link leads to: an annotation's or an entry's id.
    """

    id: str
    label: str
    fragments: tuple[Span, ...]
    attributes: Mapping[str, Value] = field(default_factory=dict)
    entry: str = ""
    links: frozenset[tuple[str, str]] = frozenset()

    start: int = field(init=False, compare=False)
    end: int = field(init=False, compare=False)
    size: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember its ends, and how many code points it covers: they are asked for often."""
        fill = object.__setattr__
        fill(self, "start", self.fragments[0][0])
        fill(self, "end", self.fragments[-1][1])
        fill(self, "size", sum(end - start for start, end in self.fragments))


def plain(one: Labelled) -> Passage:
    """A passage of one fragment."""
    start, end, label = one
    return Passage(f"{start}-{end}-{label}", label, (Span(start, end),))


def overlap(one: Passage, other: Passage) -> int:
    """How many code points both cover."""
    if len(one.fragments) == len(other.fragments) == 1:
        start = max(other.start, one.start)
        end = min(other.end, one.end)
        return end - start if end > start else 0
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.fragments
        for b in other.fragments
    )


def likeness(one: Passage, other: Passage) -> float:
    """Intersection over union (Jaccard), from 0 to 1; two empty ones at one place are alike."""
    both = overlap(one, other)
    whole = one.size + other.size - both
    return both / whole if whole else float(one.fragments == other.fragments)


def in_order(passages: Iterable[Passage]) -> list[Passage]:
    """By place, then by label and id, so that the order they came in never matters."""
    return sorted(passages, key=lambda one: (one.fragments, one.label, one.id))
