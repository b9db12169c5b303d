"""Backups while one works, and the ways back: restore a backup, salvage what is damaged."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.desktop import tasks
from annotator.desktop.dialogs.restore_dialog import RestoreDialog
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.jobs import backup, projects, restoring
from annotator.words import told, tr

if TYPE_CHECKING:
    from annotator.desktop.files import Files
    from annotator.desktop.window import Window

_MINUTE_MS = 60_000


class Safety(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""

    def __init__(self, window: "Window", files: "Files") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._files = files
        self._work: list[tasks.Reading] = []
        self._timer = QTimer(self, interval=backup.EVERY_MINUTES * _MINUTE_MS)
        self._timer.timeout.connect(self.keep)
        self._soon = QTimer(self, singleShot=True, interval=_MINUTE_MS)
        self._soon.timeout.connect(self.keep)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._end)
        files.damage_met.connect(self.read_damaged)
        if self._session.is_open:
            self._begin()

    # ------------------------------------------------------------------ backups

    def keep(self) -> None:
        """Make a backup behind the person's back, if anything changed since the last one."""
        if not self._session.is_open or self._session.project.read_only:
            return
        path = self._session.project.path
        self._wait()
        self._work.append(tasks.read(self, lambda: _kept(path), self._tell))

    def back_up(self) -> None:
        """Make a backup because somebody wants one."""
        path = backup.make_backup(self._session.project.path)
        self.said.emit(tr("Kept as {path}.", path=path), "info")

    def _tell(self, trouble: object) -> None:
        if isinstance(trouble, Sentence):
            self.said.emit(told(trouble), "warning")

    def _begin(self) -> None:
        self._timer.start()
        self._soon.start()  # what was done where no backup was made
        self._window.overlays.banner.take_back()
        if self._session.project.is_shared:
            self.said.emit(
                tr(
                    "“{name}” lies in a folder that is synchronised or that other machines reach. "
                    "Work in it on one machine at a time, and close it before it is copied; to "
                    "work together, send your work instead.",
                    name=self._session.project.path.stem,
                ),
                "warning",
            )

    def leave(self) -> None:
        """Hear no more of the session: another window looks after it."""
        self._session.opened.disconnect(self._begin)
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._soon.stop()
        self._wait()

    def _wait(self) -> None:
        """A file that is still read cannot be left as one ordinary file."""
        for one in self._work:
            one.wait()
        self._work.clear()

    # ------------------------------------------------------------------ ways back

    def restore(self, path: Path | None = None) -> None:
        """Ask which backup, and let it become the project."""
        wanted = path or self._session.project.path
        found = backup.kept(wanted)
        if not found:
            self.said.emit(tr("There is no backup of {path}.", path=wanted.name), "info")
            return
        copy = RestoreDialog.ask(self._window, wanted.stem, found)
        if copy is not None:
            self._restore(wanted, copy)

    def _restore(self, path: Path, copy: Path) -> None:
        if self._session.is_open and self._session.project.path == path:
            self._session.close()
        try:
            restoring.restore(path, copy)
        finally:
            if path.exists():
                self._files.open_path(path)
        self.said.emit(
            tr("Restored; what was there before is among the backups too."),
            "info",
        )

    def salvage(self, path: Path) -> None:
        """Ask for a new file, write what can be read there, say what came out, and open it."""
        wished = path.with_name(f"{path.stem} {tr('salvaged')}{path.suffix}")
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Salvage into a new project"), str(wished)
        )
        if not name:
            return
        report = restoring.salvage(path, Path(name))
        self._files.open_path(report.path)
        saved = tr(
            "Salvaged: {articles} articles, {annotations} annotations, {events} events.",
            articles=report.saved.get("article", 0),
            annotations=report.saved.get("annotation", 0),
            events=report.saved.get("event", 0),
        )
        lost = sum(report.lost.values())
        more = tr("{count} rows or records could not be read.", count=lost) if lost else ""
        self.said.emit(f"{saved} {more}".strip(), "warning" if lost else "info")

    # ------------------------------------------------------------------ damage

    def meet_damage(self, problem: Sentence) -> None:
        """What is open turns out to be broken: it is read from now on, and not written."""
        path = self._session.project.path
        self._session.close()
        self.read_damaged(path, problem)

    def read_damaged(self, path: Path, problem: Sentence) -> None:
        """Show a damaged project as far as it can be read, with the ways out of it."""
        try:
            self._files.show(projects.open_damaged(path, self._window.settings.coder))
            shown = tr("It is shown as far as it can be read, and not written in.")
        except AnnotatorError:
            shown = tr("It cannot be shown.")
        words = tr("“{name}” is damaged. {shown}", name=path.stem, shown=shown)
        self._window.overlays.banner.tell(
            words,
            [
                (tr("Restore a backup…"), lambda: self.restore(path)),
                (tr("Salvage…"), lambda: self.salvage(path)),
            ],
        )
        self.said.emit(told(problem), "warning")


def _kept(path: Path) -> Sentence | None:
    """Make a backup; what went wrong, in a sentence."""
    try:
        backup.make_if_changed(path)
    except AnnotatorError as error:
        return say("No backup could be made: {reason}", reason=error.sentence)
    return None
