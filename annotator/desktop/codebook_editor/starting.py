"""Starting the codebook from somewhere else: asked for, read, put in place as one edit."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.desktop.dialogs.start_codebook_dialog import (
    BLANK,
    DEFAULT,
    SET,
    StartCodebookDialog,
)
from annotator.domain.codebook import Codebook
from annotator.domain.sentence import say
from annotator.jobs import codebook_sources, projects
from annotator.store import adopting, coders, statistics
from annotator.words import language, tr, trn

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class CodebookStart(QObject):
    """One per window."""

    said = Signal(str, str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def offer(self) -> None:
        """In a new project: say which codebook it has, and that it may have another one."""
        name = self._session.codebook.names.get(language(), self._session.codebook.id)
        self._window.overlays.notices.say(
            tr("The project starts with the codebook “{name}”.", name=name),
            action=tr("Another one…"),
            callback=self.ask,
            seconds=12,
        )

    def ask(self) -> None:
        """Ask from where, and put that codebook in place."""
        project = self._session.project
        known = [
            one
            for one in coders.all_sets(project)
            if any(sum(part.values()) for part in statistics.by_label(project, one.id).values())
        ]
        dialog = StartCodebookDialog(known, self._window)
        taken, choice, set = bool(dialog.exec()), dialog.choice, dialog.set
        dialog.deleteLater()
        found = self._read(choice, set) if taken else None
        if found is not None:
            self.adopt(found)

    def adopt(self, codebook: Codebook) -> None:
        """Put a codebook in the place of the project's own, and say what stayed."""
        name = codebook.names.get(language(), codebook.id)
        what = say("Start from the codebook {name}", name=name)
        with self._session.edit(what, labels=False) as project:
            kept = adopting.adopt(project, codebook)
        words = tr("The codebook is “{name}” now.", name=name)
        stayed = trn(
            "{count} label stayed, because annotations carry it.",
            "{count} labels stayed, because annotations carry them.",
            kept,
        )
        self.said.emit(f"{words} {stayed}" if kept else words, "info")

    def _read(self, choice: str, set: str) -> Codebook | None:
        if choice == BLANK:
            return codebook_sources.blank(tr("Labels"), tr("New label"), language())
        if choice == DEFAULT:
            return projects.read_codebook()
        if choice == SET:
            return codebook_sources.of_set(self._session.project, set)
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("A project or a codebook file"),
            "",
            tr("Projects and codebooks ({pattern})", pattern="*.annot *.json"),
        )
        return codebook_sources.of_file(Path(name)) if name else None
