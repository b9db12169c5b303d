"""Review: what people say about passages, what was settled about differences, who labels what."""

from dataclasses import dataclass
from typing import Literal

from annotator.domain.span import Span

Choice = Literal["first", "second", "both", "neither", "edited"]
"""Whose labels became gold: the first set's, the second's, both, nobody's, or others instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a person says about words of an article, or answers.

    `author` is a coder's id; `thread` the id of the comment that is answered, empty for one that
    begins a thread, and only such a one is resolved or open.
    """

    id: str
    article: str
    author: str
    words: str
    place: Span
    thread: str = ""
    is_resolved: bool = False
    created: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was settled about one difference, for one gold set.

    `first` and `second` are the ids of the compared annotations, `made` those of the gold ones
    that came of it; `seen` stands for what the compared ones said then, so that a decision about
    labels that have changed since is known as old.
    """

    id: str
    article: str
    gold: str
    layer: str
    choice: Choice
    first: tuple[str, ...]
    second: tuple[str, ...]
    made: tuple[str, ...] = ()
    seen: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An article that a coder is to label.

    Where it `is_blind`, nobody who codes sees another's labels of it before the reveal. `seed` is
    that of the draw it comes from.
    """

    article: str
    coder: str
    is_blind: bool = True
    seed: int = 0
    created: str = ""
