"""Paragraphs cover the text, and every offset finds its way to UTF-16 and back."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.desktop.canvas.paragraphs import LONGEST, Paragraphs, Utf16Map

PIECES = [
    "a",
    "é",
    "e\u0301",
    "\U0001f600",
    "👨‍👩‍👧",
    "🇫🇷",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u2028",
    "\xa0",
    "ש",
]
texts = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(texts)
def test_paragraphs_and_newlines_cover_the_text(text):
    cut = Paragraphs(text)
    at = 0
    for number in range(len(cut)):
        assert cut.starts[number] == at
        newline = text[cut.ends[number] : cut.next_start(number)]
        assert newline in ("", "\n", "\r\n", "\r", "\u2028", "\u2029")
        assert not set(cut.shown(number)) & set("\r\n\u2028\u2029")
        at = cut.next_start(number)
    assert at == len(text)


@given(texts)
def test_every_offset_round_trips_through_utf16(text):
    cut = Paragraphs(text)
    for offset in range(len(text) + 1):
        number = cut.at(offset)
        start, end = cut.starts[number], cut.ends[number]
        assert start <= offset <= cut.next_start(number)
        units = Utf16Map(text[start:end])
        local = cut.settled(offset) - start
        expected = len(text[start : start + local].encode("utf-16-le")) // 2
        assert units.to_utf16(local) == expected
        assert units.to_point(expected) == local


@given(texts)
def test_a_caret_never_stands_inside_a_newline(text):
    cut = Paragraphs(text)
    for offset in range(len(text) + 1):
        settled = cut.settled(offset)
        assert settled <= offset
        assert text[settled - 1 : settled + 1] != "\r\n"


@given(st.sampled_from(["a", "mot ", "e\u0301", "👨‍👩‍👧", "🇫🇷", "Fin. "]), st.integers(0, 7))
def test_long_paragraphs_are_cut_between_graphemes(piece, shift):
    text = "x" * shift + piece * (8000 // len(piece))
    cut = Paragraphs(text)
    assert len(cut) > 1
    for number, start in enumerate(cut.starts):
        assert cut.ends[number] - start <= LONGEST
        assert number == 0 or (start - shift) % len(piece) == 0
        assert number + 1 == len(cut) or cut.ends[number] == cut.starts[number + 1]


def test_the_inside_of_a_surrogate_pair_is_the_place_before_it():
    assert [Utf16Map("a😀b").to_point(units) for units in range(5)] == [0, 1, 1, 2, 3]


def test_control_characters_and_lone_surrogates_are_replaced_one_for_one():
    text = "a\x00b\x0bc\x7f\ud800\x85\td"
    shown = Paragraphs(text).shown(0)
    assert shown == "a\u2400b\u240bc\u2421\ufffd\ufffd\td"
