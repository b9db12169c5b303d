"""Which lane each of several overlapping stretches takes; pure geometry on one axis."""

from collections.abc import Sequence

Stretch = tuple[float, float]


def assign(stretches: Sequence[Stretch]) -> list[int]:
    """The first free lane for each `[start, end)`, given in order of start."""
    ends: list[float] = []
    lanes: list[int] = []
    for start, end in stretches:
        lane = next((at for at, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        lanes.append(lane)
    return lanes


def stack(captions: Sequence[Stretch]) -> list[int]:
    """The row for each caption, row 0 nearest to the words; given from left to right.

    Set from the right, so that of two that collide the earlier, outer one goes further out.
    """
    taken: list[list[Stretch]] = []
    rows = [0] * len(captions)
    for at in reversed(range(len(captions))):
        left, right = captions[at]
        row = next((n for n, row in enumerate(taken) if _free(row, left, right)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows[at] = row
    return rows


def _free(row: Sequence[Stretch], left: float, right: float) -> bool:
    return all(right <= other_left or other_right <= left for other_left, other_right in row)
