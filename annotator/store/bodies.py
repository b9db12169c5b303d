"""Bodies: records as the JSON that events and current tables keep.

The standard library's JSON is used here and not a faster one: this room is loaded before the first
picture of the window, and a faster one takes longer to load than all that is read by then.
"""

import functools
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, ParamSpec, TypeVar

from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.sentence import Sentence
from annotator.store.errors import DamagedRecordError

Body = dict[str, Any]

_LISTS = ("include", "exclude", "examples")


def plain(value: Any) -> Any:  # noqa: ANN401 - any frozen value of the domain
    """A dataclass as a dictionary of its fields; what is in it is made plain when it is written."""
    if not is_dataclass(value):
        raise TypeError(type(value).__name__)
    return {field.name: getattr(value, field.name) for field in fields(value)}


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=plain
)


def written(value: object) -> str:
    """JSON with sorted keys: the same value is always the same text."""
    return _ENCODER.encode(value)


def read(text: str) -> Any:  # noqa: ANN401 - whatever was written
    """What `written` wrote.

    Raises:
        DamagedRecordError: it is something else.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise DamagedRecordError("JSON") from error


Made = TypeVar("Made")
Given = ParamSpec("Given")


def legible(kind: str) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Let a function that makes a value out of a record say so where the record is not fit for it.

    It raises `DamagedRecordError` then, whatever it stumbled over.
    """

    def around(make: Callable[Given, Made]) -> Callable[Given, Made]:
        @functools.wraps(make)
        def made(*given: Given.args, **more: Given.kwargs) -> Made:
            try:
                return make(*given, **more)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                raise DamagedRecordError(kind) from error

        return made

    return around


def _named(value: Made) -> Made:
    """The value, whose names must be words."""
    for name, words in getattr(value, "names", {}).items():
        if not (isinstance(name, str) and isinstance(words, str)):
            raise TypeError(name)
    return value


def told(sentence: Sentence) -> str:
    """A sentence, its values as words."""
    values = {name: str(value) for name, value in sentence.values.items()}
    return written({"template": sentence.template, "values": values})


@legible("sentence")
def sentence(text: str) -> Sentence:
    """What `told` wrote."""
    found = read(text)
    return Sentence(found["template"], found["values"])


@legible("codebook")
def codebook(value: Body) -> Codebook:
    """A codebook without its layers and link types."""
    return _named(
        Codebook(
            **{
                **value,
                "languages": tuple(value["languages"]),
                "rules": _tuples(value["rules"]),
                "layers": (),
                "link_types": (),
            }
        )
    )


def whole_codebook(value: Body) -> Codebook:
    """A codebook with its layers, labels and link types."""
    return replace(
        codebook(value),
        layers=tuple(layer(one, tuple(map(label, one["labels"]))) for one in value["layers"]),
        link_types=tuple(map(link_type, value["link_types"])),
    )


@legible("layer")
def layer(value: Body, labels: tuple[Label, ...]) -> Layer:
    """A layer with these labels."""
    attributes = _attributes(value["attributes"])
    return _named(Layer(**{**value, "labels": labels, "attributes": attributes}))


@legible("label")
def label(value: Body) -> Label:
    """A label."""
    return _named(Label(**{**value, **{name: _tuples(value[name]) for name in _LISTS}}))


@legible("link type")
def link_type(value: Body) -> LinkType:
    """A link type."""
    attributes = _attributes(value["attributes"])
    targets = tuple(value["targets"])
    return _named(LinkType(**{**value, "targets": targets, "attributes": attributes}))


def _attributes(values: list[Body]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(
            **{
                **value,
                "values": tuple(Choice(**choice) for choice in value["values"]),
                "labels": tuple(value["labels"]),
            }
        )
        for value in values
    )


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in lists.items()}
