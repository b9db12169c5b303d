"""How a file counts is found out by its own words, or by where words begin and end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.formats import offset_reading
from annotator.formats.incoming import RefusedFileError
from annotator.formats.offset_reading import READINGS, Counting, Reading, Sample

TEXT = (
    "L’été 🚢 arrive.\r\n« Tout navire sera saisi », a dit l’amiral 👩‍✈️ à Brest.\r\n"
    "Fin de l’affaire."
)


def counted(reading, *words):
    """The spans of some words of the text as a program with this reading would write them."""
    counting = Counting(TEXT, reading)
    return [
        counting.to_unit(Span(TEXT.index(word), TEXT.index(word) + len(word))) for word in words
    ]


WORDS = ("arrive", "navire", "l’amiral", "Brest", "affaire")


@pytest.mark.parametrize("reading", READINGS[:8], ids=lambda reading: reading.name)
@pytest.mark.parametrize("with_words", [True, False])
def test_the_reading_that_was_used_is_found(reading, with_words):
    spans = counted(reading, *WORDS)
    found = offset_reading.find([Sample(TEXT, spans, WORDS if with_words else ())])
    assert [Counting(TEXT, found.reading).to_points(*span).cut(TEXT) for span in spans] == list(
        WORDS
    )
    assert (found.right, found.total) == (5, 5)


def test_where_all_readings_agree_code_points_are_taken():
    found = offset_reading.find([Sample("plain words", [(0, 5)], ["plain"])])
    assert found.reading == offset_reading.CODE_POINTS
    assert found.is_sure


def test_words_that_no_reading_gives_refuse_the_file():
    with pytest.raises(RefusedFileError, match="Only 0 of 2"):
        offset_reading.find([Sample("plain words", [(0, 5), (6, 11)], ["other", "wrong"])])


def test_the_named_unit_is_taken_whatever_the_others_give():
    found = offset_reading.find([Sample(TEXT, [(0, 2)])], unit="utf16+crlf1")
    assert found.reading == Reading("utf16", crlf_as_one=True)
    with pytest.raises(RefusedFileError, match="no offset unit “bytes”"):
        offset_reading.find([], unit="bytes")


def test_offsets_outside_the_text_and_reversed_ones_are_refused():
    for reading in READINGS:
        counting = Counting("été 🚢", reading)
        for start, end in ((-3, 1), (0, 99), (2, 1)):
            with pytest.raises(ValueError, match=r"outside|before|inside"):
                counting.to_points(start, end)


@settings(max_examples=200)
@given(
    text=st.text("aé 🚢\r\n\u0301\u200d", max_size=30),
    reading=st.sampled_from([one for one in READINGS if one.unit != "grapheme"]),
    ends=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_there_and_back_is_the_same_span(text, reading, ends):
    start, end = sorted(min(one, len(text)) for one in ends)
    if reading.crlf_as_one and any(
        0 < one < len(text) and text[one - 1 : one + 1] == "\r\n" for one in (start, end)
    ):
        return  # a place between the two cannot be said
    counting = Counting(text, reading)
    assert counting.to_points(*counting.to_unit(Span(start, end))) == (start, end)
