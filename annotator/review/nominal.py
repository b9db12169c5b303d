"""Chance-corrected agreement on labels of units that several coders judged.

Sources: Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”; Cohen 1960, “A coefficient
of agreement for nominal scales”; Fleiss 1971, “Measuring nominal scale agreement among many
raters”; Gwet 2008, “Computing inter-rater reliability and its variance in the presence of high
agreement” (AC1). Each gives nothing where it is not defined: one label only, or no unit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations

Judgements = Sequence[str | None]
"""One unit's labels, one a coder; nothing where a coder gave none."""

Table = Mapping[tuple[str, str], float]
"""How often one coder said the first and another the second."""

Metric = Callable[[str, str, Mapping[str, float]], float]
"""How far two values are apart, given how often each value occurs."""

_SMALL = 1e-12


def coincidences(units: Iterable[Judgements]) -> Counter[tuple[str, str]]:
    """The coincidence matrix; a unit that fewer than two coders judged adds nothing."""
    found: Counter[tuple[str, str]] = Counter()
    for unit in units:
        values = [one for one in unit if one is not None]
        if len(values) > 1:
            share = 1 / (len(values) - 1)
            for pair in permutations(values, 2):
                found[pair] += share  # type: ignore[assignment]
    return found


def marginals(matrix: Table) -> dict[str, float]:
    """How often each value occurs in a coincidence matrix."""
    found: dict[str, float] = {}
    for (value, _), count in matrix.items():
        found[value] = found.get(value, 0.0) + count
    return found


def nominal(one: str, other: str, _marginals: Mapping[str, float]) -> float:
    """Values differ or they do not."""
    return float(one != other)


def ordinal(one: str, other: str, totals: Mapping[str, float]) -> float:
    """Values are ranks, named by numbers."""
    low, high = sorted((float(one), float(other)))
    between = sum(n for value, n in totals.items() if low <= float(value) <= high)
    return float((between - (totals[one] + totals[other]) / 2) ** 2) if one != other else 0.0


def interval(one: str, other: str, _marginals: Mapping[str, float]) -> float:
    """Values are numbers."""
    return (float(one) - float(other)) ** 2


def ratio(one: str, other: str, _marginals: Mapping[str, float]) -> float:
    """Values are numbers with a true zero."""
    whole = float(one) + float(other)
    return ((float(one) - float(other)) / whole) ** 2 if whole else 0.0


def alpha(matrix: Table, metric: Metric = nominal) -> float | None:
    """Krippendorff's α of a coincidence matrix: 1 - Do/De."""
    totals = marginals(matrix)
    count = sum(totals.values())
    observed = sum(n * metric(*pair, totals) for pair, n in matrix.items())
    expected = sum(
        totals[one] * totals[other] * metric(one, other, totals)
        for one, other in permutations(totals, 2)
    )
    if expected <= _SMALL:
        return None
    return 1 - (count - 1) * observed / expected


def kappa(table: Table) -> float | None:
    """Cohen's κ of a table of two coders."""
    rows, columns, total = _sides(table)
    if not total:
        return None
    agreed = sum(n for (one, other), n in table.items() if one == other) / total
    chance = sum(rows[value] * columns.get(value, 0.0) for value in rows) / total**2
    return (agreed - chance) / (1 - chance) if chance < 1 - _SMALL else None


def pi(table: Table) -> float | None:
    """Scott's π of a table of two coders."""
    rows, columns, total = _sides(table)
    if not total:
        return None
    agreed = sum(n for (one, other), n in table.items() if one == other) / total
    shares = [(rows.get(v, 0.0) + columns.get(v, 0.0)) / (2 * total) for v in {*rows, *columns}]
    chance = sum(share**2 for share in shares)
    return (agreed - chance) / (1 - chance) if chance < 1 - _SMALL else None


def ac1(table: Table) -> float | None:
    """Gwet's AC1 of a table of two coders."""
    rows, columns, total = _sides(table)
    values = {*rows, *columns}
    if not total or len(values) < 2:  # noqa: PLR2004 - one label says nothing
        return None
    agreed = sum(n for (one, other), n in table.items() if one == other) / total
    shares = [(rows.get(v, 0.0) + columns.get(v, 0.0)) / (2 * total) for v in values]
    chance = sum(share * (1 - share) for share in shares) / (len(values) - 1)
    return (agreed - chance) / (1 - chance)


def _sides(table: Table) -> tuple[dict[str, float], dict[str, float], float]:
    rows: dict[str, float] = {}
    columns: dict[str, float] = {}
    for (one, other), count in table.items():
        rows[one] = rows.get(one, 0.0) + count
        columns[other] = columns.get(other, 0.0) + count
    return rows, columns, sum(rows.values())


class Fleiss:
    """What Fleiss' κ is made of; sums over units may be added up."""

    AGREED, UNITS = "agreed", "units"

    @staticmethod
    def parts(unit: Sequence[str]) -> Counter[str]:
        """What one unit that every coder judged adds: agreeing pairs, itself, its labels."""
        counts = Counter(unit)
        pairs = len(unit) * (len(unit) - 1)
        found: Counter[str] = Counter({f"={value}": n for value, n in counts.items()})
        found[Fleiss.AGREED] = sum(n * (n - 1) for n in counts.values()) / pairs  # type: ignore[assignment]
        found[Fleiss.UNITS] = 1
        return found

    @staticmethod
    def kappa(parts: Mapping[str, float]) -> float | None:
        """κ of summed parts."""
        units = parts.get(Fleiss.UNITS, 0.0)
        totals = [count for name, count in parts.items() if name.startswith("=")]
        whole = sum(totals)
        if not units or not whole:
            return None
        chance = sum((count / whole) ** 2 for count in totals)
        agreed = parts.get(Fleiss.AGREED, 0.0) / units
        return (agreed - chance) / (1 - chance) if chance < 1 - _SMALL else None
