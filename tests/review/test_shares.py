"""Simple clusters are counted by their patterns: the same sums as counting passage by passage."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.review import clusters, nominal, span_f1, unitizing
from annotator.review.agreement import agreement
from annotator.review.bootstrap import Draws
from annotator.review.clusters import passages
from annotator.review.shares import Share, share
from annotator.review.units import units

LENGTH = 90
SETS = ("A", "B", "C")

places = st.tuples(st.integers(0, 60), st.integers(0, 15), st.sampled_from("ab"))


@st.composite
def marks(draw):
    """Three coders' passages; some have two fragments, some are empty, some overlap their own."""
    found = []
    for coder in range(3):
        for start, size, label in draw(st.lists(places, max_size=6)):
            gap = draw(st.sampled_from((0, 0, 0, 3)))
            spans = (Span(start, start + size),)
            if gap and size:
                spans = (*spans, Span(start + size + gap, start + size + gap + 4))
            end = spans[-1].end
            found.append((start, end, coder, label, spans if len(spans) > 1 else ()))
    return found


def of(some, worked=(True, True, True)):
    return agreement({0: share(some, worked, LENGTH)}, SETS, Draws(1))


@given(marks())
def test_sums_are_those_of_the_whole_article(some):
    lines = passages(sorted(some), 3)  # ties go by place
    found = of(some)
    for one, other in combinations(range(3), 2):
        pair = found.pairs[SETS[one], SETS[other]]
        assert pair.f1_strict.value == span_f1.strict(lines[one], lines[other]).f1
        assert pair.f1_overlap.value == span_f1.overlapping(lines[one], lines[other]).f1
    labels = [[each and each.label for each in unit] for unit in units(lines)]
    assert found.matched == sum(len(unit) - unit.count(None) > 1 for unit in labels)
    alpha = nominal.alpha(nominal.coincidences(labels))
    assert (found.alpha.value is None) == (alpha is None)
    assert alpha is None or abs(found.alpha.value - alpha) < 1e-9


def between(one, one_gaps, other, other_gaps):
    crossed = sum(
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
        for a in one
        for b in other
        if a[0] < b[1] and b[0] < a[1]
    )
    for sections, gaps in ((one, other_gaps), (other, one_gaps)):
        crossed += sum(
            (b - a) ** 2 for a, b in sections if any(gap[0] <= a and b <= gap[1] for gap in gaps)
        )
    return crossed


def slowly(lines, length):
    """αU's disorder as the papers write it: every section beside every section and gap."""
    count = len(lines)
    gaps = []
    for line in lines:
        starts, ends = [0, *(b for _, b in line)], [*(a for a, _ in line), length]
        gaps.append([(a, b) for a, b in zip(starts, ends, strict=True) if a < b])
    observed = sum(
        between(lines[one], gaps[one], lines[other], gaps[other])
        for one, other in combinations(range(count), 2)
    )
    sizes = [b - a for line in lines for a, b in line]
    empty = [b - a for line in gaps for a, b in line]
    whole = count * length
    below = whole * (whole - 1) - sum(one * (one - 1) for one in sizes)
    above = sum(
        (len(sizes) - 1) / 3 * (2 * one**3 - 3 * one**2 + one)
        + one**2 * sum(gap - one + 1 for gap in empty if gap >= one)
        for one in sizes
    )
    return 2 * observed / count / (count - 1), 2 * length * above / below if below > 0 else 0


@given(marks())
def test_places_are_those_of_the_formula(some):
    found = of(some)
    for label, statistic in found.alpha_u.items():
        lines = [
            unitizing.joined(
                span
                for start, end, one, said, spans in some
                if one == coder and said == label
                for span in (spans or ((start, end),))
            )
            for coder in range(3)
        ]
        observed, expected = slowly(lines, LENGTH)
        direct = unitizing.disorder(lines, (0, LENGTH))
        assert abs(direct.observed - observed) < 1e-6
        assert abs(direct.expected - expected) < 1e-6
        if statistic.value is not None:
            assert abs(statistic.value - (1 - observed / expected)) < 1e-9


@given(marks())
def test_clusters_are_apart_and_whole(some):
    found = clusters.clusters(some)
    assert sorted(one for cluster in found for one in cluster) == sorted(some)
    for before, after in combinations(found, 2):
        assert max(one[1] for one in before) <= min(one[0] for one in after)


@given(marks())
def test_who_did_not_work_there_does_not_count(some):
    without = [one for one in some if one[2] < 2]
    found = of(without, (True, True, False))
    assert found.pairs["A", "C"].f1_strict.value is None
    alone = agreement({0: share(without, (True, True), LENGTH)}, SETS[:2], Draws(1))
    assert found.f1_strict == alone.f1_strict
    assert found.alpha == alone.alpha
    assert found.alpha_u == alone.alpha_u


@given(marks(), st.permutations(range(18)))
def test_order_does_not_matter(some, order):
    shuffled = [some[at] for at in order if at < len(some)]
    assert of(shuffled) == of(some[:18])


def test_nothing_adds_nothing():
    assert of([]).f1_strict.why is not None
    assert share([], (True, True, True), LENGTH) == Share([], {})
