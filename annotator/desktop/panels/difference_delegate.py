"""How one difference looks in the list."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.desktop import theme
from annotator.desktop.controls.grounds import row_on_ground
from annotator.desktop.controls.shapes import draw_state
from annotator.desktop.controls.texts import sized
from annotator.desktop.panels.difference_rows import ROW, Line
from annotator.domain.people import DONE, NOT_STARTED
from annotator.domain.turning import short

_MARGIN, _GLYPH, _GAP = 10.0, 10.0, 8.0
_Index = QModelIndex | QPersistentModelIndex


class DifferenceDelegate(QStyledItemDelegate):
    """Draws whether it is settled, the words, its kind, and what either set says."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        small = QFontMetricsF(sized(option.font, 0.88)).height()
        return QSize(120, round(QFontMetricsF(option.font).height() + small + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(ROW)
        if not isinstance(line, Line):
            return
        with row_on_ground(painter, option) as box:
            inner = box.adjusted(_MARGIN, 6, -_MARGIN - 2, -6)
            _draw_glyph(painter, inner, bool(line.choice))
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _draw_words(painter, inner.adjusted(_GLYPH + _GAP, 0, 0, 0), line, option.font, chosen)


def _draw_glyph(painter: QPainter, inner: QRectF, is_settled: bool) -> None:
    colors = theme.current()
    ink = QColor(colors.good if is_settled else colors.muted)
    place = QRectF(inner.left(), inner.top() + 3, _GLYPH, _GLYPH)
    draw_state(painter, place, DONE if is_settled else NOT_STARTED, ink)


def _draw_words(painter: QPainter, area: QRectF, line: Line, font: QFont, chosen: bool) -> None:
    colors, small = theme.current(), sized(font, 0.88)
    calm = QColor(colors.text if chosen else colors.muted)
    metrics, tiny = QFontMetricsF(font), QFontMetricsF(small)
    painter.setFont(small)
    painter.setPen(calm)
    kind = f"{line.kind} → {line.choice}" if line.choice else line.kind
    width = tiny.horizontalAdvance(kind)
    painter.drawText(QPointF(area.right() - width, area.top() + metrics.ascent()), kind)
    painter.setFont(font)
    painter.setPen(calm if line.choice else QColor(colors.text))
    room = area.width() - width - _GAP
    words = metrics.elidedText(short(line.words), Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(area.left(), area.top() + metrics.ascent()), words)
    painter.setFont(small)
    painter.setPen(calm)
    said = "   ".join(line.sides)
    shown = tiny.elidedText(short(said), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QPointF(area.left(), area.top() + metrics.height() + 2 + tiny.ascent()), shown)
