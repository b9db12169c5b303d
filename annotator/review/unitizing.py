"""Krippendorff's αU: agreement on where passages with one label begin and end.

Source: Krippendorff 1995, “On the reliability of unitizing continuous data”, and 2004, “Measuring
the reliability of qualitative text analysis data”, p. 251 ff. One label and one article at a time;
a coder's passages of one label may not overlap there, so overlapping ones are joined first.
Several articles are several continua: their squared differences are added, observed and expected.
"""

from collections.abc import Iterable, Sequence
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
    length, count = continuum[1] - continuum[0], len(coders)
    if count < 2 or length <= 0:  # noqa: PLR2004 - nobody to disagree with
        return Disorder(0.0, 0.0)
    gaps = [_gaps(one, continuum) for one in coders]
    observed = sum(
        _between(coders[one], gaps[one], coders[other], gaps[other])
        for one in range(count)
        for other in range(count)
        if one != other
    ) / (count * (count - 1))
    return Disorder(observed, _expected(coders, gaps, length))


def _gaps(sections: Sections, continuum: tuple[int, int]) -> list[tuple[int, int]]:
    starts = [continuum[0], *(end for _, end in sections)]
    ends = [*(start for start, _ in sections), continuum[1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _between(one: Sections, one_gaps: Sections, other: Sections, other_gaps: Sections) -> float:
    """The differences of one coder's sections from another's, as an ordered pair."""
    if one == other:
        return 0.0
    crossed = sum((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in _overlapping(one, other))
    return (
        crossed
        + sum(_alone(section, other_gaps) for section in one)
        + sum(_alone(section, one_gaps) for section in other)
    )


def _overlapping(
    one: Sections, other: Sections
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    first = 0
    for a in one:
        while first < len(other) and other[first][1] <= a[0]:
            first += 1
        at = first
        while at < len(other) and other[at][0] < a[1]:
            yield a, other[at]
            at += 1


def _alone(section: tuple[int, int], gaps: Sections) -> int:
    """The square of a section's length where it lies wholly in a gap of the other coder."""
    start, end = section
    inside = any(gap[0] <= start and end <= gap[1] for gap in gaps)
    return (end - start) ** 2 if inside else 0


def _expected(coders: Sequence[Sections], gaps: Sequence[Sections], length: int) -> float:
    lengths = [end - start for sections in coders for start, end in sections]
    empty = [end - start for sections in gaps for start, end in sections]
    whole = len(coders) * length
    below = whole * (whole - 1) - sum(one * (one - 1) for one in lengths)
    if below <= 0:
        return 0.0
    above = sum(
        (len(lengths) - 1) / 3 * (2 * one**3 - 3 * one**2 + one)
        + one**2 * sum(gap - one + 1 for gap in empty if gap >= one)
        for one in lengths
    )
    return 2 / length * above / below * length**2
