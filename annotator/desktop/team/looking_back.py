"""Looking back: who changed what, and what others did since one last looked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from annotator.desktop import recent, settings
from annotator.desktop.dialogs.history_dialog import HistoryDialog, Scope
from annotator.jobs import history_words
from annotator.jobs.history_words import ToldChange
from annotator.store import annotations, trail
from annotator.store.trail import Change
from annotator.words import language

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_SOON = 150
"""Milliseconds after a change until the list is read again: several are read once."""


class LookingBack(QObject):
    """One per window; one dialog at a time."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.dialog: HistoryDialog | None = None
        self._waits = QTimer(self, singleShot=True, interval=_SOON)
        self._waits.timeout.connect(self._read)
        self._session.changed.connect(self._wait)
        self._session.article_opened.connect(self._turn)
        window.desk.passage_changed.connect(self._turn)
        self._session.closing.connect(self._leave)

    def table(self) -> dict[str, Callable[[], object]]:
        """What rows of `actions.TABLE` call here."""
        return {"history": self.show, "news": self.show_news}

    def show(self) -> None:
        """The changes of the passage in hand, else of the article, else of the project."""
        if self._window.desk.current:
            self._open("passage")
        else:
            self._open("article" if self._session.article else "project")

    def show_news(self) -> None:
        """What others did since whoever works here last said that they have seen it."""
        self._open("news")

    def _open(self, scope: Scope) -> None:
        if self.dialog is None:
            dialog = self.dialog = HistoryDialog(self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(self._forget)
            dialog.wanted.connect(self._read)
            dialog.chosen.connect(self._go_to)
            dialog.seen.connect(self._see_all)
            dialog.show()
        self.dialog.show_scope(scope)
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _leave(self) -> None:
        self._waits.stop()
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self) -> None:
        self._waits.stop()
        self.dialog = None

    # ------------------------------------------------------------------ reading

    def _wait(self, *_: object) -> None:
        if self.dialog is not None:
            self._waits.start()

    def _turn(self, *_: object) -> None:
        """Something else is on the screen or in hand."""
        if self.dialog is not None and self.dialog.scope in {"passage", "article"}:
            self._waits.start()

    def _read(self) -> None:
        if self.dialog is None or not self._session.is_open:
            return
        session, found = self._session, self._changes(self.dialog.scope)
        told = history_words.told(session.project, found, session.codebook, language())
        self.dialog.show_changes(told)

    def _changes(self, scope: Scope) -> list[Change]:
        project, article = self._session.project, self._session.article
        if scope == "news":
            return trail.since(project, recent.looked(self._session, self._window.settings))
        if scope == "passage":
            ids = [one.id for one in self._window.desk.annotations()]
            return trail.of_records(project, ids) if ids else []
        if scope == "article":
            return trail.of_article(project, article) if article else []
        return trail.newest(project)

    def _see_all(self) -> None:
        recent.look(self._session, self._window.settings)
        settings.save(self._window.settings)
        self._read()

    # ------------------------------------------------------------------ going there

    def _go_to(self, one: ToldChange) -> None:
        """Show the passage as it is now, or the words where it was, or the article."""
        found = annotations.get(self._session.project, one.annotation) if one.annotation else None
        if found is not None:
            if found.set != self._session.set:
                self._session.show_set(found.set)
            self._window.verbs.go_to(found.id)
            return
        if one.article and one.change.article != self._session.article:
            self._session.open_article(one.change.article)
        if one.place is not None and one.article:
            self._window.view.canvas.select(one.place)
            self._window.view.canvas.reveal(one.place.start)
