"""Answers to the codebook's questions, out of the words in which files without types hold them."""

import re
from math import isfinite

from annotator.domain.annotation import Value
from annotator.domain.codebook import Attribute

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_YES_NO = {"true": True, "false": False}


def answer(attribute: Attribute, value: Value) -> Value:
    """The value in the type the attribute asks for; as it is where its words do not fit it.

    Several choices in one word are divided by semicolons.
    """
    reader = _READERS.get(attribute.type) if isinstance(value, str) else None
    return value if reader is None else reader(attribute, str(value))


def _yes_no(_attribute: Attribute, words: str) -> Value:
    return _YES_NO.get(words, words)


def _number(_attribute: Attribute, words: str) -> Value:
    try:
        number = float(words)
    except ValueError:
        return words
    if not isfinite(number):
        return words
    return int(number) if _WHOLE.fullmatch(words) else number


def _choices(attribute: Attribute, words: str) -> Value:
    if any(one.id == words for one in attribute.values):
        return [words]
    return [part.strip() for part in words.split(";") if part.strip()]


_READERS = {"yes_no": _yes_no, "number": _number, "choices": _choices}
