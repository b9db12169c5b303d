"""Notices: calm sentences at the foot of the window that leave by themselves."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.texts import button_text, muted, plain
from annotator.desktop.popups.plate import SHADOW, Plate
from annotator.words import tr

WARNING = "warning"
_MOST = 3
_WIDE = 560
_FOOT = 22


class Notice(Plate):
    """One notice; it waits while the mouse is over it."""

    left = Signal()

    def __init__(self, parent: QWidget, words: str, kind: str) -> None:
        super().__init__(parent)
        self.words, self.kind, self.count = words, kind, 1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.left)
        self._counter = muted(parent=self)
        self._counter.hide()
        self._label = plain(words, self, kind=kind)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._counter)

    def add_buttons(self, action: str, callback: Callable[[], object] | None) -> None:
        """A button for what can be done, and one to send the notice away."""
        if action and callback is not None:
            button = QPushButton(button_text(action), self)
            button.clicked.connect(self.left)
            # Without the lambda Qt would hand over whether the button is checked.
            button.clicked.connect(lambda: callback())  # noqa: PLW0108
            self._row.addWidget(button)
        close = QPushButton("✕", self)
        close.setAccessibleName(tr("Close"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setProperty("kind", "quiet")
        close.clicked.connect(self.left)
        self._row.addWidget(close)

    def say_again(self) -> None:
        """Count the same words once more, and stay longer."""
        self.count += 1
        self._counter.setText(tr("×{count}", count=self.count))
        self._counter.show()

    def fit(self, room: int) -> None:
        """Take the size the words need within a width, in lines where one is too long."""
        self._label.setWordWrap(False)
        self._measure_anew()
        wide = self.sizeHint().width()
        if wide > min(_WIDE, room):
            wide = min(_WIDE, room)
            self._label.setWordWrap(True)
        self.setFixedSize(wide, max(self.sizeHint().height(), self.heightForWidth(wide)))

    def _measure_anew(self) -> None:
        self.ensurePolished()
        for part in self.findChildren(QWidget):
            part.ensurePolished()
            part.updateGeometry()
        self._row.invalidate()

    def stay(self, seconds: float) -> None:
        """Leave after so many seconds."""
        self._timer.setInterval(round(seconds * 1000))
        if not self.underMouse():
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)


class NoticeBar(QFrame):
    """Holds at most three notices at the bottom centre of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._notices: list[Notice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(-SHADOW)
        parent.installEventFilter(self)
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        """What is said at the moment, the oldest first."""
        return list(self._notices)

    def say(
        self,
        text: str,
        kind: str = "info",
        action: str = "",
        callback: Callable[[], object] | None = None,
        seconds: float = 5,
    ) -> None:
        """Show a sentence; the same one again is counted, of more than three the oldest leaves.

        `kind` is `info` or `warning`; a click on `action` runs the callback.
        """
        found = next((n for n in self._notices if (n.words, n.kind) == (text, kind)), None)
        if found is None:
            found = Notice(self, text, kind)
            found.add_buttons(action, callback)
            self._add(found)
        else:
            found.say_again()
        found.stay(seconds)
        self._place()
        announce(self._room, text, urgent=kind == WARNING)

    def clear(self) -> None:
        """Send all of them away."""
        for notice in self.notices:
            self._remove(notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._room and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _add(self, notice: Notice) -> None:
        if len(self._notices) == _MOST:
            self._remove(self._notices[0])
        notice.left.connect(lambda: self._remove(notice))
        self._notices.append(notice)
        self._column.addWidget(notice, alignment=Qt.AlignmentFlag.AlignHCenter)
        notice.show()

    def _remove(self, notice: Notice) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
            self._place()

    def _place(self) -> None:
        if not self._notices:
            self.hide()
            return
        for notice in self._notices:
            notice.fit(self._room.width())
        self._column.activate()
        wide, high = self.sizeHint().width(), self.sizeHint().height()
        left = (self._room.width() - wide) // 2
        self.setGeometry(left, self._room.height() - high - _FOOT, wide, high)
        self.show()
        self.raise_()
