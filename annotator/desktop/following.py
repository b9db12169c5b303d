"""Along a link to its other end, to another fragment, and back again."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.desktop.article.view import ArticleView
from annotator.desktop.canvas.scene import End
from annotator.desktop.desk import Desk
from annotator.desktop.session import Session
from annotator.store import annotations
from annotator.words import tr

_MOST = 50


class _Stop(NamedTuple):
    """Where somebody came from: what was in hand, the caret, the scroll bar's value."""

    annotation: str
    caret: int
    value: int


class Following(QObject):
    """One per window; remembers the way within one article."""

    said = Signal(str)

    def __init__(self, session: Session, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = desk
        self._way: list[_Stop] = []
        self._last: tuple[str, int] = ("", -1)
        session.article_opened.connect(self._forget)
        session.closed.connect(self._forget)

    def follow(self) -> None:
        """Go to the other end of a link of the passage in hand, the next one each time."""
        ends = self._ends()
        if not ends:
            self.said.emit(tr("The passage in hand has no link to another one, nor fragments."))
            return
        here = self._desk.current[0]
        before = self._last[1] if self._last[0] == here else -1
        place = (before + 1) % len(ends)
        self._last = (here, place)
        self.go(ends[place])

    def go(self, end: End) -> None:
        """Show an end and take it in hand; the way back is remembered."""
        bar = self._view.canvas.verticalScrollBar()
        current = self._desk.current
        stop = _Stop(current[0] if current else "", self._view.canvas.caret(), bar.value())
        self._way = [*self._way, stop][-_MOST:]
        if end.annotation in current:
            self._view.canvas.set_caret(end.offset)
        else:
            self._desk.take(end.annotation)
        self._view.canvas.reveal(end.offset)

    def back(self) -> None:
        """Go back to where the last link was followed from."""
        if not self._way:
            self.said.emit(tr("There is no way back from here."))
            return
        stop = self._way.pop()
        if stop.annotation and annotations.get(self._session.project, stop.annotation):
            self._desk.take(stop.annotation, reveal=False)
        self._view.canvas.set_caret(stop.caret)
        self._view.canvas.verticalScrollBar().setValue(stop.value)

    def _forget(self, *_: object) -> None:
        self._way, self._last = [], ("", -1)

    def _ends(self) -> list[End]:
        """The other ends of the links in hand, then its further fragments."""
        current = self._desk.current
        links = self._view.canvas.scene.ties
        others = [tie.target if tie.source in current else tie.source for tie in links]
        found = [annotations.get(self._session.project, other) for other in dict.fromkeys(others)]
        ends = [End(one.id, one.start) for one in found if one is not None]
        return ends + [End(current[0], span.start) for span in self._desk.fragments[1:] if current]
