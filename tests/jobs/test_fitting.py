"""What a format cannot carry is changed as somebody chose, and never more than that."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.span import Span, joined
from annotator.formats.outgoing import Outgoing
from annotator.jobs.fitting import PART_OF, fitted

TEXT = "abcdefghijklmnopqrstuvwxyz"
ARTICLE = Article(id="a", name="a", metadata=Metadata(), source=Source(), length=26, text_sha256="")


def outgoing(number, *fragments, set="Ann"):
    spans = joined(Span(*one) for one in fragments)
    made = Annotation(
        id=str(number), article="a", set=set, layer="L", label="x", fragments=spans, note="n"
    )
    words = tuple(span.cut(TEXT) for span in spans)
    return Outgoing(annotation=made, article=ARTICLE, words=words, set=set, coder=set)


def places(found):
    return [tuple(one.annotation.fragments) for one in found]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("", [((1, 3), (5, 7))]),
        ("split", [((1, 3),), ((5, 7),)]),
        ("outermost", [((1, 7),)]),
        ("skip", []),
    ],
)
def test_interrupted_passages(choice, expected):
    found = fitted([outgoing(1, (1, 3), (5, 7))], TEXT, fragments=choice, overlap="")
    assert places(found) == expected
    assert all(one.words == tuple(s.cut(TEXT) for s in one.annotation.fragments) for one in found)


def test_pieces_know_what_they_were_part_of():
    first, second = fitted([outgoing(1, (1, 3), (5, 7))], TEXT, fragments="split", overlap="")
    assert first.annotation.attributes[PART_OF] == second.annotation.attributes[PART_OF] == "1"
    assert (first.annotation.id, second.annotation.id) == ("1", "1.2")
    assert (first.annotation.note, second.annotation.note) == ("n", "")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("outermost", [((0, 10),), ((12, 15),)]),
        ("skip", [((12, 15),)]),
        ("split", [((0, 2),), ((2, 5),), ((5, 10),), ((12, 15),)]),
        ("layers", [((0, 10),), ((2, 5),), ((12, 15),)]),
    ],
)
def test_overlapping_passages(choice, expected):
    given = [outgoing(1, (0, 10)), outgoing(2, (2, 5)), outgoing(3, (12, 15))]
    assert places(fitted(given, TEXT, fragments="split", overlap=choice)) == expected


def test_sets_do_not_stand_in_each_others_way():
    given = [outgoing(1, (0, 10)), outgoing(2, (2, 5), set="Ben")]
    for choice in ("outermost", "skip", "split"):
        assert len(fitted(given, TEXT, fragments="split", overlap=choice)) == 2


_SPANS = st.lists(
    st.tuples(st.integers(0, 24), st.integers(1, 6)).map(lambda one: (one[0], min(26, sum(one)))),
    max_size=8,
)


@given(_SPANS, st.sampled_from(["outermost", "skip", "split"]))
def test_nothing_overlaps_afterwards_and_no_word_is_invented(spans, choice):
    given = [outgoing(number, span) for number, span in enumerate(spans)]
    found = [one.annotation for one in fitted(given, TEXT, fragments="split", overlap=choice)]
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {at for span in spans for at in range(*span)}
    left = {at for one in found for at in range(one.start, one.end)}
    assert left <= covered
    if choice == "split":
        assert left == covered
