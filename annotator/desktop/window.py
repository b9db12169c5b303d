"""The window: it places the panels and tells them of each other. It decides nothing."""

import dataclasses
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QSplitter, QStackedWidget

from annotator.desktop import recent, theme
from annotator.desktop import settings as remembered
from annotator.desktop.actions import Actions
from annotator.desktop.article.view import ArticleView
from annotator.desktop.beginning import meet_damage
from annotator.desktop.overlays import Overlays
from annotator.desktop.panels.articles import ArticlesPanel
from annotator.desktop.reading_settings import ReadingSettings
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.side import Side
from annotator.desktop.status import StatusLine
from annotator.domain.turning import visible

if TYPE_CHECKING:
    from annotator.desktop.desk import Desk
    from annotator.desktop.panels.codebook import CodebookPanel
    from annotator.desktop.panels.passage import PassagePanel
    from annotator.desktop.start_page import StartPage
    from annotator.desktop.verbs import Verbs


_LEAST_TEXT, _LEAST_PANEL = 380, 180
"""Pixels: in a narrow window the panels give way before the text does."""
_SOON = 500
"""Milliseconds until the place is kept: nothing that a frame waits for."""


class Window(QMainWindow):
    """One per program.

    It comes in two steps, so that the article is on the screen soon: what the first picture
    shows, and `complete` for all that only a gesture needs.
    """

    painted = Signal()
    """The first picture is on the screen."""
    language_changed = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        # What has style sheets is made where it stays: moving it would style all of it anew.
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.view = ArticleView(session, settings, self.splitter)
        self.articles = ArticlesPanel(session, self.splitter)
        self.reading = ReadingSettings(settings, self._restyle)
        self.overlays = Overlays(self, self.view)
        self.actions_table = Actions(self, self.view.canvas, self._perform)
        self.status = StatusLine(session, self)
        self._saving = QTimer(self, singleShot=True)
        self._saving.timeout.connect(lambda: remembered.save(self.settings))
        self._is_complete = False
        self._is_painted = False
        self._place()
        self._recall()
        session.opened.connect(self._show_project)
        session.closed.connect(self._show_project)
        session.changed.connect(self.show_abilities)
        session.article_opened.connect(self._show_article)
        self.show_abilities()

    # ------------------------------------------------------------------ what a gesture needs

    @cached_property
    def desk(self) -> "Desk":
        """What gestures on the text mean."""
        from annotator.desktop.desk import Desk  # noqa: PLC0415

        return Desk(self.session, self.view)

    @cached_property
    def verbs(self) -> "Verbs":
        """What every action calls."""
        from annotator.desktop.verbs import Verbs  # noqa: PLC0415

        return Verbs(self)

    @cached_property
    def passage(self) -> "PassagePanel":
        """What is in hand: labels, values, links, note."""
        from annotator.desktop.panels.passage import PassagePanel  # noqa: PLC0415

        return PassagePanel(self.session, self)

    @cached_property
    def codebook(self) -> "CodebookPanel":
        """The labels with their rules."""
        from annotator.desktop.panels.codebook import CodebookPanel  # noqa: PLC0415

        return CodebookPanel(self.session, self)

    @cached_property
    def start(self) -> "StartPage":
        """What is shown while no project is open."""
        from annotator.desktop.start_page import StartPage  # noqa: PLC0415

        return StartPage(self)

    def complete(self) -> None:
        """Add what the first picture did without."""
        if self._is_complete:
            return
        self._is_complete = True
        meet_damage(self)
        self.side.fill((self.passage, self.codebook))
        self.pages.addWidget(self.start)
        self.status.follow(self.desk)
        self._connect(self.verbs)
        self._show_project()

    def _go_on(self) -> None:
        self.painted.emit()
        QTimer.singleShot(0, self.complete)

    def _connect(self, verbs: "Verbs") -> None:
        self.session.closing.connect(self.passage.commit)
        self.articles.article_requested.connect(verbs.open_article)
        self.articles.import_requested.connect(verbs.files.import_folder)
        self.passage.annotation_requested.connect(verbs.go_to)
        self.passage.entry_requested.connect(verbs.speaking.ask_about)
        self.passage.card_requested.connect(verbs.stating.show)
        self.passage.delete_requested.connect(verbs.delete_annotation)
        self.codebook.label_requested.connect(verbs.label)
        self._passage_waits = QTimer(self, singleShot=True, interval=0)
        self._passage_waits.timeout.connect(self.show_passage)
        self.desk.passage_changed.connect(self._passage_waits.start)
        self.desk.article_done.connect(verbs.after_done)
        self.view.key_typed.connect(verbs.type_key)
        self.view.canvas.zoom_requested.connect(self.reading.zoom)
        self.view.canvas.selection_changed.connect(self.status.show_hints)
        self.view.canvas.context_requested.connect(verbs.show_menu)
        self.view.metadata_requested.connect(verbs.edit_metadata)
        self.start.demo_requested.connect(verbs.open_demo)
        self.start.folder_requested.connect(verbs.files.open_folder)
        self.start.project_requested.connect(verbs.files.open)
        self.start.new_requested.connect(verbs.files.new)

    def _perform(self, name: str) -> None:
        self.complete()
        self.verbs.perform(name)

    # ------------------------------------------------------------------ building

    def _place(self) -> None:
        self.side = Side(self.splitter)
        self.splitter.insertWidget(0, self.articles)  # the others stand there as they came
        for place, panel in enumerate((self.articles, self.view, self.side)):
            panel.setMinimumWidth(_LEAST_TEXT if panel is self.view else _LEAST_PANEL)
            self.splitter.setStretchFactor(place, 1 if panel is self.view else 0)
            self.splitter.setCollapsible(place, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([270, 760, 330])
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.splitter)
        self.setCentralWidget(self.pages)
        self.setStatusBar(self.status)
        self.actions_table.fill(self.menuBar())
        self.setAcceptDrops(True)
        self.resize(1360, 840)

    # ------------------------------------------------------------------ following

    def _show_project(self) -> None:
        is_open = self.session.is_open
        if is_open or self._is_complete:
            self.pages.setCurrentWidget(self.splitter if is_open else self.start)
        if self._is_complete and not is_open:
            self.start.show_recent(list(reversed(self.settings.last_articles)))
        name = visible(self.session.project.path.stem) if is_open else ""
        self.setWindowTitle(f"{name} – Annotator" if name else "Annotator")
        self.show_abilities()
        self._remember_soon()

    def show_abilities(self, *_: object) -> None:
        """Let the menus offer what can be done now."""
        abilities = set()
        if self.session.is_open:
            abilities.add("project")
            if not self.session.project.read_only:
                abilities.add("writable")
            if self.session.article is not None:
                abilities.add("article")
            if self._is_complete:
                abilities |= self.verbs.team.abilities()
        self.actions_table.allow(frozenset(abilities))
        if self._is_complete:
            self.verbs.name_steps()

    def _show_article(self, article: str) -> None:
        self.articles.show_article(article)
        recent.remember(self.session, self.settings, article)
        self.show_abilities()
        self._remember_soon()

    def show_passage(self) -> None:
        """Show what is in hand beside the text; the text itself is painted before."""
        self._passage_waits.stop()
        self.passage.show_annotations(self.view.text, self.desk.current)

    def _restyle(self) -> None:
        self.view.restyle()
        self.status.restyle()
        self._saving.start(0)  # behind the frame that shows them

    def take_settings(self, settings: Settings) -> None:
        """Draw everything with these settings from now on."""
        for field in dataclasses.fields(settings):
            setattr(self.settings, field.name, getattr(settings, field.name))
        theme.apply(self.settings.theme)
        self._restyle()

    # ------------------------------------------------------------------ remembering

    def _recall(self) -> None:
        self.side.setCurrentIndex(self.settings.side_tab)
        # What is empty or no such state is left alone.
        self.restoreGeometry(_bytes(self.settings.geometry))
        self.splitter.restoreState(_bytes(self.settings.layout))

    def _remember_soon(self) -> None:
        """Keep which project and article are open, should the program end without being closed."""
        is_open = self._is_complete and self.session.is_open
        if is_open and not self.session.project.read_only:
            self._saving.start(_SOON)

    def remember(self) -> None:
        """Keep window, panels and place for the next start."""
        self.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.settings.layout = bytes(self.splitter.saveState().toHex().data()).decode()
        self.settings.side_tab = self.side.currentIndex()
        self._saving.stop()
        remembered.save(self.settings)

    # ------------------------------------------------------------------ Qt's own events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: everything is in the file already."""
        try:
            self.remember()
        finally:
            self.session.close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody wanted: Enter presses the button in focus, Escape goes back to the text."""
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focused, QAbstractButton):
            focused.click()
        elif event.key() == Qt.Key.Key_Escape and self.session.is_open:
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            # The parts of the window are painted after it, in the same turn.
            self._is_painted = True
            QTimer.singleShot(0, self._go_on)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # The drag's source waits until this returns; a long import must not make it wait.
        QTimer.singleShot(0, lambda: self.verbs.files.drop(paths))


def _bytes(written: str) -> QByteArray:
    return QByteArray.fromHex(QByteArray(written.encode()))
