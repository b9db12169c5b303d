"""How an entry of the register and one of its passages look in their lists."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.desktop import theme
from annotator.desktop.controls import marked
from annotator.desktop.controls.grounds import row_on_ground
from annotator.desktop.controls.marked import CALM, STRONG, Piece
from annotator.desktop.controls.texts import sized
from annotator.desktop.rows import passages
from annotator.desktop.rows.register import ROW, EntryRow, about
from annotator.domain.turning import short
from annotator.store.register import Passage

_SIDE, _PAD, _BOX = 14.0, 5.0, 14.0
_WORD_LINES = 2
_SMALL = 0.88
_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _elided(painter: QPainter, words: str, width: float) -> str:
    return QFontMetricsF(painter.font()).elidedText(
        short(words), Qt.TextElideMode.ElideRight, width
    )


def _pens() -> tuple[QColor, QColor]:
    """The inks of what is said first and in passing, readable on a chosen row too."""
    colors = theme.current()
    return QColor(colors.text), QColor(theme.readable(colors.muted, colors.selection))


class EntryDelegate(QStyledItemDelegate):
    """Name, number of passages, a sign where the name is shared; below, kind and other names."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        small = QFontMetricsF(sized(option.font, _SMALL)).height()
        return QSize(120, round(QFontMetricsF(option.font).height() + small + 2 * _PAD + 3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, EntryRow):
            return
        with row_on_ground(painter, option) as box:
            _draw_entry(painter, box.adjusted(_SIDE, _PAD, -_SIDE, -_PAD), option, row)


def _draw_entry(
    painter: QPainter, area: QRectF, option: QStyleOptionViewItem, row: EntryRow
) -> None:
    strong, calm = _pens()
    high = QFontMetricsF(option.font).height()
    first = QRectF(area.left(), area.top(), area.width(), high)
    painter.setFont(sized(option.font, _SMALL))
    painter.setPen(calm)
    count = f"{row.passages:n}" if row.passages else ""
    painter.drawText(first, _MIDDLE | Qt.AlignmentFlag.AlignRight, count)
    room = first.width() - QFontMetricsF(painter.font()).horizontalAdvance(count) - 8
    rest = QRectF(area.left(), first.bottom() + 2, area.width(), area.bottom() - first.bottom() - 1)
    painter.drawText(rest, _MIDDLE, _elided(painter, about(row), rest.width()))
    painter.setFont(_strong(option.font))
    painter.setPen(strong)
    name = _elided(painter, row.entry.name, room - (18 if row.clashes else 0))
    painter.drawText(first, _MIDDLE, name)
    if row.clashes:
        wide = QFontMetricsF(painter.font()).horizontalAdvance(short(name))
        draw_warning(painter, QPointF(first.left() + wide + 12, first.center().y()))


def _strong(font: QFont) -> QFont:
    return sized(font, 1.0, bold=True)


def draw_warning(painter: QPainter, center: QPointF) -> None:
    """A small triangle with a stroke in it, for what wants to be settled."""
    painter.save()
    painter.setPen(QPen(QColor(theme.current().warning), 1.4))
    x, y = center.x(), center.y()
    painter.drawPolygon([QPointF(x, y - 5.5), QPointF(x + 6, y + 5), QPointF(x - 6, y + 5)])
    painter.drawLine(QPointF(x, y - 1.5), QPointF(x, y + 1))
    painter.drawPoint(QPointF(x, y + 3.2))
    painter.restore()


class PassageDelegate(QStyledItemDelegate):
    """A box to tick, the words in their context on two lines, and below where they stand."""

    ticked = Signal(QModelIndex)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        small = QFontMetricsF(sized(option.font, _SMALL)).height()
        high = QFontMetricsF(option.font).height() * _WORD_LINES + small + 2 * _PAD + 4
        return QSize(120, round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(passages.ROW)
        if not isinstance(row, Passage):
            return
        with row_on_ground(painter, option) as box:
            tick, ticked = tick_box(box), bool(index.data(Qt.ItemDataRole.CheckStateRole))
            _draw_tick(painter, tick, ticked=ticked)
            left = tick.right() + 10 - box.left()
            _draw_passage(painter, box.adjusted(left, _PAD, -_SIDE, -_PAD), option.font, row)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            target = tick_box(QRectF(option.rect)).adjusted(-8, -12, 6, 12)
            if target.contains(event.position()):
                self.ticked.emit(QModelIndex(index))
                return True
        return super().editorEvent(event, model, option, index)


def tick_box(row: QRectF) -> QRectF:
    """Where a passage is ticked."""
    return QRectF(row.left() + _SIDE, row.top() + _PAD + 3, _BOX, _BOX)


def _draw_tick(painter: QPainter, box: QRectF, *, ticked: bool) -> None:
    colors = theme.current()
    painter.setPen(QPen(QColor(colors.accent if ticked else colors.muted), 1.2))
    painter.setBrush(QColor(colors.accent) if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if ticked:
        painter.setPen(QPen(QColor(colors.accent_text), 1.8))
        corner = QPointF(box.left() + 6, box.bottom() - 4)
        painter.drawLine(QPointF(box.left() + 3.2, box.center().y() + 0.4), corner)
        painter.drawLine(corner, QPointF(box.right() - 3, box.top() + 4))


def _draw_passage(painter: QPainter, area: QRectF, font: QFont, row: Passage) -> None:
    painter.setFont(font)
    pieces = (
        Piece(_from_word(row.before), CALM),
        Piece(row.words, STRONG),
        Piece(_to_word(row.after), CALM),
    )
    marked.draw(painter, area.topLeft(), pieces, area.width(), _WORD_LINES)
    painter.setFont(sized(font, _SMALL))
    painter.setPen(_pens()[1])
    high = QFontMetricsF(painter.font()).height()
    foot = QRectF(area.left(), area.bottom() - high, area.width(), high)
    words = " · ".join(filter(None, (row.outlet, row.date, row.article, row.set)))
    painter.drawText(foot, _MIDDLE, _elided(painter, words, foot.width()))


def _from_word(before: str) -> str:
    """What stands before, from the first word that is whole."""
    first, space, rest = before.partition(" ")
    return f"… {rest}" if space else first


def _to_word(after: str) -> str:
    """What comes after, up to the last word that is whole."""
    rest, space, last = after.rpartition(" ")
    return f"{rest} …" if space else last
