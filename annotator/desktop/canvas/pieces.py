"""What one line shows of marks: pieces along its words, and the small names at their starts."""

from collections.abc import Iterable
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QStaticText

from annotator.desktop.canvas.layout import Line, Run
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import Channel

UNDERLINE_PITCH = 3.0
BAR_PITCH = 5.0
BAR = 3.0
UNDERLINE = 1.5
STROKE = 1.8
_INSETS = (0.0, 2.5, 5.0)
"""By how much a tint is lower than the words, above and below, by its lane."""


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
_made_caption = partial(tuple.__new__, Caption)
_LANE = itemgetter(2)

Depth = tuple[int, str]
"""A lane and a look: inner ones are drawn over outer ones."""
Rects = list[QRectF]


class Drawn:
    """What is painted for a line, put together by what is drawn with one brush or pen.

    `fills` has the rectangles of tints and `strokes` their edges, by depth; `bars` the lines below
    the words and `captions` the names, by look. y counts from the paragraph's top.
    """

    __slots__ = ("bars", "captions", "fills", "strokes", "top")

    def __init__(self, line: "LineMarks") -> None:
        self.top = line.box.top
        self.fills: dict[Depth, Rects] = {}
        self.strokes: dict[Depth, Rects] = {}
        self.bars: dict[str, Rects] = {}
        self.captions: dict[str, list[Caption]] = {}
        for strip in line.tints:
            self._add_tint(strip, line.rect_of_tint(strip))
        for strip, rect in line.rects_below():
            self.bars.setdefault(strip.mark.look, []).append(rect)
        for caption in line.captions():
            self.captions.setdefault(caption.mark.look, []).append(caption)

    def _add_tint(self, strip: Strip, rect: QRectF) -> None:
        depth = (strip.lane, strip.mark.look)
        self.fills.setdefault(depth, []).append(rect)
        edges = []
        if strip.starts is not None:
            edges.append(QRectF(strip.starts - STROKE, rect.top(), STROKE, rect.height()))
        if strip.ends is not None:
            edges.append(QRectF(strip.ends - STROKE / 2, rect.top(), STROKE, rect.height()))
        if edges:
            self.strokes.setdefault(depth, []).extend(edges)

    def move_to(self, top: float) -> None:
        """The line begins at another height of its paragraph."""
        down, self.top = top - self.top, top
        groups = (self.fills.values(), self.strokes.values(), self.bars.values())
        for rect in chain.from_iterable(chain.from_iterable(groups)):
            rect.translate(0.0, down)
        for caption in chain.from_iterable(self.captions.values()):
            caption.rect.translate(0.0, down)


class LineMarks:
    """What one line shows besides its words: strips by channel, labels above and below.

    Nothing in it changes with the height of other lines. What is painted is made when it is first
    asked for: lines out of sight need none.
    """

    __slots__ = ("_drawn", "above", "bars", "below", "box", "row_height", "tints", "underlines")

    def __init__(self, box: Line, row_height: int) -> None:
        self.box, self.row_height = box, row_height
        self.tints: list[Strip] = []
        self.underlines: list[Strip] = []
        self.bars: list[Strip] = []
        self.above: list[Label] = []
        self.below: list[Label] = []
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

    def _under_lines(self) -> float:
        """How much underlines take below the words, in pixels; bars follow."""
        return UNDERLINE_PITCH * (max(map(_LANE, self.underlines), default=-1) + 1)

    def _floor(self) -> float:
        return self._under_lines() + BAR_PITCH * (max(map(_LANE, self.bars), default=-1) + 1)

    def room(self) -> tuple[float, float]:
        """What it needs above and below its words, in pixels."""
        floor, height = self._floor(), self.row_height
        above = max((label.row + 1) * height + 3.0 for label in self.above) if self.above else 1.0
        below = floor + 2.0 if floor else 0.0
        if self.below:
            below = max(below, floor + (max(label.row for label in self.below) + 1) * height)
        return above, below

    def drawn(self) -> Drawn:
        """What is painted, where the line now is."""
        if self._drawn is None:
            self._drawn = Drawn(self)
        elif self._drawn.top != self.box.top:
            self._drawn.move_to(self.box.top)
        return self._drawn

    def rect_of_tint(self, strip: Strip) -> QRectF:
        """The words it covers, less the deeper it lies."""
        left, right = strip.run
        box, lane = self.box, strip.lane
        inset = _INSETS[lane] if lane < len(_INSETS) else _INSETS[-1]
        height = box.ascent + box.descent - 2 * inset
        return QRectF(left, box.top + box.above + inset, right - left, height)

    def rects_below(self) -> Iterable[tuple[Strip, QRectF]]:
        """Underlines, and bars under them, each in its lane."""
        top = self.box.text_bottom
        for strip in self.underlines:
            left, right = strip.run
            height = top + strip.lane * UNDERLINE_PITCH
            yield strip, QRectF(left, height, right - left, UNDERLINE)
        top += self._under_lines() + 1.0
        for strip in self.bars:
            left, right = strip.run
            yield strip, QRectF(left, top + strip.lane * BAR_PITCH, right - left, BAR)

    def captions(self) -> Iterable[Caption]:
        """The names above the words, then those below."""
        height, top = self.row_height, self.box.text_top
        for left, width, mark, text, row in self.above:
            rect = QRectF(left, top - (row + 1) * height, width, height)
            yield _made_caption((mark, rect, text))
        top = self.box.text_bottom + self._floor() if self.below else 0.0
        for left, width, mark, text, row in self.below:
            yield _made_caption((mark, QRectF(left, top + row * height, width, height), text))

    def tint_pieces(self) -> list[Piece]:
        """The pieces of tints, inner ones after outer ones."""
        return [_piece(one, self.rect_of_tint(one)) for one in sorted(self.tints, key=_LANE)]

    def pieces_below(self) -> list[Piece]:
        """The pieces of underlines and bars."""
        return [_piece(strip, rect) for strip, rect in self.rects_below()]


def _piece(strip: Strip, rect: QRectF) -> Piece:
    return Piece(strip.mark, rect, strip.lane, strip.starts, strip.ends)
