r"""Cells of WebAnno TSV 3: values and texts with their escapes, numbers, and names of columns.

Escapes as INCEpTION's user guide has them (“WebAnno TSV 3.x”, appendix). Beside those a carriage
return in a value is written `\r`; what a slot's role cannot say is JSON after the type of link.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from annotator.domain.annotation import Value

LINKS, ENTRIES, ENTRY, NOTE = "links", "entries", "entry", "note"
"""Features this program writes: slots to annotations, links to register entries, the entry that
the words name, and the note."""

_NUMBER = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)
_PAIR = re.compile(r"(.*)\[(\d+)_(\d+)\]", re.DOTALL)
_ELEMENT = re.compile(r"(.*)->(\d+)-(\d+)", re.DOTALL)
_VALUE_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_TEXT_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_TO_ESCAPE = re.compile(r"->|[\\\[\]|_;*\t\n\r]")
_IN_TEXT = re.compile(r"[\\\t\r\f\x08]")
_CONTROL = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b"}
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b"}
_IN_VALUES = {"n": "\n", "r": "\r", "t": "\t"}
_ROLE = re.compile(r"([^{]*)(\{.*\})?", re.DOTALL)


class Element(NamedTuple):
    """A cell of a chain: what its link says, which chain it is of, and which element there."""

    words: str
    chain: str
    place: int


def split(cell: str, sign: str) -> list[str]:
    """The parts of a cell at a sign that is not escaped."""
    if sign not in cell:
        return [cell]
    parts = [""]
    for piece in re.split(rf"(\\.|{re.escape(sign)})", cell, flags=re.DOTALL):
        if piece == sign:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def numbered(cell: str) -> tuple[str, str]:
    """A part of a cell without its number in brackets, and the number, or nothing."""
    found = _NUMBER.fullmatch(cell)
    return (found[1], found[2]) if found else (cell, "")


def ends(cell: str) -> tuple[str, str, str]:
    """Where a relation comes from: a unit, and the numbers of both its annotations."""
    both = _PAIR.fullmatch(cell)
    if both:
        return both[1], both[2], both[3]
    unit, number = numbered(cell)
    return unit, number, number


def element(cell: str) -> Element | None:
    """A cell of a chain, or nothing where it is none."""
    found = _ELEMENT.fullmatch(cell)
    return Element(found[1], found[2], int(found[3][:9])) if found else None


def bare(cell: str) -> str:
    """A value without its number and its escapes."""

    def plain(found: re.Match[str]) -> str:
        return _IN_VALUES.get(found[1], found[1])

    return _VALUE_ESCAPE.sub(plain, numbered(cell)[0])


def escaped(value: str) -> str:
    """A value as a cell has it."""

    def dressed(found: re.Match[str]) -> str:
        return _CONTROL.get(found[0], f"\\{found[0]}")

    return _TO_ESCAPE.sub(dressed, value) or "*"


def plain_text(words: str) -> str:
    """Words of the text as they were before they were escaped as in Java."""

    def plain(found: re.Match[str]) -> str:
        sign = found[1]
        return chr(int(sign[1:], 16)) if len(sign) > 1 else _PLAIN.get(sign, sign)

    raw = _TEXT_ESCAPE.sub(plain, words)
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped_text(line: str) -> str:
    """A line of the text as a line of `#Text=` has it."""

    def dressed(found: re.Match[str]) -> str:
        return _CONTROL.get(found[0], f"\\{found[0]}")

    return _IN_TEXT.sub(dressed, line)


def role(type: str, attributes: Mapping[str, Value]) -> str:
    """What the role of a slot says: the type of the link, and its attributes as JSON."""
    return type + (msgspec.json.encode(attributes).decode() if attributes else "")


def role_parts(words: str) -> tuple[str, dict[str, Value]]:
    """The type and the attributes in a role; words that are no such role are the type."""
    found = _ROLE.fullmatch(words)
    if found is None or not found[2]:
        return words, {}
    try:
        return found[1], msgspec.json.decode(found[2], type=dict[str, Value])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return words, {}
