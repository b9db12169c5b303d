"""What one line shows of marks: pieces along its words, and the small names at their starts."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QStaticText

from annotator.desktop.canvas.layout import Line, Run
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import Channel

UNDERLINE_PITCH = 3.0
BAR_PITCH = 5.0
BAR = 3.0
UNDERLINE = 1.5
STROKE = 1.8
_INSETS = (0.0, 3.0, 5.0)
"""By how much a tint is lower than the words, above and below, by its lane."""
_LEVELS = len(_INSETS)


class Piece(NamedTuple):
    """What one line shows of a mark; `starts` and `ends` are the x of its edges, if here."""

    mark: Mark
    rect: QRectF
    lane: int
    starts: float | None
    ends: float | None


class Caption(NamedTuple):
    """The small name at a mark's start."""

    mark: Mark
    rect: QRectF
    text: QStaticText


class Strip(NamedTuple):
    """A piece without a height: it stays as it is wherever its line moves."""

    mark: Mark
    run: Run
    lane: int
    starts: float | None
    ends: float | None


class Label(NamedTuple):
    """A caption without a height; rows are counted from the words outwards."""

    left: float
    width: float
    mark: Mark
    text: QStaticText
    row: int


# Many thousands are made for one page: this way costs half of calling the class.
made_strip = partial(tuple.__new__, Strip)
made_label = partial(tuple.__new__, Label)
_LANE, _ROW = itemgetter(2), itemgetter(4)

Depth = tuple[int, str]
"""A lane and a look: inner ones are drawn over outer ones."""
Rects = list[QRectF]


Word = tuple[str, QPointF, QStaticText]
"""A caption as it is painted: the annotation's id, its place, its letters."""


class Drawn:
    """What is painted for a line, put together by what is drawn with one brush or pen.

    `fills` has the rectangles of tints and `strokes` their edges, by depth; `bars` the lines below
    the words and `words` the names, by look. y counts from the paragraph's top.
    """

    __slots__ = ("bars", "fills", "strokes", "top", "words")

    def __init__(self, line: "LineMarks") -> None:
        self.top = line.box.top
        self.fills: dict[Depth, Rects] = defaultdict(list)
        self.strokes: dict[Depth, Rects] = defaultdict(list)
        self.bars: dict[str, Rects] = defaultdict(list)
        self.words: dict[str, list[Word]] = defaultdict(list)
        self._add_tints(line)
        for strip, rect in line.rects_below():
            self.bars[strip[0][3]].append(rect)
        for (left, _, mark, text, _), top in line.placed_labels():
            self.words[mark[3]].append((mark[2], QPointF(left, top), text))

    def _add_tints(self, line: "LineMarks") -> None:
        levels = line.levels()
        for mark, (left, right), lane, starts, ends in line.tints:
            top, height = levels[lane if lane < _LEVELS else -1]
            depth = (lane, mark[3])
            self.fills[depth].append(QRectF(left, top, right - left, height))
            if starts is not None:
                self.strokes[depth].append(QRectF(starts - STROKE, top, STROKE, height))
            if ends is not None:
                self.strokes[depth].append(QRectF(ends - STROKE / 2, top, STROKE, height))

    def move_to(self, top: float) -> None:
        """The line begins at another height of its paragraph."""
        down, self.top = top - self.top, top
        groups = (self.fills.values(), self.strokes.values(), self.bars.values())
        for rect in chain.from_iterable(chain.from_iterable(groups)):
            rect.translate(0.0, down)
        for _, point, _ in chain.from_iterable(self.words.values()):
            point.setY(point.y() + down)


