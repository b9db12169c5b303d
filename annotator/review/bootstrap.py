"""How far a statistic could have come out otherwise: percentile bootstrap over articles.

Source: Efron & Tibshirani 1993, chapter 13; for agreement, Zapf et al. 2016. Articles are drawn
with replacement; where there are more than `GROUPS` of them, they are put into so many groups at
random first and groups are drawn, which changes the interval by little and costs far less.
"""

import random
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

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
        self.group_of = [0] * articles
        for number, place in enumerate(places):
            self.group_of[place] = number % self.groups if self.groups else 0
        every = range(self.groups)
        self._picks = [
            itemgetter(*draw.choices(every, k=self.groups))
            for _ in range(resamples if articles >= FEWEST else 0)
        ]

    def grouped(self, rows: Sequence[Summed[Key]]) -> list[dict[Key, float]]:
        """Sums of articles by their groups; `rows` has one for each article."""
        found: list[dict[Key, float]] = [{} for _ in range(self.groups)]
        for group, row in zip(self.group_of, rows, strict=True):
            into = found[group]
            for key, value in row.items():
                into[key] = into.get(key, 0.0) + value
        return found

    def sums(self, column: Sequence[float]) -> list[float]:
        """The sum of a number over each draw, where `column` has it for each group."""
        return [sum(pick(column)) for pick in self._picks]


class Resampled(Generic[Key]):
    """Sums over groups, drawn again and again; each key is summed once, whoever asks for it."""

    def __init__(self, draws: Draws, groups: Sequence[Summed[Key]]) -> None:
        self._draws = draws
        self._groups = groups
        self._sums: dict[Key, list[float]] = {}

    def interval(
        self, keys: Sequence[Key], statistic: Callable[[Summed[Key]], float | None]
    ) -> tuple[float | None, float | None]:
        """The middle 95 % of a statistic that reads these keys; nothing with too few articles.

        Draws in which the statistic is not defined are left out, unless it is half of them.
        """
        columns = [self._of(key) for key in keys]
        values = [
            statistic({key: one for key, one in zip(keys, sums, strict=True) if one})
            for sums in zip(*columns, strict=True)
        ]
        found = sorted(value for value in values if value is not None)
        if not found or len(found) * 2 < len(values):
            return None, None
        last = len(found) - 1
        return found[round(_LOW * last)], found[round(_HIGH * last)]

    def _of(self, key: Key) -> list[float]:
        if key not in self._sums:
            self._sums[key] = self._draws.sums([group.get(key, 0.0) for group in self._groups])
        return self._sums[key]


def interval(
    draws: Draws, groups: Sequence[Summed[Key]], statistic: Callable[[Summed[Key]], float | None]
) -> tuple[float | None, float | None]:
    """The same for a statistic that reads everything the groups have."""
    keys = list(dict.fromkeys(key for group in groups for key in group))
    return Resampled(draws, groups).interval(keys, statistic)
