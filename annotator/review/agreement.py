"""Agreement of a layer: every statistic of review from sums over articles, with its interval."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.review import nominal, unitizing
from annotator.review.bootstrap import Draws, Resampled
from annotator.review.clusters import Pattern
from annotator.review.shares import (
    CONFUSED,
    FLEISS,
    GAMMA,
    MATCHED,
    OVERLAP,
    SAME,
    SIZE,
    STRICT,
    TABLE,
    TOO_MANY,
    UNITS,
    Bag,
    Key,
    Share,
    U,
    worth,
)


class _Measure(NamedTuple):
    """A statistic of a bag, and which of its keys it reads: nothing else is resampled."""

    reads: Callable[[Key], bool]
    of: Callable[[Bag], float | None]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A value with its interval, or nothing and why."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: Sentence | None = None


NOT_ASKED = Statistic(None, why=say("Not computed: it was not asked for."))


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How two of the sets agree."""

    f1_strict: Statistic
    f1_overlap: Statistic
    kappa: Statistic
    ac1: Statistic


@dataclass(frozen=True, slots=True)
class LayerAgreement:
    """How the sets agree on a layer.

    `matched` units were marked by two sets or more, `coverage` is their share of all units.
    `confusion` counts how often one set said the first and another the second, "" for nothing;
    `f1_labels` has for each label what share of the passages that either gave it, both did.
    """

    articles: int
    matched: int
    coverage: float | None
    f1_strict: Statistic
    f1_overlap: Statistic
    alpha: Statistic
    alpha_u: Mapping[str, Statistic]
    kappa: Statistic
    confusion: Mapping[str, Mapping[str, int]]
    pairs: Mapping[tuple[str, str], PairAgreement] = field(default_factory=dict)
    f1_labels: Mapping[str, Statistic] = field(default_factory=dict)
    gamma: Statistic = NOT_ASKED


def agreement(shares: Mapping[int, Share], sets: Sequence[str], draws: Draws) -> LayerAgreement:
    """The statistics of a layer; `shares` has the articles' by their places in the draws."""
    groups = _grouped(shares, draws)
    for group in groups:
        group.update(_by_label(group))
    total = _sum(groups)
    resampled = Resampled(draws, groups)
    indexes = list(combinations(range(len(sets)), 2))

    def made(measure: _Measure, why: Sentence) -> Statistic:
        return _statistic(resampled, total, measure, why)

    labels = sorted({str(key[1]) for key in total if key[0] == U})
    unit_count = total.get(UNITS, 0.0)
    kappa = _cohen_of(indexes[0]) if len(sets) == 2 else _FLEISS_KAPPA  # noqa: PLR2004
    return LayerAgreement(
        articles=draws.articles,
        matched=round(total.get(MATCHED, 0.0)),
        coverage=total.get(MATCHED, 0.0) / unit_count if unit_count else None,
        f1_strict=made(_f1(STRICT, indexes), NOTHING_MARKED),
        f1_overlap=made(_f1(OVERLAP, indexes), NOTHING_MARKED),
        alpha=made(_ALPHA, ONE_LABEL),
        alpha_u={label: made(_alpha_u(label), NOTHING_MARKED) for label in labels},
        kappa=made(kappa, ONE_LABEL),
        confusion=_confusion(total),
        pairs={
            (sets[one], sets[other]): PairAgreement(
                made(_f1(STRICT, [(one, other)]), NOTHING_MARKED),
                made(_f1(OVERLAP, [(one, other)]), NOTHING_MARKED),
                made(_cohen_of((one, other)), ONE_LABEL),
                made(_ac1_of((one, other)), ONE_LABEL),
            )
            for one, other in indexes
        },
        f1_labels={label: made(_label_f1(label), NOTHING_MARKED) for label in _labels(total)},
        gamma=_gamma(total, made),
    )


LABELLED = "labelled"


def _by_label(bag: Bag) -> Bag:
    """How often a label was given by both of two sets, and how often by either, counted twice."""
    found: Bag = {}
    for key, count in bag.items():
        if key[0] == CONFUSED:
            for label in key[1:]:
                _sum_into(found, {(LABELLED, label, "all"): count}, 1)
            if key[1] == key[2]:
                _sum_into(found, {(LABELLED, key[1], "both"): count}, 1)
    return found


def _labels(total: Bag) -> list[str]:
    return sorted(str(key[1]) for key in total if key[0] == LABELLED and key[1] and key[2] == "all")


