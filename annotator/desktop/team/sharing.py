"""Work that goes to a colleague and comes from one: one's own sets out, theirs in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.desktop import tasks
from annotator.desktop.dialogs.merge_report_dialog import MergeReportDialog
from annotator.desktop.session import Session
from annotator.domain.sentence import say
from annotator.jobs import assign, export, merge
from annotator.jobs.export import Wanted
from annotator.jobs.merge import MergeReport
from annotator.jobs.progress import CancelledError
from annotator.words import tr, trn

_BUNDLE = "bundle"


class Sharing(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""
    news_wanted = Signal()
    """What came with a colleague's work is to be seen change by change."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def table(self) -> dict[str, Callable[[], object]]:
        """What the rows of `actions.TABLE` about colleagues call."""
        return {"send_work": self.send, "add_work": self.add}

    # ------------------------------------------------------------------ out

    def send(self) -> None:
        """Ask where, and write one's own sets with their history as a bundle."""
        project = self._session.project
        coder = project.coder.name if project.coder else ""
        proposed = project.path.with_name(f"{project.path.stem} {coder}.zip".replace("/", "_"))
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Send my work"),
            str(proposed),
            tr("Bundles ({pattern})", pattern="*.zip"),
        )
        if name:
            self.send_to(Path(name))

    def send_to(self, path: Path) -> None:
        """Write one's own sets with their history as a bundle."""
        project = self._session.project
        out = path if path.suffix.casefold() == ".zip" else Path(f"{path}.zip")
        wanted = Wanted(format=_BUNDLE, sets=merge.of_coder(project))
        try:
            report = tasks.run(
                self._window,
                tr("Writing"),
                lambda progress: export.run(project, out, wanted, progress),
            )
        except CancelledError:
            self.said.emit(tr("Stopped; nothing was written."), "info")
            return
        words = trn(
            "{count} annotation is in {file}; send that file to your colleague.",
            "{count} annotations are in {file}; send that file to your colleague.",
            report.annotations,
            file=out.name,
        )
        self.said.emit(words, "info")

    # ------------------------------------------------------------------ in

    def add(self) -> None:
        """Ask for a colleague's files and take them in."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("Add a colleague's work"),
            str(self._session.project.path.parent),
            tr("Projects and bundles ({pattern})", pattern="*.annot *.zip"),
        )
        if names:
            self.add_from([Path(name) for name in names])

    def add_from(self, paths: Sequence[Path]) -> None:
        """Bring these projects and bundles together with one's own, and say what came."""
        project = self._session.project
        try:
            report = tasks.run(
                self._window,
                tr("Adding a colleague's work"),
                lambda progress: merge.run(project, paths, progress),
            )
        except CancelledError:
            self.said.emit(tr("Stopped; files that were read whole were taken in."), "info")
            return
        for edit in report.edits:
            self._session.announce(edit)
        with self._session.edit(say("Reveal what is done"), labels=False):
            assign.reveal_ready(project)
        self._tell(report)

    def _tell(self, report: MergeReport) -> None:
        if not report.events:
            self.said.emit(tr("Nothing new: all of it was known."), "info")
            return
        dialog = MergeReportDialog(report, self._window)
        dialog.news.clicked.connect(self.news_wanted)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
