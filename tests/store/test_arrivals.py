"""Many annotations at once are what one by one would be: bodies, rows, events and their order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.store import annotations, arrivals, bodies, history, ids, integrity
from annotator.store.errors import WriteOutsideEditError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(
    WORDS, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
PLACES = st.tuples(st.integers(0, 9), st.integers(10, 99)).map(lambda pair: Span(*pair))
ANNOTATIONS = st.builds(
    Annotation,
    **dict.fromkeys(("id", "article", "set", "layer", "label", "note", "origin"), WORDS),
    **dict.fromkeys(("codebook_version", "created", "updated"), WORDS),
    entry=st.none() | WORDS,
    fragments=st.lists(PLACES, min_size=1, max_size=3).map(tuple),
    attributes=st.dictionaries(WORDS, VALUES | st.lists(WORDS), max_size=3),
)


@given(ANNOTATIONS)
def test_a_body_is_written_as_any_other(one):
    body = annotations.body(one) | ({"updated": one.updated} if one.updated else {})
    assert arrivals.written(one) == bodies.written(body)


@given(st.integers(1, 9000))
def test_ids_in_one_go_are_new_and_in_order(number):
    made = ids.new_ids(number)
    assert sorted(set(made)) == made
    assert len(made) == number
    assert all(one[14] == "7" and one[19] in "89ab" and len(one) == 36 for one in made)


def test_an_id_of_words_stays_what_it_was():
    assert ids.id_of("article", "abc") == "a9927207-5fc3-89bb-8978-e6fadc7ac990"


@pytest.fixture
def some(small, article):
    """A hundred annotations that the project does not have."""
    one = Annotation(
        id="",
        article=article,
        set=small.own_set.id,
        layer="CLAIM",
        label="THREAT",
        fragments=(),
    )
    return [
        replace(one, id=ids.new_id(), fragments=(Span(0, 3), Span(5 + at % 40, 50)))
        for at in range(100)
    ]


def stored(project, some):
    """What is there of them now, but for when that was written."""
    found = [annotations.get(project, one.id) for one in some]
    return [one and replace(one, updated="") for one in found]


def test_what_waits_is_there_when_it_settled_and_goes_in_one_step(small, some):
    with small.edit(say("Arrive")) as edit:
        arriving = arrivals.Arrivals(small)
        arriving.add_annotations(some, unheard=True)
        assert arriving.known([some[0].id, "other"]) == {some[0].id}
        assert annotations.get(small, some[0].id) is None
        arriving.settle("another article")
        assert annotations.get(small, some[0].id) is None
        arriving.settle(some[0].article)
        assert arriving.known([some[0].id, "other"]) == {some[0].id}
    assert stored(small, some) == some
    assert edit.targets("annotation") == [one.id for one in some]
    assert not list(integrity.problems(small))
    history.undo(small)
    assert stored(small, some) == [None] * 100
    history.redo(small)
    assert stored(small, some) == some


def test_what_was_undone_comes_back_under_its_id(small, some):
    for _ in range(2):
        with small.edit(say("Arrive")):
            arrivals.add_annotations(small, some)
        history.undo(small)
    assert stored(small, some) == [None] * 100
    with small.edit(say("Arrive")):
        arrivals.add_annotations(small, some)
    assert None not in stored(small, some)
    assert not list(integrity.problems(small))


def test_nothing_is_written_outside_an_edit(small, some):
    with pytest.raises(WriteOutsideEditError):
        arrivals.add_annotations(small, some)
    assert stored(small, some) == [None] * 100


def test_room_in_memory_is_given_back(small):
    before = small.value("PRAGMA cache_size")
    with arrivals.roomy(small):
        assert small.value("PRAGMA cache_size") != before
    assert small.value("PRAGMA cache_size") == before
