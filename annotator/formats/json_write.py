"""JSON out, value after value as they come: one a line, or one list."""

from collections.abc import Iterable
from typing import BinaryIO

import msgspec


def write_lines(file: BinaryIO, values: Iterable[object]) -> None:
    """Write each value as one line, in UTF-8."""
    encoder = msgspec.json.Encoder()
    file.writelines(encoder.encode(value) + b"\n" for value in values)


def write_list(file: BinaryIO, values: Iterable[object]) -> None:
    """Write the values as one list, each on a line of its own."""
    encoder = msgspec.json.Encoder()
    before = b"[\n"
    for value in values:
        file.write(before + encoder.encode(value))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")
