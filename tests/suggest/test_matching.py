"""How typing finds names."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.matching import best_matches, key


def found(typed, names):
    return [names[at] for at in best_matches(typed, [(key(name),) for name in names])]


def test_typing_finds_without_accents_hyphens_and_by_any_word():
    names = ["Kim Jong Un", "Agence Tass", "Élysée", "Abe Shinzo"]
    assert found("elys", names) == ["Élysée"]
    assert found("jong kim", names)[0] == "Kim Jong Un"
    assert found("kim jong-un", names)[0] == "Kim Jong Un"
    assert found("tass", names) == ["Agence Tass"]
    assert found("shinso", names) == ["Abe Shinzo"]
    assert found("xyzzy", names) == []


def test_a_short_name_is_not_alike_because_it_occurs_in_what_was_typed():
    assert found("clinton", ["Li"]) == []
    assert found("marcon", ["Emmanuel Macron"]) != []


def test_equal_then_beginning_then_word_then_part():
    keys = [(key(name),) for name in ("Le Mondial", "Monde", "Mondes", "Tiers Monde", "Immonde")]
    assert best_matches("monde", keys)[:4] == [1, 2, 3, 4]


def test_nothing_typed_keeps_everything_in_order():
    assert found("  ", list("cab")) == list("cab")


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=8))
def test_matches_are_distinct_places(typed, titles):
    places = best_matches(typed, [(key(title),) for title in titles])
    assert len(places) == len(set(places))
    assert set(places) <= set(range(len(titles)))
