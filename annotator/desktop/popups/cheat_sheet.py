"""The cheat sheet: every key, in columns."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.desktop.controls.keycaps import Keycaps
from annotator.desktop.controls.texts import heading, muted, plain
from annotator.desktop.popups.card import Card
from annotator.desktop.popups.plate import SHADOW
from annotator.words import tr

Group = tuple[str, Sequence[tuple[str, str]]]
_COLUMN = 300
_MOST_COLUMNS = 4
_TITLE = 2
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class CheatSheet(Card):
    """Lies over the window until a key or a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot = muted(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.addWidget(self._area)
        column.addWidget(self._foot, alignment=Qt.AlignmentFlag.AlignRight)

    def show_keys(self, groups: Sequence[Group]) -> None:
        """Show groups of (keys, what they do); several ways are parted by a space."""
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(32)
        number = max(1, min(_MOST_COLUMNS, (self._room.width() - 80) // _COLUMN))
        for share in spread(groups, number):
            row.addLayout(_column(share), 1)
        self._area.setWidget(inside)
        self._foot.setText(tr("Any key closes this."))
        self.setAccessibleName(tr("Keys"))
        self.setAccessibleDescription(_spoken(groups))
        self.open_in_middle()

    def sizeHint(self) -> QSize:
        inside = self._area.widget()
        size = inside.sizeHint() if inside is not None else QSize(200, 200)
        foot = self._foot.sizeHint().height()
        return QSize(size.width() + 64 + 2 * SHADOW, size.height() + foot + 40 + 2 * SHADOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _MODIFIERS:
            self.dismiss()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.dismiss()


def spread(groups: Sequence[Group], number: int) -> list[list[Group]]:
    """The groups in at most so many columns, in order, the longest column as short as can be."""
    lengths = [len(keys) + _TITLE for _, keys in groups]
    high = max(lengths, default=0)
    while len(columns := _filled(groups, high)) > number:
        high += 1
    return columns


def _filled(groups: Sequence[Group], high: int) -> list[list[Group]]:
    columns: list[list[Group]] = []
    left = 0
    for group in groups:
        length = len(group[1]) + _TITLE
        if length > left:
            columns.append([])
            left = high
        columns[-1].append(group)
        left -= length
    return columns


def _column(groups: Sequence[Group]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for title, keys in groups:
        column.addWidget(heading(title, share=1.05))
        column.addLayout(_table(keys))
        column.addSpacing(10)
    column.addStretch()
    return column


def _table(keys: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, (key, what) in enumerate(keys):
        grid.addWidget(Keycaps(key), row, 0, top | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(plain(what, wrap=True), row, 1, top)
    return grid


def _spoken(groups: Sequence[Group]) -> str:
    lines = (f"{what}: {keys}" for _, group in groups for keys, what in group)
    return "\n".join(lines)
