"""A text as words and marks, the shape in which the rules of attribution read it."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.folding import fold
from annotator.domain.span import Span

_ELIDED = r"(?:lorsqu|puisqu|quoiqu|jusqu|qu|[ldjmtsnc])['’ʼ](?=[\w«“\"])"
_CLITIC = r"(?:[-‐‑]t)?[-‐‑](?:je|tu|ils?|elles?|on|nous|vous)(?!\w)"
_LETTERS = rf"\w+(?:(?!{_CLITIC})[-‐‑'’ʼ&]\w+)*"
_INITIAL = r"[A-ZÀ-Þ]\.(?=\s?[A-ZÀ-Þ])"
_TITLE = r"(?:MM?|Mr|Mrs|Ms|Dr|Drs|Pr|Prof|Gen|Gén|Col|Lt|Sgt|Sen|Rep|Gov|St|Ste)\.(?=\s)"
_PIECE = re.compile(
    rf"(?i:{_ELIDED})|{_TITLE}|{_INITIAL}|(?i:{_CLITIC})|{_LETTERS}|[\n\r\u2028\u2029]|[^\w\s]"
)
_BREAKS = frozenset("\n\r\u2028\u2029")


class Word(NamedTuple):
    """A word, a mark or a line break; offsets in code points.

    `plain` is folded, but for à; that of a break is `¶`.
    An elided article (l') and a pronoun hung on a verb (-t-il, as `il`) are words of their own.
    """

    start: int
    end: int
    plain: str
    is_word: bool
    is_capital: bool

    @property
    def span(self) -> Span:
        """Where it stands, a hung-on pronoun without its hyphen."""
        return Span(self.start, self.end)


class Wording:
    """The words of a text in order, found again by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [_word(match, text) for match in _PIECE.finditer(text)]
        self._starts = [word.start for word in self.words]

    def first_from(self, offset: int) -> int:
        """The place of the first word that starts at the offset or after it."""
        return bisect_left(self._starts, offset)

    def between(self, span: Span) -> list[Word]:
        """The words that start inside a span."""
        return self.words[self.first_from(span.start) : self.first_from(span.end)]

    def span(self, first: int, beyond: int) -> Span:
        """From the first word to the one before `beyond`."""
        return Span(self.words[first].start, self.words[beyond - 1].end)


@lru_cache(maxsize=4)
def wording(text: str) -> Wording:
    """The words of a text; those of the texts read last are kept."""
    return Wording(text)


def _word(match: re.Match[str], text: str) -> Word:
    start, end = match.span()
    letters = match.group()
    if letters in _BREAKS:
        return Word(start, end, "¶", is_word=False, is_capital=False)
    if letters[0] in "-‐‑" and len(letters) > 1:
        bare = re.split("[-‐‑]", letters)[-1]
        return Word(end - len(bare), end, fold(bare), is_word=True, is_capital=False)
    is_word = text[start].isalnum()
    # Folded, the preposition à would be the verb a.
    plain = "à" if letters == "à" else fold(letters)
    return Word(start, end, plain, is_word, is_word and letters[0].isupper())
