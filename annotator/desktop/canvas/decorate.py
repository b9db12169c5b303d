"""The decorations of one paragraph: lanes, captions, room between its lines."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from PySide6.QtGui import QStaticText

from annotator.desktop.canvas import lanes
from annotator.desktop.canvas.layout import Laid, Run
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.pieces import (
    Caption,
    Label,
    LineMarks,
    Piece,
    Strip,
    made_label,
    made_strip,
)
from annotator.desktop.canvas.style import Channel, Look
from annotator.desktop.canvas.typesetting import Typesetting

_CAPTION_GAP = 7.0
_MOST_ROWS = 8
_CONTINUED = "⋯"
_CHANNELS: tuple[Channel, ...] = ("tint", "underline", "lane")

Given = tuple[Mark, Channel, int]
"""A mark, where it is drawn, and in which lane."""


class Decorations:
    """Everything drawn in a paragraph besides its words, `lines` as it is laid out in.

    `marks` are all that share a character with it, `given` those that are drawn.
    """

    def __init__(
        self, marks: Sequence[Mark], given: Sequence[Given], lines: list[LineMarks]
    ) -> None:
        self.marks, self.given, self.lines = marks, given, lines
        self.annotations = frozenset(mark.annotation for mark in marks)
        self.looks = frozenset(mark.look for mark, _, _ in given)

    @property
    def tint(self) -> list[Piece]:
        """The pieces of tints, line by line."""
        return [piece for line in self.lines for piece in line.tint_pieces()]

    @property
    def below(self) -> list[Piece]:
        """The pieces of underlines and bars, line by line."""
        return [piece for line in self.lines for piece in line.pieces_below()]

    @property
    def captions(self) -> list[Caption]:
        """The names, line by line."""
        return [caption for line in self.lines for caption in line.captions()]


class Wording:
    """What captions say: the looks, which of their names, and which marks continue another."""

    def __init__(
        self, looks: Mapping[str, Look], names: str, continued: Callable[[Mark], bool]
    ) -> None:
        self.looks, self._names, self._continued = looks, names, continued
        self._known: dict[str, tuple[str, bool] | None] = {}

    def of(self, mark: Mark) -> str:
        """The caption of a mark; empty when none is wanted."""
        look = mark.look
        found = self._known[look] if look in self._known else self._learn(look)
        if found is None:
            return ""
        if self._continued(mark):
            return _CONTINUED
        name, may_be_own = found
        return (may_be_own and mark.caption) or name

    def _learn(self, key: str) -> tuple[str, bool] | None:
        """What a look is called, and whether a mark's own caption stands in place of it."""
        look = self.looks[key]
        found = None
        if self._names != "none" and not look.dimmed:
            short = look.channel == "underline" or self._names == "codes"
            found = ((look.code or look.name) if short else look.name, not short)
        return self._known.setdefault(key, found)


