"""Finding out how a file counts its offsets, where it does not say so.

Programs count code points, UTF-16 units, UTF-8 bytes or graphemes, take a CRLF for one character
or two, and count a byte order mark or not. The readings of a text are compared by how many spans
come out right: where the file repeats the words of a span, those that give the same words; else
those that start and end at the border of a word. The right reading wins by far as soon as a text
has a character on which they differ.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat
from typing import Literal, NamedTuple

import regex

from annotator.domain.offsets import OffsetMap
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats.incoming import RefusedFileError

Unit = Literal["code_point", "utf16", "utf8", "grapheme"]

_ENOUGH = 0.5
"""The least share of spans that must come out right with words to compare."""


class Reading(NamedTuple):
    """One way of counting."""

    unit: Unit
    crlf_as_one: bool = False
    bom: bool = False

    @property
    def name(self) -> str:
        """As reports and the option `--unit` say it: `utf16`, `code_point+crlf1`, `utf16+bom`."""
        return self.unit + "+crlf1" * self.crlf_as_one + "+bom" * self.bom


_UNITS: tuple[Unit, ...] = ("code_point", "utf16", "utf8")
READINGS = tuple(
    reading
    for bom in (False, True)
    for reading in (
        *(Reading(unit, bom=bom) for unit in _UNITS),
        *(Reading(unit, crlf_as_one=True, bom=bom) for unit in _UNITS),
        *(Reading("grapheme", lines, bom) for lines in (False, True)),
    )
)
"""All ways of counting, the likeliest first."""

CODE_POINTS = READINGS[0]


def named(name: str) -> Reading:
    """The reading of this name.

    Raises:
        RefusedFileError: there is none; the sentence lists them.
    """
    for reading in READINGS:
        if reading.name == name:
            return reading
    known = ", ".join(reading.name for reading in READINGS)
    raise RefusedFileError(
        say("There is no offset unit “{name}”. Known are: {known}.", name=name, known=known)
    )


class Sample(NamedTuple):
    """A text, spans on it in the file's unit as (start, end), and their words where known.

    `words` is empty where the file does not repeat them, else as long as `spans`.
    """

    text: str
    spans: Sequence[tuple[int, int]]
    words: Sequence[str] = ()


class Found(NamedTuple):
    """The best reading, how many of all spans it puts right, and how many the next best does."""

    reading: Reading
    right: int
    total: int
    next_best: int

    @property
    def is_sure(self) -> bool:
        """Whether all readings agree or one is clearly the best."""
        return self.right == self.total or self.right > self.next_best


class Counting:
    """Turns one text's offsets in some reading into code points and back."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._reading = reading
        self._is_plain = _alike(text, reading) == CODE_POINTS

    def to_points(self, start: int, end: int) -> Span:
        """The span in code points of `[start, end)` in the reading's unit.

        Raises:
            ValueError: an end is outside the text or inside a character, or they are reversed.
        """
        if self._is_plain and 0 <= start <= end <= len(self._text):
            return Span(start, end)
        if end < start:
            raise ValueError(f"{end} is before {start}")
        if self._reading.unit == "grapheme":
            return Span(self._point_of_grapheme(start), self._point_of_grapheme(end))
        return self._map.span_from_unit(Span(start, end))

    def to_unit(self, span: Span) -> tuple[int, int]:
        """The offsets in the reading's unit of a span in code points."""
        if self._reading.unit == "grapheme":
            starts = self._graphemes
            return bisect_left(starts, span.start), bisect_left(starts, span.end)
        made = self._map.span_to_unit(span)
        return made.start, made.end

    @cached_property
    def _map(self) -> OffsetMap:
        unit = self._reading.unit
        return OffsetMap(
            self._text,
            "code_point" if unit == "grapheme" else unit,
            crlf_as_one=self._reading.crlf_as_one,
            bom=self._reading.bom,
        )

    @cached_property
    def _graphemes(self) -> list[int]:
        """Where each grapheme starts (Unicode Standard Annex 29), and the end of the text."""
        starts = [match.start() for match in regex.finditer(r"\X", self._text)]
        return [*starts, len(self._text)]

    def _point_of_grapheme(self, offset: int) -> int:
        if not 0 <= offset < len(self._graphemes):
            raise ValueError(f"offset {offset} is outside the text")
        return self._graphemes[offset]


