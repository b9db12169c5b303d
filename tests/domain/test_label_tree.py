"""Labels as a tree: whatever is moved, nothing is lost and parents come first."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.codebook import Label
from annotator.domain.label_tree import (
    below,
    in_tree,
    indented,
    moved,
    outdented,
    sound,
    stepped,
    without,
)

IDS = [f"L{number}" for number in range(8)]
TREES = st.lists(st.sampled_from(["", *IDS, "GONE"]), min_size=8, max_size=8).map(
    lambda parents: tuple(
        Label(id=id, layer="A", parent=parent) for id, parent in zip(IDS, parents, strict=True)
    )
)


def made(**parents):
    return tuple(Label(id=id, layer="A", parent=parent) for id, parent in parents.items())


def shape(labels):
    return [f"{'.' * depth}{label.id}" for label, depth in in_tree(labels)]


def test_children_follow_their_parent():
    assert shape(made(a="", b="", c="a", d="c")) == ["a", ".c", "..d", "b"]
    assert below(made(a="", b="", c="a", d="c"), "a") == {"c", "d"}


def test_steps_in_and_out_and_back():
    labels = made(a="", b="", c="")
    assert shape(stepped(labels, "c", -1)) == ["a", "c", "b"]
    assert shape(stepped(labels, "a", 1)) == ["b", "a", "c"]
    assert shape(stepped(labels, "a", -1)) == ["a", "b", "c"]
    deeper = indented(labels, "b")
    assert shape(deeper) == ["a", ".b", "c"]
    assert shape(outdented(deeper, "b")) == ["a", "b", "c"]
    assert shape(indented(labels, "a")) == ["a", "b", "c"]


def test_a_label_takes_along_what_is_below_it():
    labels = made(a="", b="", c="a")
    assert shape(moved(labels, "a", "b")) == ["b", ".a", "..c"]
    assert shape(moved(labels, "a", "c")) == ["a", ".c", "b"]
    assert shape(without(labels, "a")) == ["b", "c"]


@given(TREES, st.sampled_from(IDS), st.sampled_from(["", *IDS]), st.sampled_from(["", *IDS]))
def test_nothing_is_lost_and_nothing_stands_below_itself(labels, label, parent, before):
    for after in (
        moved(labels, label, parent, before),
        stepped(labels, label, 1),
        stepped(labels, label, -1),
        indented(labels, label),
        outdented(labels, label),
    ):
        assert sorted(one.id for one in after) == IDS
        assert label not in below(after, label)
        assert [one.id for one, _ in in_tree(after)] == [one.id for one in after]


@given(TREES, st.sampled_from(IDS))
def test_a_step_and_the_step_back_are_none(labels, label):
    flat = tuple(one for one, _ in in_tree(sound(labels)))
    there = stepped(flat, label, 1)
    if there != flat:
        assert shape(stepped(there, label, -1)) == shape(flat)
