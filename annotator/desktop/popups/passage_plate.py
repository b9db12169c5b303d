"""The plate beside a passage under the mouse: its labels in full, who speaks, the note."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.desktop.controls.shapes import swatch_icon
from annotator.desktop.controls.texts import heading, muted, plain
from annotator.desktop.popups.card import place
from annotator.desktop.popups.plate import SHADOW, Plate

_WIDEST = 340
_SWATCH = 14


class PassageLines(NamedTuple):
    """What the plate says of one annotation; all of it plain words."""

    channel: str
    color: str
    label: str
    layer: str
    details: Sequence[str]
    rule: Sequence[str]
    note: str


class PassagePlate(Plate):
    """Only to be read: mouse and keyboard go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 14, 10)
        self._column.setSpacing(3)

    def show_beside(self, anchor: QRect, lines: PassageLines) -> None:
        """Appear beside some words, in the parent's coordinates."""
        self._clear()
        self._column.addWidget(_title(lines))
        for detail in lines.details:
            self._add(plain(detail))
        if lines.note:
            self._add(plain(lines.note))
        for line in lines.rule:
            self._add(muted(line))
        self._column.activate()
        size = self._column.totalSizeHint()
        lifted = anchor.adjusted(-SHADOW, 4 - SHADOW, 0, SHADOW - 4)
        self.setGeometry(place(size, lifted, self._room.rect()))
        self.show()
        self.raise_()

    def words(self) -> list[str]:
        """Everything it says, line by line."""
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def _add(self, label: QLabel) -> None:
        label.setWordWrap(label.sizeHint().width() > _WIDEST)
        if label.wordWrap():
            label.setFixedWidth(_WIDEST)
        self._column.addWidget(label)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.setParent(None)
                line.deleteLater()


def _title(lines: PassageLines) -> QWidget:
    title = QWidget()
    row = QHBoxLayout(title)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    swatch = QLabel()
    swatch.setPixmap(swatch_icon(lines.channel, lines.color).pixmap(_SWATCH, _SWATCH))
    row.addWidget(swatch)
    row.addWidget(heading(lines.label, share=1.0))
    row.addWidget(muted(lines.layer))
    row.addStretch(1)
    return title
