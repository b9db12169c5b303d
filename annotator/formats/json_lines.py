"""JSON as other programs write it: read piece by piece, whatever is in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.sentence import say
from annotator.formats.incoming import Note, RefusedFileError

MOST_BYTES = 1_000_000_000
_HEAD = 1_000_000


class Line(msgspec.Struct):
    """One JSON object of a file and the line it starts on, counted from 1."""

    number: int
    value: dict[str, Any]


def objects(path: Path) -> Iterator[Line | Note]:
    """The objects of a file with one a line, or of one JSON list, or the one object it holds.

    A line that is none is told as a note.

    Raises:
        RefusedFileError: the file is one JSON value and that is broken or no object.
        OSError: it cannot be read.
    """
    if _is_one_value(path):
        yield from _of_value(path)
    else:
        yield from _of_lines(path)


def _is_one_value(path: Path) -> bool:
    """Whether the file is a list or an object over several lines."""
    with path.open("rb") as file:
        start = file.readline(_HEAD).removeprefix(b"\xef\xbb\xbf").strip()
        while not start and (line := file.readline(_HEAD)):
            start = line.strip()
    return start.startswith(b"[") or (start.startswith(b"{") and not start.endswith(b"}"))


def _of_lines(path: Path) -> Iterator[Line | Note]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf").strip()
            if not line:
                continue
            value = decoded(line)
            if isinstance(value, dict):
                yield Line(number, value)
            else:
                yield Note(number, say("This line is no JSON object; it was left out."))


def _of_value(path: Path) -> Iterator[Line | Note]:
    if path.stat().st_size > MOST_BYTES:
        raise RefusedFileError(say("The file is too large; please divide it."))
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        items = msgspec.json.decode(data, type=list[msgspec.Raw] | dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RefusedFileError(
            say("The file is no whole JSON: {reason}.", reason=str(error))
        ) from error
    if isinstance(items, dict):
        yield Line(1, items)
        return
    at, line = 0, 1
    for item in items:
        raw = bytes(item)
        found = data.find(raw, at)
        line += data.count(b"\n", at, found)
        at = max(found, at)
        value = decoded(raw)
        if isinstance(value, dict):
            yield Line(line, value)
        else:
            yield Note(line, say("This is no JSON object; it was left out."))


def decoded(raw: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of some JSON, halves of pairs replaced; nothing where it is broken."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def first_object(path: Path) -> dict[str, Any] | None:
    """The first object near the start of a file, for telling formats apart; never raises."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
            rest = file.read(4 * _HEAD) if head[:1] in b"[{" and len(head) == _HEAD else b""
    except OSError:
        return None
    line = head.split(b"\n", 1)[0].strip()
    value = decoded(line) if line.startswith(b"{") else None
    if isinstance(value, dict):
        return value
    return _first_of(head + rest)


_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)


def _first_of(head: bytes) -> dict[str, Any] | None:
    """The first object of a list or the whole object, by counting brackets outside of words."""
    start = head.find(b"{")
    if start < 0 or head[:start].strip() not in {b"", b"["}:
        return None
    depth = 0
    for token in _TOKEN.finditer(head, start):
        depth += {b"{": 1, b"}": -1}.get(token[0], 0)
        if depth == 0:
            value = decoded(head[start : token.end()])
            return value if isinstance(value, dict) else None
    return None


def words(value: object) -> str:
    """A value as words: texts as they are, nothing for null, others as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def offset(value: object) -> int | None:
    """An offset, also where it is written as a text or with a point; nothing where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = int(value) if value.strip().isdecimal() and len(value) < 16 else None  # noqa: PLR2004
    if isinstance(value, float):
        value = int(value) if value.is_integer() and abs(value) < 1e15 else None  # noqa: PLR2004
    return value if isinstance(value, int) and 0 <= value < 10**15 else None
