"""Forms about one part of a codebook: a question a row, each answer one edit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from annotator.desktop.codebook_editor.color_field import ColorField
from annotator.desktop.codebook_editor.fields import (
    Field,
    LineField,
    ListField,
    PickField,
    PickSomeField,
    TickField,
    WordsField,
)
from annotator.desktop.controls.texts import muted
from annotator.domain.codebook import (
    Codebook,
)
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.formats.json_record import LANGUAGE, no_language
from annotator.words import language, tr

AnyThing = Any
"""A part of the kind the form is for, or an answer about it."""
AnyField = Field | ColorField


class Question(NamedTuple):
    """One row: the field's name in the record, its control, and what an answer is called."""

    name: str
    control: AnyField
    edit: Sentence
    worded: bool = False


class Form(QWidget):
    """Shows a part and tells the part as a person wants it, with the name of the edit."""

    given = Signal(object, object)
    refused = Signal(object)
    """Why an answer cannot be taken, a sentence; what was there before stands again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions: dict[str, Question] = {}
        self._hints: dict[str, str] = {}
        self._thing: AnyThing = None
        self._language = language()
        self.rows = QFormLayout(self)
        self.rows.setContentsMargins(12, 8, 12, 12)
        self.rows.setHorizontalSpacing(10)
        self.rows.setVerticalSpacing(6)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def ask(self, title: str, question: Question) -> None:
        """Add a row."""
        name = muted(title)
        control = question.control
        if isinstance(control, TickField):
            control.setText(title)
            self.rows.addRow(control)
        else:
            name.setBuddy(control)
            self.rows.addRow(name, control)
        control.setAccessibleName(title)
        control.given.connect(lambda value, asked=question: self._answer(asked, value))
        self.questions[question.name] = question

    def show_thing(self, thing: AnyThing, words_in: str) -> None:
        """Show a part, its words in one language; a newer version of it in place."""
        self._thing, self._language = thing, words_in
        for question in self.questions.values():
            question.control.show_value(self._read(thing, question))
            self._hint(thing, question)

    def commit(self) -> None:
        """Hand on what is being written."""
        for question in self.questions.values():
            question.control.commit()

    def _hint(self, thing: AnyThing, question: Question) -> None:
        """Where there are no words in this language, those in another stand there faintly."""
        control = question.control
        if not question.worded or not isinstance(control, LineField | WordsField):
            return
        words = getattr(thing, question.name)
        own = self._hints.setdefault(question.name, control.placeholderText())
        has_own = bool(words.get(self._language))
        others = {code: found for code, found in words.items() if found and not has_own}
        code = "en" if "en" in others else next(iter(others), "")
        found = others.get(code, "")
        first = found if isinstance(found, str) else found[0]
        control.setPlaceholderText(f"{first} ({code})" if first else own)

    def _read(self, thing: AnyThing, question: Question) -> object:
        value = getattr(thing, question.name)
        if not question.worded:
            return value
        return value.get(self._language, () if isinstance(question.control, ListField) else "")

    def _answer(self, question: Question, value: object) -> None:
        thing = self._thing
        if thing is None:
            return
        if question.worded:
            value = reworded(getattr(thing, question.name), self._language, value)
        try:
            changed = self.answered(thing, question.name, value)
        except AnnotatorError as error:
            self.show_thing(thing, self._language)
            self.refused.emit(error.sentence)
            return
        if changed == thing:
            self.show_thing(thing, self._language)
        else:
            self.given.emit(changed, question.edit)

    def answered(self, thing: AnyThing, name: str, value: AnyThing) -> AnyThing:
        """The part with an answer.

        Raises:
            AnnotatorError: the answer cannot be taken.
        """
        return replace(thing, **{name: value})


def reworded(words: Mapping[str, Any], in_: str, value: object) -> dict[str, Any]:
    """Words in several languages with those of one replaced, or taken away where there are none."""
    kept = {key: words[key] for key in words if key != in_}
    return {**kept, in_: value} if value else kept


class BookForm(Form):
    """About the codebook itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(tr("Name"), Question("names", LineField(), say("Rename the codebook"), True))
        spoken = Question("languages", LineField(), say("Change the codebook’s languages"))
        self.ask(tr("Languages"), spoken)
        spoken.control.setToolTip(tr("Codes such as fr en, the first one first"))
        rules = Question("rules", ListField(), say("Change the general rules"), True)
        self.ask(tr("General rules"), rules)

    def _read(self, thing: AnyThing, question: Question) -> object:
        if question.name == "languages":
            return " ".join(thing.languages)
        return super()._read(thing, question)

    def answered(self, thing: AnyThing, name: str, value: AnyThing) -> AnyThing:
        if name != "languages":
            return super().answered(thing, name, value)
        codes = [_code(word) for word in str(value).replace(",", " ").split()]
        for code in codes:
            if not LANGUAGE.fullmatch(code):
                raise AnnotatorError(say("{what}.", what=no_language(code)))
        return replace(thing, languages=tuple(dict.fromkeys(codes))) if codes else thing


def _code(written: str) -> str:
    """A language code as they are written: `EN` as `en`, `pt-br` as it stands."""
    first, dash, rest = written.partition("-")
    return f"{first.casefold()}{dash}{rest}"


class LayerForm(Form):
    """About a layer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(tr("Name"), Question("names", LineField(), say("Rename the layer"), True))
        look = PickField()
        self.ask(tr("In the text"), Question("channel", look, say("Change how the layer looks")))
        look.offer(
            [
                ("tint", tr("Tinted words"), None),
                ("lane", tr("A bar in a lane"), None),
                ("underline", tr("Underlined words"), None),
            ]
        )
        one = Question("exclusive", TickField(), say("Change what the layer allows"))
        self.ask(tr("Only one label on the same words"), one)
        parts = Question("fragments", TickField(), say("Change what the layer allows"))
        self.ask(tr("Passages may be interrupted"), parts)


class LinkForm(Form):
    """About a link type: what it may join."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(tr("Name"), Question("names", LineField(), say("Rename the link type"), True))
        self.source, self.targets = PickField(), PickSomeField(tr("nothing yet"))
        self.ask(tr("From"), Question("source", self.source, say("Change what a link joins")))
        self.ask(tr("To"), Question("targets", self.targets, say("Change what a link joins")))
        order = Question("ordered", TickField(), say("Change what a link joins"))
        self.ask(tr("In order, as in a chain of relays"), order)
        limit = Question("limit", LineField(), say("Change what a link joins"))
        self.ask(tr("At most"), limit)
        if isinstance(limit.control, LineField):
            limit.control.setPlaceholderText(tr("any number"))

    def show_layers(self, book: Codebook) -> None:
        """Offer the layers of this codebook as ends."""
        layers = [(layer.id, layer.name(language())) for layer in book.layers]
        self.source.offer([(id, name, None) for id, name in layers])
        ends = [("entry", tr("register entry")), ("card", tr("statement card"))]
        self.targets.offer([*layers, *ends])

    def _read(self, thing: AnyThing, question: Question) -> object:
        value = super()._read(thing, question)
        return "" if value is None else value

    def answered(self, thing: AnyThing, name: str, value: AnyThing) -> AnyThing:
        if name == "limit":
            value = _limit(str(value))
        if name == "targets" and not value:
            raise AnnotatorError(say("A link has to lead somewhere."))
        return replace(thing, **{name: value})


def _limit(written: str) -> int | None:
    """How many there may be; nothing is any number.

    Raises:
        AnnotatorError: it is no number from 1 on.
    """
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and int(written)):
        raise AnnotatorError(say("“{words}” is not a number from 1 on.", words=written))
    return int(written)
