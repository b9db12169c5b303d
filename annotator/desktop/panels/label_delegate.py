"""How one label of the codebook looks in the list, and how it is renamed in its place."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.desktop import theme
from annotator.desktop.controls import keycaps
from annotator.desktop.controls.shapes import draw_ground, draw_swatch
from annotator.desktop.rows.labels import ROW, LabelRow
from annotator.domain.codebook import Layer
from annotator.words import language, tr

_LEFT, _CAP, _SWATCH, _GAP = 10.0, 20.0, 15.0, 8.0
_NAME = _LEFT + _CAP + _SWATCH + 2 * _GAP
_RIGHT = 12.0
_Index = QModelIndex | QPersistentModelIndex


class LabelDelegate(QStyledItemDelegate):
    """Draws key, colour in the layer's shape, name and count; a click on the key is told."""

    key_clicked = Signal(QModelIndex)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = round(QFontMetricsF(option.font).height())
        heading = isinstance(index.data(ROW), Layer)
        return QSize(120, height + (16 if heading else 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, LabelRow):
            draw_ground(painter, QRectF(option.rect).adjusted(4, 1, -4, -1), option.state)
            _draw_label(painter, QRectF(option.rect), option, row)
        elif isinstance(row, Layer):
            _draw_heading(painter, QRectF(option.rect), option.font, row)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            left = event.button() == Qt.MouseButton.LeftButton
            if left and key_box(QRectF(option.rect)).contains(event.position()):
                self.key_clicked.emit(QModelIndex(index))
                return True
        return super().editorEvent(event, model, option, index)

    def createEditor(
        self, parent: QWidget | None, _option: QStyleOptionViewItem, _index: _Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Name of the label"))
        return editor

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        left = round(_NAME) - 8
        box = QRect(option.rect)
        editor.setGeometry(box.adjusted(left, 0, -4, 0))


def key_box(row: QRectF) -> QRectF:
    """Where a row's key is drawn."""
    return QRectF(row.left() + _LEFT, row.center().y() - _CAP / 2, _CAP, _CAP)


def _draw_label(
    painter: QPainter, box: QRectF, option: QStyleOptionViewItem, row: LabelRow
) -> None:
    colors, metrics = theme.current(), QFontMetricsF(option.font)
    painter.setFont(option.font)
    keycaps.draw_flat(painter, key_box(box), row.label.key)
    top = box.center().y() - _SWATCH / 2
    swatch = QRectF(box.left() + _LEFT + _CAP + _GAP, top, _SWATCH, _SWATCH)
    draw_swatch(painter, swatch, row.channel, row.label.color)
    count = str(row.annotations) if row.annotations else ""
    area = box.adjusted(_NAME, 0, -_RIGHT, 0)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.setPen(QColor(colors.text if chosen else colors.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
    room = area.width() - (metrics.horizontalAdvance(count) + 8 if count else 0)
    name = metrics.elidedText(row.label.name(language()), Qt.TextElideMode.ElideRight, room)
    painter.setPen(QColor(colors.text))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def _draw_heading(painter: QPainter, box: QRectF, font: QFont, layer: Layer) -> None:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.9, 6.5))
    painter.setFont(small)
    painter.setPen(QColor(theme.current().muted))
    area = box.adjusted(_LEFT, 0, -_RIGHT, -4)
    below = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, below, layer.name(language()))
