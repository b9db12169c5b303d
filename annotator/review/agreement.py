"""Agreement of a layer: every statistic of review from sums over articles, with its interval.

What an article adds is a bag of numbers that only have to be summed, so that resampling articles
is summing again and nothing is aligned twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.review import bootstrap, nominal, span_f1, unitizing
from annotator.review.alignment import LEAST, each_with_each
from annotator.review.bootstrap import Draws
from annotator.review.passage import Passage
from annotator.review.units import Unit, units

Key = tuple[object, ...]
Bag = dict[Key, float]
"""What an article adds; keys begin with what they count."""


class _Measure(NamedTuple):
    """A statistic of a bag, and which of its keys it reads: nothing else is resampled."""

    reads: Callable[[Key], bool]
    of: Callable[[Bag], float | None]


_STRICT, _OVERLAP, _SIZE = "strict", "overlap", "size"
_SAME, _TABLE, _FLEISS, _U, _CONFUSED = "same", "table", "fleiss", "u", "confused"
_MATCHED, _UNITS = ("matched",), ("units",)


@dataclass(frozen=True, slots=True)
class Statistic:
    """A value with its interval, or nothing and why."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: Sentence | None = None


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
    `confusion` counts how often one set said the first and another the second, "" for nothing.
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


def parts(coders: Sequence[Sequence[Passage] | None], length: int, least: float = LEAST) -> Bag:
    """What one article of `length` code points adds; nothing for sets that did not work on it."""
    bag: Bag = {}
    present = [at for at, one in enumerate(coders) if one is not None]
    lines = [coders[at] or () for at in present]
    alignments = each_with_each(lines, least)
    for (one, other), found in alignments.items():
        pair, first, second = (present[one], present[other]), lines[one], lines[other]
        strict = span_f1.strict(first, second)
        _add(bag, (_STRICT, pair), strict.both)
        _add(bag, (_OVERLAP, pair), span_f1.overlapping(first, second, least, found).both)
        _add(bag, (_SIZE, pair), strict.first + strict.second)
    for unit in units(lines, least, alignments):
        _add_unit(bag, present, unit, len(coders))
    _add_places(bag, lines, length)
    return bag


def _add(bag: Bag, key: Key, value: float) -> None:
    if value:
        bag[key] = bag.get(key, 0.0) + value


def _add_unit(bag: Bag, present: Sequence[int], unit: Unit, sets: int) -> None:
    labels = [None if one is None else one.label for one in unit]
    said = [one for one in labels if one is not None]
    _add(bag, _UNITS, 1)
    if len(said) > 1:
        _add(bag, _MATCHED, 1)
        for pair, share in nominal.coincidences([labels]).items():
            _add(bag, (_SAME, *pair), share)
    if len(said) == sets and sets > 1:
        for name, value in nominal.Fleiss.parts(said).items():
            _add(bag, (_FLEISS, name), value)
    for (one, a), (other, b) in combinations(zip(present, labels, strict=True), 2):
        if a is not None or b is not None:
            _add(bag, (_CONFUSED, a or "", b or ""), 1)
        if a is not None and b is not None:
            _add(bag, (_TABLE, (one, other), a, b), 1)


def _add_places(bag: Bag, lines: Sequence[Sequence[Passage]], length: int) -> None:
    labels = sorted({one.label for line in lines for one in line})
    for label in labels:
        sections = [unitizing.joined(_spans(line, label)) for line in lines]
        found = unitizing.disorder(sections, (0, length))
        _add(bag, (_U, label, "observed"), found.observed)
        _add(bag, (_U, label, "expected"), found.expected)


def _spans(passages: Sequence[Passage], label: str) -> list[tuple[int, int]]:
    fragments = (one.fragments for one in passages if one.label == label)
    return [(span.start, span.end) for some in fragments for span in some]


# ---------------------------------------------------------------------- from the sums


