"""What is different between two codebooks, in sentences people can read."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from annotator.domain.codebook import (
    Attribute,
    Choice,
    Codebook,
    Label,
    Layer,
    LinkType,
    in_language,
)
from annotator.domain.sentence import Sentence, say

ADDED, DROPPED, RENAMED, RULE = "added", "dropped", "renamed", "rule"
MOVED, OTHER = "moved", "other"

Lines = tuple[str | Sentence, ...]
"""What people wrote, as it stands; what the program calls something is a sentence."""
Thing = Codebook | Layer | Label | Attribute | LinkType


class Difference(NamedTuple):
    """One difference: its kind, what it is, the lines before and after where there are any.

    `label` is the layer's and the label's id where it is one of a label.
    """

    kind: str
    sentence: Sentence
    before: Lines = ()
    after: Lines = ()
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
    Choice: say("answer"),
}
_WORDS = {
    "tint": say("Tinted words"),
    "lane": say("A bar in a lane"),
    "underline": say("Underlined words"),
    "choice": say("One of several"),
    "choices": say("Any of several"),
    "text": say("Words"),
    "number": say("A number"),
    "yes_no": say("Yes or no"),
    "entry": say("register entry"),
    "card": say("statement card"),
}


def differences(old: Codebook, new: Codebook, language: str) -> list[Difference]:
    """Everything that is different, in the order of the newer codebook; names in a language."""
    return list(_Comparison(old, new, language).between(old, new))


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


class _Comparison:
    """Two codebooks, and what their parts are called in one language."""

    def __init__(self, old: Codebook, new: Codebook, language: str) -> None:
        self._old, self._new = old, new
        self._in = language

    def between(self, old: Thing, new: Thing, layer: str = "") -> Iterator[Difference]:
        """What is different between two of a kind; `layer` is the id of that an attribute is of."""
        yield from self._fields(old, new, layer)
        for name in _INNER.get(type(new), ()):
            home = new.id if isinstance(new, Layer) else ""
            yield from self._parts(getattr(old, name), getattr(new, name), home)

    def _parts(self, old: Sequence[Any], new: Sequence[Any], layer: str) -> Iterator[Difference]:
        before = {one.id: one for one in old}
        after = {one.id: one for one in new}
        for id, one in after.items():
            if id in before:
                yield from self.between(before[id], one, layer)
            else:
                sentence = say("The {what} {name} was added.", **self._called(one))
                yield Difference(ADDED, sentence, label=_of(one))
        for id, one in before.items():
            if id not in after:
                sentence = say("The {what} {name} was deleted.", **self._called(one))
                yield Difference(DROPPED, sentence, label=_of(one))
        yield from self._moves(old, new)

    def _moves(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
        """What stands elsewhere: as few as can be said to have moved."""
        place = {one.id: at for at, one in enumerate(old)}
        stayed = _rising([place[one.id] for one in new if one.id in place])
        for at, one in enumerate(new):
            if one.id not in place or place[one.id] in stayed:
                continue
            if at:
                other = in_language(new[at - 1].names, self._in, new[at - 1].id)
                sentence = say(
                    "The {what} {name} stands after {other} now.", **self._called(one), other=other
                )
            else:
                sentence = say("The {what} {name} stands first now.", **self._called(one))
            yield Difference(MOVED, sentence, label=_of(one))

    def _fields(self, old: Thing, new: Thing, layer: str) -> Iterator[Difference]:
        for field, named in _FIELDS.items():
            before, after = getattr(old, field, None), getattr(new, field, None)
            # Only an attribute's labels are a field: those of which it is asked.
            if before == after or (field == "labels" and not isinstance(new, Attribute)):
                continue
            called = in_language(new.names, self._in, new.id)
            if field == "values" and isinstance(old, Attribute) and isinstance(new, Attribute):
                yield from self._answers(old, new)
                continue
            book = partial(self._told, field=field, layer=layer or getattr(new, "layer", ""))
            for place, one, other in _worded(before, after):
                sentence = say(
                    "{name}, {field}{place}: changed.", name=called, field=named, place=place
                )
                if field == "names":
                    sentence = say("{name}{place}: renamed.", name=called, place=place)
                kind = RENAMED if field == "names" else RULE if field in RULE_FIELDS else OTHER
                was, now = book(self._old, one), book(self._new, other)
                yield Difference(kind, sentence, *_only_other(was, now), _of(new))

    def _answers(self, old: Attribute, new: Attribute) -> Iterator[Difference]:
        """The answers of an attribute one by one: come, gone, renamed, moved."""
        called = in_language(new.names, self._in, new.id)
        known = {one.id: one for one in old.values}
        for one in new.values:
            answer = in_language(one.names, self._in, one.id)
            if one.id not in known:
                added = say("{name}: the answer {answer} was added.", name=called, answer=answer)
                yield Difference(ADDED, added)
                continue
            for place, was, now in _worded(known[one.id].names, one.names):
                sentence = say(
                    "{name}, answer {answer}{place}: renamed.",
                    name=called,
                    answer=answer,
                    place=place,
                )
                yield Difference(RENAMED, sentence, _lines(was), _lines(now))
        kept = {one.id for one in new.values}
        for one in old.values:
            if one.id not in kept:
                answer = in_language(one.names, self._in, one.id)
                gone = say("{name}: the answer {answer} was deleted.", name=called, answer=answer)
                yield Difference(DROPPED, gone)
        yield from self._moves(old.values, new.values)

    def _told(self, book: Codebook, value: Any, *, field: str, layer: str) -> Lines:  # noqa: ANN401
        """A value in words: ids are names, and what the program calls something is its word."""
        if field in ("parent", "labels"):
            labels = (book.label(layer, str(id)) for id in _lines(value))
            return tuple(one.name(self._in) for one in labels if one is not None)
        if field in ("source", "targets"):
            return tuple(self._end(book, str(id)) for id in _lines(value))
        if field in ("channel", "type"):
            return tuple(_WORDS.get(str(id), id) for id in _lines(value))
        return _lines(value)

    def _end(self, book: Codebook, id: str) -> str | Sentence:
        layer = book.layer(id)
        return layer.name(self._in) if layer is not None else _WORDS.get(id, id)

    def _called(self, thing: Thing | Choice) -> dict[str, object]:
        names = in_language(thing.names, self._in, thing.id)
        return {"what": _KINDS[type(thing)], "name": names}


def _worded(before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401
    """Language in brackets, words before, words after; for each language with other words."""
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        yield "", before, after
        return
    for language in dict.fromkeys((*before, *after)):
        if before.get(language) != after.get(language):
            yield f" ({language})", before.get(language), after.get(language)


def _lines(value: Any) -> Lines:  # noqa: ANN401
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("✓" if value else "–",)
    return tuple(value) if isinstance(value, tuple) else tuple(str(value).splitlines())


def _only_other(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    """Of two lists only what the other has not; both whole where they are only in another order."""
    was = tuple(one for one in before if one not in after)
    now = tuple(one for one in after if one not in before)
    return (was, now) if was or now else (before, after)


def _rising(places: Sequence[int]) -> set[int]:
    """The longest rising run, with gaps, of distinct numbers (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    for place in places:
        piles.append(bisect_left(tops, place))
        tops[piles[-1] : piles[-1] + 1] = [place]
    found: set[int] = set()
    wanted = len(tops) - 1
    for pile, place in zip(reversed(piles), reversed(places), strict=True):
        if pile == wanted:
            found.add(place)
            wanted -= 1
    return found


def _of(thing: object) -> tuple[str, str]:
    return (thing.layer, thing.id) if isinstance(thing, Label) else ("", "")
