"""Working through what is to be checked again: still right, or open for change."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.popups.recheck_bar import RecheckBar
from annotator.domain.sentence import say
from annotator.store import annotations, rechecks
from annotator.store.edits import Edit
from annotator.store.rechecks import Recheck
from annotator.words import language, told, tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Rechecking(QObject):
    """One per window; the bar above the text is made when it is first asked for."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._bar: RecheckBar | None = None
        self._at = 0
        self._queue: list[Recheck] = []
        self._session.changed.connect(self._follow)
        self._session.closed.connect(self.close)

    @property
    def bar(self) -> RecheckBar | None:
        """The bar, if it was ever asked for."""
        return self._bar

    def start(self) -> None:
        """Begin with the first that waits, or say that none does."""
        self._at = 0
        self._read()
        if self._queue:
            self._show()
        else:
            self.said.emit(tr("Nothing waits to be checked again."))

    def close(self) -> None:
        """Leave the rest for later."""
        if self._bar is not None and self._bar.isVisible():
            self._bar.hide()
            self._window.view.canvas.setFocus()

    def say_right(self) -> None:
        """It is still right: it leaves the queue, made under the codebook of today."""
        one = self._current()
        found = annotations.get(self._session.project, one.annotation) if one else None
        if one is None or found is None:
            return
        version = self._session.codebook_version
        with self._session.edit(say("Still right")) as project:
            annotations.put(project, replace(found, codebook_version=version))
            rechecks.settle(project, [one.annotation])

    def leave_open(self) -> None:
        """It is open for change: it waits at the end of the queue, and is in hand now."""
        one = self._current()
        if one is None:
            return
        if not one.opened:
            with self._session.edit(say("Open for change")) as project:
                rechecks.leave_open(project, one)
        self.close()
        self._window.verbs.go_to(one.annotation)
        self.said.emit(
            tr("Give it another label or delete it; Ctrl+Shift+R goes on with the next.")
        )

    def skip(self, by: int) -> None:
        """Go on to another one without an answer."""
        if self._queue:
            self._at = (self._at + by) % len(self._queue)
            self._show()

    def _current(self) -> Recheck | None:
        return self._queue[self._at] if self._at < len(self._queue) else None

    def _read(self) -> None:
        self._queue = rechecks.waiting(self._session.project, self._session.set)
        self._at = min(self._at, max(len(self._queue) - 1, 0))

    def _follow(self, edit: Edit) -> None:
        if self._bar is None or not self._bar.isVisible() or not edit.touches("recheck"):
            return
        self._read()
        if self._queue:
            self._show()
        else:
            self.close()
            self.said.emit(tr("That was the last one: nothing waits to be checked again."))

    def _show(self) -> None:
        one = self._current()
        found = annotations.get(self._session.project, one.annotation) if one else None
        if one is None or found is None:
            return
        self._window.verbs.go_to(one.annotation)
        label = self._session.codebook.label(found.layer, found.label)
        self._window.codebook.show_rule(found.layer, found.label)
        name = label.name(language()) if label else found.label
        self._ready().show_waiting(name, told(one.reason), (self._at + 1, len(self._queue)))

    def _ready(self) -> RecheckBar:
        if self._bar is None:
            self._bar = RecheckBar(self._window.view)
            self._window.view.column.insertWidget(1, self._bar)
            self._bar.right_said.connect(self.say_right)
            self._bar.opened.connect(self.leave_open)
            self._bar.skipped.connect(self.skip)
            self._bar.closed.connect(self.close)
        return self._bar
