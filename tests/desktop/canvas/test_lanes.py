"""Stretches of one lane never overlap, nor do captions of one row."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.desktop.canvas.lanes import assign, stack

stretches = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=40).map(
    lambda pairs: sorted((start, start + length) for start, length in pairs)
)


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


@given(stretches)
def test_lanes_never_overlap(given_stretches):
    lanes = assign(given_stretches)
    for (one, lane), (other, its) in combinations(zip(given_stretches, lanes, strict=True), 2):
        assert lane != its or not overlap(one, other)


@given(stretches)
def test_no_more_lanes_than_the_deepest_place(given_stretches):
    lanes = assign(given_stretches)
    depth = max((sum(s <= at < e for s, e in given_stretches) for at in range(140)), default=0)
    assert max(lanes, default=-1) + 1 == depth


@given(stretches)
def test_rows_never_overlap(captions):
    rows = stack(captions)
    for (one, row), (other, its) in combinations(zip(captions, rows, strict=True), 2):
        assert row != its or not overlap(one, other)


def test_the_outer_caption_stands_further_out():
    assert stack([(0, 50), (20, 60), (80, 90)]) == [1, 0, 0]
