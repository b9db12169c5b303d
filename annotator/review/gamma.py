"""γ: agreement on where passages are and what they are called, against chance.

Source: Mathet, Widlöcher & Métivier 2015, “The unified and holistic method gamma (γ) for
inter-annotator agreement measure and alignment”, Computational Linguistics 41(3). A unitary
alignment takes at most one passage a coder; its disorder is the mean over all pairs of coders of
α·position² + β·label, or Δ where one of the pair is missing. The best alignment has the least sum,
which is divided by the mean number of passages a coder. Chance is drawn by shifting coders'
passages around the part of the text that has any (section 5.2, the shuffle sampler), with a seed;
shifts of one draw are at least half a mean length apart.
"""

import random
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.review import assignment
from annotator.review.passage import Labelled

_SAMPLES = 30
_MOST_STATES = 200_000


class Weights(NamedTuple):
    """How much position, label and a missing passage count."""

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0


USUAL = Weights()


class TooManyError(Exception):
    """The passages hang together so much that no exact answer is found in bounded time."""


class Gamma(NamedTuple):
    """γ with what it was made from; nothing where no passage was marked or no chance is left."""

    value: float | None
    observed: float
    expected: float


def distance(one: Labelled, other: Labelled, weights: Weights) -> float:
    """The dissimilarity of two passages."""
    spread = abs(one[0] - other[0]) + abs(one[1] - other[1])
    size = one[1] - one[0] + other[1] - other[0]
    position = (spread / size) ** 2 if size else 0.0
    return weights.empty * (weights.alpha * position + weights.beta * (one[2] != other[2]))


def disorder(coders: Sequence[Sequence[Labelled]], weights: Weights = USUAL) -> float:
    """The disorder of the best alignment of two or more coders' passages; 0 where there are none.

    Raises:
        TooManyError: there are more than two coders and no exact answer in bounded time.
    """
    lines = [sorted(line) for line in coders]
    units = sum(map(len, lines))
    if not units:
        return 0.0
    total = (_of_two if len(lines) == 2 else _of_many)(lines, weights)  # noqa: PLR2004
    return total / (units / len(lines))


def gamma(
    coders: Sequence[Sequence[Labelled]],
    weights: Weights = USUAL,
    *,
    seed: int = 1,
    samples: int = _SAMPLES,
) -> Gamma:
    """γ of passages in one text; the same seed gives the same value.

    Raises:
        TooManyError: see `disorder`.
    """
    observed = disorder(coders, weights)
    draw = random.Random(seed)  # noqa: S311 - statistics, no secret
    if not any(coders):
        return Gamma(None, observed, 0.0)
    ring = _Ring.of(coders)
    drawn = [disorder(ring.shuffled(coders, draw), weights) for _ in range(samples)]
    expected = sum(drawn) / len(drawn) if drawn else 0.0
    return Gamma(1 - observed / expected if expected else None, observed, expected)


class _Ring(NamedTuple):
    """The part of a text around which passages are shifted, in code points."""

    start: int
    end: int
    apart: int
    """How far two shifts of one draw are apart at least."""

    @classmethod
    def of(cls, coders: Sequence[Sequence[Labelled]]) -> "_Ring":
        every = [one for line in coders for one in line]
        sizes = sum(end - start for start, end, _ in every)
        start, end = min(one[0] for one in every), max(one[1] for one in every)
        return cls(start, max(start + 1, end), round(sizes / len(every) / 2))

    def shuffled(
        self, coders: Sequence[Sequence[Labelled]], draw: random.Random
    ) -> list[list[Labelled]]:
        """For each coder the passages of somebody, shifted."""
        shifts: list[int] = []
        found: list[list[Labelled]] = []
        while not any(found):
            shifts, found = [], []
            for _ in coders:
                shifts.append(self._shift(shifts, draw))
                line = draw.choice(coders)
                found.append([self._shifted(one, shifts[-1]) for one in line])
        return found

    def _shift(self, others: Sequence[int], draw: random.Random) -> int:
        """A place of the ring away from the others, where there still is one."""
        free = [(self.start, self.end)]
        for other in others:
            near, far = other - self.apart, other + self.apart
            free = [
                part
                for start, end in free
                for part in ((start, min(end, near)), (max(start, far), end))
                if part[0] < part[1]
            ]
        if not free:
            return draw.randrange(self.start, self.end)
        (part,) = draw.choices(free, weights=[end - start for start, end in free])
        return draw.randrange(*part)

    def _shifted(self, one: Labelled, shift: int) -> Labelled:
        start = one[0] + shift
        start = start + self.start - self.end if start > self.end else start
        return start, start + one[1] - one[0], one[2]


# ---------------------------------------------------------------------- two coders


def _of_two(lines: Sequence[Sequence[Labelled]], weights: Weights) -> float:
    """An assignment problem, solved group by group: far passages are never aligned."""
    first, second = lines
    total = weights.empty * (len(first) + len(second))
    for rows, columns, worth in _near(first, second, weights):
        total -= _saved(rows, columns, worth)
    return total


