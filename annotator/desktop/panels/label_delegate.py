"""How one label of the codebook looks in the list, and how it is renamed in its place."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.desktop import theme
from annotator.desktop.controls import keycaps
from annotator.desktop.controls.grounds import draw_ground
from annotator.desktop.controls.shapes import draw_swatch
from annotator.desktop.rows.labels import ROW, SIGHT, LabelRow
from annotator.domain.codebook import Layer
from annotator.words import language, tr

_LEFT, _CAP, _SWATCH, _GAP = 10.0, 20.0, 15.0, 8.0
_NAME = _LEFT + _CAP + _SWATCH + 2 * _GAP
_RIGHT = 12.0
_EYE = 16.0
_DEEPER, _DEEPEST = 14.0, 4
"""How far a label below another one is moved in, and from where on no further."""
_FAINT = {"shown": 1.0, "dimmed": 0.55, "hidden": 0.25}
"""How much of a label's colour is left where its layer is dimmed or hidden."""
_Index = QModelIndex | QPersistentModelIndex


class LabelDelegate(QStyledItemDelegate):
    """Draws key, colour in the layer's shape, name and count; a click on the key is told.

    A layer's heading has an eye at its end that says whether the layer is shown.
    """

    key_clicked = Signal(QModelIndex)
    eye_clicked = Signal(QModelIndex)

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
            painter.setFont(option.font)
            _draw_label(painter, QRectF(option.rect), option.state, (row, index.data(SIGHT)))
        elif isinstance(row, Layer):
            _draw_heading(painter, QRectF(option.rect), option.font, row)
            _draw_eye(painter, eye_box(QRectF(option.rect)), index.data(SIGHT))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            box, heading = QRectF(option.rect), isinstance(index.data(ROW), Layer)
            target = eye_box(box).adjusted(-6, -6, 6, 6) if heading else key_box(box)
            left = event.button() == Qt.MouseButton.LeftButton
            if left and target.contains(event.position()):
                told = self.eye_clicked if heading else self.key_clicked
                told.emit(QModelIndex(index))
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


def eye_box(row: QRectF) -> QRectF:
    """Where a layer's eye is drawn."""
    return QRectF(row.right() - _RIGHT - _EYE, row.bottom() - _EYE - 5, _EYE, _EYE)


def _draw_label(
    painter: QPainter, box: QRectF, state: QStyle.StateFlag, shown: tuple[LabelRow, str]
) -> None:
    row, sight = shown
    colors, metrics = theme.current(), QFontMetricsF(painter.font())
    keycaps.draw_flat(painter, key_box(box), row.label.key)
    top = box.center().y() - _SWATCH / 2
    deep = _DEEPER * min(row.depth, _DEEPEST)
    swatch = QRectF(box.left() + _LEFT + _CAP + _GAP + deep, top, _SWATCH, _SWATCH)
    painter.setOpacity(_FAINT[sight])
    draw_swatch(painter, swatch, row.channel, row.label.color)
    painter.setOpacity(1.0)
    count = str(row.annotations) if row.annotations else ""
    area = box.adjusted(_NAME + deep, 0, -_RIGHT, 0)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(QColor(colors.text if chosen else colors.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
    room = area.width() - (metrics.horizontalAdvance(count) + 8 if count else 0)
    name = metrics.elidedText(row.label.name(language()), Qt.TextElideMode.ElideRight, room)
    painter.setPen(QColor(colors.text if chosen or sight == "shown" else colors.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def _draw_heading(painter: QPainter, box: QRectF, font: QFont, layer: Layer) -> None:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.9, 6.5))
    painter.setFont(small)
    painter.setPen(QColor(theme.current().muted))
    area = box.adjusted(_LEFT, 0, -_RIGHT - _EYE - 4, -4)
    below = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, below, layer.name(language()))


def _draw_eye(painter: QPainter, box: QRectF, sight: str) -> None:
    """An open eye, one half closed, or one crossed out."""
    colors = theme.current()
    ink = QColor(colors.warning if sight == "hidden" else colors.muted)
    painter.setPen(QPen(ink, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, right = QPointF(box.left() + 1, box.center().y()), QPointF(box.right(), box.center().y())
    lids = QPainterPath(left)
    if sight != "dimmed":
        lids.quadTo(QPointF(box.center().x(), box.top() - 1), right)
    else:
        lids.lineTo(right)
    lids.quadTo(QPointF(box.center().x(), box.bottom() + 1), left)
    painter.drawPath(lids)
    if sight == "hidden":
        painter.drawLine(box.topRight() + QPointF(-2, 2), box.bottomLeft() + QPointF(2, -2))
    elif sight == "shown":
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), 1.9, 1.9)
