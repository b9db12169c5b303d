"""Codebook files: the shipped one, the short forms, every mistake with its line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assets import resource
from annotator.domain.codebook import (
    Attribute,
    Choice,
    Codebook,
    Label,
    Layer,
    LinkType,
)
from annotator.domain.sentence import AnnotatorError
from annotator.formats.codebook_checks import RESERVED_KEYS
from annotator.formats.codebook_file import MAX_LENGTH, CodebookError, read, write

SHORT = """{"id": "small", "version": "1", "languages": ["fr", "en"],
 "layers": [{"id": "CLAIM", "exclusive": true, "overlap": "nested",
   "labels": [
    {"id": "THREAT", "key": "2", "color": "#b33", "name": {"fr": "Menace"},
     "definition": "Un dommage annoncé.", "include": ["sera saisi"], "exclude": null,
     "examples": {"en": ["Ships will be seized."]}},
    "OTHER"],
   "attributes": [{"id": "speech", "type": "choice", "values": ["direct", "indirect"]}]}],
 "links": [{"id": "about", "from": "CLAIM", "to": "entry", "max": 2}]}
"""


def shipped() -> str:
    return resource("codebooks", "presse-declarations.json").read_text("utf-8")


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(CodebookError) as refused:
        read(text, "my.json")
    return [(line, str(sentence)) for line, sentence in refused.value.mistakes]


def changed(old: str, new: str) -> list[tuple[int, str]]:
    assert SHORT.count(old) == 1
    return mistakes(SHORT.replace(old, new))


# The shipped codebook


def test_the_shipped_codebook_is_what_writing_it_gives():
    assert write(read(shipped(), "shipped")) == shipped()


def test_the_shipped_codebook_has_the_labels_of_the_design():
    codebook = read(shipped(), "shipped")
    assert {layer.id: [label.id for label in layer.labels] for layer in codebook.layers} == {
        "SPEAKER": ["PERSON", "INSTITUTION", "MEDIA", "UNNAMED"],
        "CLAIM": [
            "DENIAL",
            "THREAT",
            "COMMITMENT",
            "DEMAND",
            "ACCUSATION",
            "PREDICTION",
            "EVALUATION",
            "FACT",
            "OTHER",
        ],
        "ENTITY": ["PER", "ORG", "LOC", "EVENT", "NAMED"],
    }
    assert [(layer.channel, layer.exclusive) for layer in codebook.layers] == [
        ("lane", False),
        ("tint", True),
        ("underline", False),
    ]
    assert [label.key for label in codebook.layers[1].labels] == list("123456789")
    assert [link.id for link in codebook.link_types] == [
        "said_by",
        "relayed_by",
        "targets",
        "same_statement",
    ]


def test_the_shipped_labels_have_a_key_a_code_and_a_colour_of_their_own():
    codebook = read(shipped(), "shipped")
    labels = list(codebook.labels())
    assert all(label.key for label in labels)
    assert len({label.code for label in labels}) == len(labels)
    for layer in codebook.layers:
        assert len({label.color for label in layer.labels}) == len(layer.labels)


def test_the_shipped_codebook_says_everything_in_both_languages():
    plain = json.loads(shipped())
    wordings = list(worded(plain))
    assert len(wordings) > 100
    for wording in wordings:
        assert list(wording) == ["en", "fr"]
        assert len(wording["en"]) == len(wording["fr"]) or isinstance(wording["en"], str)
        assert all(wording.values())


def worded(plain):
    """The objects that have a wording per language, wherever they are."""
    if isinstance(plain, dict) and {"en", "fr"} & plain.keys():
        yield plain
    elif isinstance(plain, dict | list):
        for inner in plain.values() if isinstance(plain, dict) else plain:
            yield from worded(inner)


# Short forms


def test_short_forms_are_read():
    codebook = read(SHORT, "my.json")
    layer = codebook.layers[0]
    threat = layer.labels[0]
    assert (layer.exclusive, layer.fragments, layer.channel) == (True, True, "tint")
    assert threat == Label(
        id="THREAT",
        layer="CLAIM",
        key="2",
        color="#bb3333",
        names={"fr": "Menace"},
        definition={"fr": "Un dommage annoncé."},
        include={"fr": ("sera saisi",)},
        examples={"en": ("Ships will be seized.",)},
    )
    assert layer.labels[1] == Label(id="OTHER", layer="CLAIM")
    assert layer.attributes[0].values == (Choice(id="direct"), Choice(id="indirect"))
    assert codebook.link_types == (
        LinkType(id="about", source="CLAIM", targets=("entry",), limit=2),
    )


# Round trip

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.dictionaries(st.sampled_from(["en", "fr", "fr-CA"]), WORDS, max_size=2)
LISTS = st.dictionaries(
    st.sampled_from(["en", "fr"]), st.lists(WORDS, max_size=2).map(tuple), max_size=2
)
IDS = ("A", "b-1", "c.2")
CHOICES = tuple(Choice(id=name, names={"en": name}) for name in IDS)
ATTRIBUTES = st.builds(
    Attribute,
    id=st.just("one"),
    type=st.sampled_from(["choice", "choices", "text", "yes_no"]),
    names=NAMES,
    values=st.just(CHOICES),
    labels=st.sampled_from([(), ("A",), ("A", "b-1")]),
    required=st.booleans(),
    key=st.sampled_from(["", "x"]),
)
LABELS = st.builds(
    Label,
    id=st.just("A"),
    layer=st.just("L"),
    names=NAMES,
    color=st.sampled_from(["", "#00aaFF"]),
    key=st.sampled_from(["", "é", "1"]),
    code=WORDS,
    question=NAMES,
    definition=NAMES,
    include=LISTS,
    exclude=LISTS,
    examples=LISTS,
    mappings=st.dictionaries(WORDS, WORDS, max_size=2),
)
LAYERS = st.builds(
    Layer,
    id=st.just("L"),
    names=NAMES,
    channel=st.sampled_from(["tint", "lane", "underline"]),
    exclusive=st.booleans(),
    fragments=st.booleans(),
    labels=LABELS.map(lambda label: (label, Label(id="b-1", layer="L", parent="A"))),
    attributes=st.lists(ATTRIBUTES, max_size=1).map(tuple),
)
CODEBOOKS = st.builds(
    Codebook,
    id=st.sampled_from(IDS),
    version=st.just("1.0"),
    names=NAMES,
    languages=st.sampled_from([("en",), ("fr", "en")]),
    rules=LISTS,
    layers=LAYERS.map(lambda layer: (layer,)),
    link_types=st.builds(
        LinkType,
        id=st.just("to"),
        source=st.just("L"),
        targets=st.sampled_from([("L",), ("entry", "card")]),
        names=NAMES,
        ordered=st.booleans(),
        limit=st.none() | st.integers(1, 9),
    ).map(lambda link: (link,)),
)


@given(CODEBOOKS)
def test_what_is_written_is_read_back(codebook):
    text = write(codebook)
    assert read(text, "x") == codebook
    assert text == write(read(text, "x"))


# Mistakes


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ('"id": "small", ', "", 1, "“id” is missing"),
        ('"version": "1"', '"version": 1', 1, "a text is expected here, not a number"),
        ('"id": "small"', '"id": "sm all"', 1, "“id” cannot be “sm all”"),
        ('["fr", "en"]', '["French"]', 1, "“French” is not like en"),
        ("true", '"yes"', 2, "true or false is expected here, not a text"),
        ('"overlap": "nested"', '"channel": "glow"', 2, "allowed: tint, lane, underline"),
        ('"overlap"', '"fragmnts"', 2, "did you mean “fragments”?"),
        (
            '"layers": [',
            '"layers": [{"id": "card", "labels": ["A"]}, ',
            2,
            "no layer can be called “card”",
        ),
        ('"2"', '"22"', 4, "the key “22” is not one character"),
        ('"2"', '"s"', 4, "the window needs the key “s”"),
        ('"#b33"', '"red"', 4, "the colour “red”"),
        ('"name": {', '"zzzz": {', 4, "allowed: id, key, color"),
        ('"name": {"fr"', '"name": {"French"', 4, "“French” is not like en"),
        ('"name": {', '"names": "x", "name": {', 4, "“names” and “name” are one field"),
        ('"exclude": null', '"parent": "NONE"', 5, "allowed: THREAT, OTHER"),
        ('"exclude": null', '"parent": "THREAT"', 5, "in a circle"),
        ('"exclude": null', '"mappings": ["x"]', 5, "an object is expected here, not a list"),
        ('"exclude": null', '"exclude": [1]', 5, "a text is expected here, not a number"),
        ('"OTHER"', '"THREAT"', 7, "already used in “labels” on line 4"),
        ('"OTHER"', "7", 7, "an object is expected here, not a number"),
        ('"OTHER"', '{"id": "B", "key": "2"}', 7, "the key “2” already stands for THREAT"),
        ('"type": "choice"', '"type": "list"', 8, "allowed: choice, choices, text"),
        ('"type": "choice", ', "", 8, "“type” is missing"),
        ('["direct", "indirect"]', "[]", 8, "needs “values”"),
        ('["direct", "indirect"]', '["a", "a"]', 8, "already used in “values”"),
        ('"indirect"]', '"indirect"], "labels": ["NONE"]', 8, "allowed: THREAT, OTHER"),
        ('"indirect"]', '"indirect"], "key": "2"', 8, "the key “2” already stands for THREAT"),
        ('"CLAIM", "to"', '"CLAM", "to"', 9, "“from” cannot be “CLAM”; allowed: CLAIM"),
        ('"to": "entry"', '"to": ["CLAIM", "x"]', 9, "allowed: CLAIM, entry, card"),
        ('"to": "entry", ', "", 9, "“targets” is missing"),
        ('"max": 2', '"max": 0', 9, "a whole number from 1"),
        ('"links": [', '"links": [{"id": "about", "from": "CLAIM", "to": "card"}, ', 9, "“links”"),
        ('"links": [', '"links": [[], ', 9, "an object is expected here, not a list"),
        ('"max": 2}', '"max": 2', 9, "this is not JSON: a comma or } is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line(old, new, line, part):
    found = changed(old, new)
    assert len(found) == 1
    assert found[0][0] == line
    assert part in found[0][1]


@pytest.mark.parametrize("key", RESERVED_KEYS)
def test_no_key_of_the_window_can_be_taken(key):
    assert changed('"2"', json.dumps(key))[0][0] == 4


def test_keys_clash_over_all_layers_whatever_their_case():
    text = SHORT.replace('"2"', '"b"').replace(
        ' "layers": [', ' "layers": [{"id": "L", "labels": [{"id": "X", "key": "B"}]},\n'
    )
    assert mistakes(text) == [(5, "the key “b” already stands for X")]


def test_attributes_of_two_layers_may_share_a_key():
    attribute = '"attributes": [{"id": "u", "type": "yes_no", "key": "x"}]'
    layers = ", ".join(f'{{"id": "{name}", "labels": ["A"], {attribute}}}' for name in "XY")
    read(f'{{"id": "c", "version": "1", "layers": [{layers}]}}', "my.json")


@pytest.mark.parametrize("layers", ["", ', "layers": []', ', "layers": [{"id": "L"}]'])
def test_a_codebook_without_labels_is_refused(layers):
    assert mistakes(f'{{"id": "c", "version": "1"{layers}}}') == [
        (1, "a codebook needs a layer with a label")
    ]


@pytest.mark.parametrize("text", ["[]", "null", '"x"', "1"])
def test_what_is_no_object_is_refused_once(text):
    assert len(mistakes(text)) == 1


def test_a_circle_of_parents_is_found_however_long():
    labels = [{"id": f"L{n}", "parent": f"L{(n + 1) % 3000}"} for n in range(3000)]
    plain = {"id": "c", "version": "1", "layers": [{"id": "L", "labels": labels}]}
    assert len(mistakes(json.dumps(plain, indent=0))) == 3000


def test_all_mistakes_are_told_together_in_order_up_to_twenty():
    labels = ",\n".join(f'{{"id": "L{n}", "color": "x"}}' for n in range(30))
    with pytest.raises(CodebookError) as refused:
        read(
            f'{{"id": "c", "version": "1", "layers": [{{"id": "L", "labels": [\n{labels}]}}]}}', "f"
        )
    lines = str(refused.value).splitlines()
    assert lines[0] == "f, line 2: the colour “x” is not like #1f77b4"
    assert lines[19].startswith("f, line 21:")
    assert lines[20:] == ["… and 10 more"]
    assert len(refused.value.mistakes) == 30


def test_braces_in_a_file_do_not_upset_the_sentence():
    with pytest.raises(AnnotatorError, match=r"a\{b\}\.json, line 1: “id” cannot be “\{0\}”"):
        read(SHORT.replace('"small"', '"{0}"'), "a{b}.json")


def test_a_huge_or_deep_file_is_refused():
    assert "characters" in mistakes(" " * (MAX_LENGTH + 1))[0][1]
    assert "deep" in mistakes("[" * 1000)[0][1]
