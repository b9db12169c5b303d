import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import statements
from annotator.domain.statements import ADDED, MISSING, SAME, compared, relation_of

WORDS = st.text(st.sampled_from("aàbé «»,.’1🚢\u00a0\u0301"), max_size=30)


@given(WORDS, WORDS)
def test_a_comparison_gives_both_wordings_back(wording, words):
    pieces = compared(wording, words)
    assert "".join(piece.words for piece in pieces if piece.kind != MISSING) == words
    first = " ".join(piece.words for piece in pieces if piece.kind != ADDED)
    assert statements._keys(first) == statements._keys(wording)


def test_case_accents_and_marks_make_no_difference():
    assert {piece.kind for piece in compared("Été, « hostile »", "ete hostile !")} == {SAME}


def test_what_differs_is_marked():
    found = compared(
        "Nous avons tout essayé et nous ne céderons pas",
        "nous avons vraiment tout essayé, et ne céderons jamais",
    )
    assert [(piece.words.strip(), piece.kind) for piece in found] == [
        ("nous avons", SAME),
        ("vraiment", ADDED),
        ("tout essayé, et", SAME),
        ("nous", MISSING),
        ("ne céderons", SAME),
        ("pas", MISSING),
        ("jamais", ADDED),
    ]


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("«La politique de Tarsk est hostile»", "verbatim"),
        ("la politique […] est hostile", "shortened"),
        ("Tarsk mène une politique hostile", "paraphrase"),
        ("", "paraphrase"),
    ],
)
def test_how_words_report_a_wording(words, relation):
    assert relation_of("La politique de Tarsk est hostile", words) == relation


def test_numbers_are_found_however_their_digits_are_set():
    assert list(statements.numbers("12\u202f000 tonnes, 3,5 % le 4")) == ["12000", "35", "4"]
