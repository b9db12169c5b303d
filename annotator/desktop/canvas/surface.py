"""The surface: a scroll area that paints the visible page of an article."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.marks import Mark, MarkIndex
from annotator.desktop.canvas.moving import Changes, Stretch, around, changes, lines_shown
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.paint import PagePainter
from annotator.desktop.canvas.scene import Scene, Tie
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.canvas.supply import SuppliedMarks
from annotator.domain.span import Span

_MOST_PARTS = 6
"""So many rectangles are painted one by one, of more what holds them all."""


class Surface(QAbstractScrollArea):
    """Shows a text, its marks and what is drawn over them; points are viewport pixels."""

    attention_changed = Signal()
    """Other hits are shown, or other passages are current."""
    dressed = Signal()
    """Style or looks are new."""

    def __init__(self, parent: QWidget | None = None, style: CanvasStyle | None = None) -> None:
        super().__init__(parent)
        self.page = Page(style or CanvasStyle(QFont().family()))
        self.scene = Scene()
        self._inks = Inks(self.page.style, {})
        self._syncing = False
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._prepare)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Asked for a widget that Qt made itself, PySide makes the classes of all widgets there are.
        self.setViewport(QWidget())
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # ------------------------------------------------------------------ style, marks, attention

    def set_style(self, style: CanvasStyle) -> None:
        """Other fonts and colours; the first visible character stays on top."""
        self._inks = Inks(style, self.page.looks)
        self.page.rebuilt(lambda: self.page.restyle(style))
        self._refresh()
        self.dressed.emit()

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Other looks; marks of an unknown look are not drawn."""
        self._inks = Inks(self.page.style, looks)
        self.page.rebuilt(lambda: self.page.set_looks(looks))
        self._refresh()
        self.dressed.emit()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Put these in place of all marks."""
        self.page.put_index(MarkIndex(marks), self.scene.caret)
        self._refresh()

    def reload_marks(self) -> None:
        """Read the marks on screen anew, and the others when they are seen."""
        index = self.page.index
        if isinstance(index, SuppliedMarks):
            index.forget()
            self.page.put_index(index, self.scene.caret)
            self._refresh()

    def replace_marks(self, annotation: str, marks: Sequence[Mark]) -> None:
        """Put these in place of one annotation's marks; none removes it."""
        self._retouch(annotation, lambda: self.page.index.replace(annotation, marks))

    def try_marks(self, annotation: str, marks: Sequence[Mark]) -> None:
        """Put these in place of one annotation's marks for the moment."""
        self._retouch(annotation, lambda: self.page.index.try_out(annotation, marks))

    def _retouch(self, annotation: str, change: Callable[[], None]) -> None:
        before, reached = lines_shown(self.page), self._reaches_out()
        change()
        self.page.retouch(annotation, self.scene.caret)
        self._tell_bar()
        if reached or self._reaches_out():
            self.viewport().update()
        else:
            self._follow(changes(before, lines_shown(self.page), self.page.height))

    def _follow(self, changed: Changes) -> None:
        """Move what is painted where it now belongs, and repaint what looks different."""
        for rows, down in changed.moves:
            self._move_rows(rows, down)
        for rows in changed.stale:
            self._repaint_rows(rows)

    def set_pending(self, spans: Sequence[Span]) -> None:
        """Further fragments that wait to be labelled together with the selection."""
        if spans or self.scene.pending:
            self.scene.pending = sorted(spans)
            self.viewport().update()

    def set_hits(self, spans: Sequence[Span], current: int = -1) -> None:
        """What a search found; `current` is the number of the one shown strong, -1 none."""
        ordered = sorted(spans)
        self.scene.hits = ordered
        self.scene.hit = ordered.index(spans[current]) if 0 <= current < len(spans) else -1
        self.viewport().update()
        self.attention_changed.emit()

    def set_heat(self, heat: Sequence[tuple[Span, float]]) -> None:
        """How warm stretches of the text are, up to 1, in a strip along the words."""
        self.scene.heat = [span for span, _ in heat]
        self.scene.warmth = [warmth for _, warmth in heat]
        self.viewport().update()

    def show_hit(self, current: int) -> None:
        """Show another of the hits strong, by its number in order; -1 none."""
        self.scene.hit = current
        self.viewport().update()
        self.attention_changed.emit()

    def set_current(self, annotations: frozenset[str]) -> None:
        """The annotations under attention, drawn strong."""
        if annotations == self.scene.current:
            return
        reached, either = self._reaches_out(), annotations | self.scene.current
        self.scene.current = annotations
        if reached or self._reaches_out():
            self.viewport().update()
        else:
            self._repaint(either)
        self.attention_changed.emit()

    def set_links(self, links: Sequence[tuple[str, str, str]]) -> None:
        """Links to draw as arcs: source annotation, target annotation, name."""
        if links or self.scene.ties:
            self.scene.ties = [Tie(*link) for link in links]
            self.viewport().update()

    # ------------------------------------------------------------------ places

    def reveal(self, offset: int) -> None:
        """Scroll as little as needed to show an offset with some lines around it."""
        self.page.reveal(self.page.paragraphs.settled(offset))
        self._refresh()

    def rect_of(self, span: Span) -> QRect:
        """The first visible line piece of a stretch; empty when off screen."""
        from annotator.desktop.canvas import picking  # noqa: PLC0415

        return picking.rect_of(self.page, span.start, span.end).toAlignedRect()

    def offset_at(self, point: QPoint) -> int:
        """The caret place nearest to a point."""
        from annotator.desktop.canvas import picking  # noqa: PLC0415

        return picking.offset_at(self.page, QPointF(point))

    def marks_at(self, point: QPoint | QPointF) -> list[Mark]:
        """The marks under a point, innermost first."""
        from annotator.desktop.canvas import picking  # noqa: PLC0415

        return picking.marks_at(self.page, QPointF(point))

    def top_offset(self) -> int:
        """The first visible character."""
        return self.page.top_offset()

    def scroll_by(self, pixels: float) -> None:
        """Scroll the text up by so many pixels; what stays on screen is not painted again."""
        before = {one.laid.number: one.y for one in self.page.placed()}
        self.page.scroll_by(pixels)
        moved = {
            round(one.y - before[one.laid.number], 3)
            for one in self.page.placed()
            if one.laid.number in before
        }
        self._tell_bar()
        self._shift(moved)

    def _shift(self, moved: set[float]) -> None:
        """Move what is painted by whole pixels; anew where it cannot just be moved."""
        scene, down = self.scene, moved.pop() if len(moved) == 1 else 0.0
        stays = scene.ties or scene.current or scene.hovered or scene.pending
        if (
            stays
            or self._shows_dashes()
            or down != round(down)
            or not 0 < abs(down) < self.page.height
        ):
            self.viewport().update()
        else:
            self._move_rows(Stretch(0, self.page.height), round(down))

    def _move_rows(self, rows: Stretch, down: int) -> None:
        """What is painted in these rows goes down, and what comes into sight is painted."""
        if self.devicePixelRatioF().is_integer():
            self.viewport().scroll(0, down, self._area(rows))
        else:  # a pixel of ours is not a whole number of the screen's
            self._repaint_rows(rows)

    def _repaint_rows(self, rows: Stretch) -> None:
        self.viewport().update(self._area(rows))

    def _area(self, rows: Stretch) -> QRect:
        return QRect(0, rows.top, self.page.width, rows.bottom - rows.top)

    def point_with(self, shape: Qt.CursorShape) -> None:
        """Change the mouse cursor."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    # ------------------------------------------------------------------ painting

    def _refresh(self) -> None:
        """Repaint all, and let the scroll bar say where we are."""
        self._tell_bar()
        self.viewport().update()

    def _tell_bar(self) -> None:
        page, bar = self.page, self.verticalScrollBar()
        self._syncing = True
        bar.setRange(0, page.last_value())
        bar.setPageStep(page.seen())
        bar.setSingleStep(max(1, page.style.measure))
        bar.setValue(page.value(page.top, page.shift))
        self._syncing = False

    def _reaches_out(self) -> bool:
        """Whether something is drawn that cannot be painted line by line.

        Ties and shadows reach out of the lines of their passages; where dashes fall depends on
        how much of them is painted at once.
        """
        scene = self.scene
        if scene.ties or scene.hovered or scene.pending or self._shows_dashes():
            return True
        return any(len(self.page.index.of(one)) > 1 for one in scene.current)

    def _shows_dashes(self) -> bool:
        looks = self.page.looks
        return any(looks[one].dashed for placed in self.page.placed() for one in placed.marks.looks)

    def _repaint(self, annotations: frozenset[str]) -> None:
        """Repaint the lines on screen that show some of these annotations."""
        for line in lines_shown(self.page):
            if line.marks.shows(annotations):
                self._repaint_rows(around(line.top, line.bottom))

    def _repaint_between(self, *offsets: int) -> None:
        """Repaint the lines from the first of these offsets to the last."""
        first, last = self.page.spot(min(offsets)), self.page.spot(max(offsets))
        if not first or not last:
            self.viewport().update()
            return
        top = int(first.y) - 3
        bottom = last.y + last.line.ascent + last.line.descent + 4
        self.viewport().update(0, top, self.page.width, int(bottom) - top + 1)

    def _show_caret(self, shown: bool) -> None:
        self.scene.caret_shown = shown
        self._repaint_between(self.scene.caret)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        page = PagePainter(painter, self.page, self.scene, self._inks)
        for area in map(QRectF, _parts(event)):
            painter.setClipRect(area)
            page.paint(area)
        painter.setClipRect(event.rect())
        self._paint_over(painter)
        painter.end()
        self._idle.start()

    def _paint_over(self, painter: QPainter) -> None:
        """What is over the words only at times."""
        page, scene = self.page, self.scene
        if page.style.invisibles or any(placed.laid.turning for placed in page.placed()):
            from annotator.desktop.canvas.invisibles import paint_invisibles  # noqa: PLC0415

            paint_invisibles(painter, page, self._inks)
        if scene.current or scene.hovered or scene.ties:
            from annotator.desktop.canvas.ties import TiePainter  # noqa: PLC0415

            TiePainter(painter, page, scene, self._inks).paint()

    def _prepare(self) -> None:
        """While nothing else is to be done, get ready for the next page up or down."""
        if self.page.prepare():
            self._idle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.viewport().size()
        self.page.rebuilt(lambda: self.page.resize(size.width(), size.height()))
        self._refresh()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The scroll bar was moved."""
        if not self._syncing:
            self.page.go_to_value(self.verticalScrollBar().value())
            self.viewport().update()


def _parts(event: QPaintEvent) -> list[QRect]:
    """What is to be painted, without what lies between."""
    parts = list(cast("Iterable[QRect]", event.region()))
    return parts if len(parts) <= _MOST_PARTS else [event.rect()]
