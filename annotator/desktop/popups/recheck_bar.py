"""The bar with which annotations are checked again, one after the other, with two keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.sheet import Clothes
from annotator.desktop.controls.texts import heading, muted
from annotator.words import tr

_WORDS = 330
"""Pixels that the words want beside the buttons."""
_RIGHT = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RecheckBar(QFrame):
    """Shows what waits and why; Enter says that it is still right, O leaves it open."""

    right_said = Signal()
    opened = Signal()
    skipped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.place = muted(parent=self)
        self.label = heading("", self, share=1.0)
        self.reason = muted(parent=self, wrap=True)
        self.right = self._button(tr("Still right (Enter)"), "main")
        self.open = self._button(tr("Open for change (O)"), "")
        self.leave = self._button("✕", "quiet")
        self.leave.setAccessibleName(tr("Close"))
        self.right.clicked.connect(self.right_said)
        self.open.clicked.connect(self.opened)
        self.leave.clicked.connect(self.closed)
        self._lay_out()
        self.hide()

    def show_waiting(self, label: str, reason: str, place: tuple[int, int]) -> None:
        """Show one that waits: its label, why, and which of how many it is, from 1."""
        self.label.setText(label)
        self.reason.setText(reason)
        words = tr("{current} of {total} to check", current=place[0], total=place[1])
        self.place.setText(words)
        self.setAccessibleName(f"{label}. {reason}")
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def event(self, event: QEvent) -> bool:
        """Its keys are not those of the window's commands."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and not event.modifiers():
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _RIGHT:
            self.right_said.emit()
        elif key == Qt.Key.Key_O:
            self.opened.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.skipped.emit(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Right) else -1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label)
        top.addWidget(self.place)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.reason)
        answers = QHBoxLayout()
        answers.setSpacing(6)
        for button in (self.right, self.open, self.leave):
            answers.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(6)
        self._row.addLayout(words, 1)
        self._row.addLayout(answers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both do not fit beside each other, the answers stand below the words."""
        super().resizeEvent(event)
        wide = self.right.sizeHint().width() + self.open.sizeHint().width() + _WORDS
        fits = event.size().width() >= wide
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme.current()
        painter.fillRect(self.rect(), QColor(colors.panel))
        ink = colors.accent if self.hasFocus() else colors.line
        painter.fillRect(0, self.height() - 2, self.width(), 2, QColor(ink))

    def _button(self, words: str, kind: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("kind", kind)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
