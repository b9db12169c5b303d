"""Find in the article: from the find bar to marked hits on the canvas."""

from PySide6.QtCore import QObject

from annotator.desktop.article_view import ArticleView
from annotator.desktop.popups.find_bar import FindBar
from annotator.desktop.session import Session
from annotator.domain.folding import Folded, find_all, fold, folded
from annotator.domain.span import Span

_MOST = 10_000
"""Hits beyond this many are not counted: nobody walks them, and each is drawn."""


class Finding(QObject):
    """One per window; the bar is made when it is first asked for."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._bar: FindBar | None = None
        self._hits: list[Span] = []
        self._at = -1
        self._folded: tuple[str, Folded] | None = None
        self._query = ("", False, False)
        session.article_opened.connect(self._search_again)

    def show(self) -> None:
        """Open the bar with the selected words."""
        bar = self._ready()
        selected = self._view.canvas.selection()
        bar.open_with(selected.cut(self._view.text)[:200] if selected else "")

    def next(self) -> None:
        """Go to the next hit, round and round."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the hit before."""
        self._go(self._at - 1)

    def _ready(self) -> FindBar:
        if self._bar is None:
            self._bar = FindBar(self._view)
            self._view.column.insertWidget(1, self._bar)
            self._bar.search_changed.connect(self._search)
            self._bar.next_requested.connect(self.next)
            self._bar.previous_requested.connect(self.previous)
            self._bar.closed.connect(self._close)
        return self._bar

    def _close(self) -> None:
        self._query = ("", False, False)
        self._hits, self._at = [], -1
        self._view.canvas.set_hits([], -1)
        self._view.canvas.setFocus()

    def _search_again(self) -> None:
        if self._bar is not None and self._bar.isVisible():
            self._search(*self._query)

    def _search(self, words: str, whole_words: bool, exact: bool) -> None:
        self._query = (words, whole_words, exact)
        self._hits = self._found(words, whole_words, exact)
        caret = self._view.canvas.caret()
        after = (place for place, hit in enumerate(self._hits) if hit.end >= caret)
        self._at = next(after, 0)
        self._go(self._at)

    def _found(self, words: str, whole_words: bool, exact: bool) -> list[Span]:
        if not words:
            return []
        # Without a map a folded text is the text itself: found as it is written.
        text = Folded(self._view.text, self._view.text) if exact else self._folded_text()
        needle = words if exact else fold(words)
        hits = find_all(text, needle, whole_words=whole_words)
        return [hit for hit, _ in zip(hits, range(_MOST), strict=False)]

    def _folded_text(self) -> Folded:
        if self._folded is None or self._folded[0] is not self._view.text:
            self._folded = (self._view.text, folded(self._view.text))
        return self._folded[1]

    def _go(self, place: int) -> None:
        self._at = place % len(self._hits) if self._hits else -1
        self._view.canvas.set_hits(self._hits, self._at)
        if self._bar is not None:
            self._bar.show_count(self._at + 1, len(self._hits))
        if self._hits:
            hit = self._hits[self._at]
            self._view.canvas.set_caret(hit.end)
            self._view.canvas.reveal(hit.start)
