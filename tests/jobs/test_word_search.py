"""Looking for words in an article: every hit, none too many, and never without an end."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.sentence import AnnotatorError
from annotator.domain.span import Span
from annotator.jobs import word_patterns, word_search
from annotator.jobs.word_search import Found, Wanted, WordSearch

TEXT = "L’Été à l'ETE : 12 étés, 2024.\nL’armée 🚢 est là, e\u0301te\u0301 ou ÉTÉ."
TRICKY = st.text(st.sampled_from("aéÉe\u0301œ’' \n\u200b\ud800😀."), max_size=30)


def cut(text, wanted, **more):
    return [hit.cut(text) for hit in WordSearch(text).find(wanted, **more).hits]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("ete"), ["Été", "ETE", "été", "e\u0301te\u0301", "ÉTÉ"]),
        (Wanted("l'e"), ["L’É", "l'E"]),
        (Wanted("ete", whole_words=True), ["Été", "ETE", "e\u0301te\u0301", "ÉTÉ"]),
        (Wanted("ÉTÉ", as_written=True), ["ÉTÉ"]),
        (Wanted("ét", as_written=True, whole_words=True), []),
        (Wanted("ét", as_written=True), ["ét"]),
        (Wanted(r"\d+", pattern=True), ["12", "2024"]),
        (Wanted(r"été", pattern=True), ["Été", "été", "ÉTÉ"]),
        (Wanted(r"été", pattern=True, whole_words=True), ["Été", "ÉTÉ"]),
        (Wanted(r"été", pattern=True, as_written=True), ["été"]),
        (Wanted(r"l.|e", pattern=True, whole_words=True), ["là"]),
        (Wanted(r"12|étés", pattern=True, whole_words=True), ["12", "étés"]),
        (Wanted("^.", pattern=True), ["L", "L"]),
        (Wanted(".$", pattern=True), [".", "."]),
        (Wanted("x*", pattern=True), []),
        (Wanted("🚢.", pattern=True), ["🚢 "]),
        (Wanted(""), []),
        (Wanted("", pattern=True), []),
    ],
)
def test_what_is_found(wanted, found):
    assert cut(TEXT, wanted) == found


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("(a", "At place 3 of the pattern a ) is missing."),
        ("a)", "At place 2 of the pattern a ) has no ( before it."),
        ("[a", "At place 3 of the pattern a ] is missing."),
        ("*", "At place 1 of the pattern there is nothing to repeat."),
        ("a\\", "At place 3 of the pattern a sign is missing after the last \\."),
        (r"\p{Foo}", "At place 8 of the pattern no such property of characters is known."),
        ("(?z)", "At place 3 of the pattern it does not follow the rules of regular expressions."),
        ("a" * 501, "This pattern is too large to look for."),
        ("a{999999999}", "This pattern is too large to look for."),
        ("(?:a{,1000}){1000}", "This pattern is too large to look for."),
        ("(?:" * 166 + "a", "This pattern is too large to look for."),
        ("(?R)", "A pattern that calls itself is not looked for."),
        ("(a(?1)?)", "A pattern that calls itself is not looked for."),
    ],
)
def test_a_pattern_that_cannot_be_used_is_explained(pattern, sentence):
    found = WordSearch(TEXT).find(Wanted(pattern, pattern=True))
    if pattern.startswith("(?:(?:"):
        assert str(found.trouble) in {sentence, "At place 500 of the pattern a ) is missing."}
    else:
        assert (found.hits, str(found.trouble)) == ((), sentence)


@given(st.text(st.sampled_from("ab(){}[]*+?.\\|^$-,1dw<>=!:P&#"), max_size=12), st.booleans())
def test_no_pattern_is_more_than_understood_or_explained(words, whole_words):
    try:
        made = word_patterns.understood(words, whole_words=whole_words, any_case=True)
        hits = list(word_patterns.find_all(made, "ab1 (a) ab\n", seconds=5))
    except AnnotatorError:
        return
    assert all(hit.start < hit.end for hit in hits)


@pytest.mark.parametrize("pattern", ["(a|a)*b", r"(.+)\1\1\1", r"((.)*)*\d"])
def test_a_pattern_is_given_up_when_its_time_is_over(pattern):
    text = "abc def " + "a" * 40 + " " * 2 + ("xyz " * 40_000) + "b"
    begun = time.monotonic()
    made = word_patterns.understood(pattern, whole_words=False, any_case=True)
    with pytest.raises(TimeoutError):
        list(word_patterns.find_all(made, text, seconds=0.1))
    assert time.monotonic() - begun < 60


def test_a_search_that_takes_too_long_keeps_what_it_found(monkeypatch):
    monkeypatch.setattr(word_patterns.find_all, "__defaults__", (0.2,))
    found = WordSearch("b 1 " + "a" * 60).find(Wanted(r"\d|b|(a|a)*c", pattern=True))
    assert found.hits == (Span(0, 1), Span(2, 3))
    assert str(found.trouble) == "This pattern takes too long; stopped after 2 hits."


def test_of_very_many_hits_those_nearby_are_kept_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(word_search, "KEPT", 3)
    found = WordSearch("a" * 20).find(Wanted("a"), near=10)
    assert found.hits == tuple(Span(at, at + 1) for at in (7, 8, 9, 10, 11, 12))
    assert (found.before, found.total) == (7, 20)
    assert WordSearch("a" * 5).find(Wanted("a"), near=2).before == 0


def test_nobody_wants_to_know_any_more():
    found = WordSearch("a" * 2000).find(Wanted("a"), stopped=lambda: True)
    assert 0 < found.total < 2000


@pytest.mark.parametrize(("offset", "place"), [(0, 0), (2, 0), (3, 1), (8, 1), (9, 2)])
def test_the_first_hit_beyond_a_place(offset, place):
    assert Found((Span(0, 3), Span(5, 9)), total=2).beyond(offset) == place


@given(TRICKY, TRICKY, st.booleans(), st.booleans(), st.integers(0, 30))
def test_hits_are_in_order_apart_and_inside(text, words, whole_words, as_written, near):
    found = WordSearch(text).find(
        Wanted(words, whole_words=whole_words, as_written=as_written), near
    )
    ends = [0, *(hit.end for hit in found.hits)]
    assert all(end <= hit.start < hit.end for end, hit in zip(ends, found.hits, strict=False))
    assert ends[-1] <= len(text)
    assert (found.before, found.total) == (0, len(found.hits))
    if as_written and not whole_words and words:
        assert len(found.hits) == text.count(words)
