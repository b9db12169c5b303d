"""Which lane each of several overlapping stretches takes; pure geometry on one axis."""

from collections.abc import Sequence

Stretch = tuple[float, float]


def assign(stretches: Sequence[Stretch]) -> list[int]:
    """The first free lane for each `[start, end)`, given in order of start."""
    ends: list[float] = []
    lanes: list[int] = []
    for start, end in stretches:
        for lane, taken in enumerate(ends):
            if taken <= start:
                ends[lane] = end
                lanes.append(lane)
                break
        else:
            lanes.append(len(ends))
            ends.append(end)
    return lanes


def assign_in_bands(stretches: Sequence[Stretch], bands: Sequence[int]) -> list[int]:
    """As `assign`, but stretches of a lower band have all their lanes before those of a higher.

    So everything of one coder stands above everything of the next, whatever overlaps.
    """
    lanes = [0] * len(stretches)
    below = 0
    for band in sorted(set(bands)):
        mine = [at for at, one in enumerate(bands) if one == band]
        given = assign([stretches[at] for at in mine])
        for at, lane in zip(mine, given, strict=True):
            lanes[at] = below + lane
        below += max(given) + 1
    return lanes


def stack(captions: Sequence[Stretch]) -> list[int]:
    """The row for each caption, row 0 nearest to the words; given from left to right.

    Set from the right, so that of two that collide the earlier, outer one goes further out.
    """
    lefts: list[float] = []  # of the last one in each row: no other there begins before it
    rows = [0] * len(captions)
    for at in reversed(range(len(captions))):
        left, right = captions[at]
        for row, taken in enumerate(lefts):
            if right <= taken:
                lefts[row] = left
                rows[at] = row
                break
        else:
            rows[at] = len(lefts)
            lefts.append(left)
    return rows
