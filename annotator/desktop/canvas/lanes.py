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
    lefts: list[float] = []  # of the last one in each row: no other there begins before it
    rows = [0] * len(captions)
    for at in reversed(range(len(captions))):
        left, right = captions[at]
        row = next((at for at, taken in enumerate(lefts) if right <= taken), len(lefts))
        if row == len(lefts):
            lefts.append(left)
        lefts[row] = left
        rows[at] = row
    return rows