def _near(
    first: Sequence[Labelled], second: Sequence[Labelled], weights: Weights
) -> list[tuple[list[int], list[int], dict[tuple[int, int], float]]]:
    """Groups of passages that aligning could pay for, with what each pair would save."""
    worth: dict[tuple[int, int], float] = {}
    longest = max((end - start for start, end, _ in second), default=0)
    starts = [one[0] for one in second]
    reach = (2 / weights.alpha) ** 0.5 if weights.alpha > 0 else float("inf")
    for at, one in enumerate(first):
        span = (one[1] - one[0] + longest) * reach
        for to in range(bisect_left(starts, one[0] - span), len(second)):
            other = second[to]
            if other[0] > one[0] + span:
                break
            saved = 2 * weights.empty - distance(one, other, weights)
            if saved > 0:
                worth[at, to] = saved
    return _components(worth)


def _components(
    worth: Mapping[tuple[int, int], float],
) -> list[tuple[list[int], list[int], dict[tuple[int, int], float]]]:
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for at, to in worth:
        rows.setdefault(at, []).append(to)
        columns.setdefault(to, []).append(at)
    seen: set[int] = set()
    found = []
    for start in rows:
        if start in seen:
            continue
        some, others, waiting = {start}, set[int](), [start]
        while waiting:
            for to in rows[waiting.pop()]:
                if to not in others:
                    others.add(to)
                    fresh = [at for at in columns[to] if at not in some]
                    some.update(fresh)
                    waiting += fresh
        seen |= some
        pairs = {(at, to): worth[at, to] for at in some for to in rows[at]}
        found.append((sorted(some), sorted(others), pairs))
    return found


def _saved(
    rows: Sequence[int], columns: Sequence[int], worth: Mapping[tuple[int, int], float]
) -> float:
    if len(worth) == 1:
        return next(iter(worth.values()))
    if len(rows) == 1 or len(columns) == 1:
        return max(worth.values())
    alone = [0.0] * len(rows)
    costs = [[*(-worth.get((at, to), 0.0) for to in columns), *alone] for at in rows]
    return -sum(costs[row][column] for row, column in enumerate(assignment.cheapest(costs)))


# ---------------------------------------------------------------------- more coders


def _of_many(lines: Sequence[Sequence[Labelled]], weights: Weights) -> float:
    """The cheapest cover of all passages by unitary alignments, passage by passage in order."""
    numbers = sorted(
        (one, coder, at) for coder, line in enumerate(lines) for at, one in enumerate(line)
    )
    bit = {(coder, at): 1 << place for place, (_, coder, at) in enumerate(numbers)}
    by_first = _unitary(lines, weights, bit)
    states: dict[int, float] = {0: 0.0}
    for place in range(len(numbers)):
        following: dict[int, float] = {}
        for covered, cost in states.items():
            if covered >> place & 1:
                _keep(following, covered, cost)
                continue
            for mask, price in by_first[place]:
                if not covered & mask:
                    _keep(following, covered | mask, cost + price)
        if len(following) > _MOST_STATES:
            raise TooManyError
        states = following
    return min(states.values())


def _keep(states: dict[int, float], covered: int, cost: float) -> None:
    if cost < states.get(covered, float("inf")):
        states[covered] = cost


def _unitary(
    lines: Sequence[Sequence[Labelled]], weights: Weights, bit: Mapping[tuple[int, int], int]
) -> list[list[tuple[int, float]]]:
    """Unitary alignments that could pay, by the first passage they take: passages and price."""
    pairs = len(lines) * (len(lines) - 1) / 2
    found: list[list[tuple[int, float]]] = [[] for _ in bit]

    def extend(coder: int, chosen: list[tuple[int, int]], price: float) -> None:
        if chosen and price / pairs > weights.empty * len(chosen) + 1e-12:
            # What is chosen already costs more than leaving every one of them alone; more coders
            # can only make up for it where they come near, by one missing passage each.
            spare = weights.empty * (len(lines) - coder)
            if price / pairs > weights.empty * len(chosen) + spare:
                return
        if coder == len(lines):
            if chosen and price / pairs <= weights.empty * len(chosen) + 1e-12:
                mask = sum(bit[one] for one in chosen)
                found[(mask & -mask).bit_length() - 1].append((mask, price / pairs))
            return
        extend(coder + 1, chosen, price + weights.empty * coder)
        for at, one in enumerate(lines[coder]):
            apart = [distance(one, lines[c][n], weights) for c, n in chosen]
            if any(each > len(lines) * pairs * weights.empty for each in apart):
                continue
            missing = weights.empty * (coder - len(chosen))
            extend(coder + 1, [*chosen, (coder, at)], price + sum(apart) + missing)

    extend(0, [], 0.0)
    return found
