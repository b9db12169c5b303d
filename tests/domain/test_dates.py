"""Dates are read as French and English tables write them, and no day is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dates import iso_date


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2024-11-05", "2024-11-05"),
        ("2024-11-05T10:12:00Z", "2024-11-05"),
        ("31/12/2024", "2024-12-31"),
        ("05/11/2024", "2024-11-05"),
        ("12/31/2024", "2024-12-31"),
        ("5.11.24", "2024-11-05"),
        ("2024/11/05", "2024-11-05"),
        ("20241105", "2024-11-05"),
        ("31 décembre 2024", "2024-12-31"),
        ("mardi 1er août 2023 - 11:49:55", "2023-08-01"),
        ("Monday, October 23, 2023", "2023-10-23"),
        ("23 October 2023", "2023-10-23"),
        ("novembre 2024", "2024-11"),
        ("2024", "2024"),
        ("2024-11", "2024-11"),
        ("30/02/2024", "2024"),
        ("sans date", ""),
        ("", ""),
    ],
)
def test_ways_of_writing(words, expected):
    assert iso_date(words) == expected


@given(st.dates())
def test_a_day_comes_back_however_it_is_written(day):
    if day.year >= 1000:
        assert iso_date(day.isoformat()) == day.isoformat()
        assert iso_date(day.strftime("%d/%m/") + f"{day.year:04}") == day.isoformat()


@given(st.text(max_size=40))
def test_any_words_give_a_date_or_nothing(words):
    assert len(iso_date(words)) in {0, 4, 7, 10}
