"""A two-minute tour: a few sentences, each beside the part of the window it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desktop.controls.texts import heading, muted, plain
from annotator.desktop.popups.plate import Plate
from annotator.words import tr

_WIDE = 400
_GAP = 12


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: what is said, and the widget it is about."""

    title: str
    text: str
    about: QWidget


class Tour(Plate):
    """Goes from stop to stop; Escape leaves it, and it takes no key that labelling needs."""

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._stops: Sequence[Stop] = ()
        self._at = 0
        self._title = heading("", self)
        self._text = plain(parent=self, wrap=True)
        self._count = muted(parent=self)
        self._back = QPushButton(tr("Back"), self)
        self._next = QPushButton(tr("Next"), self)
        self._leave = QPushButton(tr("Skip"), self)
        self._next.setProperty("kind", "main")
        self._leave.setProperty("kind", "quiet")
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._next.clicked.connect(lambda: self._go(self._at + 1))
        self._leave.clicked.connect(self.end)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addWidget(self._count, 1, Qt.AlignmentFlag.AlignCenter)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(foot)

    def begin(self, stops: Sequence[Stop]) -> None:
        """Start at the first stop."""
        self._stops = stops
        self._go(0)
        self._next.setFocus()

    def end(self) -> None:
        """Leave the tour."""
        self.hide()
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        if place >= len(self._stops):
            self.end()
            return
        self._at = max(0, place)
        stop = self._stops[self._at]
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._count.setText(f"{self._at + 1} / {len(self._stops)}")
        self._back.setEnabled(self._at > 0)
        last = self._at == len(self._stops) - 1
        self._next.setText(tr("Begin") if last else tr("Next"))
        self._place(stop.about)

    def _place(self, about: QWidget) -> None:
        """In the middle of what it is about, never outside the window."""
        room = self._window.rect()
        self.setFixedWidth(min(_WIDE, room.width() - 2 * _GAP))
        self._measure_anew()
        self.resize(self.width(), self.heightForWidth(self.width()))
        middle = QRect(about.mapTo(self._window, QPoint(0, 0)), about.size()).center()
        corner = middle - QPoint(self.width() // 2, self.height() // 2)
        x = max(_GAP, min(corner.x(), room.width() - self.width() - _GAP))
        y = max(_GAP, min(corner.y(), room.height() - self.height() - _GAP))
        self.move(x, y)
        self.show()
        self.raise_()

    def _measure_anew(self) -> None:
        # Before it is dressed a label knows only the height of its bare words.
        self.ensurePolished()
        for part in self.findChildren(QWidget):
            part.ensurePolished()
            part.updateGeometry()
        self._column.invalidate()