class Decorator:
    """Decorates laid-out paragraphs of one column width with marks."""

    def __init__(self, setting: Typesetting, wording: Wording, width: float) -> None:
        self._setting, self._wording, self._width = setting, wording, width

    def decorate(self, laid: Laid, marks: Sequence[Mark]) -> Decorations:
        """Place the paragraph's lines with room for its marks, and say what to draw."""
        given = self._given(marks)
        lines = self._lines(laid, given, range(len(laid.lines)))
        return self._placed(laid, Decorations(marks, given, [lines[at] for at in sorted(lines)]))

    def replace(
        self, laid: Laid, former: Decorations, annotation: str, marks: Sequence[Mark]
    ) -> Decorations:
        """As `decorate`, when one annotation has other marks; lines that show the same stay."""
        others = [mark for mark in former.marks if mark.annotation != annotation]
        mine = [mark for mark in marks if mark.start < laid.end and mark.end > laid.start]
        given = self._given([*others, *mine])
        changed = {mark for mark, _, _ in set(given).difference(former.given)}
        changed.update(mark for mark in (*former.marks, *mine) if mark.annotation == annotation)
        new = self._lines(laid, given, _lines_of(laid, changed))
        lines = [new.get(at, line) for at, line in enumerate(former.lines)]
        return self._placed(laid, Decorations([*others, *mine], given, lines))

    def _placed(self, laid: Laid, made: Decorations) -> Decorations:
        blank = laid.start == laid.end
        above, below = (0, 0) if blank else (self._setting.above, self._setting.below)
        laid.place(above, below, [line.room() for line in made.lines])
        return made

    def _given(self, marks: Sequence[Mark]) -> list[Given]:
        """The lanes of the marks, outer ones in the first."""
        looks = self._wording.looks
        channels: dict[Channel, list[Mark]] = {channel: [] for channel in _CHANNELS}
        for mark in sorted(marks, key=_outer_first):
            look = looks.get(mark.look)
            if look is not None:
                channels[look.channel].append(mark)
        return list(chain.from_iterable(map(self._in_lanes, channels.items())))

    def _in_lanes(self, channel: tuple[Channel, list[Mark]]) -> Iterable[Given]:
        name, marks = channel
        looks = self._wording.looks
        bands = [looks[mark.look].band for mark in marks]
        stretches = [(mark[0], mark[1]) for mark in marks]
        found = lanes.assign_in_bands(stretches, bands) if any(bands) else lanes.assign(stretches)
        return ((mark, name, lane) for mark, lane in zip(marks, found, strict=True))

    def _lines(
        self, laid: Laid, given: Iterable[Given], wanted: Collection[int]
    ) -> dict[int, LineMarks]:
        """What these lines show of the marks."""
        height = self._setting.caption_height
        lines = {at: LineMarks(laid.lines[at], height) for at in wanted}
        _cut(laid, given, lines)
        for line in lines.values():
            line.above = self._labels(line.tints)
            line.below = self._labels([*line.underlines, *line.bars])
        return lines

    def _labels(self, strips: Sequence[Strip]) -> list[Label]:
        """The captions of the strips of a line that start a mark, each in its row."""
        labels = []
        for mark, run, _, starts, _ in strips:
            if starts is None or not (words := self._wording.of(mark)):
                continue
            text, width = self._setting.caption(words, self._width)
            left = starts - width if starts > (run[0] + run[1]) / 2 else starts
            furthest = self._width - width
            left = min(furthest, left)
            labels.append((max(0.0, left), width, mark, text))
        return _rowed(labels) if labels else []


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    """The same for the same marks, whichever of two on the same words was changed last."""
    return mark[0], -mark[1], mark[2]


_LEFT = itemgetter(0)


def _rowed(labels: list[tuple[float, float, Mark, QStaticText]]) -> list[Label]:
    labels.sort(key=_LEFT)
    rows = lanes.stack([(label[0], label[0] + label[1] + _CAPTION_GAP) for label in labels])
    pairs = zip(rows, labels, strict=True)
    return [made_label((*label, row)) for row, label in pairs if row < _MOST_ROWS]


def _lines_of(laid: Laid, marks: Iterable[Mark]) -> set[int]:
    """The numbers of the lines that marks lie in."""
    return {line for mark in marks for line, _ in laid.known_runs(mark.start, mark.end)}


def _cut(laid: Laid, given: Iterable[Given], lines: Mapping[int, LineMarks]) -> None:
    """Add the strips of marks to the lines, with the x of their edges where they lie here."""
    for mark, channel, lane in given:
        runs = laid.known_runs(mark[0], mark[1])
        last = len(runs) - 1
        for at, (number, run) in enumerate(runs):
            line = lines.get(number)
            if line is not None:
                starts = _starts(laid, mark, run) if at == 0 else None
                ends = _ends(laid, mark, run) if at == last else None
                line.strips_in(channel).append(made_strip((mark, run, lane, starts, ends)))


def _starts(laid: Laid, mark: Mark, run: Run) -> float | None:
    if mark[0] < laid.start:
        return None
    return laid.edge(mark.start, trailing=False) if laid.turning else run[0]


def _ends(laid: Laid, mark: Mark, run: Run) -> float | None:
    if mark[1] > laid.end:
        return None
    return laid.edge(mark.end, trailing=True) if laid.turning else run[1]
