"""The decorations of one paragraph: pieces of passages, lanes, captions, room between lines."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QStaticText

from annotator.desktop.canvas import lanes
from annotator.desktop.canvas.layout import Laid, Run
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import Channel, Look
from annotator.desktop.canvas.typesetting import Typesetting

UNDERLINE_PITCH = 3.0
BAR_PITCH = 5.0
BAR = 3.0
UNDERLINE = 1.5
STROKE = 1.8
_INSET = 2.5
_DEEPEST_INSET = 2
_CAPTION_GAP = 7.0
_MOST_ROWS = 8
_CONTINUED = "⋯"

_Floor = tuple[float, float]


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


Rects = dict[str, list[QRectF]]


class Decorations:
    """Everything drawn in a paragraph besides its words.

    `annotations` and `looks` are those whose marks are here.
    `fills` has the rectangles of tints by depth and look, `strokes` their edges and `bars` the
    lines below the words by look: drawn together, as most are drawn calm. `tint` and `below`
    are the single pieces.
    """

    def __init__(self, annotations: frozenset[str], looks: frozenset[str]) -> None:
        self.annotations, self.looks = annotations, looks
        self.tint: list[Piece] = []
        self.below: list[Piece] = []
        self.captions: list[Caption] = []
        self.fills: dict[tuple[int, str], list[QRectF]] = {}
        self.strokes: Rects = {}
        self.bars: Rects = {}

    def by_look(self) -> dict[str, list[Caption]]:
        """The captions that are drawn with one pen."""
        found: dict[str, list[Caption]] = {}
        for caption in self.captions:
            found.setdefault(caption.mark.look, []).append(caption)
        return found

    def add_tint(self, piece: Piece) -> None:
        """Add a piece of a tint; inner ones after outer ones."""
        self.tint.append(piece)
        look, rect = piece.mark.look, piece.rect
        self.fills.setdefault((piece.lane, look), []).append(rect)
        if piece.starts is not None:
            stroke = QRectF(piece.starts - STROKE, rect.top(), STROKE, rect.height())
            self.strokes.setdefault(look, []).append(stroke)
        if piece.ends is not None:
            stroke = QRectF(piece.ends - STROKE / 2, rect.top(), STROKE, rect.height())
            self.strokes.setdefault(look, []).append(stroke)

    def add_below(self, piece: Piece) -> None:
        """Add a piece of a bar or an underline."""
        self.below.append(piece)
        self.bars.setdefault(piece.mark.look, []).append(piece.rect)


class Wording(NamedTuple):
    """What captions say: the looks, which of their names, and which marks continue another."""

    looks: Mapping[str, Look]
    names: str
    continued: Callable[[Mark], bool]

    def of(self, mark: Mark) -> str:
        """The caption of a mark; empty when none is wanted."""
        look = self.looks[mark.look]
        if self.names == "none" or look.dimmed:
            return ""
        if self.continued(mark):
            return _CONTINUED
        if look.channel == "underline" or self.names == "codes":
            return look.code or look.name
        return mark.caption or look.name


class _Strip(NamedTuple):
    """A piece before its line has a height."""

    mark: Mark
    line: int
    run: Run
    lane: int
    starts: float | None
    ends: float | None


_Label = tuple[float, float, Mark, QStaticText]
"""A caption before it has a row: left, width, whose it is, words."""


class _Row(NamedTuple):
    """A caption in its row, before its line has a height."""

    line: int
    row: int
    label: _Label


# Many thousands are made for one page: this way costs half of calling the class.
_strip = partial(tuple.__new__, _Strip)
_Strips = dict[Channel, list[_Strip]]


class Decorator:
    """Decorates laid-out paragraphs of one column width with marks."""

    def __init__(self, setting: Typesetting, wording: Wording, width: float) -> None:
        self._setting, self._wording, self._width = setting, wording, width

    def decorate(self, laid: Laid, marks: Sequence[Mark]) -> Decorations:
        """Place the paragraph's lines with room for its marks, and say what to draw."""
        strips = self._strips(laid, marks)
        result = Decorations(
            annotations=frozenset(mark.annotation for mark in marks),
            looks=frozenset(mark.look for mark in marks).intersection(self._wording.looks),
        )
        above = self._labels(strips["tint"])
        below = self._labels([*strips["underline"], *strips["lane"]])
        floors = _floors(len(laid.lines), strips)
        self._place(laid, above, below, floors)
        _add_pieces(result, laid, strips, floors)
        height = self._setting.caption_height
        for label in above:
            top = laid.lines[label.line].text_top - (label.row + 1) * height
            result.captions.append(self._caption(label.label, top))
        for label in below:
            top = laid.lines[label.line].text_bottom + sum(floors[label.line])
            result.captions.append(self._caption(label.label, top + label.row * height))
        return result

    def _caption(self, label: _Label, top: float) -> Caption:
        left, width, mark, text = label
        return Caption(mark, QRectF(left, top, width, self._setting.caption_height), text)

    def _place(
        self, laid: Laid, above: list[_Row], below: list[_Row], floors: list[_Floor]
    ) -> None:
        rooms = [(1.0, sum(floor) + 2.0 if any(floor) else 0.0) for floor in floors]
        height = self._setting.caption_height
        for line, row, _ in above:
            rooms[line] = (max(rooms[line][0], (row + 1) * height + 3.0), rooms[line][1])
        for line, row, _ in below:
            needed = sum(floors[line]) + (row + 1) * height
            rooms[line] = (rooms[line][0], max(rooms[line][1], needed))
        blank = laid.start == laid.end
        above_all, below_all = (0, 0) if blank else (self._setting.above, self._setting.below)
        laid.place(above_all, below_all, rooms)

    def _strips(self, laid: Laid, marks: Sequence[Mark]) -> _Strips:
        """What each line shows of each mark, by channel, outer ones in the first lanes."""
        looks = self._wording.looks
        channels: dict[Channel, list[Mark]] = {"tint": [], "underline": [], "lane": []}
        for mark in sorted(marks, key=_outer_first):
            if mark.look in looks:
                channels[looks[mark.look].channel].append(mark)
        return {
            channel: _cut(laid, mine, [looks[mark.look].band for mark in mine])
            for channel, mine in channels.items()
        }

    def _labels(self, strips: Sequence[_Strip]) -> list[_Row]:
        """The captions of the strips that start a mark, each in its row."""
        lines: dict[int, list[_Label]] = {}
        for mark, line, run, _, starts, _ in strips:
            if starts is None or not (words := self._wording.of(mark)):
                continue
            text, width = self._setting.caption(words, self._width)
            wanted = starts - width if starts > (run[0] + run[1]) / 2 else starts
            left = max(0.0, min(wanted, self._width - width))
            lines.setdefault(line, []).append((left, width, mark, text))
        return [row for line, labels in lines.items() for row in _rowed(line, labels)]


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    """The same for the same marks, whichever of two on the same words was changed last."""
    return mark.start, -mark.end, mark.annotation


