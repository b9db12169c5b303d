"""Thin lines for links, dotted ones between fragments, and what stands out under the mouse."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.desktop.canvas.exits import (
    Exit,
    Place,
    drawn,
    end_of,
    exits,
    first_place,
    place_of,
)
from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.pieces import Piece
from annotator.desktop.canvas.scene import End, Scene, Tie

_ASIDE = 4.0
_ARROW = 3.5
_CORNER = 6.0
_CHANNEL = 6.0
_DOTTED_GAP = 240
"""Code points between two fragments that are tied by dots under the words; more go aside."""
_ROUND = 3.0
_SHADOW = 0.22


class TiePainter:
    """Paints over a painted page; lines run between the lines of text and in the margins."""

    def __init__(self, painter: QPainter, page: Page, scene: Scene, inks: Inks) -> None:
        self._painter, self._page, self._scene, self._inks = painter, page, scene, inks

    def paint(self) -> None:
        """Draw what is hovered, all ties, and the dots between fragments."""
        scene = self._scene
        if not (scene.current or scene.hovered or scene.ties):
            return
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._exits = exits(self._page, scene)
        for annotation in scene.current | scene.hovered:
            self._fragments(annotation)
        self._raise_hovered()
        for number, tie in enumerate(scene.ties):
            self._tie(number, tie)
        for one in self._exits.values():
            self._exit(one)

    # ------------------------------------------------------------------ under the mouse

    def _raise_hovered(self) -> None:
        """A thin edge with a little shadow; the words stay as they are."""
        page, hovered = self._page, self._scene.hovered - self._scene.current
        for laid, marks, y in page.placed() if hovered else ():
            if y + laid.height > 0:
                for piece in (*marks.tint, *marks.below):
                    if piece.mark.annotation in hovered:
                        self._raise(piece, QPointF(page.left, y))

    def _raise(self, piece: Piece, origin: QPointF) -> None:
        box = piece.rect.translated(origin).adjusted(-1, -1, 1, 1)
        shadow = QColor(self._inks.text)
        shadow.setAlphaF(_SHADOW)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(shadow, 1.6))
        self._painter.drawRoundedRect(box.translated(0.6, 1.4), _ROUND, _ROUND)
        self._painter.setPen(QPen(self._inks.looks[piece.mark.look].word, 1.2))
        self._painter.drawRoundedRect(box, _ROUND, _ROUND)

    # ------------------------------------------------------------------ fragments

    def _fragments(self, annotation: str) -> None:
        for one, other in pairwise(drawn(self._page, annotation)):
            ink = self._inks.looks[one.look].line
            self._painter.setPen(QPen(ink, 1.4, Qt.PenStyle.DotLine))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            before, after = place_of(self._page, one, last=True), place_of(self._page, other)
            if before and after and other.start - one.end <= _DOTTED_GAP:
                self._dotted(one.end, other.start)
            elif before or after:
                self._bracket(before, after, one, other)

    def _dotted(self, start: int, end: int) -> None:
        for laid, _, y in self._page.placed():
            for at, (left, right) in laid.runs(start, end):
                height = y + laid.lines[at].text_bottom - 1
                first = QPointF(self._page.left + left, height)
                self._painter.drawLine(first, QPointF(self._page.left + right, height))

    def _bracket(self, before: Place | None, after: Place | None, one: Mark, other: Mark) -> None:
        """From one fragment out to the right margin, along it, and back to the next."""
        page = self._page
        channel = min(page.left + page.column + 14.0, page.width - 3.0)
        start, turn = self._stop(before, End(one.annotation, one.start), upward=True)
        stop, back = self._stop(after, End(other.annotation, other.start), upward=False)
        path = QPainterPath(start)
        path.lineTo(channel - _CORNER, start.y())
        path.quadTo(channel, start.y(), channel, start.y() + turn)
        path.lineTo(channel, stop.y() + back)
        path.quadTo(channel, stop.y(), channel - _CORNER, stop.y())
        path.lineTo(stop)
        self._painter.drawPath(path)

    def _stop(self, place: Place | None, end: End, *, upward: bool) -> tuple[QPointF, float]:
        """Where a bracket touches a fragment or its plate, and which way it turns there."""
        turn = _CORNER if upward else -_CORNER
        if place:
            return QPointF(place.right, place.bottom - 1), turn
        plate = self._exits.get(end)
        if plate:
            return QPointF(plate.box.right(), plate.box.center().y()), turn
        y = -_CORNER if upward else self._page.height + _CORNER
        return QPointF(self._page.left + self._page.column, y), turn

    # ------------------------------------------------------------------ links

    def _tie(self, number: int, tie: Tie) -> None:
        source, target = end_of(self._page, tie.source), end_of(self._page, tie.target)
        if source is None or target is None:
            return
        here, there = first_place(self._page, tie.source), first_place(self._page, tie.target)
        self._painter.setPen(QPen(self._inks.muted, 1.3))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if here and there and abs(here.top - there.top) < 1.0:
            self._arc(here, there, tie.name)
        elif here and there:
            self._aside(number, here, there, tie.name)
        elif here or there:
            place, far = (here, target) if here else (there, source)
            if place:
                self._leave(number, place, far, arriving=here is None)

    def _arc(self, source: Place, target: Place, name: str) -> None:
        """Two passages on one line: an arc in the room above it."""
        start, end = _tip(source), _tip(target)
        if source.right < end.x():
            start = QPointF(source.right - _ASIDE, start.y())
        elif target.right < start.x():
            end = QPointF(target.right - _ASIDE, end.y())
        lift = QPointF(0, max(source.above - 2.0, 8.0) / 0.75)
        path = QPainterPath(start)
        path.cubicTo(start - lift, end - lift, end)
        self._painter.drawPath(path)
        self._arrow(end)
        _, width = self._page.setting.caption(name)
        if abs(start.x() - end.x()) > width + 24:
            self._name(name, path.pointAtPercent(0.5) - QPointF(width / 2, 0))

    def _channel(self, number: int) -> float:
        return max(self._page.left - 12.0 - number * _CHANNEL, 3.0)

    def _out(self, place: Place, channel: float, turn: float) -> QPainterPath:
        """From the words up, and out to the left margin."""
        tip, rise = _tip(place), _over(place)
        path = QPainterPath(tip)
        path.lineTo(tip.x(), rise + _CORNER)
        path.quadTo(tip.x(), rise, tip.x() - _CORNER, rise)
        path.lineTo(channel + _CORNER, rise)
        path.quadTo(channel, rise, channel, rise + turn)
        return path

    def _aside(self, number: int, source: Place, target: Place, name: str) -> None:
        """Passages on different lines: out to the left margin, along it, and back in."""
        page, channel = self._page, self._channel(number)
        rise, fall, tip = _over(source), _over(target), _tip(target)
        turn = -_CORNER if fall < rise else _CORNER
        path = self._out(source, channel, turn)
        path.lineTo(channel, fall - turn)
        path.quadTo(channel, fall, channel + _CORNER, fall)
        path.lineTo(tip.x() - _CORNER, fall)
        path.quadTo(tip.x(), fall, tip.x(), fall + _CORNER)
        path.lineTo(tip)
        self._painter.drawPath(path)
        self._arrow(tip)
        _, width = page.setting.caption(name)
        middle = min(max((rise + fall) / 2, 12.0), page.height - 12.0)
        if channel > width + 14:
            height = middle + number * page.setting.caption_height * 1.2
            self._name(name, QPointF(channel - width - 8, height))

    def _leave(self, number: int, place: Place, far: End, *, arriving: bool) -> None:
        """One end off screen: along the margin to the plate that names it."""
        plate = self._exits.get(far)
        if plate is None:
            return
        channel, level = self._channel(number), plate.box.center().y()
        turn = -_CORNER if plate.upward else _CORNER
        path = self._out(place, channel, turn)
        path.lineTo(channel, level - turn)
        path.quadTo(channel, level, channel + _CORNER, level)
        path.lineTo(plate.box.left(), level)
        self._painter.drawPath(path)
        if arriving:
            self._arrow(_tip(place))

    # ------------------------------------------------------------------ arrows and names

    def _exit(self, one: Exit) -> None:
        painter, inks = self._painter, self._inks
        painter.setPen(QPen(inks.muted, 1.0))
        painter.setBrush(inks.ground)
        painter.drawRoundedRect(one.box, 4, 4)
        tip = QPointF(one.box.left() + 9, one.box.center().y() + (-4 if one.upward else 4))
        self._arrow(tip, upward=one.upward)
        painter.setFont(self._page.setting.small)
        painter.setPen(inks.text)
        painter.drawStaticText(one.words_at, one.text)

    def _arrow(self, tip: QPointF, *, upward: bool = False) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._inks.muted)
        back = 2 * _ARROW if upward else -2 * _ARROW
        left, right = QPointF(-_ARROW, back), QPointF(_ARROW, back)
        self._painter.drawPolygon([tip, tip + left, tip + right])

    def _name(self, name: str, start: QPointF) -> None:
        """The tie's name on plain ground, from the point to the right."""
        if not name:
            return
        text, width = self._page.setting.caption(name)
        height = self._page.setting.caption_height
        box = QRectF(start.x() - 3, start.y() - height / 2, width + 6, height)
        self._painter.fillRect(box, self._inks.ground)
        self._painter.setFont(self._page.setting.small)
        self._painter.setPen(self._inks.muted)
        self._painter.drawStaticText(QPointF(start.x(), box.top()), text)


def _tip(place: Place) -> QPointF:
    """Where a line touches a passage: above its start."""
    return QPointF(place.left - _ASIDE, place.top)


def _over(place: Place) -> float:
    """The height between the lines at which a line leaves for the margin."""
    return place.top - place.above + 2
