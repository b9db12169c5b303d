"""How a statement card and the wordings on it look in their lists."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.desktop import theme
from annotator.desktop.controls import marked
from annotator.desktop.controls.grounds import row_on_ground
from annotator.desktop.controls.lines import lay_out
from annotator.desktop.controls.texts import sized
from annotator.desktop.rows.statements import ROW, ClaimRow, counts, relation_name, said, where
from annotator.domain.statements import CONTRADICTS
from annotator.domain.turning import short
from annotator.store.statements import CardRow

_SIDE, _PAD, _GAP = 14.0, 7.0, 3.0
_SMALL = 0.88
_WORD_LINES = 2
_Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _calm() -> QColor:
    colors = theme.current()
    return QColor(theme.readable(colors.muted, colors.selection))


def _small(font: QFont) -> QFont:
    return sized(font, _SMALL)


def _high(font: QFont) -> float:
    return QFontMetricsF(font).height()


class CardDelegate(QStyledItemDelegate):
    """The wording on two lines; below, when, how often and where."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        high = _WORD_LINES * _high(option.font) + _high(_small(option.font)) + 2 * _PAD + _GAP
        return QSize(120, round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, CardRow):
            return
        with row_on_ground(painter, option) as box:
            area = box.adjusted(_SIDE, _PAD, -_SIDE, -_PAD)
            painter.setFont(option.font)
            painter.setPen(QColor(theme.current().text))
            block = lay_out(row.card.wording, option.font, area.width(), _WORD_LINES)
            block.paint(painter, area.topLeft())
            painter.setFont(_small(option.font))
            painter.setPen(_calm())
            high = _high(painter.font())
            foot = QRectF(area.left(), area.bottom() - high, area.width(), high)
            _write(painter, foot, counts(row))


class ClaimDelegate(QStyledItemDelegate):
    """Where a claim stands and who says it, then its words, those that differ marked."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(ROW)
        if not isinstance(row, ClaimRow):
            return QSize(120, 40)
        wide = self._view.viewport().width() - 2 * _SIDE
        words = marked.height(row.pieces, option.font, wide)
        head = len(_heads(row)) * (_high(_small(option.font)) + 1)
        return QSize(120, round(head + _GAP + words + 2 * _PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, ClaimRow):
            return
        with row_on_ground(painter, option) as box:
            area = box.adjusted(_SIDE, _PAD, -_SIDE, -_PAD)
            painter.setFont(_small(option.font))
            high, top = _high(painter.font()), area.top()
            beside = _draw_relation(painter, QRectF(area.left(), top, area.width(), high), row)
            painter.setPen(_calm())
            for words in _heads(row):
                line = QRectF(area.left(), top, area.width() - beside, high)
                _write(painter, line, words)
                top, beside = top + high + 1, 0.0
            painter.setFont(option.font)
            marked.draw(painter, QPointF(area.left(), top + _GAP), row.pieces, area.width())


def _heads(row: ClaimRow) -> list[str]:
    return [words for words in (row.reasons, where(row.claim), said(row.claim)) if words]


def _draw_relation(painter: QPainter, line: QRectF, row: ClaimRow) -> float:
    """The relation at the right end; how much room it took."""
    name = relation_name(row.claim.relation)
    if not name or row.reasons:
        return 0.0
    colors = theme.current()
    ink = colors.warning if row.claim.relation == CONTRADICTS else colors.text
    painter.setPen(QColor(theme.readable(ink, colors.selection)))
    painter.drawText(line, _LINE | Qt.AlignmentFlag.AlignRight, name)
    return QFontMetricsF(painter.font()).horizontalAdvance(short(name)) + 12


def _write(painter: QPainter, line: QRectF, words: str) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.drawText(
        line, _LINE, metrics.elidedText(short(words), Qt.TextElideMode.ElideRight, line.width())
    )
