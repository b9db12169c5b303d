"""How one article looks in the list."""

import re

from PySide6.QtCore import (
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from annotator import words
from annotator.desktop import theme
from annotator.desktop.controls.lines import lay_out
from annotator.desktop.controls.shapes import draw_ground, draw_state
from annotator.desktop.rows.articles import ROW
from annotator.domain.people import DONE, IN_PROGRESS
from annotator.domain.turning import short, visible
from annotator.store.articles import Row

_MARGIN, _GLYPH, _GAP, _TITLE_LINES = 10.0, 11.0, 8.0, 2
_NUMBER = re.compile(r"(\d+)(?=[_\-. ]|$)")
_PRECISION = {10: "d MMM yyyy", 7: "MMM yyyy", 4: "yyyy"}
_Index = QModelIndex | QPersistentModelIndex


def short_name(name: str) -> str:
    """The number an article's name starts with, else nothing."""
    found = _NUMBER.match(name)
    return found.group(1) if found else ""


def told_date(date: str) -> str:
    """An ISO date, as precise as it is, in the language in use; others as they are."""
    read = QDate.fromString((date + "-01-01")[:10], Qt.DateFormat.ISODate)
    form = _PRECISION.get(len(date))
    if form is None or not read.isValid():
        return date
    return QLocale(words.language()).toString(read, form).replace(".", "")


class ArticleDelegate(QStyledItemDelegate):
    """Draws state, number, title, outlet, date and the count of annotations.

    How a row stands it asks its view and not the option: that would bring in `QStyle` with all its
    enumerations, which the first picture can do without.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        title = QFontMetricsF(option.font).height() * _TITLE_LINES
        return QSize(120, round(title + QFontMetricsF(_small(option.font)).height() + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = index in self._view.selectedIndexes()
        draw_ground(
            painter,
            box.adjusted(4, 1, -4, -1),
            chosen=chosen,
            lit=self._is_lit(option.rect),
            focused=self._view.hasFocus() and self._view.currentIndex() == index,
        )
        inner = box.adjusted(_MARGIN, 8, -_MARGIN - 2, -8)
        _draw_state_of(painter, inner, row.state)
        _Words(
            row, option.font, calm=theme.current().text if chosen else theme.current().muted
        ).draw(painter, inner.adjusted(_GLYPH + _GAP, 0, 0, 0))
        painter.restore()

    def _is_lit(self, row: QRect) -> bool:
        """Whether the mouse is over it."""
        view = self._view
        return view.underMouse() and row.contains(view.viewport().mapFromGlobal(QCursor.pos()))


def _draw_state_of(painter: QPainter, inner: QRectF, state: str) -> None:
    colors = theme.current()
    ink = {DONE: colors.good, IN_PROGRESS: colors.accent}.get(state, colors.muted)
    draw_state(painter, QRectF(inner.left(), inner.top() + 3, _GLYPH, _GLYPH), state, QColor(ink))


class _Words:
    """Number, title, outlet, date and count of one article; `calm` is the lesser ink."""

    def __init__(self, row: Row, font: QFont, calm: str) -> None:
        self.row, self.font, self.small = row, font, _small(font)
        self.calm = QColor(calm)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Title above the rest, both begun where the number ends."""
        number, metrics = short_name(self.row.name), QFontMetricsF(self.font)
        left = area.left()
        painter.setFont(self.font)
        if number:
            painter.setPen(self.calm)
            painter.drawText(QPointF(left, area.top() + metrics.ascent()), number)
            left += metrics.horizontalAdvance(number) + 7
        painter.setPen(QColor(theme.current().text))
        title = lay_out(
            self.row.title or self.row.name, self.font, area.right() - left, _TITLE_LINES
        )
        title.paint(painter, QPointF(left, area.top()))
        below = QPointF(left, area.top() + title.height + 2)
        self._draw_rest(painter, QRectF(below, area.bottomRight()))

    def _draw_rest(self, painter: QPainter, area: QRectF) -> None:
        metrics = QFontMetricsF(self.small)
        painter.setFont(self.small)
        painter.setPen(self.calm)
        base = area.top() + metrics.ascent()
        count = str(self.row.annotations) if self.row.annotations else ""
        room = area.width() - (metrics.horizontalAdvance(count) + 8 if count else 0)
        about = visible(
            short(" · ".join(filter(None, (self.row.outlet, told_date(self.row.date)))))
        )
        shown = metrics.elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(area.left(), base), shown)
        painter.drawText(QPointF(area.right() - metrics.horizontalAdvance(count), base), count)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.88, 6.5))
    return small
