"""Typed reading of JSON objects: every mistake is collected with its line, none stops the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.formats.json_places import Place

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What a language code looks like."""

_KINDS = {
    bool: say("true or false"),
    str: say("a text"),
    int: say("a number"),
    float: say("a number"),
    list: say("a list"),
    dict: say("an object"),
    type(None): say("null"),
}
_ENOUGH = 30


class Mistake(NamedTuple):
    """What is wrong on which line, counted from 1."""

    line: int
    sentence: Sentence


@dataclass(slots=True)
class Sheet:
    """What is known while one file is read: its mistakes and the language of bare texts."""

    language: str = "en"
    noted: dict[tuple[int, str], Mistake] = field(default_factory=dict)

    def wrong(self, line: int, sentence: Sentence) -> None:
        """Note a mistake, once."""
        self.noted.setdefault((line, str(sentence)), Mistake(line, sentence))

    @property
    def mistakes(self) -> list[Mistake]:
        """All mistakes, by line."""
        return sorted(self.noted.values(), key=lambda mistake: mistake.line)


class Record:
    """One JSON object; the fields asked for are the fields allowed.

    Several names given to a getter mean the same field. A field that is missing or null gives
    the empty value of its type; one of the wrong type does too and is noted as a mistake.
    """

    def __init__(self, place: Place, sheet: Sheet) -> None:
        self.line = place.line
        self.sheet = sheet
        self._asked: list[str] = []
        self._broken = not isinstance(place.value, dict)
        self._fields = self._object(place)

    def wrong(self, field: str, sentence: Sentence) -> None:
        """Note a mistake on the line of this field, or of the object where it is missing."""
        if not self._broken:
            self.sheet.wrong(self.line_of(field), sentence)

    def line_of(self, field: str) -> int:
        """The line of this field, else of the object."""
        return self._fields[field].line if field in self._fields else self.line

    def spelling(self, *fields: str) -> str:
        """Which of these names of one field is used."""
        return next((name for name in fields if name in self._fields), fields[0])

    def text(self, *fields: str) -> str:
        """A text, else an empty one."""
        place = self._take(fields)
        return self._text(place) if place else ""

    def needed(self, field: str) -> str:
        """A text that has to be there."""
        found = self.text(field)
        if not found and self._fields.get(field, Place("", 0)).value in ("", None):
            self.wrong(field, missing(field))
        return found

    def one_of(self, field: str, allowed: Sequence[str], otherwise: str) -> str:
        """A text out of a list."""
        found = self.text(field) or otherwise
        if found not in allowed:
            self.wrong(field, not_allowed(field, found, allowed))
        return found

    def flag(self, field: str, *, otherwise: bool) -> bool:
        """True or false."""
        place = self._take((field,))
        if place and not isinstance(place.value, bool):
            self._misfit(place, say("true or false"))
        return place.value if place and isinstance(place.value, bool) else otherwise

    def count(self, *fields: str) -> int | None:
        """A whole number from 1, or nothing."""
        place = self._take(fields)
        if not place:
            return None
        if type(place.value) is int and place.value > 0:
            return place.value
        self._misfit(place, say("a whole number from 1, or null"))
        return None

    def texts(self, *fields: str) -> tuple[str, ...]:
        """A list of texts; a bare text is a list of one."""
        place = self._take(fields)
        return self._texts(place) if place else ()

    def wordings(self, *fields: str) -> dict[str, str]:
        """One text per language; a bare text is in the language of the sheet."""
        return {code: self._text(place) for code, place in self._by_language(fields, str)}

    def lists(self, *fields: str) -> dict[str, tuple[str, ...]]:
        """Several texts per language; a bare list is in the language of the sheet."""
        return {code: self._texts(place) for code, place in self._by_language(fields, (str, list))}

    def pairs(self, field: str) -> dict[str, str]:
        """Texts by free names."""
        place = self._take((field,))
        inner = self._object(place) if place else {}
        return {name: self._text(value) for name, value in inner.items()}

    def records(self, field: str, *, short: str = "") -> list["Record"]:
        """A list of objects; with `short`, a bare text is an object with only that field."""
        place = self._take((field,))
        items = place.value if place else []
        if place and not isinstance(items, list):
            self._misfit(place, say("a list"))
        return [
            Record(_spelt_out(item, short), self.sheet)
            for item in (items if isinstance(items, list) else [])
        ]

    def close(self) -> None:
        """Note the fields nobody asked for; call it when all has been read."""
        for name in self._fields:
            if name not in self._asked:
                near = get_close_matches(name.casefold(), self._asked, 1, 0.5)
                self.wrong(name, _unknown(name, near, self._asked))

    def _take(self, fields: Sequence[str]) -> Place | None:
        self._asked.extend(fields)
        found = [name for name in fields if name in self._fields]
        if len(found) > 1:
            twice = say("“{one}” and “{other}” are one field", one=found[0], other=found[1])
            self.wrong(found[1], twice)
        place = self._fields[found[0]] if found else None
        return None if place is None or place.value is None else place

    def _text(self, place: Place) -> str:
        if not isinstance(place.value, str):
            self._misfit(place, say("a text"))
        return place.value if isinstance(place.value, str) else ""

    def _texts(self, place: Place) -> tuple[str, ...]:
        if isinstance(place.value, list):
            return tuple(self._text(item) for item in place.value)
        if not isinstance(place.value, str):
            self._misfit(place, say("a list of texts"))
        return (place.value,) if isinstance(place.value, str) else ()

    def _by_language(
        self, fields: Sequence[str], bare: type | tuple[type, ...]
    ) -> list[tuple[str, Place]]:
        place = self._take(fields)
        if place and isinstance(place.value, bare):
            return [(self.sheet.language, place)]
        items = list(self._object(place).items()) if place else []
        for code, wording in items:
            if not LANGUAGE.fullmatch(code):
                self.sheet.wrong(wording.line, no_language(code))
        return items

    def _object(self, place: Place) -> dict[str, Place]:
        if not isinstance(place.value, dict):
            self._misfit(place, say("an object"))
        return place.value if isinstance(place.value, dict) else {}

    def _misfit(self, place: Place, wanted: Sentence) -> None:
        found = _KINDS[type(place.value)]
        self.sheet.wrong(
            place.line, say("{wanted} is expected here, not {found}", wanted=wanted, found=found)
        )


def missing(field: str) -> Sentence:
    """That a field has to be there."""
    return say("“{field}” is missing", field=field)


def no_language(code: str) -> Sentence:
    """That this is not a language code."""
    return say("the language “{code}” is not like en or fr-CA", code=code)


def not_allowed(field: str, found: str, allowed: Collection[str]) -> Sentence:
    """That this field cannot have this value, and which ones it can."""
    shown = [*islice(allowed, _ENOUGH), *(["…"] if len(allowed) > _ENOUGH else [])]
    return say(
        "“{field}” cannot be “{found}”; allowed: {allowed}",
        field=field,
        found=found,
        allowed=", ".join(shown),
    )


def _spelt_out(place: Place, short: str) -> Place:
    if short and isinstance(place.value, str):
        return Place({short: place}, place.line)
    return place


def _unknown(name: str, near: Sequence[str], asked: Sequence[str]) -> Sentence:
    if near:
        return say("“{name}” is no field here; did you mean “{near}”?", name=name, near=near[0])
    allowed = ", ".join(asked)
    return say("“{name}” is no field here; allowed: {allowed}", name=name, allowed=allowed)
