"""JSON with the line of every value, so that a mistake can be shown where it is."""

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NoReturn

from annotator.domain.sentence import Sentence, say

MAX_DEPTH = 64
"""How deep lists and objects may lie in each other; no file of ours needs a quarter of it."""

Scalar = str | int | float | bool | None

_SPACE = re.compile(r"[ \t\r\n]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A value and the line it starts on, counted from 1; inner values are places too."""

    value: "Scalar | dict[str, Place] | list[Place]"
    line: int


class NotJsonError(Exception):
    """A text that is not JSON we accept: the line, counted from 1, and what is wrong there."""

    def __init__(self, line: int, sentence: Sentence) -> None:
        super().__init__(line, str(sentence))
        self.line = line
        self.sentence = sentence


def scan(text: str) -> Place:
    """The one JSON value in a text, with lines; a byte order mark before it is passed over.

    Raises:
        NotJsonError: at the first place that is not JSON, a field given twice in one object,
            half of a surrogate pair, or more than `MAX_DEPTH` levels.
    """
    return _Scanner(text).whole()


def _number(digits: str) -> float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_int=_number, parse_constant=_refuse)


class _Scanner:
    """Walks the text once; open objects and lists wait on a stack instead of in recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 1 if text.startswith("\ufeff") else 0
        self.breaks = [found.start() for found in re.finditer("\n", text)]
        self.open: list[Place] = []

    def whole(self) -> Place:
        root = self._value()
        while self.open:
            inner = self.open[-1].value
            if isinstance(inner, dict):
                self._field(inner)
            elif isinstance(inner, list):
                self._item(inner)
        if found := self._next():
            self._stop(say("“{found}” stands after the end of the JSON", found=found))
        return root

    def _next(self) -> str:
        """The character after any space, or nothing at the end."""
        space = _SPACE.match(self.text, self.position)
        self.position = space.end() if space else self.position
        return self.text[self.position : self.position + 1]

    def _stop(self, sentence: Sentence, position: int | None = None) -> NoReturn:
        raise NotJsonError(self._line(self.position if position is None else position), sentence)

    def _line(self, position: int) -> int:
        return bisect_left(self.breaks, position) + 1

    def _value(self) -> Place:
        first = self._next()
        if first not in ("{", "["):
            return self._scalar(first)
        place = Place({} if first == "{" else [], self._line(self.position))
        if len(self.open) >= MAX_DEPTH:
            self._stop(say("lists and objects lie more than {depth} deep", depth=MAX_DEPTH))
        self.open.append(place)
        self.position += 1
        return place

    def _scalar(self, first: str) -> Place:
        start = self.position
        try:
            value, self.position = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            self._stop(_scalar_mistake(first), error.pos)
        except ValueError:  # NaN and Infinity
            self._stop(_scalar_mistake(first))
        if isinstance(value, str) and _LONE_SURROGATE.search(value):
            self._stop(say("half of a surrogate pair is not a character"), start)
        return Place(value, self._line(start))

    def _item(self, items: list[Place]) -> None:
        if not self._closed("]"):
            self._comma(bool(items), "]")
            items.append(self._value())

    def _field(self, fields: dict[str, Place]) -> None:
        if not self._closed("}"):
            self._comma(bool(fields), "}")
            name = self._name(fields)
            if self._next() != ":":
                self._stop(say("a colon is missing after “{name}”", name=name))
            self.position += 1
            fields[name] = self._value()

    def _name(self, fields: dict[str, Place]) -> str:
        if self._next() != '"':
            self._stop(say("the name of a field is missing, in straight double quotes"))
        start = self.position
        name = str(self._scalar('"').value)
        if name in fields:
            self._stop(say("the field “{name}” is there twice", name=name), start)
        return name

    def _closed(self, closer: str) -> bool:
        if self._next() != closer:
            return False
        self.open.pop()
        self.position += 1
        return True

    def _comma(self, due: bool, closer: str) -> None:
        if not due:
            return
        if self._next() != ",":
            self._stop(say("a comma or {closer} is missing", closer=closer))
        self.position += 1
        if self._next() == closer:
            self._stop(say("the comma before {closer} is one too many", closer=closer))


def _scalar_mistake(first: str) -> Sentence:
    if not first:
        return say("the JSON stops too early")
    if first == '"':
        return say("this text is not closed, or has a line break or a backslash JSON forbids")
    return say("“{found}” begins nothing JSON knows; texts need double quotes", found=first)
