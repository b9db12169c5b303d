"""Sentences for people: a template and its values, so that the roof can translate them."""

from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """An English template with named places, and what goes into them."""

    template: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return self.template.format(**self.values)


def say(template: str, **values: object) -> Sentence:
    """A sentence; every literal given here is collected for translation."""
    return Sentence(template, values)


class AnnotatorError(Exception):
    """Something a person can do something about: one sentence, never a traceback."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
