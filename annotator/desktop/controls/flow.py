"""Widgets side by side, on as many lines as their width needs."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Row = list[QLayoutItem]


class _Box(NamedTuple):
    """An item of a row and how wide it is to be."""

    item: QLayoutItem
    width: int


class Flow(QLayout):
    """Lays its widgets out like words; those that may expand share what a line has left.

    Where they are `elastic`, those also become as narrow as they may before a new line begins.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 4, elastic: bool = False
    ) -> None:
        super().__init__(parent)
        self._elastic = elastic
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    # ------------------------------------------------------------------ what Qt asks of a layout

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [_height(row) for row in self._rows(width)]
        return sum(heights) + self.spacing() * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._seen()]
        wide = sum(widths) + self.spacing() * max(len(widths) - 1, 0)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._seen()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        top = area.top()
        for row in self._rows(area.width()):
            self._place(row, QRect(area.left(), top, area.width(), _height(row)))
            top += _height(row) + self.spacing()

    # ------------------------------------------------------------------ rows

    def _seen(self) -> _Row:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[_Row]:
        rows: list[_Row] = []
        left = 0
        for item in self._seen():
            needed = self._least(item) + self.spacing()
            if not rows or needed > left + self.spacing():
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= needed
        return rows

    def _place(self, row: _Row, area: QRect) -> None:
        x = area.left()
        for item, width in self._shared(row, area.width()):
            height = min(item.sizeHint().height(), area.height())
            place = QPoint(x, area.top() + (area.height() - height) // 2)
            item.setGeometry(QRect(place, QSize(width, height)))
            x += width + self.spacing()

    def _shared(self, row: _Row, width: int) -> list[_Box]:
        """The widths of a row's items; one too wide for any row gets what there is."""
        wanted = [min(self._least(item), width) for item in row]
        spare = max(width - sum(wanted) - self.spacing() * (len(row) - 1), 0)
        growing = [item for item in row if _grows(item)]
        share = spare // len(growing) if growing else 0
        return [
            _Box(item, own + (share if item in growing else 0))
            for item, own in zip(row, wanted, strict=True)
        ]

    def _least(self, item: QLayoutItem) -> int:
        size = item.minimumSize() if self._elastic and _grows(item) else item.sizeHint()
        return size.width()


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _height(row: _Row) -> int:
    return max(item.sizeHint().height() for item in row)