def find(
    samples: Iterable[Sample],
    *,
    among: Sequence[Reading] = READINGS[:8],
    unit: str = "",
    poor: float = _ENOUGH,
) -> Found:
    """The reading that fits best; of equal ones the first of `among`.

    `among` are the readings the format's programs may have used, without a counted byte order mark
    unless asked for. `unit` names the one to take, whatever the others give.

    Raises:
        RefusedFileError: `unit` is no reading, or words are known and even the best reading puts
            less than the share `poor` of the spans right.
    """
    if unit:
        among = (named(unit),)
    known = list(samples)
    total = sum(len(sample.spans) for sample in known)
    compared = sum(len(sample.spans) for sample in known if sample.words)
    counts: dict[Reading, int] = {}
    scores = [dict[Reading, int]() for _ in known]
    for reading in among:
        counts[reading] = sum(map(_score, known, scores, repeat(reading)))
        if counts[reading] == total:
            break  # no other can be better, and of equal ones the first is taken
    best = max(counts, key=lambda reading: counts[reading])
    others = [count for reading, count in counts.items() if reading != best]
    found = Found(best, counts[best], total, max(others, default=0))
    if compared == total and not unit and total and found.right < poor * total:
        raise RefusedFileError(
            say(
                "Only {right} of {total} passages have the words that the file gives for them, "
                "however the offsets are counted. Nothing was read; if you know the unit, name it.",
                right=found.right,
                total=total,
            )
        )
    return found


def _score(sample: Sample, scores: dict[Reading, int], reading: Reading) -> int:
    """How many of a sample's spans a reading puts right; readings that count alike are one."""
    alike = _alike(sample.text, reading)
    if alike not in scores:
        scores[alike] = _right(sample, alike)
    return scores[alike]


def _alike(text: str, reading: Reading) -> Reading:
    """The simplest reading that counts this text just so: most texts need only one pass."""
    unit: Unit = reading.unit
    if unit == "utf16" and (not text or max(text) <= "\uffff"):
        unit = "code_point"
    if (
        unit in {"utf8", "grapheme"}
        and text.isascii()
        and not (unit == "grapheme" and "\r" in text)
    ):
        unit = "code_point"
    lines = reading.crlf_as_one and "\r\n" in text and unit != "grapheme"
    return Reading(unit, lines, reading.bom)


def _right(sample: Sample, reading: Reading) -> int:
    counting = Counting(sample.text, reading)
    right = 0
    for number, (start, end) in enumerate(sample.spans):
        try:
            span = counting.to_points(start, end)
        except ValueError:
            continue
        if sample.words:
            right += same_words(span.cut(sample.text), sample.words[number])
        else:
            right += _at_borders(sample.text, span)
    return right


_SPACE = re.compile(r"\s+")


def same_words(one: str, other: str) -> bool:
    """Whether two pieces of text are equal but for the kind and number of spaces."""
    return one == other or plain(one) == plain(other)


def plain(words: str) -> str:
    """Words with every run of spaces made one, and none around them."""
    return _SPACE.sub(" ", words).strip()


def _at_borders(text: str, span: Span) -> bool:
    """Whether a span cuts no word in two and neither starts nor ends with a space."""
    words = span.cut(text)
    if not words or words[0].isspace() or words[-1].isspace():
        return False
    return not (_inside(text, span.start) or _inside(text, span.end))


def _inside(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    return len(around) == 2 and offset > 0 and around.isalnum()  # noqa: PLR2004 - a pair
