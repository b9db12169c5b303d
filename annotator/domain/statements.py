"""Statement cards: one statement as several articles report it, and how their wordings differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.folding import fold

VERBATIM, SHORTENED, PARAPHRASE, CONTRADICTS = "verbatim", "shortened", "paraphrase", "contradicts"
RELATIONS = (VERBATIM, SHORTENED, PARAPHRASE, CONTRADICTS)
"""How a claim reports the statement of its card."""

SAME, ADDED, MISSING = "same", "added", "missing"
_WORD = re.compile(r"\w[\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*")
"""A word with the marks above and below its letters."""
_FRENCH = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_COUNTED = _TENS | {
    word: number
    for words in (_FRENCH, _ENGLISH)
    for number, word in enumerate(words.split(), start=2)
}
_TIMES = {"mille": 3, "thousand": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9}
_TIMES |= {"billion": 9, "billions": 9}
_COUNTS, _BY = "|".join(_COUNTED), "|".join(_TIMES)
_NUMBER = re.compile(
    r"(\d(?:[\d.,\u00a0\u202f ]*\d)?|(?i:\b(?:"
    rf"{_COUNTS})(?:[-‐‑](?:{_COUNTS}))*\b))(?i:\s+({_BY})\b)?"
)
_MOST_WORDS = 1_500
"""Of longer wordings only so many words are compared: what follows is given as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCard:
    """A statement: its canonical wording, when (ISO 8601, as far as known) and at what occasion."""

    id: str
    wording: str
    date: str = ""
    occasion: str = ""
    note: str = ""


class Member(NamedTuple):
    """A claim on a card: ids of both, and one of `RELATIONS`."""

    card: str
    annotation: str
    relation: str


class ClaimText(NamedTuple):
    """A claim as likeness sees it: its words, ids of the entries that say it, its article.

    `date` is the article's, ISO 8601 as far as known; `[start, end)` is the place in its text, in
    code points.
    """

    annotation: str
    words: str
    speakers: frozenset[str]
    article: str
    date: str
    start: int = 0
    end: int = 0


class Piece(NamedTuple):
    """Some words of a comparison: in both wordings, only in the second, or only in the first."""

    words: str
    kind: str


def relation_of(wording: str, words: str) -> str:
    """How words probably report a wording, by their words alone; never that they contradict it."""
    canonical, own = _keys(wording), _keys(words)
    if own == canonical:
        return VERBATIM
    rest = iter(canonical)
    return SHORTENED if own and all(key in rest for key in own) else PARAPHRASE


def compared(wording: str, words: str) -> list[Piece]:
    """Words beside the canonical wording, word by word; case, accents and marks do not matter.

    The pieces that are not missing are, one after the other, exactly `words`.
    """
    first, second = _split(wording), _split(words)
    matcher = SequenceMatcher(None, _folded(first), _folded(second), autojunk=False)
    pieces: list[Piece] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("".join(second[k:m]), SAME))
            continue
        if i < j:
            pieces.append(Piece("".join(first[i:j]).rstrip() + " ", MISSING))
        if k < m:
            pieces.append(Piece("".join(second[k:m]), ADDED))
    return pieces


def _split(words: str) -> list[str]:
    """The words, each with all that is no word up to the next; the first with what is before it."""
    starts = [found.start() for found in _WORD.finditer(words)][:_MOST_WORDS]
    if not starts:
        return [words] if words else []
    edges = [0, *starts[1:], len(words)]
    return [words[start:end] for start, end in pairwise(edges)]


def _folded(words: Sequence[str]) -> list[str]:
    return ["".join(_WORD.findall(fold(one))) for one in words]


def _keys(words: str) -> list[str]:
    return _WORD.findall(fold(words))


def pair(one: str, other: str) -> tuple[str, str]:
    """Two ids in the order in which a pair of them is kept."""
    return (one, other) if one < other else (other, one)


def numbers(words: str) -> Iterator[str]:
    """The numbers in some words, in figures, without what only sets their digits apart.

    Those in French or English words count too (« dix-neuf », “three million”), but for one, which
    is an article as well.
    """
    for found in _NUMBER.finditer(words):
        figures = re.sub(r"[^\d]", "", found[1]) or str(_counted(fold(found[1])))
        yield figures + "0" * _TIMES.get((found[2] or "").casefold(), 0)


def _counted(words: str) -> int:
    """A number below a hundred in words: quatre-vingt-dix is 90, soixante-douze is 72."""
    total = 0
    for word in re.findall(r"\w+", words):
        value = _COUNTED[word]
        total = 80 if (total, value) == (4, 20) else total + value
    return total
