"""The overview: a strip beside the scroll bar with the whole article from top to bottom.

It is as long as the scroll bar and counts characters as that does. Passages come as counts in
buckets and are painted once into a picture; a frame costs that picture and a few ticks.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.style import CanvasStyle, Channel
from annotator.desktop.canvas.surface import Surface
from annotator.domain.span import Span
from annotator.words import tr

WIDTH = 14
_NEAR = 4.0
"""Pixels around the mouse that count as under it."""
_LEAST = 2.0
_TICKS = (1.0, 4.0)
_COLUMNS: dict[Channel, tuple[float, float]] = {
    "tint": (5.5, 3.5),
    "lane": (9.5, 2.0),
    "underline": (12.0, 1.0),
}
"""Left edge and width of what stands where, in pixels."""
_MOST_NAMED = 4
_CALM, _SEEN = 0.7, 0.13


class Bucket(NamedTuple):
    """How many passages of one look touch one of the equal parts of an article."""

    number: int
    look: str
    passages: int


class Difference(NamedTuple):
    """A place where annotation sets differ: `open`, or `settled` by a decision."""

    span: Span
    kind: Literal["open", "settled"]


class Overview(QWidget):
    """Lies between a surface's viewport and its scroll bar; knows only what it is told."""

    wanted = Signal()
    """The first picture without passages has been painted: now there is time to count them."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._buckets: Sequence[Bucket] | None = None
        self._parts = 1
        self._differences: Sequence[Difference] = ()
        self._picture: QPixmap | None = None
        self._hits: tuple[object, int, list[QRectF]] = ((), 0, [])
        self._inks = Inks(surface.page.style, surface.page.looks)
        self._dressed = (_coloured(surface.page.style), surface.page.looks)
        self.setAccessibleName(tr("Overview of the article"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        surface.setViewportMargins(0, 0, WIDTH, 0)
        surface.viewport().installEventFilter(self)
        surface.attention_changed.connect(self.update)
        surface.dressed.connect(self._dress)
        bar = surface.verticalScrollBar()
        bar.valueChanged.connect(self.update)
        bar.rangeChanged.connect(self.update)
        self._stand()

    # ------------------------------------------------------------------ what it is told

    def show_passages(self, buckets: Iterable[Bucket], parts: int) -> None:
        """Show these counts; the article was cut into so many parts."""
        self._buckets, self._parts = list(buckets), max(parts, 1)
        self._repaint()

    def forget_passages(self) -> None:
        """Another article: nothing is known of it yet."""
        self._buckets, self._differences = None, ()
        self._repaint()

    def show_differences(self, differences: Iterable[Difference]) -> None:
        """Show where annotation sets differ; none takes the ticks away."""
        self._differences = list(differences)
        self.update()

    def _dress(self) -> None:
        """Colours or looks are new; what only concerns the letters of the text does not show."""
        dress = (_coloured(self._surface.page.style), self._surface.page.looks)
        if dress != self._dressed:
            self._dressed = dress
            self._inks = Inks(self._surface.page.style, self._surface.page.looks)
            self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    # ------------------------------------------------------------------ geometry

    def _length(self) -> int:
        return max(len(self._surface.page.text), 1)

    def y_of(self, offset: int) -> float:
        """The height at which a place of the article stands."""
        return offset / self._length() * self.height()

    def offset_at(self, y: float) -> int:
        """The place of the article at this height."""
        share = min(max(y / max(self.height(), 1), 0.0), 1.0)
        return round(share * self._length())

    def _band(self, span: Span, least: float = _LEAST) -> tuple[float, float]:
        """Top and height of a stretch, never too thin to be seen, never below the end."""
        top, bottom = self.y_of(span.start), self.y_of(span.end)
        height = max(bottom - top, least)
        return min(top, max(self.height() - height, 0.0)), height

    def _seen(self) -> tuple[float, float]:
        bar = self._surface.verticalScrollBar()
        return self._band(Span(bar.value(), bar.value() + bar.pageStep()), 6.0)

    def _stand(self) -> None:
        view = self._surface.viewport().geometry()
        self.setGeometry(view.right() + 1, view.top(), WIDTH, view.height())

    # ------------------------------------------------------------------ painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._painted()
        painter.drawPixmap(0, 0, self._picture)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_seen(painter)
        painter.setBrush(self._inks.find_edge)
        painter.drawRects(self._hit_ticks())
        self._paint_differences(painter)
        self._paint_current(painter)
        painter.end()
        if self._buckets is None:
            self._buckets = ()
            self.wanted.emit()

    def _painted(self) -> QPixmap:
        """The passages: a column a channel, in each place the look of most of them."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap((self.size() * ratio).expandedTo(self.size()))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._inks.ground)
        painter = QPainter(picture)
        for channel, (left, width) in _COLUMNS.items():
            painter.setOpacity(_CALM if channel == "tint" else 1.0)
            for first, last, look in self._runs(channel):
                top, bottom = first / self._parts, (last + 1) / self._parts
                box = QRectF(left, top * self.height(), width, (bottom - top) * self.height())
                box.setHeight(max(box.height(), _LEAST))
                painter.fillRect(box, self._inks.looks[look].line)
        painter.end()
        return picture

    def _runs(self, channel: Channel) -> Iterator[tuple[int, int, str]]:
        """First and last bucket in a row in which the same look leads, and that look."""
        looks, leading = self._surface.page.looks, dict[int, Bucket]()
        for bucket in self._buckets or ():
            look = looks.get(bucket.look)
            if look is None or look.channel != channel:
                continue
            known = leading.get(bucket.number)
            if known is None or bucket.passages > known.passages:
                leading[bucket.number] = bucket
        ordered = sorted(leading.values())
        for _, run in groupby(enumerate(ordered), _in_a_row):
            buckets = [bucket for _, bucket in run]
            yield buckets[0].number, buckets[-1].number, buckets[0].look

    def _paint_seen(self, painter: QPainter) -> None:
        bar = self._surface.verticalScrollBar()
        if bar.maximum() > 0:
            top, height = self._seen()
            shade = QColor(self._inks.text)
            shade.setAlphaF(_SEEN)
            painter.fillRect(QRectF(0, top, WIDTH, height), shade)

    def _hit_ticks(self) -> list[QRectF]:
        """One tick a pixel row at most, counted once for each search."""
        hits = self._surface.scene.hits
        if self._hits[0] is not hits or self._hits[1] != self.height():
            left, width = _TICKS
            lowest = self.height() - _LEAST
            rows = sorted({min(row, lowest) for row in self._hit_rows(hits)})
            ticks = [QRectF(left, row, width, _LEAST) for row in rows]
            self._hits = (hits, self.height(), ticks)
        return self._hits[2]

    def _hit_rows(self, hits: Sequence[Span]) -> Iterator[int]:
        """The pixel rows with a hit; of many hits in a row only the first is looked at."""
        at = 0
        while at < len(hits):
            row = int(self.y_of(hits[at].start))
            yield row
            beyond = (row + 1) * self._length() / max(self.height(), 1)
            at = max(at + 1, bisect_left(hits, beyond, key=lambda hit: hit.start))

    def _paint_differences(self, painter: QPainter) -> None:
        left, width = _TICKS
        for span, kind in self._differences:
            top, height = self._band(span, 3.0)
            ink = self._inks.warning if kind == "open" else self._inks.muted
            painter.fillRect(QRectF(left, top, width, height), ink)

    def _paint_current(self, painter: QPainter) -> None:
        scene = self._surface.scene
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if 0 <= scene.hit < len(scene.hits):
            top, height = self._band(scene.hits[scene.hit], 4.0)
            painter.setPen(QPen(self._inks.text, 1.0))
            painter.setBrush(self._inks.found)
            painter.drawRect(QRectF(0.5, top + 0.5, WIDTH - 1.0, height))
        painter.setPen(QPen(self._inks.text, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for span in self._current():
            top, height = self._band(span, 4.0)
            painter.drawRoundedRect(QRectF(4.6, top - 0.6, WIDTH - 5.2, height + 1.2), 1.5, 1.5)

    def _current(self) -> list[Span]:
        page = self._surface.page
        marks = (mark for one in self._surface.scene.current for mark in page.index.of(one))
        return sorted({Span(mark.start, mark.end) for mark in marks})

    # ------------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self._place_near(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(self.offset_at(event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel does here what it does over the text."""
        self._surface.wheelEvent(event)

    def _place_near(self, point: QPointF) -> int:
        """A hit or the passage in hand where one is under the mouse, else the place itself."""
        here = self.offset_at(point.y())
        near = self._within(point.y(), [*self._surface.scene.hits, *self._current()])
        return min((span.start for span in near), key=lambda at: abs(at - here), default=here)

    def _within(self, y: float, spans: Iterable[Span]) -> list[Span]:
        first, last = self.offset_at(y - _NEAR), self.offset_at(y + _NEAR)
        return [span for span in spans if span.start <= last and span.end >= first]

    def _go(self, offset: int) -> None:
        """Scroll so that a place stands in the middle; the caret stays where it is."""
        bar = self._surface.verticalScrollBar()
        bar.setValue(offset - bar.pageStep() // 2)

    # ------------------------------------------------------------------ what is said of a place

    def event(self, event: QEvent) -> bool:
        """Tool tips, said as plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            import html  # noqa: PLC0415 - its table of signs is long

            words = html.escape(self.words_at(event.pos().y()))
            QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>" if words else "", self)
            return True
        return super().event(event)

    def words_at(self, y: float) -> str:
        """What is near this height: hits, differences, the names of labels."""
        parts = [f"{round(100 * self.offset_at(y) / self._length())} %"]
        if hits := self._within(y, self._surface.scene.hits):
            parts.append(tr("hits: {count}", count=len(hits)))
        open_ones = [span for span, kind in self._differences if kind == "open"]
        if differences := self._within(y, open_ones):
            parts.append(tr("differences: {count}", count=len(differences)))
        return " · ".join([*parts, *self._names(y)])

    def _names(self, y: float) -> list[str]:
        looks, part = self._surface.page.looks, self.height() / self._parts
        near = {
            bucket.look: looks[bucket.look].name
            for bucket in self._buckets or ()
            if bucket.look in looks and y - _NEAR - part <= bucket.number * part <= y + _NEAR
        }
        names = list(near.values())
        return names if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], "…"]

    # ------------------------------------------------------------------ beside the text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep beside the viewport."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._stand()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint()


def _coloured(style: CanvasStyle) -> CanvasStyle:
    """The style with nothing told apart but colours."""
    plain = CanvasStyle("")
    return style._replace(
        family=plain.family,
        size=plain.size,
        line_height=plain.line_height,
        measure=plain.measure,
        names=plain.names,
        invisibles=plain.invisibles,
    )


def _in_a_row(placed: tuple[int, Bucket]) -> tuple[int, str]:
    """The same for buckets of one look whose numbers follow each other."""
    at, bucket = placed
    return bucket.number - at, bucket.look
