"""Bytes of a text file ↔ its text, so that every byte can be given back.

Newlines are never translated; a byte order mark is taken off and remembered.
"""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotator.domain.article import Source
from annotator.domain.sentence import say
from annotator.formats.incoming import RefusedFileError

MAX_SIZE = 100_000_000
"""How many bytes a text file may have."""

# The longer marks come first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK_OF = {encoding: mark for mark, encoding in _MARKS}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNSEEN = "\ufeff\u200b\u2060"
_ESCAPED = re.compile("[\udc80-\udcff]")
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# What French, and with it most of western Europe, writes beyond ASCII.
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ\u00a0«»‹›‘’“”„–—…•·€°§©®º¹²³½]")
_SAMPLE = 200_000
_MOST_AT_ONCE = 1 << 18


class _Decoded(NamedTuple):
    text: str
    encoding: str
    bom: bool = False


EMPTY = Source(newline="none", sha256=hashlib.sha256(b"").hexdigest())
"""How an empty file lay."""


def read(path: Path) -> tuple[str, Source]:
    """The text of a file and how it lay there.

    Raises:
        RefusedFileError: it is too large, empty or not text.
        OSError: it cannot be read.
    """
    return decode(bytes_of(path), path.name)


def bytes_of(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        RefusedFileError: there are too many.
        OSError: it cannot be read.
    """
    # Without a buffer: a folder has ten thousand small files.
    with path.open("rb", buffering=0) as file:
        data = b"".join(_pieces(file))
    if len(data) > MAX_SIZE:
        size = MAX_SIZE // 1_000_000
        raise RefusedFileError(
            say("The file has more than {size} MB; please divide it.", size=size)
        )
    return data


def head(path: Path, most: int) -> bytes:
    """The first bytes of a file, to tell what it is; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return b""


def _pieces(file: io.FileIO) -> Iterator[bytes]:
    read = 0
    while read <= MAX_SIZE and (piece := file.read(_MOST_AT_ONCE)):
        read += len(piece)
        yield piece


def decode(data: bytes, path: str = "") -> tuple[str, Source]:
    """The text in the bytes of a file and how it lay there; `path` goes into the source.

    Raises:
        RefusedFileError: the bytes are empty, or are not those of a text.
    """
    decoded = _decoded(data)
    return decoded.text, Source(
        path=path,
        encoding=decoded.encoding,
        bom=decoded.bom,
        newline=newline_of(decoded.text),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def text_of(data: bytes) -> str:
    """Only the text; raises as `decode`."""
    return _decoded(data).text


def _decoded(data: bytes) -> _Decoded:
    decoded = _marked(data) or _utf8(data) or _wide(data) or _bytewise(data)
    _refuse_others(decoded)
    return decoded


def encode(text: str, source: Source) -> bytes:
    """The bytes of the file again, from its whole text."""
    mark = _MARK_OF[source.encoding] if source.bom else b""
    return mark + text.encode(source.encoding)


def newline_of(text: str) -> str:
    """How the lines of a text end: `lf`, `crlf`, `cr`, `mixed` or `none`."""
    pairs = text.count("\r\n")
    counts = {"crlf": pairs, "lf": text.count("\n") - pairs, "cr": text.count("\r") - pairs}
    found = [name for name, count in counts.items() if count]
    return found[0] if len(found) == 1 else "mixed" if found else "none"


def _marked(data: bytes) -> _Decoded | None:
    """What a byte order mark announces."""
    for mark, encoding in _MARKS:
        if not data.startswith(mark):
            continue
        try:
            return _Decoded(data[len(mark) :].decode(encoding), encoding, bom=True)
        except UnicodeDecodeError as error:
            raise _broken(encoding, data[: len(mark) + error.start]) from None
    return None


def _utf8(data: bytes) -> _Decoded | None:
    """UTF-8, unless its NUL characters say that it is something else.

    Raises:
        RefusedFileError: it is UTF-8 with broken places: any other reading garbles the rest.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise _broken("utf-8", data[: error.start]) from None
        return None
    return None if "\0" in text else _Decoded(text, "utf-8")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are whole than broken; half of a pair is a character."""
    found = data.decode(errors="surrogateescape")
    broken = len(_ESCAPED.findall(found))
    halves = len(_HALF.findall(data))
    return len(_BEYOND_ASCII.findall(found)) - broken + halves > broken - 3 * halves


def _wide(data: bytes) -> _Decoded | None:
    """UTF-32 or UTF-16 without a mark: its zero bytes give it away.

    Raises:
        RefusedFileError: there are zeros, but not as a text has them.
    """
    if b"\0" not in data:
        return None
    for encoding in ("utf-32-le", "utf-32-be", *_pattern(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text):
            return _Decoded(text, encoding)
    raise _binary()


def _pattern(data: bytes) -> tuple[str, ...]:
    """The UTF-16 whose upper bytes are zero as often as in a western text, and hardly others."""
    units = len(data) // 2
    odd = data[1::2].count(0)
    even = data.count(0) - odd
    if max(odd, even) * 3 < units or min(odd, even) * 20 > units:
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _bytewise(data: bytes) -> _Decoded:
    """One byte a character: Windows' western code page unless that is improbable."""
    try:
        western = _Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return _guessed(data) or _Decoded(data.decode("latin-1"), "latin-1")
    return western if _is_western(western.text) else _guessed(data) or western


def _is_western(text: str) -> bool:
    """Whether the characters beyond ASCII are those a western text has, and not too many."""
    beyond = len(_BEYOND_ASCII.findall(text))
    usual = len(_WESTERN.findall(text))
    return usual * 10 >= beyond * 9 and beyond * 2 <= len(text) + 10


def _guessed(data: bytes) -> _Decoded | None:
    """A guess for other code pages; it must give every byte back."""
    # It costs a third of the program's start and few files ever need it.
    import charset_normalizer  # noqa: PLC0415

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding in {"ascii", "utf_7"}:
        return None
    try:
        text = data.decode(best.encoding)
        is_whole = text.encode(best.encoding) == data
    except UnicodeError:
        return None
    return _Decoded(text, best.encoding) if is_whole and not _is_binary(text) else None


def _refuse_others(decoded: _Decoded) -> None:
    if not decoded.text.strip().strip(_UNSEEN).strip():
        raise RefusedFileError(say("The file is empty."))
    if _is_binary(decoded.text):
        raise _binary()


def _is_binary(text: str) -> bool:
    if "\0" in text:
        return True
    controls = sum(1 for _ in _CONTROL.finditer(text))
    return controls > 2 + len(text) // 100


def _binary() -> RefusedFileError:
    return RefusedFileError(
        say("The file is not text, or its encoding cannot be told; if it is, save it as UTF-8.")
    )


def _broken(encoding: str, before: bytes) -> RefusedFileError:
    line = 1 + before.decode(encoding, errors="ignore").count("\n")
    return RefusedFileError(
        say(
            "The text is {encoding}, but line {line} has bytes that are not valid. Open it in the "
            "program it comes from and save it again.",
            encoding=encoding.upper(),
            line=line,
        ),
        line,
    )
