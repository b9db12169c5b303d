"""Which passage of one coder is which of another: one to one, with the best total overlap.

Two passages may be aligned where their likeness reaches a threshold. What overlaps nothing else
is settled at once; the rest falls into small groups, each of which is solved exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from annotator.review import assignment
from annotator.review.passage import Passage, overlap

LEAST = 0.5
"""How alike two passages must be to be taken for the same, where nobody says otherwise."""

_LARGEST = 150
"""Groups with more passages on a side than this are settled greedily."""


class Pair(NamedTuple):
    """Two passages that could be the same, by their places in the two lists."""

    first: int
    second: int
    worth: int


def aligned(
    first: Sequence[Passage], second: Sequence[Passage], least: float = LEAST
) -> list[tuple[int, int]]:
    """Pairs of places in the two lists, in order of the first.

    Equal passages are always paired. Of the rest the sum of overlaps is greatest; of equal sums
    the one with more equal labels is taken.
    """
    found = _equal(first, second)
    if len(found) < min(len(first), len(second)):
        left, right = ({pair[side] for pair in found} for side in (0, 1))
        rows = [at for at in range(len(first)) if at not in left]
        columns = [at for at in range(len(second)) if at not in right]
        pairs = candidates([first[at] for at in rows], [second[at] for at in columns], least)
        for group in _groups(pairs):
            found += [(rows[at], columns[to]) for at, to in _best(group)]
    return sorted(found)


def each_with_each(
    coders: Sequence[Sequence[Passage]], least: float = LEAST
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The alignment of every two coders, by their places."""
    return {
        (one, other): aligned(coders[one], coders[other], least)
        for one, other in combinations(range(len(coders)), 2)
    }


def _equal(first: Sequence[Passage], second: Sequence[Passage]) -> list[tuple[int, int]]:
    waiting: dict[object, list[int]] = {}
    for to, other in enumerate(second):
        waiting.setdefault((other.fragments, other.label), []).append(to)
    found = []
    for at, one in enumerate(first):
        partners = waiting.get((one.fragments, one.label))
        if partners:
            found.append((at, partners.pop(0)))
    return found


def candidates(first: Sequence[Passage], second: Sequence[Passage], least: float) -> list[Pair]:
    """All pairs that are alike enough, found by a sweep along the text."""
    scale = 4 * (min(len(first), len(second)) + 1)
    order = sorted((one.start, one.end, at) for at, one in enumerate(second))
    open_: list[tuple[int, int, int]] = []
    following = 0
    found = []
    for start, end, at in sorted((one.start, one.end, at) for at, one in enumerate(first)):
        while following < len(order) and order[following][0] <= end:
            open_.append(order[following])
            following += 1
        open_ = [near for near in open_ if near[1] >= start]
        for _, _, near in open_:
            one, other = first[at], second[near]
            both = overlap(one, other)
            whole = one.size + other.size - both
            if both >= least * whole and (whole or one.fragments == other.fragments):
                same = 2 * (one.label == other.label) + (one.fragments == other.fragments)
                found.append(Pair(at, near, both * scale + same + 1))
    return found


def _groups(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Pairs that share a passage, directly or over others, belong together."""
    roots: dict[tuple[bool, int], tuple[bool, int]] = {}

    def root(node: tuple[bool, int]) -> tuple[bool, int]:
        while roots.setdefault(node, node) != node:
            roots[node] = roots[roots[node]]
            node = roots[node]
        return node

    listed = list(pairs)
    for pair in listed:
        roots[root((False, pair.first))] = root((True, pair.second))
    groups: dict[tuple[bool, int], list[Pair]] = defaultdict(list)
    for pair in listed:
        groups[root((False, pair.first))].append(pair)
    return list(groups.values())


def _best(group: list[Pair]) -> list[tuple[int, int]]:
    if len(group) == 1:
        return [group[0][:2]]
    rows = sorted({pair.first for pair in group})
    columns = sorted({pair.second for pair in group})
    if max(len(rows), len(columns)) > _LARGEST:
        return _greedy(group)
    row, column = ({one: at for at, one in enumerate(some)} for some in (rows, columns))
    # Each row may also stay alone, in a column of its own that is worth nothing.
    costs = [[0.0] * (len(columns) + len(rows)) for _ in rows]
    for pair in group:
        costs[row[pair.first]][column[pair.second]] = -float(pair.worth)
    worth = {pair[:2] for pair in group}
    chosen = [
        (rows[at], columns[to])
        for at, to in enumerate(assignment.cheapest(costs))
        if to < len(columns)
    ]
    return [pair for pair in chosen if pair in worth]


def _greedy(group: list[Pair]) -> list[tuple[int, int]]:
    taken: set[tuple[bool, int]] = set()
    found = []
    for pair in sorted(group, key=lambda one: (-one.worth, one.first, one.second)):
        ends = {(False, pair.first), (True, pair.second)}
        if not ends & taken:
            taken |= ends
            found.append(pair[:2])
    return found
