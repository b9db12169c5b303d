"""What an article adds to the statistics of a layer: numbers that only have to be summed.

Resampling articles is then summing again, and nothing is aligned twice. Most of an article is told
in patterns of its clusters; what they add up to is worked out once for each pattern.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from annotator.review import clusters, nominal, span_f1
from annotator.review.alignment import LEAST, each_with_each
from annotator.review.clusters import AWAY, Mark, Pattern
from annotator.review.passage import Passage
from annotator.review.unitizing import Walk, joined
from annotator.review.units import units

Key = tuple[object, ...]
Bag = dict[Key, float]
"""Sums; keys begin with what they count."""

STRICT, OVERLAP, SIZE = "strict", "overlap", "size"
SAME, TABLE, FLEISS, U, CONFUSED = "same", "table", "fleiss", "u", "confused"
GAMMA = "gamma"
MATCHED, UNITS, TOO_MANY = ("matched",), ("units",), ("too many",)


class Share(NamedTuple):
    """One article's: the patterns of its simple clusters, and the sums of all else."""

    patterns: list[Pattern]
    bag: Bag


def share(
    marks: Iterable[Mark], worked: Sequence[bool], length: int, least: float = LEAST
) -> Share:
    """What an article of `length` code points adds; `worked` says which coders worked on it."""
    blank = [None if one else AWAY for one in worked]
    walk = Walk(sum(worked), length)
    found = Share([], {})
    for cluster in clusters.clusters(marks):
        _pass_by(walk, cluster)
        seen = clusters.pattern(cluster, blank, least)
        if seen is None:
            _add_tangle(found.bag, clusters.passages(cluster, len(worked)), worked, least)
        else:
            found.patterns.append(seen)
    for label, (observed, expected) in walk.disorders().items():
        _add(found.bag, (U, label, "observed"), observed)
        _add(found.bag, (U, label, "expected"), expected)
    return found


def both_and_all(one: Share) -> tuple[float, float]:
    """What an article adds to F1 of overlapping passages: 2·both and A + B, over all pairs."""
    sums = {OVERLAP: 0.0, SIZE: 0.0}
    for bag in (one.bag.items(), *map(worth, one.patterns)):
        for key, value in bag:
            if key[0] in sums:
                sums[str(key[0])] += value
    return 2 * sums[OVERLAP], sums[SIZE]


def _pass_by(walk: Walk, cluster: Sequence[Mark]) -> None:
    by_label: dict[str, list[Mark]] = {}
    for mark in cluster:
        by_label.setdefault(mark[3], []).append(mark)
    for label, some in by_label.items():
        walk.pass_by(label, _sections(some))


def _sections(marks: Sequence[Mark]) -> list[tuple[int, int, int]]:
    """What coders marked with one label: their fragments, overlapping ones of a coder as one."""
    if len({mark[2] for mark in marks}) == len(marks) and not any(mark[4] for mark in marks):
        return [(mark[0], mark[1], mark[2]) for mark in marks if mark[0] < mark[1]]
    by_coder: dict[int, list[tuple[int, int]]] = {}
    for start, end, coder, _, fragments in marks:
        spans = [(span.start, span.end) for span in fragments] or [(start, end)]
        by_coder.setdefault(coder, []).extend(spans)
    return sorted((*span, coder) for coder, some in by_coder.items() for span in joined(some))


def _add(bag: Bag, key: Key, value: float) -> None:
    if value:
        bag[key] = bag.get(key, 0.0) + value


# ---------------------------------------------------------------------- simple clusters


@lru_cache(maxsize=65536)
def worth(seen: Pattern) -> tuple[tuple[Key, float], ...]:
    """What one cluster of this pattern adds."""
    bag: Bag = {}
    for one, other in combinations(range(len(seen.said)), 2):
        if seen.said[one] is not AWAY and seen.said[other] is not AWAY:
            size = (seen.said[one] is not None) + (seen.said[other] is not None)
            _add(bag, (SIZE, (one, other)), size)
    for kind, pairs in ((STRICT, seen.equal), (OVERLAP, seen.alike)):
        for one, other in pairs:
            _add(bag, (kind, (one, other)), seen.said[one] == seen.said[other])
    present = [coder for coder, label in enumerate(seen.said) if label is not AWAY]
    for unit in clusters.groups(seen):
        labels = [str(seen.said[coder]) if coder in unit else None for coder in present]
        _add_unit(bag, present, labels, len(seen.said))
    return tuple(bag.items())


# ---------------------------------------------------------------------- tangled clusters


def _add_tangle(
    bag: Bag, coders: Sequence[Sequence[Passage]], worked: Sequence[bool], least: float
) -> None:
    present = [coder for coder, one in enumerate(worked) if one]
    lines = [coders[coder] for coder in present]
    alignments = each_with_each(lines, least)
    for (one, other), found in alignments.items():
        pair, first, second = (present[one], present[other]), lines[one], lines[other]
        strict = span_f1.strict(first, second)
        _add(bag, (STRICT, pair), strict.both)
        _add(bag, (OVERLAP, pair), span_f1.overlapping(first, second, least, found).both)
        _add(bag, (SIZE, pair), strict.first + strict.second)
    for unit in units(lines, least, alignments):
        labels = [None if one is None else one.label for one in unit]
        _add_unit(bag, present, labels, len(coders))


def _add_unit(bag: Bag, present: Sequence[int], labels: Sequence[str | None], coders: int) -> None:
    said = [one for one in labels if one is not None]
    _add(bag, UNITS, 1)
    if len(said) > 1:
        _add(bag, MATCHED, 1)
        for pair, part in nominal.coincidences([labels]).items():
            _add(bag, (SAME, *pair), part)
    if len(said) == coders and coders > 1:
        for name, value in nominal.Fleiss.parts(said).items():
            _add(bag, (FLEISS, name), value)
    for (one, a), (other, b) in combinations(zip(present, labels, strict=True), 2):
        if a is not None or b is not None:
            _add(bag, (CONFUSED, a or "", b or ""), 1)
        if a is not None and b is not None:
            _add(bag, (TABLE, (one, other), a, b), 1)
