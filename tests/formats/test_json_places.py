"""Where each value of a JSON text stands, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.json_places import MAX_DEPTH, NotJsonError, Place, scan

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=20,
)


def bare(place: Place):
    match place.value:
        case dict() as fields:
            return {name: bare(value) for name, value in fields.items()}
        case list() as items:
            return [bare(item) for item in items]
    return place.value


@given(JSON, st.sampled_from([None, 0, 2]))
def test_reads_the_same_values_as_the_standard_library(value, indent):
    assert bare(scan(json.dumps(value, indent=indent))) == value


def test_every_value_has_the_line_it_starts_on():
    root = scan('\ufeff{\r\n "a": [\n  1,\n\n  {"b": "x"}], "c":\ntrue}')
    items = root.value["a"].value
    assert [root.line, root.value["a"].line, items[0].line, items[1].line] == [1, 2, 3, 5]
    assert items[1].value["b"].line == 5
    assert root.value["c"] == Place(True, 6)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "too early"),
        ("\n{", 2, "name of a field"),
        ('{"a": 1,\n"b" 2}', 2, "colon"),
        ('{"a":\n', 2, "too early"),
        ("[1\n2]", 2, "comma or ]"),
        ("[1,\n]", 2, "one too many"),
        ('{"a": 1,\n}', 2, "one too many"),
        ("[1]\n\nx", 3, "“x” stands after"),
        ('["a\nb"]', 1, "not closed"),
        ("\n['a']", 2, "“'” begins nothing"),
        ("[NaN]", 1, "“N” begins nothing"),
        ("[// why\n]", 1, "“/” begins nothing"),
        ('{"a": 1,\n "a": 2}', 2, "“a” is there twice"),
        ('\n["\\ud83d"]', 2, "surrogate"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(text, line, part):
    with pytest.raises(NotJsonError) as refused:
        scan(text)
    assert refused.value.line == line
    assert part in str(refused.value.sentence)


@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_deep_nesting_is_refused_and_not_a_crash(opener):
    with pytest.raises(NotJsonError, match="64"):
        scan(opener * 100_000)
    scan(opener * MAX_DEPTH + "1" + ("]" if opener == "[" else "}") * MAX_DEPTH)


def test_a_number_of_thousands_of_digits_is_read():
    assert scan("9" * 5000).value == float("inf")


def test_an_astral_character_as_escapes_is_one_character():
    assert scan('"\\ud83d\\ude00"').value == "😀"
