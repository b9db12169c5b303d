"""Copying words out of an article together with their labels and where they come from."""

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from annotator.desktop.article.view import ArticleView
from annotator.desktop.canvas.excerpt import Excerpt
from annotator.desktop.desk import Desk
from annotator.desktop.session import Session
from annotator.domain.article import Article
from annotator.domain.span import hull
from annotator.store import articles
from annotator.words import tr


class Copying(QObject):
    """One per window."""

    said = Signal(str)

    def __init__(self, session: Session, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = desk

    def copy(self) -> None:
        """The selected words exactly as stored."""
        self._view.canvas.copy()

    def copy_labelled(self) -> None:
        """The selected words, or those of the passage in hand, with their labels."""
        selected = self._view.canvas.selection()
        spans = (selected,) if selected else self._desk.fragments
        if not spans or not self._desk.is_reading:
            self.said.emit(tr("Select words first, or go to a passage with Tab."))
            return
        page = self._view.canvas.page
        marks = page.index.between(*hull(spans))
        article = articles.get(self._session.project, self._session.article or "")
        excerpt = Excerpt(page.text, spans, marks, page.looks, reference(article))
        mime = QMimeData()
        mime.setText(excerpt.plain())
        mime.setHtml(excerpt.html())
        QGuiApplication.clipboard().setMimeData(mime)


def reference(article: Article) -> str:
    """Title, outlet, date and name of an article in one line."""
    known = article.metadata
    parts = (known.title, known.outlet, known.date, article.name)
    return ", ".join(" ".join(part.split()) for part in parts if part)
