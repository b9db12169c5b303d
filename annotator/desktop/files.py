"""What the window does with files: projects, imports, exports."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.assets import folder as shipped
from annotator.desktop import recent, tasks
from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.dialogs.import_dialog import (
    ImportDialog,
    ImportReportDialog,
    is_worth_reading,
)
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.domain.sentence import AnnotatorError, Sentence
from annotator.formats import registry
from annotator.jobs import backup, export, import_files, projects
from annotator.jobs.import_files import AS_FOUND, Wish
from annotator.jobs.import_report import ImportReport
from annotator.jobs.progress import CancelledError
from annotator.store.errors import DamagedProjectError, ProjectError
from annotator.store.project import Project
from annotator.words import told, tr, trn

_PROJECTS = "*.annot"
_FEW = 3
"""Refused files named in a notice; the rest are counted."""


class Files(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""
    made = Signal()
    """A new, empty project is open."""
    damage_met = Signal(Path, Sentence)
    """A file that was to be opened is broken, and what is wrong with it."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """What rows of `actions.TABLE` call here."""
        return {
            "new": self.new,
            "open": self.open,
            "open_folder": self.open_folder,
            "import_folder": self.import_folder,
            "import_files": self.import_files,
            "import_looking": self.import_looking,
            "export": self.export,
            "close": self.close,
        }

    # ------------------------------------------------------------------ projects

    def new(self) -> None:
        """Ask where, and make an empty project there."""
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("New project"),
            str(_documents() / (tr("project") + ".annot")),
            tr("Projects ({pattern})", pattern=_PROJECTS),
        )
        if name:
            self._make_new(Path(name))

    def _make_new(self, wished: Path) -> None:
        path = wished if wished.suffix == ".annot" else Path(f"{wished}.annot")
        if path == wished and path.exists():
            # The file dialog has asked. Whoever works in it keeps it: opening finds that out.
            projects.close(projects.open_(path))
            backup.make_backup(path)
            path.unlink()
        self._show(path, lambda: projects.make(path, self._coder()))
        self.made.emit()

    def open(self, path: str = "") -> None:
        """Open a project, asking which where none is named."""
        name = path or self._ask_project()
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open a project, or a folder of articles as a project beside it; whether it worked."""
        return self._open_folder(path) if path.is_dir() else self._open_file(path)

    def open_folder(self, path: str = "") -> None:
        """Open a folder of articles, asking which where none is named."""
        name = path or QFileDialog.getExistingDirectory(self._window, tr("A folder of articles"))
        if name:
            self._open_folder(Path(name))

    def open_demo(self) -> None:
        """Open the demo articles as a project among the person's own documents."""
        target = _documents() / tr("Annotator demo.annot")
        if target.exists():
            self._open_file(target)
        elif self._show(target, lambda: projects.make(target, self._coder())):
            self.take_in([shipped("seeds")])

    def close(self) -> None:
        """Close the project."""
        self._session.close()

    def _open_folder(self, folder: Path) -> bool:
        path = projects.for_folder(folder)
        known = path.exists()
        opened = self._open_file(path) if known else self._make(path)
        if opened and not self._session.project.read_only:
            self.take_in([folder], quiet=known)
        return opened

    def _make(self, path: Path) -> bool:
        return self._show(path, lambda: projects.make(path, self._coder()))

    def _open_file(self, path: Path) -> bool:
        try:
            return self._show(path, lambda: projects.open_(path, self._coder()))
        except ProjectError as error:
            return self._read_instead(path, error)

    def _read_instead(self, path: Path, error: ProjectError) -> bool:
        """Whoever cannot write may still want to read."""
        try:
            self.show_reading(path)
        except AnnotatorError:
            if not isinstance(error, DamagedProjectError):
                raise error from None
            self.damage_met.emit(path, error.sentence)
            return self._session.is_open and self._session.project.path == path
        self.said.emit(
            tr("Opened for reading only. {reason}", reason=told(error.sentence)), "warning"
        )
        return True

    def show_reading(self, path: Path) -> bool:
        """Open a project for reading only."""
        return self._show(path, lambda: projects.open_(path, self._coder(), read_only=True))

    def _show(self, path: Path, make: Callable[[], Project]) -> bool:
        # The lock is ours: what is on the screen must be let go before it is opened again. Any
        # other project stays there until the new one is open.
        if self._session.is_open and _same(self._session.project.path, path):
            self._session.close()
        self.show(make())
        return True

    def show(self, project: Project) -> None:
        """Show an open project."""
        self._session.open(project)
        self._settings.last_project = str(project.path.absolute())
        recent.open_first(self._session, self._settings)

    def _ask_project(self) -> str:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Open project"),
            str(_documents()),
            tr("Projects ({pattern})", pattern=_PROJECTS),
        )
        return name

    def _coder(self) -> str:
        self._settings.coder = self._settings.coder or projects.coder_name()
        return self._settings.coder

    # ------------------------------------------------------------------ articles in

    def import_folder(self) -> None:
        """Ask for a folder and take its articles in."""
        name = QFileDialog.getExistingDirectory(self._window, tr("A folder of articles"))
        if name:
            self.take_in([Path(name)])

    def import_files(self) -> None:
        """Ask for files and take them in."""
        endings = " ".join(f"*{ending}" for ending in registry.readable_endings())
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("Import files"),
            "",
            tr("Articles and annotations ({pattern})", pattern=endings)
            + ";;"
            + tr("All files ({pattern})", pattern="*"),
        )
        if names:
            self.ask_and_take_in([Path(name) for name in names])

    def import_looking(self) -> None:
        """Ask for a folder, show what would arrive and let it be read otherwise, take it in."""
        name = QFileDialog.getExistingDirectory(self._window, tr("A folder of articles"))
        if name and (wish := ImportDialog.ask(self._window, [Path(name)])) is not None:
            self.take_in([Path(name)], wish=wish)

    def ask_and_take_in(self, paths: Sequence[Path]) -> None:
        """Import files; where they may hold annotations, ask first how to read them."""
        if all(path.suffix.casefold() == ".txt" for path in paths):
            self.take_in(paths)
        elif (wish := ImportDialog.ask(self._window, paths)) is not None:
            self.take_in(paths, wish=wish)

    def drop(self, paths: Sequence[Path]) -> None:
        """What was dropped on the window: a project opens, all else is taken in."""
        if not paths:
            return
        projects_dropped = [
            path for path in paths if path.suffix.casefold() == ".annot" and path.is_file()
        ]
        if projects_dropped:
            self._open_file(projects_dropped[0])
        elif self._session.is_open:
            self.ask_and_take_in(paths) if _are_files(paths) else self.take_in(paths)
        elif len(paths) == 1 and paths[0].is_dir():
            self._open_folder(paths[0])
        else:
            parent = paths[0].parent
            if self._make(_free(parent / f"{parent.name}.annot")):
                self.take_in(paths)

    def take_in(self, paths: Sequence[Path], *, wish: Wish = AS_FOUND, quiet: bool = False) -> None:
        """Import with a bar; everything, or nothing where it is stopped."""
        project = self._session.project
        try:
            report = tasks.run(
                self._window,
                tr("Importing articles"),
                lambda progress: import_files.run(project, paths, wish=wish, progress=progress),
            )
        except CancelledError:
            self.said.emit(tr("The import was stopped; nothing was changed."), "info")
            return
        self._session.announce(report.edit)
        if self._session.article is None:
            recent.open_first(self._session, self._settings)
        if is_worth_reading(report):
            self._show_report(report)
        else:
            self._tell(report, quiet=quiet)

    def _show_report(self, report: ImportReport) -> None:
        """The whole report, in a window of its own that need not be answered."""
        dialog = ImportReportDialog(report, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _tell(self, report: ImportReport, *, quiet: bool) -> None:
        if not (report.articles or report.skipped_known or report.refused or quiet):
            words = tr("Nothing that can be read was found there.")
            self.said.emit(words, "info")
            return
        parts = []
        if report.articles or not quiet:
            parts.append(
                trn("{count} article imported", "{count} articles imported", report.articles)
            )
        if report.skipped_known and not quiet:
            parts.append(tr("{count} already known", count=report.skipped_known))
        refused = [f"{one.file}: {told(one.message)}" for one in report.refused]
        if parts:
            self.said.emit(" · ".join(parts), "info")
        if refused:
            more = len(refused) - _FEW
            rest = tr(" … and {count} more", count=more) if more > 0 else ""
            self.said.emit("\n".join(refused[:_FEW]) + rest, "warning")

    # ------------------------------------------------------------------ sets out

    def export(self) -> None:
        """Ask what and where, and write annotation sets."""
        request = ExportDialog.ask(self._window, self._session)
        if request is None:
            return
        try:
            report = tasks.run(
                self._window,
                tr("Exporting"),
                lambda progress: export.run(
                    self._session.project, request.path, request.wanted, progress
                ),
            )
        except CancelledError:
            self.said.emit(tr("The export was stopped; nothing was written."), "info")
            return
        words = trn(
            "{count} annotation written to {file}",
            "{count} annotations written to {file}",
            report.annotations,
            file=request.path.name,
        )
        self.said.emit(words, "info")


def _is_project(path: Path) -> bool:
    return path.suffix.casefold() == ".annot" and path.is_file()


def _are_files(paths: Sequence[Path]) -> bool:
    return all(path.is_file() for path in paths)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path = Path(found)
    return path if path.is_dir() else Path.home()


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _free(path: Path) -> Path:
    number = 2
    tried = path
    while tried.exists():
        tried = path.with_stem(f"{path.stem} {number}")
        number += 1
    return tried
