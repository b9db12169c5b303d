"""The text cut into paragraphs, and the way from code points to Qt's UTF-16 units."""

import re
import unicodedata
from bisect import bisect_left, bisect_right

LONGEST = 3000
_NEWLINE = re.compile("\r\n|[\n\r\u2028\u2029]")
_LINE_FEED = re.compile("\n")
_OTHERS = "\r\u2028\u2029"
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffc\ufffe\uffff]"
)
# Qt drops a byte order mark at the start of a text, and every offset after it would be wrong; a
# word joiner is its modern equal.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421, 0xFEFF: 0x2060}
_JOINER = "\u200d"
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_SKINS = ("\U0001f3fb", "\U0001f3ff")


class Paragraphs:
    """Where each paragraph of a text starts and ends, in code points.

    A paragraph ends before its newline (LF, CR, CRLF, U+2028, U+2029); one longer than
    `LONGEST` is cut further, so that a single layout stays small.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        start = 0
        # Most texts have line feeds only, which are found ten times as fast.
        newlines = _NEWLINE if any(other in text for other in _OTHERS) else _LINE_FEED
        for newline in newlines.finditer(text):
            self._add(start, newline.start())
            start = newline.end()
        self._add(start, len(text))

    def _add(self, start: int, end: int) -> None:
        while end - start > LONGEST:
            seam = _seam(self.text, start, start + LONGEST)
            self.starts.append(start)
            self.ends.append(seam)
            start = seam
        self.starts.append(start)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The number of the paragraph an offset stands in; its newline counts as its own."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def next_start(self, number: int) -> int:
        """Where the following paragraph starts; the text's length after the last."""
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)

    def ended(self, number: int) -> bool:
        """Whether a newline ends it, not a cut of ours or the end of the text."""
        return self.next_start(number) > self.ends[number]

    def settled(self, offset: int) -> int:
        """The nearest place at or before the offset where a caret may stand."""
        offset = min(max(offset, 0), len(self.text))
        return min(offset, self.ends[self.at(offset)])

    def shown(self, number: int) -> str:
        """Its text as Qt may draw it: of the same length, without characters that break a line."""
        raw = self.text[self.starts[number] : self.ends[number]]
        return _UNSHOWABLE.sub(_stand_in, raw) if _UNSHOWABLE.search(raw) else raw


def is_reversed(text: str) -> bool:
    """Whether the first letter says that the text runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _stand_in(found: re.Match[str]) -> str:
    """The picture of a control character, or the sign for what cannot be shown."""
    return found[0].translate(_PICTURES) if ord(found[0]) in _PICTURES else "\ufffd"


def _seam(text: str, start: int, latest: int) -> int:
    """The best place to cut in the last third: after a sentence, a space, or anywhere whole."""
    earliest = latest - (latest - start) // 3
    for mark in (". ", " "):
        found = text.rfind(mark, earliest, latest)
        if found >= 0 and _parts(text, found + len(mark)):
            return found + len(mark)
    return next((at for at in range(latest, earliest, -1) if _parts(text, at)), latest)


def _parts(text: str, at: int) -> bool:
    """Whether no grapheme runs over this offset; careful rather than exact."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or _JOINER in (before, after):
        return False
    if _SKINS[0] <= after <= _SKINS[1] or "\u1100" <= after <= "\u11ff":
        return False
    return not (_is_letter_of_flag(after) and _flag_letters(text, at) % 2)


def _is_letter_of_flag(char: str) -> bool:
    return _FLAGS[0] <= char <= _FLAGS[1]


def _flag_letters(text: str, at: int) -> int:
    """How many letters of flags stand right before; two make a flag."""
    first = at
    while first > 0 and _is_letter_of_flag(text[first - 1]):
        first -= 1
    return at - first


class Utf16Map:
    """Code point offsets of one paragraph to UTF-16 offsets and back."""

    __slots__ = ("_astral", "_pairs")

    def __init__(self, text: str) -> None:
        self._astral: list[int] = []
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text):
            self._astral = [at for at, char in enumerate(text) if char > "\uffff"]
        self._pairs = [at + before for before, at in enumerate(self._astral)]

    @property
    def is_needed(self) -> bool:
        """Whether the two differ at all."""
        return bool(self._astral)

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before this code point."""
        return offset + bisect_left(self._astral, offset)

    def to_point(self, units: int) -> int:
        """Code points before this unit; inside a surrogate pair, those before the pair."""
        return units - bisect_left(self._pairs, units)
