"""What an article adds to γ of a layer: disorder observed and by chance, in whole passages.

γ of several articles is 1 minus the sum of what was observed over the sum of what chance gives, so
that an article counts by how many passages it has; for one article that is γ of Mathet et al. 2015.
"""

from collections.abc import Iterable, Sequence

from annotator.review import gamma
from annotator.review.clusters import Mark
from annotator.review.gamma import TooManyError
from annotator.review.passage import Labelled
from annotator.review.shares import GAMMA, TOO_MANY, Bag

_IN_ALL, _LEAST = 300, 3


def samples(articles: int) -> int:
    """How often chance is drawn for each of so many articles: some hundred times in all."""
    return max(_LEAST, -(-_IN_ALL // max(1, articles)))


def gamma_share(marks: Iterable[Mark], worked: Sequence[bool], seed: int, times: int) -> Bag:
    """Observed and expected disorder; passages of several fragments count from end to end."""
    lines: list[list[Labelled]] = [[] for _ in worked]
    for start, end, coder, label, _ in sorted(marks):
        lines[coder].append((start, end, label))
    present = [line for line, one in zip(lines, worked, strict=True) if one]
    mean = sum(map(len, present)) / len(present)
    if not mean:
        return {}
    try:
        found = gamma.gamma(present, seed=seed, samples=times)
    except TooManyError:
        return {TOO_MANY: 1.0}
    return {(GAMMA, "observed"): found.observed * mean, (GAMMA, "expected"): found.expected * mean}
