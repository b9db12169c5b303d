"""Painting the page: ground, tints, selection, words, bars, captions, edges, caret."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.desktop.canvas.decorate import Caption, Piece, Rects
from annotator.desktop.canvas.inks import Inks, LookInks
from annotator.desktop.canvas.page import Page, Placed
from annotator.desktop.canvas.scene import Scene
from annotator.domain.span import Span

_ROUND = 2.5
_SMOOTH = QPainter.RenderHint.Antialiasing
_NEWLINE = 5.0
_STRIP = 3.0
"""Pixels that the heat strip is high, above the words."""


class PagePainter:
    """Paints the part of a page inside `area` (viewport coordinates), layer by layer."""

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
            if placed.y < area.bottom() and placed.y + placed.laid.height > area.top()
        ]
        self._painter.setRenderHint(_SMOOTH)
        home = self._painter.worldTransform()  # on paper the page begins below a heading
        for placed in shown:
            self._painter.translate(self._page.left, placed.y)
            for step in self._steps:
                step(placed)
            self._painter.setWorldTransform(home)
        self._caret()

    def _special(self, placed: Placed, pieces: list[Piece]) -> list[Piece]:
        """The pieces not drawn together with the others: in hand, or only suggested."""
        dashed = any(self._inks.looks[look].dashed for look in placed.marks.looks)
        if not dashed and placed.marks.annotations.isdisjoint(self._scene.current):
            return []
        return [piece for piece in pieces if self._is_current(piece) or self._ink(piece).dashed]

    def _ink(self, piece: Piece | Caption) -> LookInks:
        return self._inks.looks[piece.mark.look]

    def _is_current(self, piece: Piece | Caption) -> bool:
        return piece.mark.annotation in self._scene.current

    # ------------------------------------------------------------------ below the words

    def _tints(self, placed: Placed) -> None:
        strong = self._special(placed, placed.marks.tint)
        for (lane, look), rects in placed.marks.fills.items():
            self._fill(rects, self._inks.looks[look], lane)
            for piece in strong:
                if (piece.lane, piece.mark.look) == (lane, look):
                    self._outline(piece)

    def _fill(self, rects: list[QRectF], ink: LookInks, lane: int) -> None:
        if not ink.dashed:
            self._painter.setRenderHint(_SMOOTH, on=False)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(ink.tint(lane))
            self._painter.drawRects(rects)
            self._painter.setRenderHint(_SMOOTH)

    def _outline(self, piece: Piece) -> None:
        """A passage under attention, or one that is only suggested."""
        ink = self._ink(piece)
        strong = self._is_current(piece) and not ink.dashed
        self._painter.setPen(ink.pen)
        self._painter.setBrush(ink.strong if strong else Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(piece.rect, _ROUND, _ROUND)

    def _strokes(self, placed: Placed) -> None:
        """Where passages start and end, over the selection too."""
        self._draw_by_look(placed.marks.strokes)

    def _bars(self, placed: Placed) -> None:
        self._draw_by_look(placed.marks.bars)
        for piece in self._special(placed, placed.marks.below):
            ink = self._ink(piece)
            if ink.dashed:
                self._dash(piece.rect, ink)
            else:
                self._painter.fillRect(piece.rect.adjusted(0, -0.5, 0, 1.0), ink.line)

    def _draw_by_look(self, rects: Rects) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        for look, some in rects.items():
            ink = self._inks.looks[look]
            if not ink.dashed:
                self._painter.setBrush(ink.line)
                self._painter.drawRects(some)

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
        clip = self._area.translated(-self._page.left, -placed.y)
        placed.laid.layout.draw(self._painter, QPointF(0, 0), [], clip)

    def _captions(self, placed: Placed) -> None:
        painter = self._painter
        painter.setFont(self._page.setting.small)
        current = self._scene.current
        strong = []
        for look, captions in placed.marks.by_look().items():
            painter.setPen(self._inks.looks[look].word)
            for caption in captions:
                if caption.mark.annotation in current:
                    strong.append(caption)
                else:
                    painter.drawStaticText(caption.rect.topLeft(), caption.text)
        for caption in strong:
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


def _within(spans: Sequence[Span], placed: Placed) -> Iterator[tuple[int, Span]]:
    """Those of many disjoint spans in order that touch the paragraph, with their numbers."""
    start, end = placed.laid.start, placed.laid.end
    for number in range(bisect_right(spans, start, key=lambda span: span.end), len(spans)):
        if spans[number].start > end:
            return
        yield number, spans[number]
