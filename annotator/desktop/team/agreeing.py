"""The window of agreement: figures and passages are read on a thread with a file of its own."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.desktop import tasks
from annotator.desktop.dialogs.agreement_dialog import AgreementDialog
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import (
    agreement,
    agreement_figures,
    agreement_passages,
    agreement_report,
    coded_passages,
    figure_files,
    projects,
    report_pages,
)
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.agreement_figures import Pictures
from annotator.jobs.agreement_passages import Places
from annotator.jobs.figure_files import Wording
from annotator.jobs.progress import CancelledError, Progress
from annotator.jobs.report_pages import Page
from annotator.store import annotations, coders, states
from annotator.store.project import Project
from annotator.words import language, told, tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_MANY = 500
"""Between two looks at how far it is, so many articles."""

Work = Callable[[Project, Progress], object]


class Agreeing(QObject):
    """One per window; one dialog at a time."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""
    _moved = Signal(int, int, int)
    """Which reading, how many articles are done, and how many there are."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.dialog: AgreementDialog | None = None
        self._readings: list[tasks.Reading] = []
        self._stop = threading.Event()
        self._number = 0
        self._moved.connect(self._show_progress)
        self._session.closing.connect(self.leave)

    def show(self) -> None:
        """Open the window of agreement with all sets that hold annotations."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        try:
            sets = coded_passages.chosen(self._session.project)
        except AnnotatorError as error:
            self.said.emit(told(error.sentence), "info")
            return
        codebook = self._session.codebook
        dialog = AgreementDialog(sets, codebook, lambda: self._session.article, self._window)
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.figures_requested.connect(self._find_figures)
        dialog.passages_requested.connect(self._find_passages)
        dialog.pictures_requested.connect(self._find_pictures)
        dialog.articles_requested.connect(self._find_articles)
        dialog.passage_chosen.connect(self._go_to)
        dialog.article_chosen.connect(self._session.open_article)
        dialog.save_requested.connect(self._save_figure)
        dialog.report_requested.connect(self._write_report)
        dialog.show()
        dialog.activateWindow()
        dialog.ask()

    def leave(self) -> None:
        """Close the dialog and stop reading: the file is about to be left."""
        self._end_readings()
        if self.dialog is not None:
            self.dialog.close()

    # ------------------------------------------------------------------ reading

    def _find_figures(self, asked: Asked) -> None:
        self._read(lambda project, progress: agreement.run(project, asked, progress))

    def _find_passages(self, layer: str, statistic: tuple[str, ...]) -> None:
        if self.dialog is None:
            return
        asked = self.dialog.asked()
        self._read(
            lambda project, progress: agreement_passages.behind(
                project, asked, layer, statistic, progress
            )
        )

    def _find_pictures(self, report: AgreementReport) -> None:
        if self.dialog is None:
            return
        asked = self.dialog.asked()
        self._read(
            lambda project, progress: agreement_figures.run(project, asked, report, progress)
        )

    def _find_articles(self, set: str, state: str) -> None:
        if self.dialog is not None:
            self.dialog.show_articles(states.in_state(self._session.project, set, state))

    def _read(self, work: Work) -> None:
        """Do the work on a thread; what was being read before is of no use any more."""
        self._end_readings()
        self._number += 1
        number, stop, path = self._number, threading.Event(), self._session.project.path
        coder = coders.name_of_viewer(self._session.project)
        self._stop = stop

        def progress(done: int, total: int) -> bool:
            if done % _MANY == 0:
                self._moved.emit(number, done, total)
            return not stop.is_set()

        def read() -> object:
            return number, _done_on(path, coder, work, progress)

        reading = tasks.read(self, read, self._show)
        self._readings.append(reading)

    def _end_readings(self) -> None:
        self._stop.set()
        for reading in self._readings:
            reading.wait()
        self._readings.clear()

    def _show_progress(self, number: int, done: int, total: int) -> None:
        if number == self._number and self.dialog is not None and done:
            words = tr("Comparing… {done} of {total} articles", done=done, total=total)
            self.dialog.say(words)

    def _show(self, found: object) -> None:
        number, value = found if isinstance(found, tuple) else (0, None)
        if number != self._number or self.dialog is None:
            return
        if isinstance(value, AgreementReport):
            self.dialog.show_report(value)
        elif isinstance(value, Places):
            self.dialog.show_places(value)
        elif isinstance(value, Pictures):
            self.dialog.show_pictures(value)
        elif isinstance(value, Page):
            self._save(value)
        elif isinstance(value, AnnotatorError):
            self.dialog.say(told(value.sentence))

    # ------------------------------------------------------------------ what is clicked

    def _go_to(self, annotation: str) -> None:
        """Show a passage in the window, with the labels of the set it is of."""
        found = annotations.get(self._session.project, annotation)
        if found is None:
            return
        if found.set != self._session.set:
            self._session.show_set(found.set)
        self._window.verbs.go_to(annotation)

    def _save_figure(self) -> None:
        """Ask where the figure on the screen is to be kept, and draw it there."""
        dialog = self.dialog
        picture = dialog.figure() if dialog is not None else None
        if dialog is None or picture is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            dialog,
            tr("Save the figure"),
            str(self._folder() / f"{self._session.project.path.stem}.svg"),
            tr("Figures ({pattern})", pattern="*.svg *.png"),
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.svg")
        try:
            figure_files.write(picture, path, Wording(dialog.label_name, told))
        except AnnotatorError as error:
            dialog.say(told(error.sentence))
        else:
            dialog.say(tr("{path} is ready.", path=path))

    def _folder(self) -> Path:
        place = self._session.project.path.parent
        return place if place.is_dir() else _documents()

    def _write_report(self) -> None:
        if self.dialog is not None:
            asked = self.dialog.asked()
            self.dialog.say(tr("Writing the report…"))
            self._read(lambda project, progress: agreement_report.page(project, asked, progress))

    def _save(self, page: Page) -> None:
        place = self._folder() / f"{self._session.project.path.stem}.html"
        name, _ = QFileDialog.getSaveFileName(
            self.dialog,
            tr("Write a report of agreement"),
            str(place),
            tr("Web page or Markdown ({pattern})", pattern="*.html *.md"),
        )
        if not name or self.dialog is None:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.html")
        try:
            report_pages.write(page, path, told, language())
        except AnnotatorError as error:
            self.dialog.say(told(error.sentence))
        else:
            self.dialog.say(tr("{path} is ready.", path=path))

    def _forget(self) -> None:
        self._end_readings()
        self.dialog = None


def _done_on(path: Path, coder: str, work: Work, progress: Progress) -> object:
    """The work's value as this coder may see it, or an error a person can do something about."""
    try:
        project = projects.open_(path, coder, read_only=True)
        try:
            return work(project, progress)
        finally:
            projects.close(project)
    except CancelledError:
        return None
    except AnnotatorError as error:
        return error


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
