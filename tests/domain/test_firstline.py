"""What the start of an article proposes as its metadata."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Metadata
from annotator.domain.firstline import propose

HERE = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("ANNOTATOR_SHARED", HERE.parent / "shared")) / "seeds"
LONG = "Le dirigeant a déclaré que son pays irait jusqu'au bout de la négociation, " * 4


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (" date 2024-11 Bakou, 23 novembre, AZERTAC\n\nTexte.", "2024-11-23"),
        ("date 2024-11-05 Texte.", "2024-11-05"),
        ("\ufeff date 2024 Texte.", "2024"),
        (" date 2024-11 Bakou, 23 octobre, AZERTAC", "2024-11"),
        (" date 2024-11 Bakou, 31 novembre, AZERTAC", "2024-11"),
        (" date 2024-11 PARIS, 1er nov. (AFP) – Texte", "2024-11-01"),
        (" date 2023-08 PARIS, lundi 14 août (AFP) – Texte", "2023-08-14"),
        (" date 2024-11 LONDON, Nov 3 (Reuters) - Text", "2024-11-03"),
        (" date 2024-12 SEOUL, December 3, 2024 (Yonhap) -- Text", "2024-12-03"),
        ("KYIV, November 3, 2024 (AP) — Text", "2024-11-03"),
        ("PARIS, 14 août (AFP) – Texte", ""),
        (" date 2023-08 Il a appelé, ce lundi 14 août, à tirer.", "2023-08"),
        (" date 2024-13 Texte.", ""),
        (" date 2024-1123 Texte.", ""),
        ("Une date 2024-11 au milieu.", ""),
        ("Le 3 novembre 2024, il dit.", ""),
        ("", ""),
    ],
)
def test_date(text, date):
    assert propose(text).date == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-11-23_lemonde_12.txt", "2024-11-23"),
        ("afp-2024-11.txt", "2024-11"),
        ("2024-31.txt", ""),
        ("000_c5904681e603894f.txt", ""),
    ],
)
def test_date_in_the_name(name, date):
    assert propose("Texte.", name).date == date
    assert propose("date 2001-02 Texte.", name).date == "2001-02"


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (" date 2024-11 Bakou, 23 novembre, AZERTAC\n\nTexte. (Yonhap)", "AZERTAC"),
        ("PARIS, 14 août (AFP) – Texte", "AFP"),
        ("Lisbonne (Reuters) - Texte", "Reuters"),
        ("Aix-en-Provence (AFP) - Texte", "AFP"),
        ("Le Caire, 3 mai (Al Ahram) Texte", "Al Ahram"),
        ("Texte dévoilé cette année. (Yonhap)", "Yonhap"),
        ("Texte dévoilé.\n\n(Yonhap)\n", "Yonhap"),
        ("selon l'agence de presse (KCNA)", ""),
        ("selon l'agence de presse (KCNA).", ""),
        ("Fini. (voir plus haut)", ""),
        ("Le président français (Macron) - dit-on - parle.", ""),
        ("Paris (12) - Texte", ""),
        ("", ""),
    ],
)
def test_outlet(text, outlet):
    assert propose(text).outlet == outlet


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (" date 2024-11 Un titre court\n\nTexte.", "Un titre court"),
        (" date 2024-11\r\n\r\nUn titre\r\nTexte.", "Un titre"),
        ("Sans date du tout.", "Sans date du tout."),
        (" date 2024-11 Bakou, 23 novembre, AZERTAC\n\nLe titre.", "Le titre."),
        ("PARIS, 14 août (AFP) – Le ministre a dit.\nSuite.", "Le ministre a dit."),
        ("Court. " + LONG, "Court."),
        (" date 2024-11 ", ""),
        ("  \n ", ""),
    ],
)
def test_title(text, title):
    assert propose(text).title == title


def test_long_first_sentences_are_cut_at_a_word():
    title = propose(" date 2024-11 Bakou, 23 novembre, AZERTAC\n\n" + LONG).title
    assert len(title) <= 120
    assert LONG.startswith(title.removesuffix("…") + " ")


def test_one_endless_word_is_cut():
    assert propose("x" * 1000).title == "x" * 119 + "…"


@given(st.text(st.sampled_from("date 2024-1(A)F,.\n–é"), max_size=80), st.text(max_size=20))
def test_any_text_gives_short_clean_values(text, name):
    found = propose(text, name)
    assert len(found.title) <= 200
    assert found.title == found.title.strip()
    assert found.date == "" or found.date_precision


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the three real articles are not here")
@pytest.mark.parametrize(
    ("number", "date", "outlet", "start", "end"),
    [
        ("000", "2024-11-23", "AZERTAC", "Le dirigeant nord-coréen Kim Jong-un a déclaré", "…"),
        ("001", "2024-11", "", "Les relations entre Pyongyang", "par les États-Unis."),
        ("003", "2023-08", "", "Le dirigeant de la Corée du Nord", "production de missiles."),
    ],
)
def test_real_articles(number, date, outlet, start, end):
    (path,) = SEEDS.glob(f"{number}_*.txt")
    found = propose(path.read_text("utf-8"), path.name)
    assert found == Metadata(title=found.title, outlet=outlet, date=date)
    assert found.title.startswith(start)
    assert found.title.endswith(end)
