"""Searching on a thread of its own: keys are never kept waiting by a long article."""

from PySide6.QtCore import QObject, Signal

from annotator.desktop.tasks import Reading
from annotator.jobs.word_search import Found, Wanted, WordSearch

_BLINK = 12
"""Milliseconds a key press waits: what is found by then shows in the same frame."""

_PATIENCE = 60
"""Milliseconds that somebody who is already done with searching is kept."""


class Searching(QObject):
    """Looks for what was wanted last; what it finds for anything earlier is not told."""

    found = Signal(Found)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: tuple[WordSearch, Wanted, int] | None = None
        self._reading: Reading | None = None
        self._done: list[Found] = []
        self._left: list[Reading] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be told."""
        return self._reading is not None

    def search(self, search: WordSearch, wanted: Wanted, near: int) -> None:
        """Look for this; `found` says what there is, perhaps before this returns."""
        self._waiting = (search, wanted, near)
        if self._reading is None:
            self._begin()

    def settle(self) -> bool:
        """Wait a little for what is wanted; whether it is told now."""
        for _ in range(2):  # what is outdated ends first, then comes what was wanted last
            if self._reading is not None and self._reading.wait(_PATIENCE):
                self._take()
        return not self.is_busy

    def leave(self) -> None:
        """Nobody wants to know any more; a pattern that takes long comes to its end unheard."""
        self._waiting = None
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.finished.disconnect(self._take)
            reading.finished.connect(self._drop_ended)
            reading.requestInterruption()
            self._left.append(reading)
            self._drop_ended()

    def stop(self) -> None:
        """Nobody wants to know any more, and nothing runs on."""
        self.leave()
        for reading in self._left:
            reading.wait()
        self._drop_ended()

    def _drop_ended(self) -> None:
        for reading in [one for one in self._left if one.isFinished()]:
            self._left.remove(reading)
            reading.deleteLater()

    def _begin(self) -> None:
        if self._waiting is None:
            return
        search, wanted, near = self._waiting
        self._waiting = None
        self._done = done = []

        def is_outdated() -> bool:
            return self._waiting is not None or reading.isInterruptionRequested()

        reading = Reading(lambda: done.append(search.find(wanted, near, is_outdated)), self)
        reading.finished.connect(self._take)
        self._reading = reading
        reading.start()
        if reading.wait(_BLINK):
            self._take()

    def _take(self) -> None:
        """The thread came to its end, and may say so once more when that is known already."""
        reading = self._reading
        if reading is None or not reading.isFinished():
            return
        self._reading = None
        reading.deleteLater()
        if self._waiting is not None:
            self._begin()
        else:
            self.found.emit(self._done[0] if self._done else Found())
