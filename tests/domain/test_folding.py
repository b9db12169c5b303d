"""Folding: what is alike in matching, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.folding import find_all, fold, folded
from annotator.domain.span import Span

TRICKY = st.text(st.sampled_from("aéE\u0301œÆßﬁ’'-– \u00a0\u202f\n\r\u200b\ufeffİ\u0130한😀zŁ"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("États-Unis", "etats-unis"),
        ("l’armée", "L'ARMÉE"),
        ("e\u0301te\u0301", "été"),
        ("Kim\u00a0Jong\u2011un", "kim jong-un"),
        ("« \u202fdit »", "«  dit »"),
        ("Œuvre, cæcum", "oeuvre, caecum"),
        ("ﬁn", "fin"),
        ("Straße", "STRASSE"),
        ("mis\u00adsile", "missile"),
        ("a\nb\tc", "a b c"),
        ("2018–2019 — fin", "2018-2019 - fin"),
        ("Wałęsa, Ørsted", "walesa, orsted"),
        ("대한민국", "대한민국"),
    ],
)
def test_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Kim", "Kin"), ("a  b", "a b"), ("dés", "de s")])
def test_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "needle", "whole", "found"),
    [
        ("Les Etats-Unis et les États-Unis", "états-unis", False, ["Etats-Unis", "États-Unis"]),
        ("Kim Jong-un, Kim Jong Un", "kim jong un", False, ["Kim Jong-un", "Kim Jong Un"]),
        ("Kim Jong-un, Kim Jong Un", "KIM JONG-UN", True, ["Kim Jong-un", "Kim Jong Un"]),
        ("Le kimchi de Kim", "kim", True, ["Kim"]),
        ("Le kimchi de Kim", "kim", False, ["kim", "Kim"]),
        ("l’armée, larmée", "armee", True, ["armée"]),
        ("un cœur, le cœur", "coeur", True, ["cœur", "cœur"]),
        ("\u200bcœur e\u0301te\u0301", "ete", True, ["e\u0301te\u0301"]),
        ("cœur", "o", False, ["œ"]),
        ("a - b", "-", False, ["-"]),
        ("(KCNA)", "(kcna)", True, ["(KCNA)"]),
        ("a.c abc", "a.c", False, ["a.c"]),
        ("rien", "", False, []),
    ],
)
def test_find_all(text, needle, whole, found):
    spans = find_all(folded(text), fold(needle), whole_words=whole)
    assert [span.cut(text) for span in spans] == found


def test_plain_text_keeps_no_map():
    assert not folded("L’État a dit")._at


@given(TRICKY)
def test_every_folded_character_has_its_origin(text):
    copy = folded(text)
    assert copy.text == fold(text) == "".join(fold(character) for character in text)
    for at, character in enumerate(copy.text):
        span = copy.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert character in fold(text[span.start])
    assert copy.span(len(copy.text), len(copy.text)).start <= len(text)


@given(TRICKY, st.integers(0, 30), st.integers(0, 30))
def test_a_stretch_folds_to_what_it_came_from(text, one, other):
    copy = folded(text)
    start, end = sorted(min(offset, len(copy.text)) for offset in (one, other))
    assert copy.text[start:end] in fold(copy.span(start, end).cut(text))


def test_empty_stretch_is_an_empty_span():
    assert folded("œuf").span(3, 3) == Span(2, 2)