_LEFT = itemgetter(0)


def _rowed(line: int, labels: list[_Label]) -> list[_Row]:
    labels.sort(key=_LEFT)
    rows = lanes.stack([(label[0], label[0] + label[1] + _CAPTION_GAP) for label in labels])
    pairs = zip(rows, labels, strict=True)
    return [_Row(line, row, label) for row, label in pairs if row < _MOST_ROWS]


def _cut(laid: Laid, marks: list[Mark], bands: list[int]) -> list[_Strip]:
    """The strips of marks in this paragraph, with the x of their edges where they lie here."""
    stretches = [(mark.start, mark.end) for mark in marks]
    given = lanes.assign_in_bands(stretches, bands) if any(bands) else lanes.assign(stretches)
    strips: list[_Strip] = []
    for mark, lane in zip(marks, given, strict=True):
        runs = laid.known_runs(mark.start, mark.end)
        last = len(runs) - 1
        for at, (line, run) in enumerate(runs):
            starts = _starts(laid, mark, run) if at == 0 else None
            ends = _ends(laid, mark, run) if at == last else None
            strips.append(_strip((mark, line, run, lane, starts, ends)))
    return strips


def _starts(laid: Laid, mark: Mark, run: Run) -> float | None:
    if mark.start < laid.start:
        return None
    return laid.edge(mark.start, trailing=False) if laid.turning else run[0]


def _ends(laid: Laid, mark: Mark, run: Run) -> float | None:
    if mark.end > laid.end:
        return None
    return laid.edge(mark.end, trailing=True) if laid.turning else run[1]


def _floors(count: int, strips: _Strips) -> list[_Floor]:
    """How much underlines and bars take below the words of each line, in pixels."""
    floors = [(0.0, 0.0)] * count
    for strip in strips["underline"]:
        room = max(floors[strip.line][0], (strip.lane + 1) * UNDERLINE_PITCH)
        floors[strip.line] = (room, 0.0)
    for strip in strips["lane"]:
        first, second = floors[strip.line]
        floors[strip.line] = (first, max(second, (strip.lane + 1) * BAR_PITCH))
    return floors


def _add_pieces(result: Decorations, laid: Laid, strips: _Strips, floors: list[_Floor]) -> None:
    heights = [(line.text_top, line.text_bottom) for line in laid.lines]
    for strip in sorted(strips["tint"], key=_LANE):
        (top, bottom), inset = heights[strip.line], min(strip.lane, _DEEPEST_INSET) * _INSET
        result.add_tint(_piece(strip, top + inset, bottom - top - 2 * inset))
    for strip in strips["underline"]:
        top = heights[strip.line][1] + strip.lane * UNDERLINE_PITCH
        result.add_below(_piece(strip, top, UNDERLINE))
    for strip in strips["lane"]:
        top = heights[strip.line][1] + floors[strip.line][0]
        result.add_below(_piece(strip, top + strip.lane * BAR_PITCH + 1.0, BAR))


_LANE = itemgetter(3)
_made = partial(tuple.__new__, Piece)


def _piece(strip: _Strip, top: float, height: float) -> Piece:
    mark, _, (left, right), lane, starts, ends = strip
    return _made((mark, QRectF(left, top, right - left, height), lane, starts, ends))
