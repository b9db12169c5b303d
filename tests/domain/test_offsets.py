"""Offsets in other programs' units and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.offsets import OffsetMap
from annotator.domain.span import Span

TEXTS = st.text(st.sampled_from("ab é€\u202f한😀𝒳\r\n\u0301«"))
UNITS = st.sampled_from(["code_point", "utf16", "utf8"])
BYTES = {"code_point": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}


def counted(text, unit):
    codec, size = BYTES[unit]
    return len(text.encode(codec)) // size


@given(TEXTS, UNITS, st.booleans(), st.booleans())
def test_agrees_with_the_codecs(text, unit, crlf, bom):
    offsets = OffsetMap(text, unit, crlf_as_one=crlf, bom=bom)
    mark = "\ufeff" if bom else ""
    for at in range(len(text) + 1):
        if text[max(0, at - 1) : at + 1] == "\r\n" and crlf:
            continue
        before = mark + (text[:at].replace("\r\n", "\n") if crlf else text[:at])
        assert offsets.to_unit(at) == counted(before, unit)


@given(TEXTS, UNITS, st.booleans(), st.booleans())
def test_round_trip(text, unit, crlf, bom):
    offsets = OffsetMap(text, unit, crlf_as_one=crlf, bom=bom)
    for at in range(len(text) + 1):
        after = at + (crlf and text[max(0, at - 1) : at + 1] == "\r\n")
        assert offsets.from_unit(offsets.to_unit(at)) == after


@given(TEXTS, UNITS, st.booleans(), st.booleans())
def test_every_other_offset_is_refused(text, unit, crlf, bom):
    offsets = OffsetMap(text, unit, crlf_as_one=crlf, bom=bom)
    known = {offsets.to_unit(at) for at in range(len(text) + 1)} | {0}
    for offset in set(range(-2, offsets.length + 3)) - known:
        with pytest.raises(ValueError, match="offset"):
            offsets.from_unit(offset)


@pytest.mark.parametrize(
    ("unit", "options", "end"),
    [
        ("code_point", {}, 5),
        ("code_point", {"crlf_as_one": True}, 4),
        ("code_point", {"bom": True}, 6),
        ("utf16", {}, 6),
        ("utf8", {}, 9),
        ("utf8", {"crlf_as_one": True, "bom": True}, 11),
    ],
)
def test_lengths(unit, options, end):
    assert OffsetMap("é😀\r\na", unit, **options).length == end


def test_inside_a_line_break_counts_as_after_it():
    offsets = OffsetMap("a\r\nb", "utf8", crlf_as_one=True)
    assert [offsets.to_unit(at) for at in range(5)] == [0, 1, 2, 2, 3]
    assert [offsets.from_unit(at) for at in range(4)] == [0, 1, 3, 4]


def test_spans():
    offsets = OffsetMap("dit « 😀 »", "utf16")
    assert offsets.span_to_unit(Span(4, 9)) == Span(4, 10)
    assert offsets.span_from_unit(Span(4, 10)) == Span(4, 9)


@pytest.mark.parametrize("offset", [-1, 4])
def test_outside_is_refused(offset):
    with pytest.raises(ValueError, match="outside"):
        OffsetMap("abc", "utf8").to_unit(offset)
