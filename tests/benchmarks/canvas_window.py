"""The real window on a real project, driven as a person would, with a stopwatch at its frames."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop import app, recent
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.span import Span
from annotator.jobs import projects

SIZE = (1920, 1080)
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_GIVEN_UP = 20_000.0
_ROUNDS = 5


class Took(NamedTuple):
    """What something took: milliseconds by the clock, and of this program's processor time."""

    wall: float
    cpu: float


def clocks() -> Took:
    """What both clocks say now, in milliseconds."""
    return Took(time.perf_counter() * 1000, time.process_time() * 1000)


def since(begun: Took) -> Took:
    """What went by since then."""
    now = clocks()
    return Took(now.wall - begun.wall, now.cpu - begun.cpu)


class Watched(Window):
    """Says when a frame was finished: all that waited is painted and handed to the screen."""

    shown_at = Took(0.0, 0.0)

    def event(self, event: QEvent) -> bool:
        """Look at the clock right after painting."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.shown_at = clocks()
        return handled


class Paints(QObject):
    """Whether the text was painted."""

    seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only look."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class Driver:
    """One window on one project; times are milliseconds.

    `behind` is how long the window was still busy right after the last frame.
    """

    behind = 0.0

    def __init__(self, path: Path, coder: str) -> None:
        settings = Settings(theme="light", coder=coder, font="DejaVu Serif")
        self.window = Watched(Session(), settings)
        self.window.complete()
        self.window.session.open(projects.open_(path, coder))
        recent.open_first(self.window.session, settings)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        self.canvas = self.window.view.canvas
        self.canvas.setFocus()
        self._paints = Paints(self.window)
        self.canvas.viewport().installEventFilter(self._paints)
        app.warm()
        self.rest(1.5)

    def close(self) -> None:
        """Leave nothing open."""
        self.window.close()
        self.window.deleteLater()
        self.rest(0.1)

    def rest(self, seconds: float = 0.0) -> float:
        """Let happen what waits, for so long; the longest that took at one go."""
        longest, until = 0.0, time.perf_counter() + seconds
        while True:
            begun = time.perf_counter()
            QApplication.processEvents()
            now = time.perf_counter()
            longest = max(longest, now - begun)
            if now >= until:
                return longest * 1000
            time.sleep(0.001)

    def frame(self, action: Callable[[], object]) -> Took:
        """From an action to the end of the first frame that shows the text anew.

        What the action before left to be laid out and drawn beside the text is done first.
        """
        for _ in range(_ROUNDS):
            self.rest()
        self._paints.seen = False
        begun = clocks()
        action()
        while not self._paints.seen:
            QApplication.processEvents()
            if since(begun).wall > _GIVEN_UP:
                raise RuntimeError("nothing was painted")
        shown = self.window.shown_at
        self.behind = since(shown).wall
        return Took(shown.wall - begun.wall, shown.cpu - begun.cpu)

    # ------------------------------------------------------------------ what a person does

    def open(self, article: str) -> Took:
        """Click an article in the list."""
        panel = self.window.articles
        place = panel.list.visualRect(panel.rows.index_of(article)).center()
        return self.frame(lambda: QTest.mouseClick(panel.list.viewport(), _LEFT, _PLAIN, place))

    def label(self, span: Span, key: str) -> Took:
        """Select words, then press a label's key."""
        self.canvas.setFocus()
        self.canvas.select(span)
        self.rest()
        return self.frame(lambda: QTest.keyClicks(self.canvas, key))

    def undo(self) -> Took:
        """Ctrl+Z."""
        return self.frame(lambda: self.window.verbs.perform("undo"))

    def mouse(self, kind: QEvent.Type, point: QPointF, *, held: bool) -> None:
        """The mouse over the text, with the left button down or not."""
        view = self.canvas.viewport()
        button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
        held_now = _LEFT if held else _NONE
        spot = QPointF(view.mapToGlobal(point.toPoint()))
        QApplication.sendEvent(view, QMouseEvent(kind, point, spot, button, held_now, _PLAIN))

    def resize(self, width: int) -> Took:
        """Give the window another width."""
        return self.frame(lambda: self.window.resize(width, SIZE[1]))
