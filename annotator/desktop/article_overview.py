"""The overview of the article on the screen: its passages counted behind the first picture."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.overview import Bucket, Overview
from annotator.desktop.session import Session
from annotator.store import annotations
from annotator.store.edits import Edit

PARTS = 400
"""An article is cut into so many parts: about two pixels each."""
_SOON, _REST = 200, 10
"""Milliseconds after an edit, and how often as long as counting takes: several are counted once."""
_KINDS = ("annotation", "codebook", "layer", "label")


class ArticleOverview(QObject):
    """Feeds the strip beside the text with the passages of one set."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._took = 0
        self.strip = Overview(canvas)
        self._waits = QTimer(self, singleShot=True)
        self._waits.timeout.connect(self._count)
        self.strip.wanted.connect(lambda: self._waits.start(0))
        session.article_opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.changed.connect(self._follow)

    def _forget(self, *_: object) -> None:
        self._waits.stop()
        self.strip.forget_passages()

    def _follow(self, edit: Edit) -> None:
        """Count again soon; edits that come before that share one count."""
        article = self._session.article
        concerns = article in edit.articles() or edit.touches("codebook", "layer", "label")
        if article is not None and concerns and edit.touches(*_KINDS):
            self._waits.start(max(_SOON, self._took * _REST))

    def _count(self) -> None:
        article = self._session.article
        if not self._session.is_open or article is None:
            return
        clock = QElapsedTimer()
        clock.start()
        found = annotations.density(self._session.project, article, self._session.set, PARTS)
        buckets = [Bucket(at, f"{layer}/{label}", count) for at, layer, label, count in found]
        self.strip.show_passages(buckets, PARTS)
        self._took = clock.elapsed()
