"""Patterns of file names: parts are found, nonsense is refused, no name takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Metadata
from annotator.domain.name_pattern import NamePattern
from annotator.domain.sentence import AnnotatorError


@pytest.mark.parametrize(
    ("pattern", "stem", "parts"),
    [
        ("{outlet}_{date}", "Le-Monde_2024-11-05", {"outlet": "Le-Monde", "date": "2024-11-05"}),
        ("{}_{title}", "003_La_mer", {"title": "La_mer"}),
        ("{date} - {outlet}", "2024 - Yonhap", {"date": "2024", "outlet": "Yonhap"}),
        ("{page}.{title}x", "12.Portx", {"page": "12", "title": "Port"}),
        ("{outlet}_{date}", "nothing", {}),
    ],
)
def test_parts(pattern, stem, parts):
    assert NamePattern(pattern).parts(stem) == parts


@pytest.mark.parametrize("pattern", ["", "plain", "{a}{b}", "{a}_{a}", "{a}_}", "{" * 300])
def test_nonsense_is_refused(pattern):
    with pytest.raises(AnnotatorError):
        NamePattern(pattern)


def test_metadata_of_a_name_come_first_and_nothing_is_lost():
    found = NamePattern("{outlet}_{date}_{page}").metadata(
        "Yonhap_2024-11-05_A3", Metadata(title="La mer", date="2023", extra={"x": "y"})
    )
    assert (found.title, found.outlet, found.date) == ("La mer", "Yonhap", "2024-11-05")
    assert found.extra == {"x": "y", "page": "A3"}


@given(st.text(alphabet="ab_", max_size=60))
def test_parts_and_signs_are_the_name_again(stem):
    parts = NamePattern("{outlet}_{title}").parts(stem)
    if parts and not stem.endswith("_") and not stem.startswith("_"):
        assert f"{parts['outlet']}_{parts['title']}" == stem


def test_a_long_name_of_the_same_sign_takes_no_time():
    NamePattern("{a}_{b}_{c}_{d}x").parts("_" * 5000)
