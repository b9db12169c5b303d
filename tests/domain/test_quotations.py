"""Quotations in a paragraph: pairs, mismatches, nesting, and the three real articles."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.paragraphs import paragraph_at
from annotator.domain.quotations import around, brackets, in_paragraph, unquoted
from annotator.domain.span import Span

HERE = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("ANNOTATOR_SHARED", HERE.parent / "shared")) / "seeds"


def quotations(text):
    return in_paragraph(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rien du tout, l'armée", []),
        ("une «intensification radicale» de", ["«intensification radicale»"]),
        ("« illimitée » et “Politico”", ["« illimitée »", "“Politico”"]),
        ('il a dit "oui" et "non"', ['"oui"', '"non"']),
        ("d'«augmenter»", ["«augmenter»"]),
        ("« il a dit “non” hier »", ["« il a dit “non” hier »", "“non”"]),
        ('« un "deux" »', ['« un "deux" »', '"deux"']),
        ("„Nein“, sagte er", ["„Nein“"]),
        ("fin de citation ». Puis", []),
        ("«a “b „c «d» e” f” g»", ["«a “b „c «d» e” f”", "“b „c «d» e”", "„c «d»"]),
        ("«»", ["«»"]),
    ],
)
def test_spans_with_marks(text, found):
    assert [quotation.span.cut(text) for quotation in quotations(text)] == found


def test_inner_has_neither_marks_nor_blanks():
    text = "a «\u202fillimitée\u00a0» b"
    assert quotations(text)[0].inner.cut(text) == "illimitée"


def test_depths():
    assert [q.depth for q in quotations("« a “b „c” d” e » «f»")] == [1, 2, 3, 1]


def test_mismatch_is_flagged():
    (found,) = quotations("selon qui “la tâche, c’est une guerre. » Au cours")
    assert (found.mismatched, found.unclosed) == (True, False)


def test_paragraph_end_closes_with_a_flag():
    text = "Il dit : « nous irons \nEt puis » rien"
    (found,) = in_paragraph(text, paragraph_at(text, 0))
    assert found.unclosed
    assert (found.span.cut(text), found.inner.cut(text)) == ("« nous irons", "nous irons")


@pytest.mark.parametrize(
    ("inside", "found"),
    [("non", ["“non”", "« il “non” »"]), ("il", ["« il “non” »"]), ("fin", [])],
)
def test_around_innermost_first(inside, found):
    text = "Début\n« il “non” » fin"
    at = text.index(inside)
    spans = [q.span.cut(text) for q in around(text, Span(at, at + len(inside)))]
    assert spans == found


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("« Nous avons »", "Nous avons"),
        (
            "son pays draguerait «avec ou sans l'accord»",
            "son pays draguerait «avec ou sans l'accord»",
        ),
        ("“la tâche, c’est une guerre. »", "la tâche, c’est une guerre."),
        ("«A» et «B»", "«A» et «B»"),
        ("« seul", "seul"),
        ("seul »", "seul"),
        ("«««a»»»", "a"),
        ("« »", ""),
    ],
)
def test_marks_around_words_go_and_pairs_inside_stay(words, bare):
    assert unquoted(words) == bare


@given(st.text(alphabet='a «»“”"', max_size=12))
def test_what_is_bare_stays_so(words):
    assert unquoted(unquoted(words)) == unquoted(words)
    assert unquoted(words) in words


def test_brackets():
    text = "a (b [c] d) e) (f]"
    assert [span.cut(text) for span in brackets(text, Span(0, len(text)))] == ["[c]", "(b [c] d)"]


@given(st.text(st.sampled_from("ab «»“”„\" '")))
def test_quotations_nest_and_never_cross(text):
    found = [quotation.span for quotation in quotations(text)]
    for one in found:
        for other in found:
            assert not one.overlaps(other) or one.covers(other) or other.covers(one)
    for quotation in quotations(text):
        assert quotation.span.covers(quotation.inner)
        assert 1 <= quotation.depth <= 3


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the three real articles are not here")
def test_real_articles():
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        text, at = path.read_text("utf-8"), 0
        while at <= len(text):
            paragraph = paragraph_at(text, at)
            found += in_paragraph(text, paragraph)
            at = paragraph.end + 1
    assert len(found) == 22
    assert [quotation.mismatched for quotation in found].count(True) == 1
    assert not any(quotation.unclosed for quotation in found)
