"""The ground of a list's row, as Qt tells a delegate what state it is in."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.desktop.controls import shapes


def draw_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    """The ground of a row that is chosen, under the mouse or in focus."""
    shapes.draw_ground(
        painter,
        box,
        chosen=bool(state & QStyle.StateFlag.State_Selected),
        lit=bool(state & QStyle.StateFlag.State_MouseOver),
        focused=bool(state & QStyle.StateFlag.State_HasFocus),
    )


@contextmanager
def row_on_ground(painter: QPainter, option: QStyleOptionViewItem) -> Iterator[QRectF]:
    """Have a row drawn on its ground: where it lies, its ground a little smaller."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(option.rect)
    draw_ground(painter, box.adjusted(4, 1, -4, -1), option.state)
    yield box
    painter.restore()
