"""JSON values one after the other, without the whole file in memory.

Only brackets outside of words are counted; whether a value is right is for its decoder to say.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from annotator.domain.sentence import say
from annotator.formats.incoming import RefusedFileError

MOST_BYTES = 256_000_000
"""How large one value may be."""

_CHUNK = 1 << 20
_WORDS = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_NESTED = {
    b"{": re.compile(rb'[^"{}]*+(?:' + _WORDS + rb'[^"{}]*+)*+([{}])', re.DOTALL),
    b"[": re.compile(rb'[^"\[\]]*+(?:' + _WORDS + rb'[^"\[\]]*+)*+([\[\]])', re.DOTALL),
}
"""Up to the next bracket of a kind that stands outside of words. Nothing is ever tried twice."""

_SIMPLE = re.compile(_WORDS + rb'|[^\s,"\[\]{}]++', re.DOTALL)
_SPACE = re.compile(rb"[\s\x00]*+")


class Piece(NamedTuple):
    """One value and the line it starts on, counted from 1."""

    line: int
    raw: bytes


class _Window:
    """What is in memory of a file; what lies before `at` was given out already."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most
        self.data, self.at, self.line = b"", 0, 1

    def more(self) -> bool:
        """Read as much again as waits, so that a long value costs no more than many short ones."""
        rest = self.data[self.at :]
        if len(rest) > self._most:
            raise RefusedFileError(say("A single record of the file is too large."), self.line)
        fresh = self._file.read(max(_CHUNK, len(rest)))
        self.data, self.at = rest + fresh, 0
        return bool(fresh)

    def take(self, end: int) -> bytes:
        """Give out everything up to an end."""
        raw = self.data[self.at : end]
        self.line += raw.count(b"\n")
        self.at = end
        return raw

    def peek(self) -> bytes:
        """The next byte that is no space; nothing at the end of the file."""
        while True:
            found = _SPACE.match(self.data, self.at)
            self.take(found.end() if found else self.at)
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.more():
                return b""


def elements(file: BinaryIO, most: int = MOST_BYTES) -> Iterator[Piece]:
    """The values of the list that a file holds.

    Raises:
        RefusedFileError: the list is not whole, or a value is larger than `most` bytes.
        OSError: it cannot be read.
    """
    window = _Window(file, most)
    if window.peek() == b"[":
        window.take(window.at + 1)
    while (first := window.peek()) != b"]":
        yield _piece(window, first)
        if window.peek() == b",":
            window.take(window.at + 1)
        elif window.peek() != b"]":
            raise broken(window.line)
    window.take(window.at + 1)
    if window.peek():
        raise broken(window.line)


def sequence(file: BinaryIO, most: int = MOST_BYTES) -> Iterator[Piece]:
    """The values that stand one after the other in a file, each over as many lines as it wants.

    Raises:
        RefusedFileError: one is not whole, or is larger than `most` bytes.
        OSError: it cannot be read.
    """
    window = _Window(file, most)
    while first := window.peek():
        if first == b",":
            window.take(window.at + 1)
        else:
            yield _piece(window, first)


def broken(line: int) -> RefusedFileError:
    """What to say of a file that breaks off or is something else from a line on."""
    return RefusedFileError(
        say("The file is no whole JSON: from line {line} on it cannot be read.", line=line), line
    )


def _piece(window: _Window, first: bytes) -> Piece:
    line = window.line
    end = _end_of_nested(window, _NESTED[first]) if first in _NESTED else _end_of_simple(window)
    return Piece(line, window.take(end))


def _end_of_nested(window: _Window, up_to: re.Pattern[bytes]) -> int:
    depth = scanned = 0
    while True:
        found = up_to.match(window.data, window.at + scanned)
        if found is None:
            if not window.more():
                raise broken(window.line)
            continue
        scanned = found.end() - window.at
        depth += 1 if found[1] in b"{[" else -1
        if depth == 0:
            return found.end()


def _end_of_simple(window: _Window) -> int:
    while True:
        found = _SIMPLE.match(window.data, window.at)
        if found is not None and found.end() < len(window.data):
            return found.end()
        if not window.more():
            if found is None:
                raise broken(window.line)
            return window.at + found.end() - found.start()
