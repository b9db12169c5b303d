"""How large a share of their passages two coders both marked: 2·both / (A + B).

That is positive specific agreement (Hripcsak & Rothschild 2005), which is the F1 of one against
the other. `semeval` counts as task 9.1 of SemEval-2013 did, with half-open passages.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from annotator.review.alignment import LEAST, aligned
from annotator.review.passage import Labelled, Passage, overlap, plain


class Both(NamedTuple):
    """How many passages both marked, and how many each; these add up over articles and pairs."""

    both: float
    first: int
    second: int

    @property
    def f1(self) -> float | None:
        """Nothing where neither marked anything."""
        whole = self.first + self.second
        return 2 * self.both / whole if whole else None


def strict(first: Sequence[Passage], second: Sequence[Passage]) -> Both:
    """Same edges and same label."""
    one, other = (Counter((p.fragments, p.label) for p in some) for some in (first, second))
    return Both((one & other).total(), len(first), len(second))


def overlapping(
    first: Sequence[Passage],
    second: Sequence[Passage],
    least: float = LEAST,
    alignment: Sequence[tuple[int, int]] | None = None,
) -> Both:
    """Same label, and alike at least this much; as many pairs as there can be.

    `alignment` is that of the two, where it is known: labels that it settles are not looked at
    again.
    """
    pairs = aligned(first, second, least) if alignment is None else alignment
    same = Counter(first[at].label for at, to in pairs if first[at].label == second[to].label)
    one, other = (Counter(p.label for p in some) for some in (first, second))
    both = 0
    for label in one.keys() & other.keys():
        if same[label] == min(one[label], other[label]):
            both += same[label]
        else:
            sides = [[p for p in some if p.label == label] for some in (first, second)]
            both += len(aligned(sides[0], sides[1], least))
    return Both(both, len(first), len(second))


class SemEval(NamedTuple):
    """The four measures of SemEval-2013, task 9.1, each as F1."""

    ent_type: float | None
    partial: float | None
    exact: float | None
    strict: float | None


def semeval(first: Sequence[Labelled], second: Sequence[Labelled]) -> SemEval:
    """Each passage of the second goes to the first passage it overlaps, exact ones first."""
    golds = [plain(one) for one in first]
    counts: Counter[str] = Counter()
    free = set(range(len(golds)))
    for one in sorted(map(plain, second), key=lambda one: one.fragments not in _places(golds)):
        at = _partner(one, golds, free)
        if at is None:
            continue
        free.discard(at)
        same_place = golds[at].fragments == one.fragments
        same_label = golds[at].label == one.label
        counts["ent_type"] += same_label
        counts["exact"] += same_place
        counts["strict"] += same_place and same_label
        counts["partial"] += 2 if same_place else 1
    whole = len(first) + len(second)

    def f1(both: float) -> float | None:
        return 2 * both / whole if whole else None

    return SemEval(
        f1(counts["ent_type"]), f1(counts["partial"] / 2), f1(counts["exact"]), f1(counts["strict"])
    )


def _places(passages: Sequence[Passage]) -> set[object]:
    return {one.fragments for one in passages}


def _partner(one: Passage, golds: Sequence[Passage], free: set[int]) -> int | None:
    near = [at for at in sorted(free) if overlap(one, golds[at])]
    exact = [at for at in near if golds[at].fragments == one.fragments]
    return next(iter([*(at for at in exact if golds[at].label == one.label), *exact, *near]), None)


class Characters(NamedTuple):
    """Agreement character by character; a character counts once for each label it has."""

    agree: int
    first: int
    second: int

    @property
    def f1(self) -> float | None:
        """Nothing where nothing is labelled."""
        whole = self.first + self.second
        return 2 * self.agree / whole if whole else None


def characters(first: Sequence[Labelled], second: Sequence[Labelled]) -> Characters:
    """Pairs of a character and its label that both have, and that each has."""
    sides = [_covered(some) for some in (first, second)]
    return Characters(len(sides[0] & sides[1]), len(sides[0]), len(sides[1]))


def _covered(passages: Sequence[Labelled]) -> set[tuple[int, str]]:
    return {(at, label) for start, end, label in passages for at in range(start, end)}


def character_units(
    coders: Sequence[Sequence[Labelled]], length: int, *, binary: bool = False
) -> list[list[str]]:
    """Each character as a unit with one label a coder, "" where there is none.

    Of several labels on a character the one that started last counts; `binary` only tells
    whether there is one.
    """
    lines = []
    for passages in coders:
        line = [""] * length
        for start, end, label in sorted(passages):
            line[start:end] = ["*" if binary else label] * (end - start)
        lines.append(line)
    return [list(unit) for unit in zip(*lines, strict=True)]


def by_label(
    first: Sequence[Passage], second: Sequence[Passage]
) -> dict[str, tuple[list[Passage], list[Passage]]]:
    """The passages of both by label."""
    found: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for side, passages in enumerate((first, second)):
        for one in passages:
            found[one.label][side].append(one)
    return dict(found)
