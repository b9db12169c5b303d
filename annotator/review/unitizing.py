"""Krippendorff's αU: agreement on where passages with one label begin and end.

Source: Krippendorff 1995, “On the reliability of unitizing continuous data”, and 2004, “Measuring
the reliability of qualitative text analysis data”, p. 251 ff. One label and one article at a time;
a coder's passages of one label may not overlap there, so overlapping ones are joined first.
Several articles are several continua: their squared differences are added, observed and expected.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

Sections = Sequence[tuple[int, int]]
"""A coder's passages of one label in one article: half-open, in order, apart."""


class Disorder(NamedTuple):
    """Observed and expected disagreement, in squared code points; both add up over articles."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """αU, nothing where no disagreement can be expected."""
        return 1 - self.observed / self.expected if self.expected > 0 else None


def joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages in order, overlapping ones as one; empty ones are no units."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if start == end:
            continue
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def disorder(coders: Sequence[Sections], continuum: tuple[int, int]) -> Disorder:
    """Disagreement of two or more coders on one label over one continuum `[start, end)`."""
    start, end = continuum
    walk = Walk(len(coders), end - start)
    found = sorted((a, b, coder) for coder, line in enumerate(coders) for a, b in line)
    walk.pass_by("", [(a - start, b - start, coder) for a, b, coder in found])
    return walk.disorders().get("", Disorder(0.0, 0.0))


class _Passed:
    """What a walk has seen of one label: lengths, gaps, and how far each coder's sections reach."""

    __slots__ = ("gaps", "lengths", "observed", "reach")

    def __init__(self) -> None:
        self.observed = 0
        self.lengths: list[int] = []
        self.gaps: list[int] = []
        self.reach: dict[int, int] = {}


class Walk:
    """Once through an article of `length` code points that so many coders worked on."""

    def __init__(self, coders: int, length: int) -> None:
        self._coders = coders
        self._length = length
        self._labels: dict[str, _Passed] = {}

    def pass_by(self, label: str, sections: Sequence[tuple[int, int, int]]) -> None:
        """Sections of a label in order, as start, end and coder; those passed before lie before.

        A coder's sections are apart, see `joined`.
        """
        seen = self._labels.get(label)
        if seen is None:
            seen = self._labels[label] = _Passed()
        for start, end, coder in sections:
            seen.lengths.append(end - start)
            gap = start - seen.reach.get(coder, 0)
            if gap:
                seen.gaps.append(gap)
            seen.reach[coder] = end
        seen.observed += _observed(sections, self._coders)

    def disorders(self) -> dict[str, Disorder]:
        """What the article adds to each label that was passed."""
        if self._coders < 2 or self._length <= 0:  # noqa: PLR2004 - nobody to disagree with
            return {}
        pairs = self._coders * (self._coders - 1) / 2
        return {
            label: Disorder(seen.observed / pairs, self._expected(seen))
            for label, seen in self._labels.items()
        }

    def _expected(self, seen: _Passed) -> float:
        length, lengths = self._length, seen.lengths
        ends = [length - end for end in seen.reach.values() if end < length]
        gaps = sorted(seen.gaps + ends + [length] * (self._coders - len(seen.reach)))
        sums = [0, *accumulate(gaps)]
        whole = self._coders * length
        below, above, others = whole * (whole - 1), 0.0, (len(lengths) - 1) / 3
        for one in lengths:
            below -= one * (one - 1)
            fitting = len(gaps) - (at := bisect_left(gaps, one))
            places = sums[-1] - sums[at] - fitting * (one - 1)
            above += others * one * (one - 1) * (2 * one - 1) + one * one * places
        return 2 * length * above / below if below > 0 else 0.0


def _observed(sections: Sequence[tuple[int, int, int]], coders: int) -> int:
    """The differences of every two coders' sections, each pair of coders once.

    Where two overlap it is the sum of the squares by which their edges differ; a section that lies
    in a gap of another coder adds the square of its length.
    """
    met: list[set[int]] = [set() for _ in sections]
    found = 0
    for number, (start, end, coder) in enumerate(sections):
        for place in range(number + 1, len(sections)):
            other_start, other_end, other = sections[place]
            if other_start >= end:
                break
            if other != coder:
                found += (other_start - start) ** 2 + (other_end - end) ** 2
                met[number].add(other)
                met[place].add(coder)
        found += (coders - 1 - len(met[number])) * (end - start) ** 2
    return found
