"""The visible page: which paragraphs are laid out, and where the text is scrolled to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from annotator.desktop.canvas.decorate import Decorations, Decorator, Wording
from annotator.desktop.canvas.layout import Laid, Line
from annotator.desktop.canvas.marks import Mark, MarkIndex
from annotator.desktop.canvas.paragraphs import LONGEST, Paragraphs
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.canvas.supply import SuppliedMarks
from annotator.desktop.canvas.typesetting import Typesetting

_HEAD, _FOOT = 28.0, 64.0
_KEPT, _MOST_KEPT, _FEW = 96, 128, 8
"""Paragraphs whose layouts are kept; forgetting some takes time and can wait until there is."""


class Placed(NamedTuple):
    """A paragraph on screen; `y` is its top in the viewport, in pixels."""

    laid: Laid
    marks: Decorations
    y: float


class Spot(NamedTuple):
    """Where an offset stands on screen; x and y in the viewport, in pixels."""

    x: float
    y: float
    line: Line


class Page:
    """A text scrolled to `top` (a paragraph) plus `shift` (pixels of it above the viewport).

    Only paragraphs near the viewport are laid out; no height is known or guessed beyond them.
    """

    def __init__(self, style: CanvasStyle) -> None:
        self.looks: Mapping[str, Look] = {}
        self.width = self.height = 100
        self.style = style
        self.setting = Typesetting(style)
        self.show("", ())

    def show(self, text: str, marks: Iterable[Mark] | SuppliedMarks) -> None:
        """Another text, from its start."""
        self.paragraphs = Paragraphs(text)
        self.index = marks if isinstance(marks, SuppliedMarks) else MarkIndex(marks)
        self.top, self.shift = 0, 0.0
        self._anchor: int | None = None
        self.relay()

    @property
    def text(self) -> str:
        """The article's text as stored."""
        return self.paragraphs.text

    # ------------------------------------------------------------------ laying out

    def relay(self) -> None:
        """Forget every layout: font, width or looks are new."""
        self.left, self.column = self.setting.column(self.width)
        wording = Wording(self.looks, self.style.names, self._continues)
        self._decorator = Decorator(self.setting, wording, self.column + min(self.left, 64) - 6)
        self._kept: dict[int, Laid] = {}
        self._decorated: dict[int, Decorations] = {}
        self._forget()

    def _forget(self) -> None:
        self._placed: list[Placed] | None = None
        self._end: tuple[int, float] | None = None

    def _continues(self, mark: Mark) -> bool:
        return self.index.continues(mark)

    def laid(self, number: int) -> Laid:
        """A paragraph laid out and decorated."""
        found = self._kept.get(number)
        return found if found is not None else self._lay(number)

    def _lay(self, number: int) -> Laid:
        text = self.paragraphs.shown(number)
        start = self.paragraphs.starts[number]
        laid = Laid(number, start, text, self.setting.broken(text, self.column))
        laid.lead = _HEAD if number == 0 else 0.0
        laid.trail = self._trail(number)
        self._decorate(laid)
        self._kept[number] = laid
        return laid

    def _trail(self, number: int) -> float:
        """The gap after a paragraph: a blank line is one already."""
        paragraphs = self.paragraphs
        if number + 1 == len(paragraphs):
            return _FOOT
        blank = paragraphs.starts[number + 1] == paragraphs.ends[number + 1]
        return self.setting.gap if paragraphs.ended(number) and not blank else 0.0

    def _decorate(self, laid: Laid) -> None:
        marks = self.index.between(laid.start, laid.end)
        self._decorated[laid.number] = self._decorator.decorate(laid, marks)

    def laid_count(self) -> int:
        """How many paragraphs are laid out now."""
        return len(self._kept)

    def placed(self) -> list[Placed]:
        """The paragraphs on screen from top to bottom."""
        if self._placed is None:
            placed = []
            y, number = -self.shift, self.top
            while y < self.height and number < len(self.paragraphs):
                laid = self.laid(number)
                placed.append(Placed(laid, self._decorated[number], y))
                y, number = y + laid.height, number + 1
            self._placed = placed
            if len(self._kept) > _MOST_KEPT:
                self._trim(len(self._kept))
        return self._placed

    def _trim(self, most: int) -> None:
        """Forget so many of the paragraphs that are far from what is on screen."""
        placed = self.placed()
        near = len(placed) + 8
        first, last = placed[0].laid.number - near, placed[-1].laid.number + near
        for number in [one for one in self._kept if not first <= one <= last][:most]:
            del self._kept[number], self._decorated[number]

    def prepare(self) -> bool:
        """Lay out one paragraph that a page up or down would show; whether there was one left."""
        if len(self._kept) > _KEPT:
            self._trim(_FEW)
        missing = next(self._missing(), None)
        if missing is not None:
            self._lay(missing)
            for line in self._decorated[missing].lines:
                line.drawn()
        return missing is not None

    def _missing(self) -> Iterator[int]:
        """Paragraphs within a page of the viewport that are not laid out, the nearest ones."""
        placed = self.placed()
        if not placed:
            return
        first, last = placed[0], placed[-1]
        y, number = last.y + last.laid.height, last.laid.number + 1
        while y < 2 * self.height and number < len(self.paragraphs):
            if number not in self._kept:
                yield number
                break
            y, number = y + self._kept[number].height, number + 1
        y, number = first.y, first.laid.number - 1
        while y > -self.height and number >= 0:
            if number not in self._kept:
                yield number
                break
            y, number = y - self._kept[number].height, number - 1

    # ------------------------------------------------------------------ scrolling

    def scroll_by(self, pixels: float) -> None:
        """Move the text up by so many pixels, no further than its start or end."""
        self._anchor = None
        self._move(pixels)

    def _move(self, pixels: float) -> None:
        self.shift += round(pixels)
        while self.shift < 0 and self.top > 0:
            self.top -= 1
            self.shift += self.laid(self.top).height
        while self.top + 1 < len(self.paragraphs) and self.shift >= self.laid(self.top).height:
            self.shift -= self.laid(self.top).height
            self.top += 1
        self.shift = max(self.shift, 0.0)
        if self._is_near_end():
            self.top, self.shift = min((self.top, self.shift), self.end())
        self._placed = None

    def _is_near_end(self) -> bool:
        """Whether the end may be in sight; else nothing there needs to be laid out."""
        lines = self.height / self.setting.height + 1
        most = lines * self.column / self.setting.character
        return len(self.text) - self.paragraphs.starts[self.top] < 2 * most + LONGEST

    def end(self) -> tuple[int, float]:
        """The position from which the last line is seen at the bottom."""
        if self._end is None:
            number, over = len(self.paragraphs) - 1, -float(self.height)
            over += self.laid(number).height
            while over < 0 and number > 0:
                number -= 1
                over += self.laid(number).height
            self._end = (number, max(over, 0.0))
        return self._end

    def go_to(self, offset: int, y: float = 0.0) -> None:
        """Bring the line of an offset to this height of the viewport."""
        self.top = self.paragraphs.at(offset)
        laid = self.laid(self.top)
        line = laid.line_of(offset)
        self.shift = 0.0
        self.scroll_by((line.top if line.top > laid.lead else 0.0) - y)

    def reveal(self, offset: int) -> None:
        """Scroll as little as needed to show an offset; a far one comes to the upper third."""
        margin = min(self.setting.height * 2.5, self.height / 4)
        spot = self.spot(offset)
        if spot is None:
            self.go_to(offset, self.height / 3)
            return
        bottom = spot.y + spot.line.ascent + spot.line.descent
        if spot.y < margin:
            self.scroll_by(spot.y - margin)
        elif bottom > self.height - margin:
            self.scroll_by(bottom - self.height + margin)

    def seen(self) -> int:
        """About how many characters the viewport shows."""
        placed = self.placed()
        laid, _, y = placed[-1]
        line = laid.lines[laid.line_at_y(self.height - y)]
        return max(1, laid.offset(line.last) - self.top_offset())

    def last_value(self) -> int:
        """The greatest value of the scroll bar; far from the end a good guess."""
        if self._is_near_end():
            return self.value(*self.end())
        return len(self.text) - self.seen()

    def value(self, top: int, shift: float) -> int:
        """A scroll position as a count of characters, for the scroll bar."""
        laid = self.laid(top)
        line = laid.lines[laid.line_at_y(shift)]
        share = (shift - line.top) / max(line.bottom - line.top, 1.0)
        first, last = laid.offset(line.first), laid.offset(line.last)
        return first + round(min(max(share, 0.0), 1.0) * (last - first))

    def go_to_value(self, value: int) -> None:
        """Scroll to a value of the scroll bar."""
        self.top = self.paragraphs.at(value)
        laid = self.laid(self.top)
        line = laid.line_of(value)
        first, last = laid.offset(line.first), laid.offset(line.last)
        share = (min(value, last) - first) / max(last - first, 1)
        self.shift = 0.0
        self.scroll_by(line.top + share * (line.bottom - line.top) if value else 0.0)

    def top_offset(self) -> int:
        """The first character of the first line seen at least by half."""
        laid = self.laid(self.top)
        for line in laid.lines[laid.line_at_y(self.shift) :]:
            if (line.text_top + line.text_bottom) / 2 >= self.shift:
                return laid.offset(line.first)
        return self.paragraphs.next_start(self.top)

    # ------------------------------------------------------------------ what changes

    def rebuilt(self, change: Callable[[], None]) -> None:
        """Make a change of size, style or looks; the first visible character stays on top."""
        anchor = self.top_offset() if self._anchor is None else self._anchor
        at_start = (self.top, self.shift) == (0, 0.0)
        change()
        self.relay()
        if at_start:
            self.top, self.shift = 0, 0.0
        else:
            self.go_to(anchor)
        self._anchor = anchor

    def restyle(self, style: CanvasStyle) -> None:
        """Other fonts; to be made inside `rebuilt`."""
        self.style, self.setting = style, Typesetting(style)

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Other looks; to be made inside `rebuilt`."""
        self.looks = dict(looks)

    def resize(self, width: int, height: int) -> None:
        """Another viewport; to be made inside `rebuilt`."""
        self.width, self.height = max(width, 1), max(height, 1)

    def retouch(self, annotation: str, held: int) -> None:
        """Decorate anew where an annotation's marks were and are; the line of `held` stays."""
        marks = self.index.of(annotation)
        touched = {at for mark in marks for at in self._kept_between(mark.start, mark.end)}
        touched |= {at for at, one in self._decorated.items() if annotation in one.annotations}
        with self._holding(held):
            for number in touched:
                laid, former = self._kept[number], self._decorated[number]
                made = self._decorator.replace(laid, former, annotation, marks)
                self._decorated[number] = made
        if self._end and any(number >= self._end[0] for number in touched):
            self._end = None

    def put_index(self, index: MarkIndex | SuppliedMarks, held: int) -> None:
        """Put other marks in place of all; the line of `held` keeps its place."""
        seen = {placed.laid.number for placed in self.placed()}
        for number in set(self._kept) - seen:
            del self._kept[number], self._decorated[number]
        self.index = index
        with self._holding(held):
            for number in seen:
                self._decorate(self._kept[number])
        self._end = None

    @contextmanager
    def _holding(self, held: int) -> Iterator[None]:
        """Whatever becomes of other lines, that of `held`, or the first one, keeps its place."""
        if self.spot(held) is None:
            held = self.top_offset()
        before = self.spot(held)
        yield
        self._placed = None
        after = self.spot(held)
        if before and after:
            self._move(after.y - before.y)

    def _kept_between(self, start: int, end: int) -> list[int]:
        first, last = self.paragraphs.at(start), self.paragraphs.at(max(start, end - 1))
        return [number for number in self._kept if first <= number <= last]

    # ------------------------------------------------------------------ places

    def spot(self, offset: int) -> Spot | None:
        """Where an offset stands, if its paragraph is on screen; y is the top of the words."""
        number = self.paragraphs.at(offset)
        for laid, _, y in self.placed():
            if laid.number == number:
                line = laid.line_of(offset)
                return Spot(self.left + laid.x_of(offset), y + line.text_top, line)
        return None

    def under(self, y: float) -> Placed:
        """The paragraph at this height of the viewport, or the nearest one."""
        placed = self.placed()
        return next((one for one in reversed(placed) if one.y <= y), placed[0])
