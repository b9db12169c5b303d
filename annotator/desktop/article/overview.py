"""The overview of the article on the screen: its passages counted behind the first picture."""

from collections import Counter

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.overview import Bucket, Overview
from annotator.desktop.session import Session
from annotator.domain.span import Span
from annotator.store import marks
from annotator.store.edits import Edit

PARTS = 400
"""An article is cut into so many parts: about two pixels each."""
_SOON, _REST = 200, 10
"""Milliseconds after an edit, and how often as long as counting takes: several are counted once."""
_KINDS = ("annotation", "codebook", "layer", "label")
_FIRST, _LEAST = 8192, 64
"""Characters of the first stretch that is counted at one go, and of the shortest."""
_SHORT, _LONG = 1_000_000, 3_000_000
"""Nanoseconds: a stretch that took less is followed by a longer one, one that took more by a
shorter one, so that no key waits."""


class ArticleOverview(QObject):
    """Feeds the strip beside the text with the passages of one set, counted stretch by stretch."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self._took = 0
        self._at = 0
        self._stretch = _FIRST
        self._counts = Counter[tuple[int, str]]()
        self.strip = Overview(canvas)
        self._waits = QTimer(self, singleShot=True)
        self._waits.timeout.connect(self._begin)
        self._goes_on = QTimer(self, interval=0)
        self._goes_on.timeout.connect(self._count)
        self.strip.wanted.connect(lambda: self._waits.start(0))
        session.article_opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.changed.connect(self._follow)

    @property
    def is_counting(self) -> bool:
        """Whether the strip does not show all of its passages yet."""
        return self._waits.isActive() or self._goes_on.isActive()

    def _forget(self, *_: object) -> None:
        self._waits.stop()
        self._goes_on.stop()
        self.strip.forget_passages()

    def _follow(self, edit: Edit) -> None:
        """Count again soon; edits that come before that share one count."""
        article = self._session.article
        concerns = article in edit.articles() or edit.touches("codebook", "layer", "label")
        if article is not None and concerns and edit.touches(*_KINDS):
            self._goes_on.stop()
            self._waits.start(max(_SOON, self._took // 1_000_000 * _REST))

    def _begin(self) -> None:
        self._counts.clear()
        self._at, self._took, self._stretch = 0, 0, _FIRST
        self._goes_on.start()

    def _count(self) -> None:
        """Count the passages that start in the next stretch; after the last one show them all."""
        article = self._session.article
        if not self._session.is_open or article is None:
            self._goes_on.stop()
            return
        clock = QElapsedTimer()
        clock.start()
        here = Span(self._at, self._at + self._stretch)
        project, set = self._session.project, self._session.set
        for at, layer, label, count in marks.density(project, article, set, PARTS, here):
            self._counts[at, f"{layer}/{label}"] += count
        self._at = here.end
        if self._at > len(self._canvas.page.text):
            self._show()
        self._pace(clock.nsecsElapsed())

    def _pace(self, took: int) -> None:
        self._took += took
        if took > _LONG:
            self._stretch = max(self._stretch // 2, _LEAST)
        elif took < _SHORT:
            self._stretch *= 2

    def _show(self) -> None:
        self._goes_on.stop()
        buckets = [Bucket(at, look, count) for (at, look), count in self._counts.items()]
        self.strip.show_passages(buckets, PARTS)
