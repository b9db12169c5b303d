"""Bytes become text and the same bytes again, or are refused with a reason."""

import codecs
import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.formats import decoding
from annotator.formats.decoding import decode, encode
from annotator.formats.incoming import RefusedFileError

FRENCH = "«\u00a0C’est l’été…\u00a0», a dit\u202fM.\u00a0Œuvrard\u00a0: 100\u00a0€ à Noël.\r\nFin\n"
CP1252 = FRENCH.replace("\u202f", " ")
LONG_RUSSIAN = "Министерство заявило, что переговоры продолжатся в следующем месяце. " * 8

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\r\n\t"))
MARKED = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda tail: b"texte " + tail))
@example(b"\xe9t\xe9")
@example(b"\xff\xfe\x00\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa")
@example(b"a\x81\x8d")
def test_whatever_is_taken_in_can_be_given_back(data):
    try:
        text, source = decode(data)
    except RefusedFileError:
        return
    assert encode(text, source) == data
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@given(TEXTS, st.sampled_from(MARKED))
@example("\ufeffTexte", "utf-8")
def test_a_marked_text_is_read_as_it_was_written(text, encoding):
    data = MARKS[encoding] + f"L{text}".encode(encoding)
    found, source = decode(data)
    assert found == f"L{text}"
    assert (source.encoding, source.bom) == (encoding, True)
    assert encode(found, source) == data


@given(TEXTS)
def test_utf8_without_a_mark_is_read_as_it_was_written(text):
    found, source = decode(f"L{text}".encode())
    assert found == f"L{text}"
    assert (source.encoding, source.bom) == ("utf-8", False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_known_by_its_zeros(encoding):
    text, source = decode(FRENCH.encode(encoding))
    assert (text, source.encoding, source.bom) == (FRENCH, encoding, False)


def test_french_of_an_old_windows_keeps_its_typography():
    text, source = decode(CP1252.encode("cp1252"), "vieux.txt")
    assert text == CP1252
    assert (source.encoding, source.path) == ("cp1252", "vieux.txt")


def test_a_short_french_word_is_not_guessed_at():
    assert decode("été".encode("cp1252"))[0] == "été"


def test_bytes_that_windows_does_not_know_are_kept():
    data = CP1252.encode("cp1252") + b"\x81"
    text, source = decode(data)
    assert encode(text, source) == data
    assert "l’été" in text


def test_other_code_pages_are_guessed():
    text, source = decode(LONG_RUSSIAN.encode("cp1251"))
    assert text == LONG_RUSSIAN
    assert encode(text, source) == LONG_RUSSIAN.encode("cp1251")


def test_a_guess_that_would_change_bytes_is_not_taken():
    twice = "外務省は交渉を続けると発表した。" * 9 + "Ⅰ"
    data = twice.encode("cp932").removesuffix(b"\x87T") + b"\xfaJ"
    assert data.decode("cp932") == twice
    with pytest.raises(RefusedFileError, match="save it as UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("a", "none"),
        ("a\nb\n", "lf"),
        ("a\r\nb", "crlf"),
        ("a\rb", "cr"),
        ("a\r\nb\n", "mixed"),
        ("a\r\r\n", "mixed"),
    ],
)
def test_newlines_are_named_and_left_alone(text, newline):
    found, source = decode(text.encode())
    assert (found, source.newline) == (text, newline)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \0"])
def test_nothing_but_blanks_is_empty(data):
    with pytest.raises(RefusedFileError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        b"%PDF-1.4\n\x00\x01\x02",
        bytes(range(1, 32)) * 4,
        b"a\0b",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(RefusedFileError, match="not text"):
        decode(data)


def test_broken_utf8_is_refused_with_its_line_rather_than_garbled():
    data = "Première ligne été\nDeuxième ligne".encode().replace(b"Deuxi\xc3", b"Deuxi")
    with pytest.raises(RefusedFileError, match="line 2") as caught:
        decode(data)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF8 + b"a\n\xe9", codecs.BOM_UTF16_LE + b"a\0b", b"a \xed\xa0\x80 b"]
)
def test_half_characters_are_refused(data):
    with pytest.raises(RefusedFileError, match="bytes that are not valid"):
        decode(data)


def test_a_huge_file_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_SIZE", 2_000_000)
    file = tmp_path / "huge.txt"
    file.write_bytes(b"a" * 2_000_001)
    with pytest.raises(RefusedFileError, match="more than 2 MB"):
        decoding.read(file)
