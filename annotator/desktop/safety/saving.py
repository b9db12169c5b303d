"""While a project cannot be saved: a banner says so, and editing goes on by itself when it can."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.desktop.popups.banner import Banner
from annotator.store import probing
from annotator.store.errors import NotSavedError
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

PATIENCE_MS = 2000
"""Between two tries whether the disk takes anything again."""


class Saving(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""

    def __init__(self, window: "Window", banner: Banner) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.banner = banner
        self._timer = QTimer(self, interval=PATIENCE_MS)
        self._timer.timeout.connect(self.try_again)
        self._session.refused.connect(self._pause)
        self._session.closed.connect(self._rest)

    @property
    def is_paused(self) -> bool:
        """Whether the last edit could not be saved and none could since."""
        return self._timer.isActive()

    def _pause(self, error: Exception) -> None:
        if isinstance(error, NotSavedError) and error.is_about_damage:
            self._session.unreadable.emit(error)
            return
        words = tr(
            "“{name}” cannot be saved at the moment ({reason}). Everything you labelled up to here "
            "is safe; make room or check the disk, and labelling goes on by itself.",
            name=self._session.project.path.stem,
            reason=error.reason if isinstance(error, NotSavedError) else error,
        )
        self.banner.tell(words, [(tr("Try again"), self.try_again)])
        self._timer.start()
        self._window.show_abilities()

    def try_again(self) -> None:
        """Go on if the disk takes what is written."""
        if not self.is_paused or not probing.can_save(self._session.project):
            return
        self._rest()
        self._window.show_abilities()
        self._window.passage.commit()  # words that were typed meanwhile
        self.said.emit(tr("Saving works again."), "info")

    def _rest(self) -> None:
        if self.is_paused:
            self._timer.stop()
            self.banner.take_back()