def agreement(bags: Sequence[Bag], sets: Sequence[str], draws: Draws) -> LayerAgreement:
    """The statistics of a layer; `bags` has one for each article, in the order of the draws."""
    groups = draws.grouped(bags)
    total = _sum(groups)
    indexes = list(combinations(range(len(sets)), 2))

    def made(measure: _Measure, why: Sentence) -> Statistic:
        return _statistic(groups, total, draws, measure, why)

    labels = sorted({str(key[1]) for key in total if key[0] == _U})
    unit_count = total.get(_UNITS, 0.0)
    kappa = _cohen_of(indexes[0]) if len(sets) == 2 else _FLEISS_KAPPA  # noqa: PLR2004
    return LayerAgreement(
        articles=len(bags),
        matched=round(total.get(_MATCHED, 0.0)),
        coverage=total.get(_MATCHED, 0.0) / unit_count if unit_count else None,
        f1_strict=made(_f1(_STRICT, indexes), NOTHING_MARKED),
        f1_overlap=made(_f1(_OVERLAP, indexes), NOTHING_MARKED),
        alpha=made(_ALPHA, ONE_LABEL),
        alpha_u={label: made(_alpha_u(label), NOTHING_MARKED) for label in labels},
        kappa=made(kappa, ONE_LABEL),
        confusion=_confusion(total),
        pairs={
            (sets[one], sets[other]): PairAgreement(
                made(_f1(_STRICT, [(one, other)]), NOTHING_MARKED),
                made(_f1(_OVERLAP, [(one, other)]), NOTHING_MARKED),
                made(_cohen_of((one, other)), ONE_LABEL),
                made(_ac1_of((one, other)), ONE_LABEL),
            )
            for one, other in indexes
        },
    )


NOTHING_MARKED = say("Not defined: nobody marked anything here.")
ONE_LABEL = say("Not defined: no passage was marked by several, or only one label was used.")


def _sum(bags: Iterable[Bag]) -> Bag:
    total: Bag = {}
    for bag in bags:
        for key, value in bag.items():
            total[key] = total.get(key, 0.0) + value
    return total


def _statistic(
    groups: Sequence[Bag],
    total: Bag,
    draws: Draws,
    measure: _Measure,
    why: Sentence,
) -> Statistic:
    value = measure.of(total)
    if value is None:
        return Statistic(None, why=why)
    rows = [{key: n for key, n in bag.items() if measure.reads(key)} for bag in groups]
    low, high = bootstrap.interval(draws, rows, lambda sums: measure.of(dict(sums)))
    return Statistic(value, low, high)


def _f1(kind: str, pairs: Sequence[tuple[int, int]]) -> _Measure:
    def found(bag: Bag) -> float | None:
        size = sum(bag.get((_SIZE, pair), 0.0) for pair in pairs)
        return 2 * sum(bag.get((kind, pair), 0.0) for pair in pairs) / size if size else None

    return _Measure(lambda key: key[0] in {kind, _SIZE} and key[1] in pairs, found)


def _same(bag: Bag) -> float | None:
    return nominal.alpha({(str(k[1]), str(k[2])): n for k, n in bag.items() if k[0] == _SAME})


_ALPHA = _Measure(lambda key: key[0] == _SAME, _same)


def _alpha_u(label: str) -> _Measure:
    def found(bag: Bag) -> float | None:
        observed, expected = (bag.get((_U, label, one), 0.0) for one in ("observed", "expected"))
        return unitizing.Disorder(observed, expected).alpha

    return _Measure(lambda key: key[:2] == (_U, label), found)


def _cohen_of(pair: tuple[int, int]) -> _Measure:
    return _Measure(_of_table(pair), lambda bag: nominal.kappa(_table(bag, pair)))


def _ac1_of(pair: tuple[int, int]) -> _Measure:
    return _Measure(_of_table(pair), lambda bag: nominal.ac1(_table(bag, pair)))


def _table(bag: Bag, pair: tuple[int, int]) -> dict[tuple[str, str], float]:
    return {(str(k[2]), str(k[3])): n for k, n in bag.items() if k[:2] == (_TABLE, pair)}


def _of_table(pair: tuple[int, int]) -> Callable[[Key], bool]:
    return lambda key: key[:2] == (_TABLE, pair)


def _fleiss(bag: Bag) -> float | None:
    return nominal.Fleiss.kappa({str(k[1]): n for k, n in bag.items() if k[0] == _FLEISS})


_FLEISS_KAPPA = _Measure(lambda key: key[0] == _FLEISS, _fleiss)


def _confusion(total: Bag) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, count in sorted(total.items(), key=lambda one: str(one[0])):
        if key[0] == _CONFUSED:
            found.setdefault(str(key[1]), {})[str(key[2])] = round(count)
    return found
