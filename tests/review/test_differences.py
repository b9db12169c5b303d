"""What differs: every kind, and nothing counted twice."""

import json

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.review.differences import KINDS, differences, heat, with_links
from annotator.review.passage import Passage, plain

TEXT = "Il a dit « la guerre est finie » hier, selon la ministre."


def kinds(found):
    return [one.kind for one in found]


def passage(words, label="CLAIM", id="", **more):
    start = TEXT.index(words)
    return Passage(id or words, label, (Span(start, start + len(words)),), **more)


def test_the_worked_example(shared):
    facts = json.loads((shared / "fixtures" / "agreement.json").read_text(encoding="utf-8"))
    first, second = ([plain(tuple(one)) for one in facts["project_fixture"][side]] for side in "AB")
    found = kinds(differences(first, second))
    assert found == [line.split()[0] for line in facts["project_fixture"]["diff_expected"]]
    back = kinds(differences(second, first))
    assert back == ["exact", "boundary", "label", "extra", "merge", "missing"]


def test_edges_that_do_not_matter():
    first, second = passage("« la guerre est finie »"), passage("guerre est finie")
    assert kinds(differences([first], [second], TEXT)) == ["trivial"]
    assert kinds(differences([first], [second])) == ["boundary"]
    third = passage("la guerre est")
    assert kinds(differences([first], [third], TEXT)) == ["boundary"]


def test_attributes_and_entries():
    one = passage("la ministre", attributes={"role": "x"})
    assert kinds(differences([one], [passage("la ministre")])) == ["attribute"]
    assert kinds(differences([passage("la ministre", entry="e")], [passage("la ministre")])) == [
        "attribute"
    ]


def test_links_to_the_same_passages_are_the_same():
    claim = passage("guerre", id="a1", links=frozenset({("said_by", "a2")}))
    speaker = passage("ministre", id="a2")
    theirs = passage("guerre", id="b1", links=frozenset({("said_by", "b2")}))
    other = passage("ministre", id="b2")
    found = differences([claim, speaker], [theirs, other])
    assert kinds(with_links(found)) == ["exact", "exact"]
    alone = passage("guerre", id="b1")
    assert kinds(with_links(differences([claim, speaker], [alone, other]))) == ["link", "exact"]


def test_nested_passages_are_no_split():
    outer = plain((0, 100, "X"))
    assert kinds(differences([outer], [plain((2, 100, "X")), plain((40, 60, "X"))])) == [
        "boundary",
        "extra",
    ]


places = st.tuples(st.integers(0, 50), st.integers(0, 15), st.sampled_from("ab"))
lists = st.lists(places.map(lambda one: (one[0], one[0] + one[1], one[2])), max_size=8)


def numbered(side, some):
    return [
        Passage(f"{side}{at}", label, (Span(start, end),))
        for at, (start, end, label) in enumerate(some)
    ]


@given(lists, lists)
def test_every_passage_comes_once(first, second):
    one, other = numbered("a", first), numbered("b", second)
    found = differences(one, other)
    seen = sorted(
        each.id
        for difference in found
        for each in (difference.first, difference.second, *difference.others)
        if each is not None
    )
    assert seen == sorted(each.id for each in (*one, *other))
    assert {each.kind for each in found} <= set(KINDS)


@given(lists)
def test_with_oneself_nothing_differs(some):
    assert set(kinds(differences(numbered("a", some), numbered("b", some)))) <= {"exact"}


@given(lists, lists, st.permutations(range(8)))
def test_order_does_not_matter(first, second, order):
    one, other = numbered("a", first), numbered("b", second)
    shuffled = [one[at] for at in order if at < len(one)]
    assert differences(one, other) == differences(shuffled, other)


@given(st.lists(lists, min_size=2, max_size=4))
def test_heat_counts_coders_not_passages(coders):
    sides = [numbered(str(at), some) for at, some in enumerate(coders)]
    strip = heat(sides, 80)
    assert strip[0][0].start == 0
    assert strip[-1][0].end == 80
    for span, count in strip:
        marked = sum(any(one.start <= span.start < one.end for one in side) for side in sides)
        assert count == marked
