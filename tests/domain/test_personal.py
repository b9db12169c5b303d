"""Addresses and fields about subscribers are told from what else stands around a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Metadata
from annotator.domain.personal import count_in, is_personal, masked, without_personal


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("maud@exemple.org", "maud"),
        ("Maud <maud.f+x@mail.exemple.org>, Ann", "Maud <maud.f+x>, Ann"),
        ("“maud@exemple.fr”", "“maud”"),
        ("a@b, @maud, 3@4 €, x@localhost", "a@b, @maud, 3@4 €, x@localhost"),
    ],
)
def test_addresses_are_masked(words, expected):
    assert masked(words) == expected


@pytest.mark.parametrize(
    "key", ["email", "E-Mail", "User Name", "userName", "numéro_abonné", "Client/Matter", "login"]
)
def test_fields_about_subscribers(key):
    assert is_personal(key)


@pytest.mark.parametrize("key", ["section", "length", "europresse_id", "header", "mailing"])
def test_other_fields(key):
    assert not is_personal(key)


def test_metadata_is_cleaned_and_counted():
    given_ = Metadata(
        title="Le port",
        author="Maud <maud@exemple.org>",
        extra={"email": "x", "note": "to a@exemple.org", "section": "Monde"},
    )
    cleaned = without_personal(given_)
    assert cleaned.author == "Maud <maud>"
    assert cleaned.extra == {"note": "to a", "section": "Monde"}
    assert (count_in(given_), count_in(cleaned)) == (3, 0)


@given(st.text("ab@. <>-+é1", max_size=40))
def test_masking_twice_changes_nothing_more_than_once(words):
    assert masked(masked(words)) == masked(words)
