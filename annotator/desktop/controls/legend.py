"""The keys and what they stand for, to look up in passing."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop import theme
from annotator.desktop.controls import keycaps
from annotator.desktop.controls.shapes import draw_swatch

_CAP, _SWATCH, _LEFT = 20.0, 14.0, 4.0


class Entry(NamedTuple):
    """One key, or a heading where there is none."""

    key: str
    name: str
    channel: str = ""
    color: str = ""


class Legend(QWidget):
    """Keys with the names of their labels, one a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these, in this order."""
        self._entries = list(entries)
        self.setAccessibleName("; ".join(f"{one.key} {one.name}" for one in self._entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(self._pitch() * len(self._entries)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, entry in enumerate(self._entries):
            self._draw(painter, entry, place * self._pitch())

    def _pitch(self) -> float:
        return max(_CAP, self.fontMetrics().height()) + 6.0

    def _draw(self, painter: QPainter, entry: Entry, top: float) -> None:
        colors, height = theme.current(), self._pitch() - 6.0
        line = QRectF(_LEFT, top, self.width() - _LEFT, height)
        words = line
        if entry.channel:
            cap = QRectF(_LEFT, top + (height - _CAP) / 2, _CAP, _CAP)
            keycaps.draw_flat(painter, cap, entry.key)
            swatch = QRectF(_LEFT + _CAP + 8, top + (height - _SWATCH) / 2, _SWATCH, _SWATCH)
            draw_swatch(painter, swatch, entry.channel, entry.color)
            words = line.adjusted(_CAP + _SWATCH + 16, 0, 0, 0)
        painter.setPen(QColor(colors.text if entry.channel else colors.muted))
        elided = self.fontMetrics().elidedText(
            entry.name, Qt.TextElideMode.ElideRight, int(words.width())
        )
        below = Qt.AlignmentFlag.AlignVCenter if entry.channel else Qt.AlignmentFlag.AlignBottom
        painter.drawText(words, below | Qt.AlignmentFlag.AlignLeft, elided)
