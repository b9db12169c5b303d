"""How far a statistic could have come out otherwise: percentile bootstrap over articles.

Source: Efron & Tibshirani 1993, chapter 13; for agreement, Zapf et al. 2016. Articles are drawn
with replacement; where there are more than `GROUPS` of them, they are put into so many groups at
random first and groups are drawn, which changes the interval by little and costs far less.
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import mul
from typing import TypeVar

FEWEST = 10
"""With fewer articles no interval is given."""

GROUPS = 200
RESAMPLES = 1000

Key = TypeVar("Key", bound=Hashable)
Summed = Mapping[Key, float]
"""Numbers that add up over articles, by what they count."""

_LOW, _HIGH = 0.025, 0.975


class Draws:
    """The same draws for every statistic of the same articles."""

    def __init__(self, articles: int, resamples: int = RESAMPLES, seed: int = 1) -> None:
        draw = random.Random(seed)  # noqa: S311 - statistics, no secret
        self.articles = articles
        self.groups = min(articles, GROUPS)
        places = list(range(articles))
        draw.shuffle(places)
        self._group_of = [0] * articles
        for number, place in enumerate(places):
            self._group_of[place] = number % self.groups if self.groups else 0
        self.weights = [self._drawn(draw) for _ in range(resamples if articles >= FEWEST else 0)]

    def _drawn(self, draw: random.Random) -> list[int]:
        counts = Counter(draw.choices(range(self.groups), k=self.groups))
        return [counts[group] for group in range(self.groups)]

    def grouped(self, rows: Sequence[Summed[Key]]) -> list[dict[Key, float]]:
        """Sums of articles by their groups; `rows` has one for each article."""
        found: list[dict[Key, float]] = [{} for _ in range(self.groups)]
        for group, row in zip(self._group_of, rows, strict=True):
            into = found[group]
            for key, value in row.items():
                into[key] = into.get(key, 0.0) + value
        return found


def interval(
    draws: Draws, groups: Sequence[Summed[Key]], statistic: Callable[[Summed[Key]], float | None]
) -> tuple[float | None, float | None]:
    """The middle 95 % of a statistic over the draws; nothing where there are too few articles.

    `groups` are what `Draws.grouped` made of the articles, or a part of each.
    Draws in which the statistic is not defined are left out, unless it is half of them.
    """
    if not draws.weights:
        return None, None
    keys = list(dict.fromkeys(key for group in groups for key in group))
    columns = [[group.get(key, 0.0) for group in groups] for key in keys]
    found = []
    for weights in draws.weights:
        sums = {
            key: total
            for key, column in zip(keys, columns, strict=True)
            if (total := sum(map(mul, weights, column)))
        }
        value = statistic(sums)
        if value is not None:
            found.append(value)
    if len(found) * 2 < len(draws.weights):
        return None, None
    found.sort()
    last = len(found) - 1
    return found[round(_LOW * last)], found[round(_HIGH * last)]
