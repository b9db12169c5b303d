"""Codebook files: one JSON object with stable ids ↔ a `Codebook`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass

from annotator.domain.codebook import (
    ATTRIBUTE_TYPES,
    CHANNELS,
    Attribute,
    Choice,
    Codebook,
    Label,
    Layer,
    LinkType,
)
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.formats.codebook_checks import (
    check_codebook,
    check_labels,
    check_unique,
    color_of,
    identity_of,
    key_of,
    languages_of,
)
from annotator.formats.json_places import NotJsonError, scan
from annotator.formats.json_record import Mistake, Record, Sheet

MAX_LENGTH = 5_000_000
"""How many characters a codebook file may have."""

_SHOWN = 20
_WIDTH = 100
_CHOICES = ("choice", "choices")
_SPELLED = {"link_types": "links"}
_IMPLIED = ("layer",)


class CodebookError(AnnotatorError):
    """A codebook file with mistakes; `mistakes` has them all, the sentence the first twenty."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(_listed(file, self.mistakes))


def read(text: str, file: str) -> Codebook:
    """The codebook in the text of a file; `file` is its name for the sentences.

    Short forms: `name` for `names`; a bare text or list for one in the first language; values
    as bare ids; `from`, `to`, `max` in links; colours as `#rgb`. `overlap` is read over.

    Raises:
        CodebookError: with every mistake found and its line.
    """
    if len(text) > MAX_LENGTH:
        size = say("a codebook cannot have more than {count} characters", count=MAX_LENGTH)
        raise CodebookError(file, [Mistake(1, size)])
    sheet = Sheet()
    try:
        codebook = _codebook(Record(scan(text), sheet))
    except NotJsonError as error:
        broken = say("this is not JSON: {reason}", reason=error.sentence)
        raise CodebookError(file, [Mistake(error.line, broken)]) from None
    if sheet.mistakes:
        raise CodebookError(file, sheet.mistakes)
    return codebook


def write(codebook: Codebook) -> str:
    """The text of its file: fields in a fixed order, empty ones left out, a newline at the end."""
    return _laid_out(_plain(codebook)) + "\n"


def _listed(file: str, mistakes: Sequence[Mistake]) -> Sentence:
    lines = [
        say("{file}, line {line}: {mistake}", file=file, line=line, mistake=mistake)
        for line, mistake in mistakes[:_SHOWN]
    ]
    if more := len(mistakes) - len(lines):
        lines.append(say("… and {count} more", count=more))
    sentence = lines.pop()
    while lines:
        sentence = say("{one}\n{others}", one=lines.pop(), others=sentence)
    return sentence


def _codebook(record: Record) -> Codebook:
    languages = languages_of(record)
    record.sheet.language = languages[0]
    codebook = Codebook(
        id=identity_of(record),
        version=identity_of(record, "version"),
        names=record.wordings("names", "name"),
        languages=languages,
        rules=record.lists("rules"),
        layers=tuple(_layer(layer) for layer in record.records("layers")),
        link_types=tuple(_link_type(link) for link in record.records("links")),
    )
    record.close()
    check_codebook(record, codebook)
    return codebook


def _layer(record: Record) -> Layer:
    record.text("overlap")  # of an earlier draft of the format: nesting is always allowed
    layer = identity_of(record)
    labels = record.records("labels", short="id")
    attributes = record.records("attributes")
    found = Layer(
        id=layer,
        names=record.wordings("names", "name"),
        channel=record.one_of("channel", CHANNELS, CHANNELS[0]),
        exclusive=record.flag("exclusive", otherwise=False),
        fragments=record.flag("fragments", otherwise=True),
        labels=tuple(_label(label, layer) for label in labels),
        attributes=tuple(_attribute(attribute, of_layer=True) for attribute in attributes),
    )
    record.close()
    check_unique("labels", labels)
    check_unique("attributes", attributes)
    check_labels(record, found)
    return found


def _label(record: Record, layer: str) -> Label:
    label = Label(
        id=identity_of(record),
        layer=layer,
        key=key_of(record),
        color=color_of(record),
        code=record.text("code"),
        parent=record.text("parent"),
        names=record.wordings("names", "name"),
        question=record.wordings("question"),
        definition=record.wordings("definition"),
        include=record.lists("include"),
        exclude=record.lists("exclude"),
        examples=record.lists("examples"),
        mappings=record.pairs("mappings"),
    )
    record.close()
    return label


def _attribute(record: Record, *, of_layer: bool) -> Attribute:
    values = record.records("values", short="id")
    kind = record.needed("type")
    attribute = Attribute(
        id=identity_of(record),
        type=record.one_of("type", ATTRIBUTE_TYPES, "choice"),
        names=record.wordings("names", "name"),
        values=tuple(_choice(value) for value in values),
        labels=record.texts("labels") if of_layer else (),
        required=record.flag("required", otherwise=False),
        key=key_of(record),
    )
    record.close()
    check_unique("values", values)
    if kind in _CHOICES and not values:
        record.wrong("values", say("an attribute to choose from needs “values”"))
    return attribute


def _choice(record: Record) -> Choice:
    choice = Choice(id=identity_of(record), names=record.wordings("names", "name"))
    record.close()
    return choice


def _link_type(record: Record) -> LinkType:
    attributes = record.records("attributes")
    link = LinkType(
        id=identity_of(record),
        source=record.text("source", "from"),
        targets=record.texts("targets", "to"),
        names=record.wordings("names", "name"),
        ordered=record.flag("ordered", otherwise=False),
        limit=record.count("limit", "max"),
        attributes=tuple(_attribute(attribute, of_layer=False) for attribute in attributes),
    )
    record.close()
    check_unique("attributes", attributes)
    return link


def _plain(thing: object) -> object:
    """A value as JSON knows it; in records, what is empty anyway is left out."""
    if is_dataclass(thing):
        return {
            _SPELLED.get(part.name, part.name): _plain(getattr(thing, part.name))
            for part in fields(thing)
            if part.name not in _IMPLIED and not _left_out(part, getattr(thing, part.name))
        }
    if isinstance(thing, Mapping):
        return {name: _plain(value) for name, value in thing.items()}
    if isinstance(thing, tuple):
        return [_plain(value) for value in thing]
    return thing


def _left_out(part: "Field[object]", value: object) -> bool:
    """Whether reading gives this empty value back without being told; `False` for True is kept."""
    return not value and part.default is not True


def _laid_out(value: object, indent: int = 0, lead: int = 0) -> str:
    """JSON that people can read: what fits goes on one line; `lead` is what stands before."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + lead + len(flat) < _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = indent + 2
    if isinstance(value, dict):
        names = [json.dumps(name, ensure_ascii=False) + ": " for name in value]
        parts = [
            name + _laid_out(item, inner, len(name))
            for name, item in zip(names, value.values(), strict=True)
        ]
    else:
        parts = [_laid_out(item, inner) for item in value]
    opener, closer = "{}" if isinstance(value, dict) else "[]"
    lines = f",\n{' ' * inner}".join(parts)
    return f"{opener}\n{' ' * inner}{lines}\n{' ' * indent}{closer}"
