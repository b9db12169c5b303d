"""The open project as the windows see it: one place to change it, one signal when it changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from annotator.domain.codebook import Codebook
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.store import closing, codebooks, coders, history, versions
from annotator.store.edits import Edit
from annotator.store.errors import UNREADABLE, DamagedRecordError
from annotator.store.project import Project

_CODEBOOK_KINDS = ("codebook", "layer", "label", "link_type", "codebook_version")


class Session(QObject):
    """Holds at most one open project and the article on the screen."""

    opened = Signal()
    closing = Signal()
    """The project is still open: the last moment to write what was typed."""
    closed = Signal()
    changed = Signal(Edit)
    refused = Signal(Exception)
    """The disk did not take an edit: a `NotSavedError`."""
    unreadable = Signal(Exception)
    """What was to be drawn could not be read: the file is damaged."""
    article_opened = Signal(str)
    set_shown = Signal()
    """Another annotation set is shown; the article is opened anew right after."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._codebook: Codebook | None = None
        self._version: str | None = None
        self._shown: str | None = None
        self._is_mine = False
        self.article: str | None = None

    @property
    def project(self) -> Project:
        """The open project.

        Raises:
            RuntimeError: none is open; the caller should have asked `is_open`.
        """
        if self._project is None:
            raise RuntimeError
        return self._project

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def set(self) -> str:
        """Id of the annotation set that is shown; only one's own is labelled in."""
        own = self.project.own_set.id if self.project.own_set else ""
        return self._shown or own

    @property
    def shows_own(self) -> bool:
        """Whether one's own set or own gold is shown, or somebody else's to read."""
        return self._shown is None or self._is_mine

    def show_set(self, set: str) -> None:
        """Show this annotation set, in the same article at the same place."""
        own = self.project.own_set
        self._shown = None if own is not None and set == own.id else set
        mine = coders.gold_of(self.project)
        self._is_mine = mine is not None and mine.id == set
        self.set_shown.emit()
        if self.article is not None:
            self.open_article(self.article)

    @property
    def codebook(self) -> Codebook:
        """The project's codebook as it stands now."""
        if self._codebook is None:
            self._codebook = codebooks.current(self.project)
        return self._codebook

    @property
    def codebook_version(self) -> str:
        """What annotations made now are made under (see `versions.working`)."""
        if self._version is None:
            self._version = versions.working(self.project, self.codebook)
        return self._version

    def open(self, project: Project) -> None:
        """Show this project; the one before is closed."""
        self.close()
        self._project, self._shown = project, None
        project.when_refused = self.refused.emit
        self.opened.emit()

    def close(self) -> None:
        """Close the project, leaving one ordinary file."""
        if self._project is None:
            return
        self.closing.emit()
        project, self._project = self._project, None
        self._codebook, self.article, self._shown = None, None, None
        self._version = None
        self.closed.emit()
        closing.close(project)

    def open_article(self, article: str) -> None:
        """Put an article on the screen."""
        self.article = article
        self.article_opened.emit(article)

    @contextmanager
    def edit(self, name: Sentence, *, labels: bool = True) -> Iterator[Project]:
        """One gesture: one transaction, one step of undo, one durable commit, one signal.

        Raises:
            AnnotatorError: it would write `labels` while somebody else's are shown.
        """
        if labels and not self.shows_own:
            raise AnnotatorError(
                say("These are somebody else's labels, to read. Shift+F9 leads back to yours.")
            )
        inner = self.project.is_editing
        with self.project.edit(name) as edit:
            yield self.project
        if not inner:
            self.announce(edit)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Read for what is drawn at once: damage met on the way is told, and leaves a gap."""
        try:
            yield
        except (*UNREADABLE, DamagedRecordError) as error:
            self.unreadable.emit(error)

    def undo(self) -> Edit | None:
        """Take the last step back."""
        return self.announce(history.undo(self.project))

    def redo(self) -> Edit | None:
        """Do the last undone step again."""
        return self.announce(history.redo(self.project))

    def announce(self, edit: Edit | None) -> Edit | None:
        """Tell every view of a finished edit; one that changed nothing is not news."""
        if edit is None or not edit.changes:
            return None
        if edit.touches(*_CODEBOOK_KINDS):
            self._codebook, self._version = None, None
        self.changed.emit(edit)
        return edit
