"""What lies under a point of the viewport: an offset, marks, an edge that can be dragged."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from annotator.desktop.canvas.cells import character_under, place_near
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page, Placed
from annotator.desktop.canvas.pieces import LineMarks

_REACH = 4.0
_SLACK = 2.0


class Edge(NamedTuple):
    """An edge of a mark; `at_start` says which."""

    mark: Mark
    at_start: bool

    @property
    def offset(self) -> int:
        """Where the edge stands."""
        return self.mark.start if self.at_start else self.mark.end


def offset_at(page: Page, point: QPointF) -> int:
    """The caret place nearest to a point."""
    placed = page.under(point.y())
    line = placed.laid.line_at_y(point.y() - placed.y)
    return place_near(placed.laid, line, point.x() - page.left)


def character_at(page: Page, point: QPointF) -> int | None:
    """The character whose cell holds a point, if any."""
    placed = page.under(point.y())
    return _character(placed, QPointF(point.x() - page.left, point.y() - placed.y))


def marks_at(page: Page, point: QPointF) -> list[Mark]:
    """The marks under a point, innermost (shortest) first; a caption or bar names its own."""
    placed = page.under(point.y())
    inside = QPointF(point.x() - page.left, point.y() - placed.y)
    direct = [*_captions(placed, inside), *_bars(placed, inside)]
    if direct:
        return direct[:1]
    offset = _character(placed, inside)
    if offset is None:
        return []
    known = [mark for mark in page.index.at(offset) if mark.look in page.looks]
    return sorted(known, key=lambda mark: (mark.length, -mark.start))


def _character(placed: Placed, inside: QPointF) -> int | None:
    at = placed.laid.line_at_y(inside.y())
    line = placed.laid.lines[at]
    if not line.text_top - _SLACK <= inside.y() <= line.text_bottom + _SLACK:
        return None
    return character_under(placed.laid, at, inside.x())


def _line_at(placed: Placed, y: float) -> LineMarks:
    return placed.marks.lines[placed.laid.line_at_y(y)]


def _captions(placed: Placed, inside: QPointF) -> Iterator[Mark]:
    captions = _line_at(placed, inside.y()).captions()
    return (one.mark for one in captions if one.rect.contains(inside))


def _bars(placed: Placed, inside: QPointF) -> Iterator[Mark]:
    for strip, rect in _line_at(placed, inside.y()).rects_below():
        if rect.adjusted(0, -1, 0, 1).contains(inside):
            yield strip.mark


def edge_at(page: Page, point: QPointF, current: frozenset[str]) -> Edge | None:
    """The edge of a current passage within reach of a point, the nearest one."""
    if not current:
        return None
    placed = page.under(point.y())
    inside = QPointF(point.x() - page.left, point.y() - placed.y)
    line = _line_at(placed, inside.y())
    near = [
        (abs(x - inside.x()), Edge(strip.mark, at_start))
        for strip in line.strips()
        if strip.mark.annotation in current
        for x, at_start in ((strip.starts, True), (strip.ends, False))
        if x is not None and abs(x - inside.x()) <= _REACH
    ]
    box = line.box
    if not near or not box.text_top - _SLACK <= inside.y() <= box.bottom:
        return None
    return min(near, key=lambda one: one[0])[1]


def rect_of(page: Page, start: int, end: int) -> QRectF:
    """The first line piece of a stretch that is inside the viewport; empty when off screen."""
    for laid, _, y in page.placed():
        for at, (left, right) in laid.runs(start, end):
            line = laid.lines[at]
            top, bottom = y + line.text_top, y + line.text_bottom
            if bottom > 0 and top < page.height:
                return QRectF(page.left + left, top, right - left, bottom - top)
    return QRectF()
