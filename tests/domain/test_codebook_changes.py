"""What is different between two codebooks."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies

from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.codebook_changes import (
    ADDED,
    DROPPED,
    MOVED,
    OTHER,
    RENAMED,
    RULE,
    differences,
    following,
    rule_changed,
)

THREAT = Label(id="THREAT", layer="CLAIM", names={"en": "Threat"}, definition={"en": "Harm."})
DENIAL = Label(id="DENIAL", layer="CLAIM")
HOW = Attribute(id="how", type="choice", values=(Choice(id="a"), Choice(id="b")))
OLD = Codebook(
    id="b",
    version="1",
    layers=(Layer(id="CLAIM", labels=(THREAT, DENIAL), attributes=(HOW,)),),
    link_types=(LinkType(id="said_by", source="CLAIM", targets=("entry",)),),
)


def with_layer(**more):
    return replace(OLD, layers=(replace(OLD.layers[0], **more),))


def _shown(lines):
    return "\n".join(map(str, lines))


def told(new):
    return [
        (one.kind, str(one.sentence), _shown(one.before), _shown(one.after))
        for one in differences(OLD, new, "en")
    ]


def test_the_same_codebook_has_no_differences():
    assert differences(OLD, OLD, "en") == []
    assert differences(OLD, replace(OLD, version="2"), "en") == []


def test_parts_come_and_go():
    new = with_layer(labels=(THREAT, Label(id="PLAN", layer="CLAIM", names={"en": "Plan"})))
    assert told(new) == [
        (ADDED, "The label Plan was added.", "", ""),
        (DROPPED, "The label DENIAL was deleted.", "", ""),
    ]
    assert differences(OLD, new, "en")[0].label == ("CLAIM", "PLAN")
    assert told(replace(OLD, link_types=())) == [
        (DROPPED, "The link type said_by was deleted.", "", "")
    ]


def test_words_are_shown_before_and_after_in_their_language():
    renamed = replace(THREAT, names={"en": "Warning"}, definition={"en": "Harm.", "fr": "Mal."})
    assert told(with_layer(labels=(renamed, DENIAL))) == [
        (RENAMED, "Warning (en): renamed.", "Threat", "Warning"),
        (RULE, "Warning, definition (fr): changed.", "", "Mal."),
    ]


def test_attributes_links_and_order_are_compared():
    asked = replace(HOW, values=(Choice(id="a"), Choice(id="c")), required=True)
    assert told(with_layer(attributes=(asked,))) == [
        (ADDED, "how: the answer c was added.", "", ""),
        (DROPPED, "how: the answer b was deleted.", "", ""),
        (OTHER, "how, must be answered: changed.", "–", "✓"),
    ]
    assert told(with_layer(labels=(DENIAL, THREAT))) == [
        (MOVED, "The label DENIAL stands first now.", "", "")
    ]
    link = replace(OLD.link_types[0], limit=1)
    assert told(replace(OLD, link_types=(link,))) == [
        (OTHER, "said_by, how many there may be: changed.", "", "1")
    ]


def test_ids_are_told_by_name():
    below = replace(DENIAL, parent="THREAT")
    asked = replace(HOW, labels=("THREAT",), type="yes_no")
    layer = replace(
        OLD.layers[0], names={"en": "Claims"}, labels=(THREAT, below), attributes=(asked,)
    )
    link = replace(OLD.link_types[0], targets=("CLAIM", "card"))
    assert told(replace(OLD, layers=(layer,), link_types=(link,))) == [
        (RENAMED, "Claims (en): renamed.", "", "Claims"),
        (OTHER, "DENIAL, place in the tree: changed.", "", "Threat"),
        (OTHER, "how, type of answer: changed.", "One of several", "Yes or no"),
        (OTHER, "how, labels it is asked of: changed.", "", "Threat"),
        (
            OTHER,
            "said_by, where it may lead: changed.",
            "register entry",
            "Claims\nstatement card",
        ),
    ]


def test_of_a_list_only_what_came_or_went_is_told():
    before = replace(THREAT, include={"en": ("a", "b", "c")})
    old = with_layer(labels=(before, DENIAL))
    for after, was, now in (
        (("a", "c", "d"), ("b",), ("d",)),
        (("c", "b", "a"), ("a", "b", "c"), ("c", "b", "a")),
    ):
        new = with_layer(labels=(replace(before, include={"en": after}), DENIAL))
        (found,) = differences(old, new, "en")
        assert (found.before, found.after) == (was, now)


def test_answers_are_told_one_by_one():
    renamed = replace(HOW, values=(Choice(id="b"), Choice(id="a", names={"de": "Erste"})))
    assert told(with_layer(attributes=(renamed,))) == [
        (RENAMED, "how, answer Erste (de): renamed.", "", "Erste"),
        (MOVED, "The answer b stands first now.", "", ""),
    ]


@given(strategies.permutations(list(range(12))))
def test_no_more_is_moved_than_has_to_be(order):
    """Putting back what is said to have moved leaves the rest in its old order."""
    old = tuple(Label(id=f"L{number:02}", layer="MANY") for number in range(12))
    new = tuple(old[number] for number in order)
    books = [
        Codebook(id="b", version="1", layers=(Layer(id="MANY", labels=labels),))
        for labels in (old, new)
    ]
    moved = {one.label[1] for one in differences(*books, "en")}
    stayed = [one.id for one in new if one.id not in moved]
    assert stayed == sorted(stayed)
    assert bool(moved) == (new != old)
    if moved:
        one_more = [one.id for one in new if one.id not in moved or one.id == min(moved)]
        assert one_more != sorted(one_more)


def test_only_the_rule_is_the_rule():
    assert rule_changed(THREAT, replace(THREAT, exclude={"en": ("x",)}))
    assert not rule_changed(THREAT, replace(THREAT, names={}, color="#000000", key="T"))
    assert not rule_changed(THREAT, replace(THREAT, examples={"en": ("x",)}))


@pytest.mark.parametrize(
    ("version", "next_one"),
    [("1.0.0", "1.1.0"), ("1.9.3", "1.10.0"), ("3", "4"), ("1.0.0+abc", "1.1.0"), ("a", "a.1")],
)
def test_versions_have_followers(version, next_one):
    assert following(version) == next_one
