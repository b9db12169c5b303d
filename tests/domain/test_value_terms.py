"""Terms for attribute values among the words that are searched for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.codebook import Attribute, Choice, Codebook, Layer, LinkType
from annotator.domain.value_terms import EntryTerm, LinkTerm, ValueTerm, read_terms

SPEECH = Attribute(
    id="speech",
    type="choice",
    names={"en": "Speech", "fr": "Discours"},
    values=(
        Choice(id="direct", names={"en": "direct", "fr": "Direct"}),
        Choice(id="mixed", names={"fr": "mixte et rapporté"}),
    ),
)
BOOK = Codebook(
    id="b",
    version="1",
    layers=(
        Layer(
            id="CLAIM",
            attributes=(
                SPEECH,
                Attribute(id="unsure", type="yes_no"),
                Attribute(id="topic", type="text", names={"fr": "Thème"}),
                Attribute(id="size", type="number"),
            ),
        ),
        Layer(id="SPEAKER", attributes=(Attribute(id="unsure", type="yes_no"),)),
    ),
)


@pytest.mark.parametrize(
    ("written", "left", "terms"),
    [
        ("port speech:direct amiral", "port   amiral", [("speech", ("direct",), False, False)]),
        ("discours:mixte", "", [("speech", ("mixed",), False, False)]),
        ('"Speech":"mixte et"', "", [("speech", ("mixed",), False, False)]),
        ("speech:nothing", "", [("speech", ("nothing",), False, False)]),
        ("speech:*", "", [("speech", (), False, False)]),
        ("theme:Énergie", "", [("topic", ("energie",), True, False)]),
        ("size:3,5", "", [("size", ("3.5",), False, False)]),
        ("le 12:30 http://x.y", "le 12:30 http://x.y", []),
    ],
)
def test_terms_are_taken_out_of_the_words(written, left, terms):
    words, found = read_terms(BOOK, written)
    assert words == left
    assert [tuple(one[0][1:]) for one in found] == terms


def test_an_attribute_of_two_layers_is_meant_in_both():
    _, (term,) = read_terms(BOOK, "unsure:oui")
    assert term == (
        ValueTerm("CLAIM", "unsure", ("1",)),
        ValueTerm("SPEAKER", "unsure", ("1",)),
    )
    _, (term,) = read_terms(BOOK, "unsure:no")
    assert all(one.none for one in term)


def test_links_and_what_they_say_are_meant_too():
    cue = Attribute(id="cue", type="text", names={"fr": "Marqueur"})
    said = LinkType(
        id="said_by", source="CLAIM", targets=("entry",), names={"en": "Said by"}, attributes=(cue,)
    )
    book = replace(BOOK, link_types=(said,))

    def meant(written):
        left, terms = read_terms(book, written)
        assert left == ""
        return [one for (one,) in terms]

    assert meant('said_by:KIM "said by":"Odile M"') == [
        LinkTerm("said_by", "CLAIM", "kim"),
        LinkTerm("said_by", "CLAIM", "odile m"),
    ]
    assert meant("said_by:*") == [LinkTerm("said_by", "CLAIM")]
    assert meant("said_by:-") == [LinkTerm("said_by", "CLAIM", none=True)]
    value = ValueTerm("CLAIM", "cue", ("selon",), within=True)
    assert meant("marqueur:Selon") == [LinkTerm("said_by", "CLAIM", value=value)]
    assert meant("entry:Kim") == [EntryTerm("kim")]


@given(st.text(alphabet='ab: "*é', max_size=30))
def test_anything_can_be_written(written):
    words, terms = read_terms(BOOK, written)
    assert terms == ()
    assert words == written.strip()
