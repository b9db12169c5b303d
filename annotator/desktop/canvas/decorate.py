"""The decorations of one paragraph: pieces of passages, lanes, captions, room between lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QStaticText

from annotator.desktop.canvas import lanes
from annotator.desktop.canvas.layout import Laid, Line, Run
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


@dataclass(slots=True)
class Decorations:
    """Everything drawn in a paragraph besides its words.

    `annotations` are those whose marks are here.
    `fills` has the rectangles of tints by depth and look, `strokes` their edges and `bars` the
    lines below the words by look: drawn together, as most are drawn calm. `tint` and `below`
    are the single pieces.
    """

    tint: list[Piece] = field(default_factory=list)
    below: list[Piece] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    fills: dict[tuple[int, str], list[QRectF]] = field(default_factory=dict)
    strokes: Rects = field(default_factory=dict)
    bars: Rects = field(default_factory=dict)
    annotations: frozenset[str] = frozenset()

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


@dataclass(frozen=True, slots=True)
class Wording:
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


class _Label(NamedTuple):
    """A caption before its line has a height."""

    mark: Mark
    line: int
    left: float
    width: float
    text: QStaticText
    row: int = 0


class Decorator:
    """Decorates laid-out paragraphs of one column width with marks."""

    def __init__(self, setting: Typesetting, wording: Wording, width: float) -> None:
        self._setting, self._wording, self._width = setting, wording, width

    def decorate(self, laid: Laid, marks: Sequence[Mark]) -> Decorations:
        """Place the paragraph's lines with room for its marks, and say what to draw."""
        tints, underlines, bars = (
            self._strips(laid, marks, channel) for channel in ("tint", "underline", "lane")
        )
        above = self._labels(tints)
        below = self._labels([*underlines, *bars])
        floors = _floors(len(laid.lines), underlines, bars)
        self._place(laid, above, below, floors)
        result = Decorations(annotations=frozenset(mark.annotation for mark in marks))
        for strip in sorted(tints, key=lambda strip: strip.lane):
            result.add_tint(_tint(laid.lines[strip.line], strip))
        for strip in underlines:
            result.add_below(_underline(laid.lines[strip.line], strip))
        for strip in bars:
            result.add_below(_bar(laid.lines[strip.line], strip, floors))
        height = self._setting.caption_height
        for label in above:
            top = laid.lines[label.line].text_top - (label.row + 1) * height
            result.captions.append(self._caption(label, top))
        for label in below:
            top = laid.lines[label.line].text_bottom + sum(floors[label.line])
            result.captions.append(self._caption(label, top + label.row * height))
        return result

    def _caption(self, label: _Label, top: float) -> Caption:
        rect = QRectF(label.left, top, label.width, self._setting.caption_height)
        return Caption(label.mark, rect, label.text)

    def _place(
        self, laid: Laid, above: list[_Label], below: list[_Label], floors: list[_Floor]
    ) -> None:
        rooms = [(1.0, sum(floor) + 2.0 if any(floor) else 0.0) for floor in floors]
        height = self._setting.caption_height
        for label in above:
            rooms[label.line] = (
                max(rooms[label.line][0], (label.row + 1) * height + 3.0),
                rooms[label.line][1],
            )
        for label in below:
            needed = sum(floors[label.line]) + (label.row + 1) * height
            rooms[label.line] = (rooms[label.line][0], max(rooms[label.line][1], needed))
        blank = laid.start == laid.end
        above_all, below_all = (0, 0) if blank else (self._setting.above, self._setting.below)
        laid.place(above_all, below_all, rooms)

    def _strips(self, laid: Laid, marks: Sequence[Mark], channel: Channel) -> list[_Strip]:
        looks = self._wording.looks
        mine = [m for m in marks if m.look in looks and looks[m.look].channel == channel]
        mine.sort(key=_outer_first)
        given = lanes.assign([(mark.start, mark.end) for mark in mine])
        return [
            strip
            for mark, lane in zip(mine, given, strict=True)
            for strip in _cut(laid, mark, lane)
        ]

    def _labels(self, strips: Sequence[_Strip]) -> list[_Label]:
        """The captions of the strips that start a mark, each in its row."""
        lines: dict[int, list[_Label]] = {}
        for strip in strips:
            if strip.starts is None or not (words := self._wording.of(strip.mark)):
                continue
            text, width = self._setting.caption(words)
            leftward = strip.starts > sum(strip.run) / 2
            wanted = strip.starts - width if leftward else strip.starts
            left = max(0.0, min(wanted, self._width - width))
            label = _Label(strip.mark, strip.line, left, width, text)
            lines.setdefault(strip.line, []).append(label)
        return [label for labels in lines.values() for label in _rowed(labels)]


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    """The same for the same marks, whichever of two on the same words was changed last."""
    return mark.start, -mark.end, mark.annotation


def _rowed(labels: list[_Label]) -> Iterator[_Label]:
    labels.sort(key=lambda label: label.left)
    rows = lanes.stack([(one.left, one.left + one.width + _CAPTION_GAP) for one in labels])
    for label, row in zip(labels, rows, strict=True):
        if row < _MOST_ROWS:
            yield label._replace(row=row)


def _cut(laid: Laid, mark: Mark, lane: int) -> Iterator[_Strip]:
    """The strips of a mark in this paragraph, with the x of its edges where they lie here."""
    runs = list(laid.runs(mark.start, mark.end))
    for at, (line, run) in enumerate(runs):
        starts = ends = None
        if at == 0 and mark.start >= laid.start:
            starts = laid.edge(mark.start, trailing=False) if laid.turning else run[0]
        if at == len(runs) - 1 and mark.end <= laid.end:
            ends = laid.edge(mark.end, trailing=True) if laid.turning else run[1]
        yield _Strip(mark, line, run, lane, starts, ends)


def _floors(count: int, underlines: list[_Strip], bars: list[_Strip]) -> list[_Floor]:
    """How much underlines and bars take below the words of each line, in pixels."""
    floors = [(0.0, 0.0)] * count
    for strip in underlines:
        room = max(floors[strip.line][0], (strip.lane + 1) * UNDERLINE_PITCH)
        floors[strip.line] = (room, 0.0)
    for strip in bars:
        first, second = floors[strip.line]
        floors[strip.line] = (first, max(second, (strip.lane + 1) * BAR_PITCH))
    return floors


def _tint(line: Line, strip: _Strip) -> Piece:
    inset = min(strip.lane, _DEEPEST_INSET) * _INSET
    top, bottom = line.text_top + inset, line.text_bottom - inset
    return _piece(strip, top, bottom - top)


def _underline(line: Line, strip: _Strip) -> Piece:
    return _piece(strip, line.text_bottom + strip.lane * UNDERLINE_PITCH, UNDERLINE)


def _bar(line: Line, strip: _Strip, floors: list[_Floor]) -> Piece:
    top = line.text_bottom + floors[strip.line][0] + strip.lane * BAR_PITCH + 1.0
    return _piece(strip, top, BAR)


def _piece(strip: _Strip, top: float, height: float) -> Piece:
    left, right = strip.run
    rect = QRectF(left, top, right - left, height)
    return Piece(strip.mark, rect, strip.lane, strip.starts, strip.ends)
