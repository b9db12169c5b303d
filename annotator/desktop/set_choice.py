"""Whose labels are on the screen: one's own, or to read those of somebody else."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.popups.palette import Command
from annotator.domain.people import AnnotationSet
from annotator.store import coders
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_SHOW = "show_set:"
"""How the palette's command for one set begins; its id follows."""


class SetChoice(QObject):
    """One per window."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._session = window.session

    def next(self) -> None:
        """Show the next annotation set; after the last one comes the first."""
        known = self._sets()
        ids = [one.id for one in known]
        if len(known) < 2:  # noqa: PLR2004 - one's own and another
            self.said.emit(tr("This project has no other annotation set yet."))
            return
        here = ids.index(self._session.set) if self._session.set in ids else -1
        self._show(known[(here + 1) % len(known)])

    def own(self) -> None:
        """Back to one's own labels."""
        mine = self._session.project.own_set
        if mine is not None:
            self._show(mine)

    def commands(self) -> list[Command]:
        """For the palette: each set by name."""
        return [
            Command(_SHOW + one.id, tr("Show the annotation set: {name}", name=one.name))
            for one in self._sets()
        ]

    def run(self, command: str) -> bool:
        """Do one of `commands`; whether it was one of them."""
        wanted = command.removeprefix(_SHOW)
        found = [one for one in self._sets() if one.id == wanted]
        if wanted == command or not found:
            return False
        self._show(found[0])
        return True

    def _sets(self) -> list[AnnotationSet]:
        return coders.all_sets(self._session.project) if self._session.is_open else []

    def _show(self, one: AnnotationSet) -> None:
        self._session.show_set(one.id)
        if self._session.shows_own:
            self.said.emit(tr("These are your own labels."))
        else:
            self.said.emit(tr("The labels of {name}, to read. Shift+F9 leads back.", name=one.name))