def _label_f1(label: str) -> _Measure:
    """Positive specific agreement on aligned passages, Fleiss 1975."""

    def found(bag: Bag) -> float | None:
        size = bag.get((LABELLED, label, "all"), 0.0)
        return 2 * bag.get((LABELLED, label, "both"), 0.0) / size if size else None

    return _Measure(lambda key: key[:2] == (LABELLED, label), found)


def _gamma(total: Bag, made: Callable[[_Measure, Sentence], Statistic]) -> Statistic:
    if TOO_MANY in total:
        return Statistic(None, why=TANGLED)
    if (GAMMA, "expected") not in total:
        return NOT_ASKED
    return made(_GAMMA, NOTHING_MARKED)


TANGLED = say("Not defined: too many passages lie over each other for an exact alignment.")
NOTHING_MARKED = say("Not defined: nobody marked anything here.")
ONE_LABEL = say("Not defined: no passage was marked by several, or only one label was used.")


def _grouped(shares: Mapping[int, Share], draws: Draws) -> list[Bag]:
    """Sums of articles by their groups."""
    groups: list[Bag] = [{} for _ in range(draws.groups)]
    patterns: list[Counter[Pattern]] = [Counter() for _ in groups]
    for place, one in shares.items():
        patterns[draws.group_of[place]].update(one.patterns)
        _sum_into(groups[draws.group_of[place]], one.bag, 1)
    for into, counts in zip(groups, patterns, strict=True):
        for seen, count in counts.items():
            _sum_into(into, dict(worth(seen)), count)
    return groups


def _sum_into(into: Bag, bag: Bag, times: int) -> None:
    for key, value in bag.items():
        into[key] = into.get(key, 0.0) + times * value


def _sum(bags: Sequence[Bag]) -> Bag:
    total: Bag = {}
    for bag in bags:
        _sum_into(total, bag, 1)
    return total


def _statistic(
    resampled: Resampled[Key], total: Bag, measure: _Measure, why: Sentence
) -> Statistic:
    value = measure.of(total)
    if value is None:
        return Statistic(None, why=why)
    keys = [key for key in total if measure.reads(key)]
    low, high = resampled.interval(keys, lambda sums: measure.of(dict(sums)))
    return Statistic(value, low, high)


def _f1(kind: str, pairs: Sequence[tuple[int, int]]) -> _Measure:
    def found(bag: Bag) -> float | None:
        size = sum(bag.get((SIZE, pair), 0.0) for pair in pairs)
        return 2 * sum(bag.get((kind, pair), 0.0) for pair in pairs) / size if size else None

    return _Measure(lambda key: key[0] in {kind, SIZE} and key[1] in pairs, found)


def _same(bag: Bag) -> float | None:
    return nominal.alpha({(str(k[1]), str(k[2])): n for k, n in bag.items() if k[0] == SAME})


_ALPHA = _Measure(lambda key: key[0] == SAME, _same)


def _alpha_u(label: str) -> _Measure:
    def found(bag: Bag) -> float | None:
        observed, expected = (bag.get((U, label, one), 0.0) for one in ("observed", "expected"))
        return unitizing.Disorder(observed, expected).alpha

    return _Measure(lambda key: key[:2] == (U, label), found)


def _one_less(bag: Bag) -> float | None:
    expected = bag.get((GAMMA, "expected"), 0.0)
    return 1 - bag.get((GAMMA, "observed"), 0.0) / expected if expected else None


_GAMMA = _Measure(lambda key: key[0] == GAMMA, _one_less)


def _cohen_of(pair: tuple[int, int]) -> _Measure:
    return _Measure(_of_table(pair), lambda bag: nominal.kappa(_table(bag, pair)))


def _ac1_of(pair: tuple[int, int]) -> _Measure:
    return _Measure(_of_table(pair), lambda bag: nominal.ac1(_table(bag, pair)))


def _table(bag: Bag, pair: tuple[int, int]) -> dict[tuple[str, str], float]:
    return {(str(k[2]), str(k[3])): n for k, n in bag.items() if k[:2] == (TABLE, pair)}


def _of_table(pair: tuple[int, int]) -> Callable[[Key], bool]:
    return lambda key: key[:2] == (TABLE, pair)


def _fleiss(bag: Bag) -> float | None:
    return nominal.Fleiss.kappa({str(k[1]): n for k, n in bag.items() if k[0] == FLEISS})


_FLEISS_KAPPA = _Measure(lambda key: key[0] == FLEISS, _fleiss)


def _confusion(total: Bag) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, count in sorted(total.items(), key=lambda one: str(one[0])):
        if key[0] == CONFUSED:
            found.setdefault(str(key[1]), {})[str(key[2])] = round(count)
    return found
