"""Painting the page: ground, tints, selection, words, bars, captions, edges, caret."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.desktop.canvas.inks import Inks, LookInks
from annotator.desktop.canvas.page import Page, Placed
from annotator.desktop.canvas.pieces import Caption, Depth, LineMarks, Strip, Word
from annotator.desktop.canvas.scene import Scene
from annotator.domain.span import Span

_ROUND = 2.5
_SMOOTH = QPainter.RenderHint.Antialiasing
_NEWLINE = 5.0
_STRIP = 3.0
"""Pixels that the heat strip is high, above the words."""
BLEED = 4
"""Pixels above and below a line that what is drawn for it may reach."""

_Key = TypeVar("_Key", Depth, str)
_Thing = TypeVar("_Thing", QRectF, Word)


class PagePainter:
    """Paints the lines of a page inside `area` (viewport coordinates), layer by layer."""

    def __init__(self, painter: QPainter, page: Page, scene: Scene, inks: Inks) -> None:
        self._painter, self._page, self._scene, self._inks = painter, page, scene, inks
        self._steps = (
            self._tints,
            self._heat,
            self._hits,
            self._selection,
            self._strokes,
            self._words,
            self._bars,
            self._captions,
        )

    def paint(self, area: QRectF) -> None:
        """Draw everything but ties and invisible characters."""
        self._area = area
        self._painter.fillRect(area, self._inks.ground)
        shown = [
            placed
            for placed in self._page.placed()
            if placed.y < area.bottom() + BLEED
            and placed.y + placed.laid.height > area.top() - BLEED
        ]
        self._painter.setRenderHint(_SMOOTH)
        home = self._painter.worldTransform()  # on paper the page begins below a heading
        for placed in shown:
            self._painter.translate(self._page.left, placed.y)
            self._lines = self._reached(placed)
            self._drawn = [line.drawn() for line in self._lines]
            for step in self._steps:
                step(placed)
            self._painter.setWorldTransform(home)
        self._caret()

    def _reached(self, placed: Placed) -> Sequence[LineMarks]:
        """The lines of a paragraph that may show something inside the area."""
        first = placed.laid.line_at_y(self._area.top() - placed.y - BLEED)
        last = placed.laid.line_at_y(self._area.bottom() - placed.y + BLEED)
        return placed.marks.lines[first : last + 1]

    def _special(self, placed: Placed) -> list[LineMarks]:
        """The lines with pieces not drawn together with others: in hand, or only suggested."""
        if any(self._inks.looks[look].dashed for look in placed.marks.looks):
            return list(self._lines)
        if placed.marks.annotations.isdisjoint(self._scene.current):
            return []
        return [line for line in self._lines if line.shows(self._scene.current)]

    def _is_special(self, piece: Strip) -> bool:
        return self._is_current(piece) or self._ink(piece).dashed

    def _ink(self, piece: Strip | Caption) -> LookInks:
        return self._inks.looks[piece.mark.look]

    def _is_current(self, piece: Strip | Caption) -> bool:
        return piece.mark.annotation in self._scene.current

    # ------------------------------------------------------------------ below the words

    def _tints(self, placed: Placed) -> None:
        outlined: dict[Depth, list[tuple[Strip, QRectF]]] = {}
        for line in self._special(placed):
            for strip in filter(self._is_special, line.tints):
                one = (strip, line.rect_of_tint(strip))
                outlined.setdefault((strip.lane, strip.mark.look), []).append(one)
        for depth, rects in sorted(_together(one.fills for one in self._drawn).items(), key=_KEY):
            self._fill(rects, self._inks.looks[depth[1]], depth[0])
            for strip, rect in outlined.get(depth, ()):
                self._outline(strip, rect)

    def _fill(self, rects: list[QRectF], ink: LookInks, lane: int) -> None:
        if not ink.dashed:
            self._painter.setRenderHint(_SMOOTH, on=False)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(ink.tint(lane))
            self._painter.drawRects(rects)
            self._painter.setRenderHint(_SMOOTH)

    def _outline(self, strip: Strip, rect: QRectF) -> None:
        """A passage under attention, or one that is only suggested."""
        ink = self._ink(strip)
        strong = self._is_current(strip) and not ink.dashed
        self._painter.setPen(ink.pen)
        self._painter.setBrush(ink.strong if strong else Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect, _ROUND, _ROUND)

    def _strokes(self, _placed: Placed) -> None:
        """Where passages start and end, over the selection too."""
        strokes = _together(one.strokes for one in self._drawn)
        for (_, look), rects in sorted(strokes.items(), key=_KEY):
            self._draw(rects, self._inks.looks[look])

    def _bars(self, placed: Placed) -> None:
        bars = _together(one.bars for one in self._drawn)
        for look, rects in sorted(bars.items(), key=_KEY):
            self._draw(rects, self._inks.looks[look])
        below = chain.from_iterable(line.rects_below() for line in self._special(placed))
        for strip, rect in below:
            ink = self._ink(strip)
            if ink.dashed:
                self._dash(rect, ink)
            elif self._is_current(strip):
                self._painter.fillRect(rect.adjusted(0, -0.5, 0, 1.0), ink.line)

    def _draw(self, rects: list[QRectF], ink: LookInks) -> None:
        if not ink.dashed:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(ink.line)
            self._painter.drawRects(rects)

    def _dash(self, rect: QRectF, ink: LookInks) -> None:
        self._painter.setPen(QPen(ink.line, rect.height(), Qt.PenStyle.DotLine))
        middle = rect.center().y()
        self._painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))

    def _heat(self, placed: Placed) -> None:
        for number, span in _within(self._scene.heat, placed):
            shade = self._inks.warm(self._scene.warmth[number])
            for line, (left, right) in placed.laid.runs(span.start, span.end):
                top = placed.laid.lines[line].text_top - _STRIP
                self._painter.fillRect(QRectF(left, top, right - left, _STRIP), shade)

    def _hits(self, placed: Placed) -> None:
        for number, hit in _within(self._scene.hits, placed):
            found = number == self._scene.hit
            self._painter.setBrush(self._inks.found if found else self._inks.find)
            self._painter.setPen(self._inks.find_edge if found else Qt.PenStyle.NoPen)
            for rect in self._rects(placed, hit):
                self._painter.drawRoundedRect(rect, 2, 2)

    def _selection(self, placed: Placed) -> None:
        painter = self._painter
        if selection := self._scene.selection:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._inks.selection)
            for rect in self._rects(placed, selection):
                painter.drawRect(rect.adjusted(0, -1, 0, 1))
                painter.fillRect(
                    QRectF(rect.left(), rect.bottom(), rect.width(), 1.5), self._inks.selection_edge
                )
        for _, span in _within(self._scene.pending, placed):
            painter.setBrush(self._inks.selection)
            painter.setPen(QPen(self._inks.selection_edge, 1.2, Qt.PenStyle.DashLine))
            for rect in self._rects(placed, span):
                painter.drawRoundedRect(rect, 2, 2)

    def _rects(self, placed: Placed, span: Span) -> Iterator[QRectF]:
        laid = placed.laid
        for at, (left, right) in laid.runs(span.start, span.end):
            line = laid.lines[at]
            height = line.text_bottom - line.text_top
            yield QRectF(left, line.text_top, right - left, height)
        if span.start <= laid.end < span.end and self._page.paragraphs.ended(laid.number):
            line = laid.lines[-1]
            height = line.text_bottom - line.text_top
            yield QRectF(laid.x_of(laid.end), line.text_top, _NEWLINE, height)

    # ------------------------------------------------------------------ words and above

    def _words(self, placed: Placed) -> None:
        self._painter.setPen(self._inks.text)
        clip = self._area.translated(-self._page.left, -placed.y).adjusted(0, -BLEED, 0, BLEED)
        placed.laid.layout.draw(self._painter, QPointF(0, 0), [], clip)

    def _captions(self, placed: Placed) -> None:
        painter = self._painter
        painter.setFont(self._page.setting.small)
        current = self._scene.current
        for look, words in _together(one.words for one in self._drawn).items():
            painter.setPen(self._inks.looks[look].word)
            for annotation, point, text in words:
                if annotation not in current:
                    painter.drawStaticText(point, text)
        if not current.isdisjoint(placed.marks.annotations):
            held = (line.captions() for line in self._lines if line.shows(current))
            for caption in filter(self._is_current, chain.from_iterable(held)):
                self._strong_caption(caption)

    def _strong_caption(self, caption: Caption) -> None:
        painter, ink = self._painter, self._ink(caption)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.word)
        painter.drawRoundedRect(caption.rect.adjusted(-3, 0, 3, 0), 3, 3)
        painter.setPen(ink.inverse)
        painter.drawStaticText(caption.rect.topLeft(), caption.text)

    def _caret(self) -> None:
        spot = self._page.spot(self._scene.caret) if self._scene.caret_shown else None
        if spot:
            height = spot.line.text_bottom - spot.line.text_top
            self._painter.fillRect(QRectF(spot.x - 1, spot.y, 2, height), self._inks.caret)


_KEY = itemgetter(0)


def _together(lines: Iterable[Mapping[_Key, list[_Thing]]]) -> dict[_Key, list[_Thing]]:
    """What several lines show, under the same keys."""
    found: dict[_Key, list[_Thing]] = defaultdict(list)
    for line in lines:
        for key, things in line.items():
            found[key] += things
    return found


def _within(spans: Sequence[Span], placed: Placed) -> Iterator[tuple[int, Span]]:
    """Those of many disjoint spans in order that touch the paragraph, with their numbers."""
    start, end = placed.laid.start, placed.laid.end
    for number in range(bisect_right(spans, start, key=lambda span: span.end), len(spans)):
        if spans[number].start > end:
            return
        yield number, spans[number]
