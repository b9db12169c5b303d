"""Widening: words, sentences, clauses, paragraphs and steps by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.clauses import sentences
from annotator.domain.paragraphs import GRID, paragraphs_of, trimmed
from annotator.domain.span import Span
from annotator.domain.widening import (
    next_end,
    next_start,
    paragraph_at,
    previous_end,
    previous_start,
    sentence_at,
    step_word,
    whole_words,
    widen,
    word_at,
)

PROSE = st.text(st.sampled_from("aBé d'l’.,;:!?…«»“”\"()[] \u00a0\n\r-–1U"), max_size=60)


def widenings(text, span):
    steps = []
    while (wider := widen(text, span)) != span:
        steps.append(wider.cut(text))
        span = wider
    return steps


def caret(text):
    at = text.index("|")
    return text.replace("|", ""), at


@pytest.mark.parametrize(
    ("marked", "word"),
    [
        ("Kim Jong-|un a dit", "Jong-un"),
        ("Kim| Jong-un", "Kim"),
        ("l'ar|mée", "armée"),
        ("l'|armée", "armée"),
        ("|l’armée", "l’"),
        ("qu'|elle", "elle"),
        ("lors|qu'il", "lorsqu'"),
        ("aujourd'|hui", "aujourd'hui"),
        ("presqu’î|le", "presqu’île"),
        ("quelqu'|un", "quelqu'un"),
        ("c'est-à-|dire", "c'est-à-dire"),
        ("Côte d'Iv|oire", "Ivoire"),
        ("Biden's p|lan", "plan"),
        ("Bi|den's plan", "Biden's"),
        ("a-t-|il noté", "a-t-il"),
        ("les U.S|.A. ont", "U.S.A."),
        ("le D.| Trump", ""),
        ("1.|5 million", "1.5"),
        ("10\u202f|000 soldats", "10\u202f000"),
        ("fin|.", "fin"),
        ("fin. |", ""),
        ("e\u0301t|e\u0301 fini", "e\u0301te\u0301"),
        ("d'«|augmenter»", "augmenter"),
        ("notre\u00a0ar|mée", "armée"),
        ("", ""),
    ],
)
def test_word_at(marked, word):
    text, at = caret(marked or "|")
    assert word_at(text, at).cut(text) == word


def test_whole_words():
    text = "le dirigeant nord-coréen a"
    assert whole_words(text, Span(5, 18)).cut(text) == "dirigeant nord-coréen"
    assert whole_words(text, Span(3, 12)) == Span(3, 12)


@pytest.mark.parametrize(
    "parts",
    [
        ["Il part.", "Elle reste !", "Pourquoi ?", "Rien…"],
        ["M. Kim et Mme. Park voient le Dr. Lee à St. Louis.", "Fin."],
        ["Donald D. Trump parle.", "Il rit."],
        ["Voir p. 12 et art. 5 du traité.", "Le no. 3 aussi."],
        ["Il y a 1.5 million d'hommes.", "12 sont partis."],
        ["Il était [...] La politique reste.", "Oui."],
        ["Il hésite... puis part.", "Oui."],
        ["c’est une guerre. »", "Au cours de la réunion, rien.", "Fin"],
        ["«Nous irons. Nous vaincrons», a-t-il dit.", "«Oui.»", "Il rit."],
        ["Il a dit «non».", "“Si.”", "(Yonhap)"],
        ["Parti Républicain.", "Donald Trump aux élections. .", "Fin."],
        ["Des fruits, etc.", "Puis rien."],
        ["the U.S. Army left.", "It won."],
        ['Il dit "non."', "Puis il part."],
        ["« ouvert jamais fermé.", "Deux."],
    ],
)
def test_sentences(parts):
    text = "  ".join(parts) + " "
    assert [s.cut(text) for s in sentences(text, Span(0, len(text)))] == parts


def test_the_month_before_an_article_is_no_part_of_its_sentence():
    text = " date 2024-11 Les relations sont là. Oui."
    assert sentence_at(text, 20).cut(text) == "Les relations sont là."


@pytest.mark.parametrize(
    ("at", "sentence"), [(0, "Un."), (3, "Un."), (4, "Deux."), (8, "Deux."), (12, "Deux.")]
)
def test_sentence_at(at, sentence):
    text = "Un.  Deux.    \n\nTrois."
    assert sentence_at(text, at).cut(text) == sentence


def test_sentence_of_an_empty_line():
    assert sentence_at("Un.\n\nDeux.", 4) == Span(4, 4)


@pytest.mark.parametrize(
    ("marked", "steps"),
    [
        (
            "Hier, le nord-|coréen a dit, ici. Oui.",
            [
                "nord-coréen",
                "le nord-coréen a dit",
                "Hier, le nord-coréen a dit, ici.",
                "Hier, le nord-coréen a dit, ici. Oui.",
            ],
        ),
        (
            "Il veut une « force ill|imitée » ici, dit-on. Oui.",
            [
                "illimitée",
                "« force illimitée »",
                "Il veut une « force illimitée » ici",
                "Il veut une « force illimitée » ici, dit-on.",
                "Il veut une « force illimitée » ici, dit-on. Oui.",
            ],
        ),
        (
            "«Un jour. De|ux jours», dit-il.",
            ["Deux", "Deux jours", "«Un jour. Deux jours»", "«Un jour. Deux jours», dit-il."],
        ),
        (
            "« il a dit “n|on” hier »",
            ["non", "“non”", "« il a dit “non” hier »"],
        ),
        (
            "Kim (le che|f, dit-on) parle : oui",
            ["chef", "le chef", "Kim (le chef, dit-on) parle : oui"],
        ),
        (
            "Ki|m (le chef, dit-on) parle : oui",
            ["Kim", "Kim (le chef, dit-on) parle", "Kim (le chef, dit-on) parle : oui"],
        ),
        ("Le pays – gr|and – rit", ["grand", "Le pays – grand – rit"]),
        (" date 2024-11 Un m|ot.", ["mot", "Un mot", "Un mot.", "date 2024-11 Un mot."]),
        ("| date 2024-11", ["date", "date 2024-11"]),
        ("un 1,5 m|ot", ["mot", "un 1,5 mot"]),
        ("a\n|\nb", []),
        ("|", []),
    ],
)
def test_widen(marked, steps):
    text, at = caret(marked)
    assert widenings(text, Span(at, at)) == steps


def test_widen_a_selection_of_cut_words():
    text = "une intensification radicale de tout"
    assert widen(text, Span(6, 22)).cut(text) == "intensification radicale"


def test_widen_over_paragraphs():
    text = " Un deux.\nTrois quatre. \nCinq"
    assert widenings(text, Span(4, 12)) == ["Un deux.\nTrois quatre."]


@given(PROSE, st.integers(0, 60), st.integers(0, 60))
def test_widen_grows_until_the_paragraph(text, one, other):
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    paragraph = paragraphs_of(text, span)
    while (wider := widen(text, span)) != span:
        assert wider.length > span.length
        assert wider.covers(span) or not span.length
        assert paragraph.covers(wider)
        span = wider
    assert span.covers(trimmed(text, paragraph)) or not trimmed(text, paragraph).length


@pytest.mark.parametrize(
    ("at", "line"), [(0, "Un"), (2, "Un"), (3, ""), (4, "Deux"), (9, ""), (11, "Trois")]
)
def test_paragraph_at(at, line):
    text = "Un\r\nDeux\u2029\n\nTrois"
    assert paragraph_at(text, at).cut(text) == line


@pytest.mark.parametrize("text", ["mot " * 20_000, "x" * 80_000, "court.\n" + "mot " * 12_000])
def test_endless_lines_are_cut_at_the_same_places(text):
    at, pieces = 0, []
    while at < len(text):
        piece = paragraph_at(text, at)
        inside = range(piece.start, piece.end, 997)
        assert {paragraph_at(text, offset) for offset in (*inside, piece.end - 1)} == {piece}
        assert 0 < piece.length <= 3 * GRID
        pieces.append(piece)
        at = piece.end + text.startswith("\n", piece.end)
    assert sum(piece.length for piece in pieces) + text.count("\n") == len(text)


def test_ordinary_lines_are_never_cut():
    text = ("a" * 13_000 + "\n") * 5
    assert all(paragraph_at(text, at).length == 13_000 for at in range(0, len(text), 500))


STEPS = "Il a «dit l'oui», ici.\nFin"


@pytest.mark.parametrize(
    ("step", "offsets"),
    [
        (next_start, [3, 5, 6, 10, 12, 18, 18]),
        (next_end, [2, 4, 9, 12, 15, 16, 21, 21]),
        (previous_start, [18, 12, 10, 6, 5, 3, 0, 0]),
        (previous_end, [21, 16, 15, 12, 9, 4, 2, 2]),
    ],
)
def test_edges_step_by_words(step, offsets):
    at, seen = (0 if step in {next_start, next_end} else 22), []
    for _ in offsets:
        at = step(STEPS, at)
        seen.append(at)
    assert seen == offsets


def test_straight_marks_are_edges():
    text = 'a "b c" d'
    assert [next_start(text, 0), next_start(text, 2), next_end(text, 6)] == [2, 3, 7]


def test_carets_step_over_line_breaks():
    text = "un deux\r\ntrois"
    assert [step_word(text, at, forward=True) for at in (0, 3, 7, 9, 14)] == [3, 7, 9, 14, 14]
    assert [step_word(text, at, forward=False) for at in (14, 9, 7, 3, 0)] == [9, 7, 3, 0, 0]
