"""The form about a label: its names and its rule, how it looks, its key."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.desktop.codebook_editor.color_field import ColorField
from annotator.desktop.codebook_editor.fields import KeyField, LineField, ListField, WordsField
from annotator.desktop.codebook_editor.forms import Form, Question
from annotator.desktop.controls.ticks import Tick
from annotator.domain.sentence import Sentence, say
from annotator.words import tr

_CODE = 4


class LabelForm(Form):
    """About a label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(tr("Name"), Question("names", LineField(), say("Rename the label"), True))
        self.key = KeyField()
        self.ask(tr("Key"), Question("key", self.key, say("Change the key of the label")))
        code = LineField()
        code.setMaxLength(_CODE)
        self.ask(tr("Code"), Question("code", code, say("Change the code of the label")))
        color = Question("color", ColorField(), say("Change the colour of the label"))
        self.ask(tr("Colour"), color)
        rule = say("Change the rule of the label")
        self.ask(tr("Question"), Question("question", WordsField(), rule, True))
        self.ask(tr("Definition"), Question("definition", WordsField(), rule, True))
        self.ask(tr("Include"), Question("include", ListField(), rule, True))
        self.ask(tr("Leave out"), Question("exclude", ListField(), rule, True))
        self.only_words = Tick()
        self.only_words.setText(tr("I only change the wording: nothing to check again"))
        self.rows.addRow(self.only_words)
        examples = Question("examples", ListField(), say("Change the examples of the label"), True)
        self.ask(tr("Examples"), examples)
        for name in ("include", "exclude", "examples"):
            control = self.questions[name].control
            if isinstance(control, ListField):
                control.setPlaceholderText(tr("One on each line"))

    def show_key_rules(self, name: str, refusal: Callable[[str], Sentence | None]) -> None:
        """Say whose key it is, and which keys cannot be had."""
        self.key.name, self.key.refusal = name, refusal
