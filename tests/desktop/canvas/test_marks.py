"""The index of marks says the same as looking at every mark."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.desktop.canvas.marks import Mark, MarkIndex

marks = st.builds(
    lambda start, length, who: Mark(start, start + length, f"a{who}", "claim"),
    st.integers(0, 120),
    st.integers(1, 60),
    st.integers(0, 40),
)


def brute(every, start, end):
    return sorted(mark for mark in every if mark.start < end and mark.end > start)


@given(st.lists(marks, max_size=60), st.integers(0, 150), st.integers(1, 50))
def test_between_equals_brute_force(every, start, length):
    found = MarkIndex(every).between(start, start + length)
    assert sorted(found) == brute(every, start, start + length)


@given(st.lists(marks, max_size=40), st.lists(st.lists(marks, max_size=3), max_size=12))
def test_replace_equals_brute_force(every, changes):
    index = MarkIndex(every)
    for number, change in enumerate(changes):
        name = f"a{number % 5}"
        fresh = [mark._replace(annotation=name) for mark in change]
        index.replace(name, fresh)
        every = [mark for mark in every if mark.annotation != name] + fresh
        assert sorted(index) == sorted(every)
        assert sorted(index.between(20, 70)) == brute(every, 20, 70)
        assert index.of(name) == sorted(fresh, key=lambda mark: (mark.start, -mark.end))


def test_outer_comes_before_inner():
    inner, outer = Mark(0, 5, "i", "x"), Mark(0, 9, "o", "x")
    assert MarkIndex([inner, outer]).at(0) == [outer, inner]


def test_many_marks_in_and_out_over_several_blocks():
    every = [Mark(n, n + 7, f"a{n % 97}", "x") for n in range(3000)]
    index = MarkIndex()
    for mark in every:
        index.replace(mark.annotation, [*index.of(mark.annotation), mark])
    assert sorted(index) == sorted(every)
    assert sorted(index.at(1500)) == brute(every, 1500, 1501)
    for number in range(97):
        index.replace(f"a{number}", ())
    assert list(index) == []
    assert index.between(0, 9999) == []
