"""Thin lines for links, and dotted ones between the fragments of a current passage."""

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.scene import Scene, Tie

_ASIDE = 4.0
_ARROW = 3.5
_CORNER = 6.0
_CHANNEL = 6.0
_LONGEST_GAP = 1500


class _End(NamedTuple):
    """Where a tie touches a passage: above the start of its first visible line piece."""

    tip: QPointF
    right: float
    above: float
    visible: bool


class TiePainter:
    """Paints over a painted page; lines run between the lines of text and in the margin."""

    def __init__(self, painter: QPainter, page: Page, scene: Scene, inks: Inks) -> None:
        self._painter, self._page, self._scene, self._inks = painter, page, scene, inks

    def paint(self) -> None:
        """Draw all ties, and the dots of the current passages."""
        for annotation in self._scene.current:
            self._dots(annotation)
        for number, tie in enumerate(self._scene.ties):
            self._tie(number, tie)

    def _dots(self, annotation: str) -> None:
        page = self._page
        marks = [mark for mark in page.index.of(annotation) if mark.look in page.looks]
        for one, other in pairwise(marks):
            if other.start - one.end <= _LONGEST_GAP:
                pen = QPen(self._inks.looks[one.look].line, 1.4, Qt.PenStyle.DotLine)
                self._painter.setPen(pen)
                self._dotted(one.end, other.start)

    def _dotted(self, start: int, end: int) -> None:
        for laid, _, y in self._page.placed():
            for at, (left, right) in laid.runs(start, end):
                height = y + laid.lines[at].text_bottom - 1
                first = QPointF(self._page.left + left, height)
                self._painter.drawLine(first, QPointF(self._page.left + right, height))

    # ------------------------------------------------------------------ ties

    def _end(self, annotation: str) -> _End | None:
        """Where a tie meets an annotation; beyond the viewport when it is off screen."""
        page = self._page
        marks = page.index.of(annotation)
        for mark in marks:
            for laid, _, y in page.placed():
                for at, (left, right) in laid.runs(mark.start, mark.end):
                    line = laid.lines[at]
                    if y + line.text_bottom > 0 and y + line.text_top < page.height:
                        tip = QPointF(page.left + left - _ASIDE, y + line.text_top)
                        return _End(tip, page.left + right, line.above, visible=True)
        if not marks:
            return None
        before = marks[0].start < page.top_offset()
        tip = QPointF(page.left, -30.0 if before else page.height + 30.0)
        return _End(tip, page.left, 0, visible=False)

    def _tie(self, number: int, tie: Tie) -> None:
        source, target = self._end(tie.source), self._end(tie.target)
        if not source or not target or not (source.visible or target.visible):
            return
        self._painter.setPen(QPen(self._inks.muted, 1.3))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if abs(source.tip.y() - target.tip.y()) < 1.0:
            self._arc(source, target, tie.name)
        else:
            self._aside(number, source, target, tie.name)

    def _arc(self, source: _End, target: _End, name: str) -> None:
        """Two passages on one line: an arc in the room above it."""
        start, end = source.tip, target.tip
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

    def _aside(self, number: int, source: _End, target: _End, name: str) -> None:
        """Passages on different lines: out to the left margin, along it, and back in."""
        page = self._page
        channel = max(page.left - 12.0 - number * _CHANNEL, 3.0)
        rise, fall = source.tip.y() - source.above + 2, target.tip.y() - target.above + 2
        turn = -_CORNER if fall < rise else _CORNER
        path = QPainterPath(source.tip)
        path.lineTo(source.tip.x(), rise + _CORNER)
        path.quadTo(source.tip.x(), rise, source.tip.x() - _CORNER, rise)
        path.lineTo(channel + _CORNER, rise)
        path.quadTo(channel, rise, channel, rise + turn)
        path.lineTo(channel, fall - turn)
        path.quadTo(channel, fall, channel + _CORNER, fall)
        path.lineTo(target.tip.x() - _CORNER, fall)
        path.quadTo(target.tip.x(), fall, target.tip.x(), fall + _CORNER)
        path.lineTo(target.tip)
        self._painter.drawPath(path)
        self._arrow(target.tip)
        _, width = page.setting.caption(name)
        middle = min(max((rise + fall) / 2, 12.0), page.height - 12.0)
        if channel > width + 14:
            height = middle + number * page.setting.caption_height * 1.2
            self._name(name, QPointF(channel - width - 8, height))

    def _arrow(self, tip: QPointF) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._inks.muted)
        left, right = QPointF(-_ARROW, -2 * _ARROW), QPointF(_ARROW, -2 * _ARROW)
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
