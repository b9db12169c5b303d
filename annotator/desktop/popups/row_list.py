"""A short list to choose from: a name, why it is proposed, and its key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.desktop import theme
from annotator.desktop.controls import keycaps
from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.grounds import draw_ground
from annotator.domain.turning import short, visible

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 10
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One choice; `kind` is for whoever made the row, `keys` are drawn as caps."""

    id: str
    title: str
    detail: str = ""
    keys: str = ""
    kind: str = ""
    enabled: bool = True


class Rows(QAbstractListModel):
    """The rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put these rows in place of the ones before."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.title, row.detail)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not self.rows[index.row()].enabled:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowPainter(QStyledItemDelegate):
    """Draws a row: the name, its detail in the muted colour, its key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, _row_height(QFontMetrics(option.font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, Rows):
            return
        row, area = model.rows[index.row()], option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        draw_ground(painter, QRectF(area).adjusted(0, 1, 0, -1), option.state)
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
        if row.keys:
            wide = keycaps.width(row.keys, option.font)
            left = inner.right() - wide
            keycaps.draw(painter, left, area.center().y() + 0.5, row.keys, option.font)
            inner.setRight(round(left) - _SIDE)
        self._paint_words(painter, inner, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: Row) -> None:
        colours, metrics = theme.current(), painter.fontMetrics()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        beside = metrics.horizontalAdvance(short(row.detail)) + 2 * _SIDE if row.detail else 0
        room = max(round(area.width() * 0.6), area.width() - beside)
        title = metrics.elidedText(visible(short(row.title)), Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(colours.text if row.enabled else colours.muted))
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignLeft, title)
        rest = area.adjusted(metrics.horizontalAdvance(title) + 2 * _SIDE, 0, 0, 0)
        detail = metrics.elidedText(short(row.detail), Qt.TextElideMode.ElideRight, rest.width())
        painter.setPen(QColor(theme.readable(colours.muted, colours.selection)))
        painter.drawText(rest, flags | Qt.AlignmentFlag.AlignRight, detail)


def _row_height(metrics: QFontMetrics) -> int:
    return round(metrics.height() * 1.75)


class RowList(QListView):
    """The list itself. It never takes the focus: keys come from the field above it."""

    row_taken = Signal(Row)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows()
        self.high = 200
        self.setProperty("kind", "bare")
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._click)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, the first one that can be taken chosen."""
        self._rows.show_rows(rows)
        self.scrollToTop()
        first = next((at for at, row in enumerate(rows) if row.enabled), None)
        if first is not None:
            self.setCurrentIndex(self._rows.index(first))

    def rows(self) -> Sequence[Row]:
        """What it shows."""
        return self._rows.rows

    def row(self) -> Row | None:
        """The chosen row."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Choose another row, so many further down; at either end it goes round."""
        usable = [at for at, row in enumerate(self._rows.rows) if row.enabled]
        if not usable:
            return
        now = usable.index(self.currentIndex().row()) if self.currentIndex().isValid() else 0
        goal = now + by
        if abs(by) > 1:
            goal = max(0, min(goal, len(usable) - 1))
        self.setCurrentIndex(self._rows.index(usable[goal % len(usable)]))
        row = self.row()
        announce(self, ", ".join(filter(None, (row.title, row.detail))) if row else "")

    def sizeHint(self) -> QSize:
        return QSize(200, self.high)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, min(60, self.high))

    def wanted_height(self, least: int, most: int) -> int:
        """How high it would be with its rows and one more, at least and at most so many."""
        one = _row_height(self.fontMetrics())
        return one * min(max(len(self._rows.rows) + 1, least), most) + 2

    def _click(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()]
        if row.enabled:
            self.row_taken.emit(row)
