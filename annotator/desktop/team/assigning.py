"""Articles are given to coders, and their labels revealed to each other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.dialogs.assign_dialog import AssignDialog
from annotator.domain.sentence import say
from annotator.jobs import assign
from annotator.jobs.assign import Draw
from annotator.store import assignments
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Assigning(QObject):
    """One per window."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._session = window, window.session

    def table(self) -> dict[str, Callable[[], object]]:
        """What the row of `actions.TABLE` about assignments calls."""
        return {"assign": self.ask}

    def ask(self) -> None:
        """Ask for a draw and make it."""
        draw = AssignDialog.ask(self._window, self._session, self.reveal)
        if draw is not None:
            self.assign(draw)

    def assign(self, draw: Draw) -> None:
        """Give articles to coders."""
        report = assign.run(self._session.project, draw)
        self._session.announce(report.edit)
        told = " · ".join(f"{name} {count}" for name, count in report.coders.items())
        self.said.emit(tr("Assigned: {coders}", coders=told))

    def reveal(self) -> None:
        """Let all coders see each other's labels from now on."""
        project = self._session.project
        with self._session.edit(say("Reveal the labels"), labels=False):
            count = assign.reveal(project, assignments.open_blind(project))
        self.said.emit(tr("Articles whose labels are revealed: {count}", count=count))
