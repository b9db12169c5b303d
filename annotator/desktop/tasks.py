"""Long work with a bar one can watch and a button that stops it."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QThread, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop.popups.progress import ProgressCard
from annotator.jobs.progress import Progress

Result = TypeVar("Result")

_BREATH = 0.04
"""Seconds between two looks at the screen while a job runs."""


Watched = Callable[[Progress], Result]
"""A job that tells a callback how far it is, and stops when the callback says so."""


def run(window: QWidget, title: str, job: Watched[Result]) -> Result:
    """Run a writing job on this thread; the window stays alive and shows how far it is.

    Only one connection may write, so the work stays here, and nothing else may begin meanwhile.
    """
    card = ProgressCard(window)
    stopped: list[bool] = []
    card.cancelled.connect(lambda: stopped.append(True))
    gate = _Gate(card)
    focused = QApplication.focusWidget()
    card.begin(title)
    looked = time.monotonic()

    def progress(done: int, total: int) -> bool:
        nonlocal looked
        if time.monotonic() - looked > _BREATH:
            card.show_progress(done, total)
            QApplication.processEvents()
            looked = time.monotonic()
        return not stopped

    try:
        return job(progress)
    finally:
        gate.open()
        if focused is not None:
            focused.setFocus()
        card.finish()
        card.deleteLater()


class _Gate(QObject):
    """While it is shut, keys and clicks reach nothing but one widget."""

    _SHUT_OUT = frozenset(
        {
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
            QEvent.Type.Shortcut,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.ContextMenu,
            QEvent.Type.Wheel,
            QEvent.Type.Drop,
            QEvent.Type.DragEnter,
            QEvent.Type.Close,
        }
    )

    def __init__(self, free: QWidget) -> None:
        super().__init__(free)
        self._free = free
        QApplication.instance().installEventFilter(self)

    def open(self) -> None:
        """Let everything through again."""
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what is not for the free widget; its window is let through to reach it."""
        if event.type() not in self._SHUT_OUT or not isinstance(watched, QWidget | QAction):
            return False
        if isinstance(watched, QWidget) and self._free.isAncestorOf(watched):
            return False
        if watched is self._free:
            return False
        event.ignore()
        return True


def read(owner: QObject, work: Callable[[], object], then: Callable[[object], object]) -> "Reading":
    """Read in the background; `then`, a method of a QObject, gets the value on this thread."""
    reading = Reading(work, owner)
    reading.finished_with.connect(then)
    reading.start()
    return reading


class Reading(QThread):
    """Long reading in the background: a function of no arguments, whose value comes by signal."""

    finished_with = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        """Do the work."""
        self.finished_with.emit(self._work())
