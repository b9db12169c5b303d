"""Find in the article: from the find bar to marked hits on the canvas."""

from PySide6.QtCore import QObject

from annotator.desktop.article.searching import Searching
from annotator.desktop.article.view import ArticleView
from annotator.desktop.popups.find_bar import FindBar
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.jobs.word_search import Found, Wanted, WordSearch
from annotator.words import told, tr

_LONGEST = 200
"""Of selected words so many are looked for, in characters."""


class Finding(QObject):
    """One per window; the bar is made when it is first asked for."""

    def __init__(self, session: Session, view: ArticleView, settings: Settings) -> None:
        super().__init__(view)
        self._view = view
        self._settings = settings
        self._bar: FindBar | None = None
        self._search = WordSearch("")
        self._searching = Searching(self)
        self._searching.found.connect(self._take)
        self._found, self._at = Found(), -1
        self._steps = 0
        self._origin, self._left = 0, -1
        session.article_opened.connect(self._search_again)
        session.closing.connect(self._searching.stop)

    def show(self) -> None:
        """Open the bar with the selected words."""
        bar = self._ready()
        selected = self._view.canvas.selection()
        bar.open_with(selected.cut(self._view.text)[:_LONGEST] if selected else "")
        self._look_for(bar.wanted())

    def next(self) -> None:
        """Go to the next hit, round and round."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        bar = self._ready()
        if not bar.isVisible():
            bar.open_with()
            self._begin_at(end=step > 0)
            self._look_for(bar.wanted(), min(step, 0))
        elif self._searching.is_busy:
            self._steps += step
        else:
            self._go(self._at + step)
            self._settle()

    # ------------------------------------------------------------------ the bar

    def _ready(self) -> FindBar:
        if self._bar is None:
            self._bar = FindBar(self._view)
            self._view.column.insertWidget(1, self._bar)
            self._bar.take_options(_options(self._settings))
            self._bar.search_changed.connect(self._look_for)
            self._bar.next_requested.connect(self.next)
            self._bar.previous_requested.connect(self.previous)
            self._bar.closed.connect(self._close)
        return self._bar

    def _close(self) -> None:
        """Put the marks away; the hit one is at is selected and can be labelled."""
        is_known = self._searching.settle()
        if not is_known:
            self._searching.leave()
            self._search = WordSearch("")  # the one before may still be in use
        canvas = self._view.canvas
        if is_known and 0 <= self._at < len(self._found.hits):
            canvas.select(self._found.hits[self._at])
        self._found, self._at = Found(), -1
        canvas.set_hits((), -1)
        canvas.setFocus()

    # ------------------------------------------------------------------ searching

    def _search_again(self) -> None:
        self._found, self._at, self._left = Found(), -1, -1
        if self._bar is not None and self._bar.isVisible():
            self._look_for(self._bar.wanted())

    def _look_for(self, wanted: Wanted, steps: int = 0) -> None:
        _remember(wanted, self._settings)
        if self._search.text is not self._view.text:
            self._search = WordSearch(self._view.text)
        self._steps = steps
        if self._view.canvas.caret() != self._left:
            self._settle()
        self._searching.search(self._search, wanted, self._origin)
        if self._searching.is_busy and self._bar is not None:
            self._bar.show_busy()

    def _settle(self) -> None:
        """Search from here on; while words are only typed on, it is from the same place."""
        self._begin_at(end=False)
        if 0 <= self._at < len(self._found.hits):
            hit = self._found.hits[self._at]
            self._origin = hit.start if hit.end == self._left else self._origin

    def _begin_at(self, *, end: bool) -> None:
        canvas = self._view.canvas
        selected = canvas.selection()
        self._left = canvas.caret()
        self._origin = selected[end] if selected else self._left

    def _take(self, found: Found) -> None:
        self._found, self._at = found, -1
        self._view.canvas.set_hits(found.hits, -1)
        self._go(found.beyond(self._origin) + self._steps)
        if self._steps:
            self._settle()
        if self._bar is not None and found.trouble is not None:
            self._bar.show_trouble(told(found.trouble))

    def _go(self, place: int) -> None:
        hits, canvas = self._found.hits, self._view.canvas
        self._at = place % len(hits) if hits else -1
        canvas.show_hit(self._at)
        self._tell(place)
        if hits:
            hit = hits[self._at]
            canvas.set_caret(hit.end)
            canvas.reveal(hit.start)
        self._left = canvas.caret()

    def _tell(self, place: int) -> None:
        if self._bar is None:
            return
        around = tr("again from the start") if place > 0 else tr("again from the end")
        hint = "" if place == self._at else around
        self._bar.show_count(self._found.before + self._at + 1, self._found.total, hint)


def _options(settings: Settings) -> Wanted:
    return Wanted("", settings.find_words, settings.find_pattern, settings.find_as_written)


def _remember(wanted: Wanted, settings: Settings) -> None:
    settings.find_words = wanted.whole_words
    settings.find_pattern = wanted.pattern
    settings.find_as_written = wanted.as_written