class LineMarks:
    """What one line shows besides its words: strips by channel, labels above and below.

    Nothing in it changes with the height of other lines. What is painted is made when it is first
    asked for: lines out of sight need none.
    """

    __slots__ = (
        "_drawn",
        "_room",
        "above",
        "bars",
        "below",
        "box",
        "row_height",
        "tints",
        "underlines",
    )

    def __init__(self, box: Line, row_height: int) -> None:
        self.box, self.row_height = box, row_height
        self.tints: list[Strip] = []
        self.underlines: list[Strip] = []
        self.bars: list[Strip] = []
        self.above: list[Label] = []
        self.below: list[Label] = []
        self._room: tuple[float, float] | None = None
        self._drawn: Drawn | None = None

    def strips_in(self, channel: Channel) -> list[Strip]:
        """Those of one channel."""
        if channel == "tint":
            return self.tints
        return self.underlines if channel == "underline" else self.bars

    def strips(self) -> Iterable[Strip]:
        """Those of all channels."""
        return chain(self.tints, self.underlines, self.bars)

    def shows(self, annotations: frozenset[str]) -> bool:
        """Whether some of these annotations have a strip here."""
        return any(strip.mark.annotation in annotations for strip in self.strips())

    def _floors(self) -> tuple[float, float]:
        """How far below the words bars begin, after underlines, and how far they reach."""
        under = UNDERLINE_PITCH * (max(map(_LANE, self.underlines)) + 1) if self.underlines else 0.0
        return under, under + BAR_PITCH * (max(map(_LANE, self.bars)) + 1) if self.bars else under

    def room(self) -> tuple[float, float]:
        """What it needs above and below its words, in pixels."""
        if self._room is None:
            (_, floor), height = self._floors(), self.row_height
            above = (max(map(_ROW, self.above)) + 1) * height + 3.0 if self.above else 1.0
            below = floor + 2.0 if floor else 0.0
            if self.below:
                below = max(below, floor + (max(map(_ROW, self.below)) + 1) * height)
            self._room = above, below
        return self._room

    def drawn(self) -> Drawn:
        """What is painted, where the line now is."""
        if self._drawn is None:
            self._drawn = Drawn(self)
        elif self._drawn.top != self.box.top:
            self._drawn.move_to(self.box.top)
        return self._drawn

    def levels(self) -> list[tuple[float, float]]:
        """Top and height of a tint in the first lanes; the last is that of all deeper ones."""
        box = self.box
        top, height = box.top + box.above, box.ascent + box.descent
        return [(top + inset, height - 2 * inset) for inset in _INSETS]

    def rect_of_tint(self, strip: Strip) -> QRectF:
        """The words it covers, less the deeper it lies."""
        (left, right), lane = strip.run, strip.lane
        top, height = self.levels()[lane if lane < _LEVELS else -1]
        return QRectF(left, top, right - left, height)

    def rects_below(self) -> Iterable[tuple[Strip, QRectF]]:
        """Underlines, and bars under them, each in its lane."""
        if self.underlines or self.bars:
            words = self.box.text_bottom
            under, _ = self._floors()
            yield from _rects(self.underlines, words, UNDERLINE_PITCH, UNDERLINE)
            yield from _rects(self.bars, words + under + 1.0, BAR_PITCH, BAR)

    def placed_labels(self) -> Iterable[tuple[Label, float]]:
        """The names above the words, then those below, each with its top."""
        height = self.row_height
        if self.above:
            top = self.box.text_top - height
            yield from ((label, top - label[4] * height) for label in self.above)
        if self.below:
            top = self.box.text_bottom + self._floors()[1]
            yield from ((label, top + label[4] * height) for label in self.below)

    def captions(self) -> list[Caption]:
        """The names and where they stand."""
        height = self.row_height
        return [
            Caption(mark, QRectF(left, top, width, height), text)
            for (left, width, mark, text, _), top in self.placed_labels()
        ]

    def tint_pieces(self) -> list[Piece]:
        """The pieces of tints, inner ones after outer ones."""
        return [_piece(one, self.rect_of_tint(one)) for one in sorted(self.tints, key=_LANE)]

    def pieces_below(self) -> list[Piece]:
        """The pieces of underlines and bars."""
        return [_piece(strip, rect) for strip, rect in self.rects_below()]


def _piece(strip: Strip, rect: QRectF) -> Piece:
    return Piece(strip.mark, rect, strip.lane, strip.starts, strip.ends)


def _rects(
    strips: Iterable[Strip], top: float, pitch: float, height: float
) -> Iterable[tuple[Strip, QRectF]]:
    """The strips of one channel below the words, the first lane at `top`."""
    for strip in strips:
        left, right = strip[1]
        yield strip, QRectF(left, top + strip[2] * pitch, right - left, height)
