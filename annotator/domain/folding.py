"""Folding: a copy of the text for matching, and the way back to the text itself.

Case, accents, kinds of apostrophes, of hyphens and dashes and of spaces make no difference in
the folded copy; ligatures are spelt out; what has no width is dropped.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from annotator.domain.span import Span

_ALIKE = {
    **dict.fromkeys("'’‘ʼʹ′`´ʻ＇", "'"),
    **dict.fromkeys("-‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
}
_ASCII_SPACES = dict.fromkeys((*range(9, 14), *range(28, 32)), " ") | {ord("`"): "'"}
# A name is written with a hyphen here and a space there: Kim Jong-un, Kim Jong Un.
_JOINT = re.compile(r"(?<=\w)[ -](?=\w)")


def fold(text: str) -> str:
    """The text as it is matched. Each space and each line break character is one space."""
    if text.isascii():
        return text.lower().translate(_ASCII_SPACES)
    return text.translate(_CHARACTERS)


class Folded:
    """A folded text with the way back. Make it with `folded`."""

    def __init__(
        self, text: str, original: str, at: Sequence[int] = (), folded_at: Sequence[int] = ()
    ) -> None:
        self.text, self.original = text, original
        self._at, self._folded_at = at, folded_at

    def span(self, start: int, end: int) -> Span:
        """Where the folded stretch `[start, end)` stands in the original, in code points.

        A letter that became two is taken whole, accents written as their own characters are
        taken along. An empty stretch gives an empty span.
        """
        first = self._origin(start)
        if end <= start:
            return Span(first, first)
        last = self._origin(end - 1) + 1
        if self._at:
            last = _past_accents(self.original, last)
        return Span(first, last)

    def _origin(self, offset: int) -> int:
        """The original character a folded one came from."""
        found = bisect_right(self._folded_at, offset) - 1
        if found < 0:
            return offset
        at, start = self._at[found], self._folded_at[found]
        size = len(fold(self.original[at]))
        return at if offset < start + size else at + 1 + offset - start - size


def folded(text: str) -> Folded:
    """The text folded, with its map; only characters that change their number are recorded."""
    copy = fold(text)
    uneven = [c for c in set(text) if len(fold(c)) != 1]
    if not uneven:
        return Folded(copy, text)
    places = [match.start() for match in re.finditer(f"[{re.escape(''.join(uneven))}]", text)]
    folded_at: list[int] = []
    ahead = 0
    for at in places:
        folded_at.append(at + ahead)
        ahead += len(fold(text[at])) - 1
    return Folded(copy, text, places, folded_at)


def find_all(text: Folded, needle: str, *, whole_words: bool = False) -> Iterator[Span]:
    """Where a folded needle occurs, in offsets of the original text, one after the other.

    Between two letters of the needle a hyphen finds a space and a space a hyphen. With
    `whole_words` no letter or digit may stand right before or after.
    """
    if not needle:
        return
    for match in _pattern(needle, whole_words).finditer(text.text):
        yield text.span(*match.span())


def _pattern(needle: str, whole_words: bool) -> re.Pattern[str]:
    parts = "[ -]".join(re.escape(part) for part in _JOINT.split(needle))
    before = r"(?<!\w)" if whole_words and needle[0].isalnum() else ""
    after = r"(?!\w)" if whole_words and needle[-1].isalnum() else ""
    return re.compile(before + parts + after)


def _past_accents(text: str, end: int) -> int:
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


class _Characters(dict[int, str]):
    """What every character folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(map(_folded_character, chr(code).casefold()))
        return self[code]


def _folded_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _ALIKE:
        return _ALIKE[character]
    apart = unicodedata.normalize("NFD", character)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    # Korean syllables fall apart above and are put together again here.
    return "".join(_ALIKE.get(c, c) for c in unicodedata.normalize("NFC", bare))


_CHARACTERS = _Characters()
