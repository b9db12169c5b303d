"""The form about an attribute: what may be answered, of which labels it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from PySide6.QtWidgets import QWidget

from annotator.desktop.codebook_editor.fields import (
    KeyField,
    LineField,
    ListField,
    PickField,
    PickSomeField,
    TickField,
)
from annotator.desktop.codebook_editor.forms import AnyThing, Form, Question, reworded
from annotator.desktop.panels.codebook_edits import id_from_name
from annotator.domain.codebook import Choice, Layer, in_language
from annotator.domain.sentence import Sentence, say
from annotator.words import language, tr

_CHOICES = ("choice", "choices")


class AttributeForm(Form):
    """About an attribute of annotations, or `of_links`: these have no labels and no keys."""

    def __init__(self, parent: QWidget | None = None, *, of_links: bool = False) -> None:
        super().__init__(parent)
        self.ask(tr("Name"), Question("names", LineField(), say("Rename the attribute"), True))
        self.type = PickField()
        self.ask(tr("Answer"), Question("type", self.type, say("Change the type of the attribute")))
        self.type.offer([(type, name, None) for type, name in type_names().items()])
        self.values = ListField()
        self.values.setPlaceholderText(tr("One on each line"))
        answers = Question("values", self.values, say("Change the answers of the attribute"))
        self.ask(tr("Answers"), answers)
        self.labels = PickSomeField(tr("all labels"))
        asked = say("Change of which labels the attribute is asked")
        self.ask(tr("Asked of"), Question("labels", self.labels, asked))
        must = say("Change whether the attribute must be answered")
        self.ask(tr("Must be answered"), Question("required", TickField(), must))
        self.key = KeyField()
        self.ask(tr("Key"), Question("key", self.key, say("Change the key of the attribute")))
        for field in (self.labels, self.key) if of_links else ():
            self.rows.setRowVisible(field, False)

    def show_layer(self, layer: Layer) -> None:
        """Offer the labels of this layer."""
        self.labels.offer([(label.id, label.name(language())) for label in layer.labels])

    def show_key_rules(self, name: str, refusal: Callable[[str], Sentence | None]) -> None:
        """Say whose key it is, and which keys cannot be had."""
        self.key.name, self.key.refusal = name, refusal

    def show_thing(self, thing: AnyThing, words_in: str) -> None:
        super().show_thing(thing, words_in)
        self.rows.setRowVisible(self.values, thing.type in _CHOICES)

    def _read(self, thing: AnyThing, question: Question) -> object:
        if question.name == "values":
            return tuple(_shown(one, self._language) for one in thing.values)
        return super()._read(thing, question)

    def answered(self, thing: AnyThing, name: str, value: AnyThing) -> AnyThing:
        if name == "values":
            values = answers(thing.values, value, self._language)
            return replace(thing, values=values) if values else thing
        if name == "type" and value in _CHOICES and not thing.values:
            first = Choice(id="yes", names={self._language: tr("yes")})
            return replace(thing, type=value, values=(first,))
        return super().answered(thing, name, value)


def type_names() -> dict[str, str]:
    """What the types of attributes are called."""
    return {
        "choice": tr("One of several"),
        "choices": tr("Any of several"),
        "text": tr("Words"),
        "number": tr("A number"),
        "yes_no": tr("Yes or no"),
        "entry": tr("A register entry"),
    }


def answers(known: Sequence[Choice], lines: Sequence[str], in_: str) -> tuple[Choice, ...]:
    """The choices that these lines, their names in one language, stand for.

    A line that was there keeps its id wherever it goes; one that was written over another keeps
    the id of that; the rest are new.
    """
    lines = tuple(dict.fromkeys(lines))
    named = {_shown(one, in_): one for one in known}
    found = {line: named[line] for line in lines if line in named}
    before = [name for name in named if name not in found]
    fresh = [line for line in lines if line not in found]
    if len(known) == len(lines):
        found |= {line: named[old] for old, line in zip(before, fresh, strict=True)}
    else:
        found |= {line: named[old] for old, line in _alike(before, fresh)}
    taken = {one.id.upper() for one in found.values()}
    for line in lines:
        if line not in found:
            id = id_from_name(line, taken).lower()
            found[line] = Choice(id=id, names={in_: line})
            taken.add(id.upper())
    return tuple(_named(found[line], in_, line) for line in lines)


def _shown(choice: Choice, in_: str) -> str:
    return in_language(choice.names, in_, choice.id)


def _named(choice: Choice, in_: str, name: str) -> Choice:
    """A choice of this name; one shown by its name in another language is left at that."""
    if name == _shown(choice, in_):
        return choice
    return replace(choice, names=reworded(choice.names, in_, name))


def _alike(before: Sequence[str], fresh: Sequence[str]) -> list[tuple[str, str]]:
    """Names that were only spelled differently: two thirds of their letters in common."""
    pairs: list[tuple[str, str]] = []
    left = list(before)
    for line in fresh:
        near = [old for old in left if SequenceMatcher(None, old, line).ratio() > 2 / 3]
        if near:
            pairs.append((near[0], line))
            left.remove(near[0])
    return pairs
