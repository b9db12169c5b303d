"""Looking for damage: on request in full, and quickly whenever a project was opened."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.desktop import tasks
from annotator.desktop.popups.progress import ProgressCard
from annotator.desktop.session import Session
from annotator.domain.sentence import Sentence
from annotator.jobs import check
from annotator.store.integrity import Problem
from annotator.words import told, tr

_FEW = 5
"""Problems named in a notice; the command line lists them all."""


class Checking(QObject):
    """One per window; it reads on threads of its own."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""
    damage_found = Signal(Sentence)
    """The project that is open is broken."""
    unexplained = Signal(str)
    """Something went wrong that damage does not explain; its report."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._readings: list[tasks.Reading] = []
        self._looked = False
        self._report = ""
        session.unreadable.connect(self.look_closer)
        session.closing.connect(self._stop_reading)
        session.opened.connect(self._look_for_damage)
        if session.is_open:
            self._look_for_damage()

    def check(self) -> None:
        """Check the project in the background and say what was found."""
        path = self._session.project.path
        card = ProgressCard(self._window)
        card.begin(tr("Checking the project"), cancellable=False)
        self._readings.append(tasks.read(self, lambda: check.run_on(path), self._tell_check))
        self._readings[-1].finished.connect(card.deleteLater)

    def _tell_check(self, found: object) -> None:
        if not isinstance(found, check.CheckReport):
            return
        if found.ok:
            words = tr(
                "All is well: {articles} articles, {annotations} annotations, {events} events.",
                articles=found.articles,
                annotations=found.annotations,
                events=found.events,
            )
            self.said.emit(words, "info")
        else:
            lines = [told(one.message) for one in found.problems[:_FEW]]
            self.said.emit("\n".join(lines), "warning")

    def _look_for_damage(self) -> None:
        """A quick look at a file that was just opened, while the person begins to read."""
        project = self._session.project
        path, thorough, self._looked = project.path, project.was_left, False
        if project.loan is None:
            look = tasks.read(
                self, lambda: check.quickly(path, thorough=thorough), self._tell_damage
            )
            self._readings.append(look)

    def _tell_damage(self, problem: object) -> None:
        if isinstance(problem, Problem):
            self.damage_found.emit(problem.message)

    def explain(self, report: str) -> None:
        """Find out whether damage is behind what went wrong; else `unexplained` hands it back."""
        if self._session.is_open and self._session.project.is_damaged:
            self.said.emit(tr("Part of this project cannot be read: it is damaged."), "warning")
        elif self._session.is_open and not self._looked:
            self._report = report
            self.look_closer()
        else:
            self.unexplained.emit(report)

    def look_closer(self, *_: object) -> None:
        """Something could not be read: look once whether the file is broken."""
        project = self._session.project
        if self._looked or project.is_damaged:
            return
        self._looked = True
        path = project.path
        look = tasks.read(self, lambda: check.quickly(path, thorough=True), self._tell_closer)
        self._readings.append(look)

    def _tell_closer(self, problem: object) -> None:
        report, self._report = self._report, ""
        if isinstance(problem, Problem):
            self.damage_found.emit(problem.message)
        elif report:
            self.unexplained.emit(report)

    def leave(self) -> None:
        """Hear no more of the session: another window looks after it."""
        self._session.opened.disconnect(self._look_for_damage)
        self._stop_reading()

    def _stop_reading(self) -> None:
        """A file that is still read cannot be left as one ordinary file."""
        for reading in self._readings:
            reading.wait()
        self._readings.clear()
