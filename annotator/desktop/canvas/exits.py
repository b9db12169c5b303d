"""Where lines between passages end: at words on screen, or at a plate where they leave it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QStaticText

from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.scene import End, Scene, Tie
from annotator.domain.turning import one_line

_WORDS = 36
"""Letters of the words at the other end that a plate shows."""
_EDGE, _PAD, _ARROW, _GAP = 4.0, 7.0, 9.0, 8.0


class Place(NamedTuple):
    """One line piece of a mark inside the viewport, in pixels; `above` is the room over it."""

    left: float
    right: float
    top: float
    bottom: float
    above: float


class Exit(NamedTuple):
    """A plate at the viewport's upper or lower edge that names an end beyond it."""

    end: End
    text: QStaticText
    box: QRectF
    upward: bool

    @property
    def words_at(self) -> QPointF:
        """Where its words begin; the arrow stands before them."""
        return self.box.topLeft() + QPointF(_PAD + _ARROW, 2)


class _Loose(NamedTuple):
    """An end off screen before its plate has a place."""

    end: End
    words: str
    upward: bool


def drawn(page: Page, annotation: str) -> list[Mark]:
    """An annotation's marks in order; none where its layer is hidden."""
    return [mark for mark in page.index.of(annotation) if mark.look in page.looks]


def place_of(page: Page, mark: Mark, *, last: bool = False) -> Place | None:
    """The first line piece of a mark on screen, or the last one."""
    found = None
    for found in _places(page, mark):
        if not last:
            return found
    return found


def _places(page: Page, mark: Mark) -> Iterator[Place]:
    for laid, _, y in page.placed():
        for at, (left, right) in laid.runs(mark.start, mark.end):
            line = laid.lines[at]
            top, bottom = y + line.text_top, y + line.text_bottom
            if bottom > 0 and top < page.height:
                yield Place(page.left + left, page.left + right, top, bottom, line.above)


def first_place(page: Page, annotation: str) -> Place | None:
    """Where an annotation is first seen on screen."""
    places = (place_of(page, mark) for mark in drawn(page, annotation))
    return next((place for place in places if place), None)


def end_of(page: Page, annotation: str) -> End | None:
    """An annotation as the end of a line; nothing where it is not drawn."""
    marks = drawn(page, annotation)
    return End(annotation, marks[0].start) if marks else None


def exits(page: Page, scene: Scene) -> dict[End, Exit]:
    """The plates of all ends off screen: links from the left, further fragments from the right."""
    found: dict[End, Exit] = {}
    free = dict.fromkeys((True, False), page.width - _EDGE)
    for loose in _fragments(page, scene):
        made = _plate(page, loose, free[loose.upward], leftward=True)
        if loose.end not in found and made.box.left() > page.width / 2:
            found[loose.end] = made
            free[loose.upward] = made.box.left() - _GAP
    taken = dict.fromkeys((True, False), max(float(page.left), _GAP))
    for loose in _links(page, scene):
        made = _plate(page, loose, taken[loose.upward], leftward=False)
        if loose.end not in found and made.box.right() <= free[loose.upward]:
            found[loose.end] = made
            taken[loose.upward] = made.box.right() + _GAP
    return found


def exit_at(page: Page, scene: Scene, point: QPointF) -> Exit | None:
    """The plate under a point of the viewport."""
    if not scene.current:
        return None
    return next((one for one in exits(page, scene).values() if one.box.contains(point)), None)


def _plate(page: Page, loose: _Loose, x: float, *, leftward: bool) -> Exit:
    text, width = page.setting.caption(loose.words)
    size = width + 2 * _PAD + _ARROW
    height = page.setting.caption_height + 4.0
    top = _EDGE if loose.upward else page.height - height - _EDGE
    box = QRectF(x - size if leftward else x, top, size, height)
    return Exit(loose.end, text, box, loose.upward)


def _links(page: Page, scene: Scene) -> Iterator[_Loose]:
    for tie in scene.ties:
        source, target = first_place(page, tie.source), first_place(page, tie.target)
        if (source is None) != (target is None):
            yield from _link(page, tie, tie.target if target is None else tie.source)


def _link(page: Page, tie: Tie, far: str) -> Iterator[_Loose]:
    for mark in drawn(page, far)[:1]:
        words = mark.caption or _short(page.text[mark.start : mark.end])
        named = f"{tie.name} · {words}" if tie.name else words
        yield _Loose(End(far, mark.start), named, _is_above(page, mark))


def _fragments(page: Page, scene: Scene) -> Iterator[_Loose]:
    for annotation in scene.current:
        for one, other in pairwise(drawn(page, annotation)):
            seen = place_of(page, one), place_of(page, other)
            if (seen[0] is None) == (seen[1] is None):
                continue
            far = one if seen[0] is None else other
            words = f"⋯ {_short(page.text[far.start : far.end])}"
            yield _Loose(End(annotation, far.start), words, _is_above(page, far))


def _is_above(page: Page, mark: Mark) -> bool:
    return mark.start < page.top_offset()


def _short(words: str) -> str:
    return one_line(words[: 2 * _WORDS], _WORDS)
