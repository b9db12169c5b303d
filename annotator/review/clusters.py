"""Passages of several coders that touch each other, from left to right through an article.

Nothing outside a cluster overlaps anything inside it, so alignment, units and sections may each be
found cluster by cluster; most clusters are one passage a coder, and cost next to nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from annotator.domain.span import Span
from annotator.review.passage import Passage

Mark = tuple[int, int, int, str, tuple[Span, ...]]
"""A passage as it is counted: start and end, the coder's place, the label, and its fragments where
it has several."""


class Pattern(NamedTuple):
    """What is the same about many clusters of at most one passage a coder.

    `said` has each coder's label, nothing where a coder marked nothing, and `AWAY` for one who did
    not work on the article; `equal` and `alike` have the pairs of coders whose passages have the
    same edges, and whose passages may be aligned.
    """

    said: tuple[str | bool | None, ...]
    equal: tuple[tuple[int, int], ...]
    alike: tuple[tuple[int, int], ...]


AWAY = False


Placed = TypeVar("Placed", bound=tuple[Any, ...])


def clusters(marks: Iterable[Placed]) -> list[list[Placed]]:
    """The marks in order, in lists that do not overlap; equal empty marks stay together.

    They may be any tuples that begin with a start and an end.
    """
    found: list[list[Placed]] = []
    cluster: list[Placed] = []
    reach = first = -1
    for mark in sorted(marks):
        start, end = mark[0], mark[1]
        if start < reach or start == first:
            cluster.append(mark)
            reach = max(reach, end)
        else:
            cluster = [mark]
            found.append(cluster)
            first, reach = start, end
    return found


def pattern(
    cluster: Sequence[Mark], blank: Sequence[str | bool | None], least: float
) -> Pattern | None:
    """The pattern of a cluster; nothing where a coder has several passages or fragments in it.

    `blank` is what `said` is where nobody marked anything.
    """
    said = [*blank]
    equal: list[tuple[int, int]] = []
    alike: list[tuple[int, int]] = []
    for number, (start, end, coder, label, fragments) in enumerate(cluster):
        if fragments or said[coder] is not None:
            return None
        said[coder] = label
        for before in cluster[:number]:
            if before[0] == start and before[1] == end:
                pair = (before[2], coder) if before[2] < coder else (coder, before[2])
                equal.append(pair)
                alike.append(pair)
                continue
            inner, outer = (before[1], end) if before[1] < end else (end, before[1])
            if inner > start and inner - start >= least * (outer - before[0]):
                alike.append((before[2], coder) if before[2] < coder else (coder, before[2]))
    return Pattern(tuple(said), tuple(equal), tuple(alike))


def groups(seen: Pattern) -> list[list[int]]:
    """The coders of each unit of a pattern: joined by being alike, directly or over others."""
    unit = {coder: [coder] for coder, label in enumerate(seen.said) if label}
    for one, other in seen.alike:
        if unit[one] is not unit[other]:
            joined = sorted(unit[one] + unit[other])
            for coder in joined:
                unit[coder] = joined
    return list({id(one): one for one in unit.values()}.values())


def passages(cluster: Iterable[Mark], coders: int) -> list[list[Passage]]:
    """The marks of a cluster as each coder's passages."""
    lines: list[list[Passage]] = [[] for _ in range(coders)]
    for start, end, coder, label, fragments in cluster:
        lines[coder].append(Passage("", label, fragments or (Span(start, end),)))
    return lines


def marks(coders: Sequence[Sequence[Passage] | None]) -> list[Mark]:
    """Each coder's passages as marks."""
    return [
        (one.start, one.end, coder, one.label, one.fragments if len(one.fragments) > 1 else ())
        for coder, line in enumerate(coders)
        for one in line or ()
    ]
