"""JSON as other programs write it: read record by record, whatever is in it."""

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.sentence import say
from annotator.formats import decoding, json_scan
from annotator.formats.incoming import Note, RefusedFileError

_MARK = b"\xef\xbb\xbf"
_HEAD = 4_000_000
_LONG = 10**15
_DIGITS = 16


class Line(msgspec.Struct):
    """One JSON object of a file and the line it starts on, counted from 1."""

    number: int
    value: dict[str, Any]


def objects(path: Path) -> Iterator[Line | Note]:
    """The objects of a file with one a line, of one JSON list, or one after the other.

    One is in memory at a time. What is no object, or is broken, is told as a note.

    Raises:
        RefusedFileError: the file breaks off, or is neither.
        OSError: it cannot be read.
    """
    with opened(path) as file:
        head = file.read(_HEAD)
        file.seek(0)
        _pass_mark(file)
        for piece in _pieces(file, head.removeprefix(_MARK).lstrip()):
            value = decoded(piece.raw)
            if isinstance(value, dict):
                yield Line(piece.line, value)
            else:
                yield Note(piece.line, say("This line is no JSON object; it was left out."))


def opened(path: Path) -> BinaryIO:
    """The bytes of a file as UTF-8: JSON in UTF-16 or 32 is turned into it first.

    Raises:
        RefusedFileError: it has zeros, but is no such text.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start:
        return io.BytesIO(decoding.read(path)[0].encode())
    return path.open("rb")


def _pass_mark(file: BinaryIO) -> None:
    if file.read(len(_MARK)) != _MARK:
        file.seek(0)


def _pieces(file: BinaryIO, head: bytes) -> Iterator[json_scan.Piece]:
    if head.startswith(b"["):
        return json_scan.elements(file)
    if _is_spread(head):
        return json_scan.sequence(file)
    return _lines(file)


def _is_spread(head: bytes) -> bool:
    """Whether the first object goes over several lines, so that a line is no record."""
    if not head.startswith(b"{") or b"\n" not in head:
        return False
    first, rest = head.split(b"\n", 1)
    return not rest.lstrip().startswith(b"{") and _whole(first) is None


def _whole(raw: bytes) -> bytes | None:
    """The value that some bytes start with, if all of it is there."""
    try:
        return next(json_scan.sequence(io.BytesIO(raw))).raw
    except (RefusedFileError, StopIteration):
        return None


def _lines(file: BinaryIO) -> Iterator[json_scan.Piece]:
    number = 0
    while raw := file.readline(json_scan.MOST_BYTES + 1):
        number += 1
        if len(raw) > json_scan.MOST_BYTES:
            raise RefusedFileError(say("A single record of the file is too large."), number)
        if raw.strip():
            yield json_scan.Piece(number, raw)


_ESCAPES = re.compile(
    rb"\\(?:u[dD][89aAbB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)", re.DOTALL
)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]..\Z", re.DOTALL)


def decoded(raw: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of some JSON, halves of pairs replaced; nothing where it is broken.

    What Python and JavaScript programs write beyond the standard is read too: NaN, Infinity.
    """
    with suppress(ValueError, RecursionError):
        return msgspec.json.decode(raw)
    with suppress(ValueError, RecursionError):
        return json.loads(_ESCAPES.sub(_mended, raw).decode(), parse_constant=_nothing)
    return None


def _mended(found: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if _HALF.match(found[0]) else found[0]


def _nothing(_name: str) -> None:
    return None


def first_object(path: Path) -> dict[str, Any] | None:
    """The first object of a file, if it is near the start, to tell formats apart; never raises."""
    try:
        with opened(path) as file:
            head = file.read(_HEAD)
    except (OSError, RefusedFileError):
        return None
    start = head.removeprefix(_MARK).lstrip().removeprefix(b"[").lstrip()
    value = decoded(_whole(start) or b"") if start.startswith(b"{") else None
    return value if isinstance(value, dict) else None


def words(value: object) -> str:
    """A value as words: texts as they are, nothing for null, others as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    try:
        return msgspec.json.encode(value).decode()
    except (OverflowError, ValueError, RecursionError):
        return repr(value) if isinstance(value, int) else "?"


def text(value: object) -> str:
    """A text as it is, nothing for all else."""
    return value if isinstance(value, str) else ""


def many(value: object) -> list[Any]:
    """The items of a list; nothing for null, a list of one for all else."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a list, or the one object."""
    return [one for one in many(value) if isinstance(one, dict)]


def offset(value: object) -> int | None:
    """An offset, also where it is written as a text or with a point; nothing where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        value = int(value) if value.isdecimal() and len(value) < _DIGITS else None
    if isinstance(value, float):
        value = int(value) if abs(value) < _LONG and value.is_integer() else None
    return value if isinstance(value, int) and 0 <= value < _LONG else None


def moment(value: object) -> str:
    """A point in time as UTC in ISO 8601 with milliseconds; nothing where it is none.

    Numbers count seconds since 1970, or milliseconds where seconds would be far in the future.
    """
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        found = _parsed(value) if isinstance(value, str) else _counted(value)
        return found.astimezone(dt.UTC).isoformat(timespec="milliseconds")[:23] + "Z"
    except (ValueError, OverflowError, OSError):
        return ""


def _parsed(words: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(words.strip())
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


_FAR = 100_000_000_000


def _counted(number: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(number / 1000 if abs(number) > _FAR else number, dt.UTC)
