"""Words of a file become answers of the type a question asks for, or stay words."""

import pytest

from annotator.domain.answers import answer
from annotator.domain.codebook import Attribute, Choice


@pytest.mark.parametrize(
    ("type", "words", "expected"),
    [
        ("yes_no", "true", True),
        ("yes_no", "false", False),
        ("yes_no", "perhaps", "perhaps"),
        ("number", "12", 12),
        ("number", "-1.5", -1.5),
        ("number", "1e999", "1e999"),
        ("number", "nan", "nan"),
        ("number", "a", "a"),
        ("choices", "a;b", ["a", "b"]),
        ("choices", "x;y", ["x;y"]),
        ("text", "true", "true"),
        ("number", True, True),
    ],
)
def test_answers(type, words, expected):
    attribute = Attribute(id="q", type=type, values=(Choice(id="x;y"),))
    found = answer(attribute, words)
    assert (found, found.__class__) == (expected, expected.__class__)
