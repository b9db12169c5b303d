"""The caret's blinking."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication


class Blink(QObject):
    """Switches the caret on and off while its widget has the focus."""

    def __init__(self, switched: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._switched = switched
        self._shown = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self._switch(shown=not self._shown))

    def start(self) -> None:
        """Show the caret and go on from there."""
        time = QApplication.cursorFlashTime()
        if time > 0:
            self._timer.start(time // 2)
        self._switch(shown=True)

    def stop(self) -> None:
        """Hide the caret: the focus went elsewhere."""
        self._timer.stop()
        self._switch(shown=False)

    def restart(self) -> None:
        """After a move the caret is visible, and blinks again only later."""
        if self._shown or self._timer.isActive():
            self.start()

    def _switch(self, *, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self._switched(shown)
