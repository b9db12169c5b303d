"""What is different between two codebooks, in sentences people can read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.domain.codebook import (
    Attribute,
    Codebook,
    Label,
    Layer,
    LinkType,
    in_language,
)
from annotator.domain.sentence import Sentence, say

ADDED, DROPPED, RENAMED, RULE, OTHER = "added", "dropped", "renamed", "rule", "other"

Thing = Codebook | Layer | Label | Attribute | LinkType


class Difference(NamedTuple):
    """One difference: its kind, what it is, the words before and after where there are any.

    `label` is the layer's and the label's id where it is one of a label.
    """

    kind: str
    sentence: Sentence
    before: str = ""
    after: str = ""
    label: tuple[str, str] = ("", "")


RULE_FIELDS = ("question", "definition", "include", "exclude")
"""What says of a label when it is the right one; a change there may make annotations wrong."""

_FIELDS = {
    "names": say("name"),
    "rules": say("general rules"),
    "languages": say("languages"),
    "channel": say("how it looks in the text"),
    "exclusive": say("one label only on the same words"),
    "fragments": say("interrupted passages"),
    "question": say("question"),
    "definition": say("definition"),
    "include": say("what to include"),
    "exclude": say("what to leave out"),
    "examples": say("examples"),
    "color": say("colour"),
    "key": say("key"),
    "code": say("code"),
    "parent": say("place in the tree"),
    "mappings": say("mappings to other schemes"),
    "type": say("type of answer"),
    "values": say("answers"),
    "labels": say("labels it is asked of"),
    "required": say("must be answered"),
    "source": say("where it starts"),
    "targets": say("where it may lead"),
    "ordered": say("in order"),
    "limit": say("how many there may be"),
}
_INNER: dict[type, tuple[str, ...]] = {
    Codebook: ("layers", "link_types"),
    Layer: ("labels", "attributes"),
    LinkType: ("attributes",),
}
_KINDS = {
    Layer: say("layer"),
    Label: say("label"),
    Attribute: say("attribute"),
    LinkType: say("link type"),
}


def differences(old: Codebook, new: Codebook, language: str) -> list[Difference]:
    """Everything that is different, in the order of the newer codebook; names in a language."""
    return list(_between(old, new, language))


def rule_changed(old: Label, new: Label) -> bool:
    """Whether a label's rule is another one: not its name, colour, key or examples.

    What was said in one language and now is in another one too is a translation.
    """
    return any(_says_otherwise(getattr(old, name), getattr(new, name)) for name in RULE_FIELDS)


def _says_otherwise(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    if not any(old.values()):
        return any(new.values())
    return any(words and words != new.get(language) for language, words in old.items())


def following(version: str) -> str:
    """The name a next version may have: `1.0.0` leads to `1.1.0`, `3` to `4`."""
    parts = version.partition("+")[0].split(".")
    place = 1 if len(parts) > 1 else 0
    if not parts[place].isascii() or not parts[place].isdecimal():
        return f"{version}.1"
    return ".".join(
        [*parts[:place], str(int(parts[place]) + 1), *("0" for _ in parts[place + 1 :])]
    )


def _between(old: Thing, new: Thing, language: str) -> Iterator[Difference]:
    yield from _fields(old, new, language)
    for name in _INNER.get(type(new), ()):
        yield from _parts(getattr(old, name), getattr(new, name), language)


def _parts(old: Sequence[Any], new: Sequence[Any], language: str) -> Iterator[Difference]:
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    for id, one in after.items():
        if id in before:
            yield from _between(before[id], one, language)
        else:
            sentence = say("The {what} {name} was added.", **_called(one, language))
            yield Difference(ADDED, sentence, label=_of(one))
    for id, one in before.items():
        if id not in after:
            sentence = say("The {what} {name} was deleted.", **_called(one, language))
            yield Difference(DROPPED, sentence, label=_of(one))
    yield from _order(
        [one for id, one in before.items() if id in after],
        [one for id, one in after.items() if id in before],
        language,
    )


def _order(before: list[Any], after: list[Any], language: str) -> Iterator[Difference]:
    if [one.id for one in before] != [one.id for one in after]:
        sentence = say("Another order: {what}.", what=_KINDS[type(after[0])])
        yield Difference(OTHER, sentence, _listed(before, language), _listed(after, language))


def _listed(things: list[Any], language: str) -> str:
    return ", ".join(in_language(one.names, language, one.id) for one in things)


def _fields(old: Thing, new: Thing, language: str) -> Iterator[Difference]:
    for field, named in _FIELDS.items():
        before, after = getattr(old, field, None), getattr(new, field, None)
        # Only an attribute's labels are a field: those of which it is asked.
        if before == after or (field == "labels" and not isinstance(new, Attribute)):
            continue
        called = in_language(getattr(new, "names", {}), language, new.id)
        for place, one, other in _worded(before, after):
            if field == "names":
                sentence = say("{name}{place}: renamed.", name=called, place=place)
            else:
                sentence = say(
                    "{name}, {field}{place}: changed.", name=called, field=named, place=place
                )
            kind = RENAMED if field == "names" else RULE if field in RULE_FIELDS else OTHER
            yield Difference(kind, sentence, one, other, _of(new))


def _worded(before: Any, after: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401
    """Language in brackets, words before, words after; for each language with other words."""
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        yield "", _plain(before), _plain(after)
        return
    for language in dict.fromkeys((*before, *after)):
        if before.get(language) != after.get(language):
            yield f" ({language})", _plain(before.get(language)), _plain(after.get(language))


def _plain(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, tuple):
        return "\n".join(one if isinstance(one, str) else one.id for one in value)
    return str(value)


def _called(thing: Thing, language: str) -> dict[str, object]:
    names = in_language(thing.names, language, thing.id)
    return {"what": _KINDS[type(thing)], "name": names}


def _of(thing: Thing) -> tuple[str, str]:
    return (thing.layer, thing.id) if isinstance(thing, Label) else ("", "")
