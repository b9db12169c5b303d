"""What is different between two codebooks."""

from dataclasses import replace

import pytest

from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.codebook_changes import (
    ADDED,
    DROPPED,
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


def told(new):
    return [
        (one.kind, str(one.sentence), one.before, one.after) for one in differences(OLD, new, "en")
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
        (OTHER, "how, answers: changed.", "a\nb", "a\nc"),
        (OTHER, "how, must be answered: changed.", "–", "✓"),
    ]
    assert told(with_layer(labels=(DENIAL, THREAT))) == [
        (OTHER, "Another order: label.", "Threat, DENIAL", "DENIAL, Threat")
    ]
    link = replace(OLD.link_types[0], limit=1)
    assert told(replace(OLD, link_types=(link,))) == [
        (OTHER, "said_by, how many there may be: changed.", "", "1")
    ]


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
