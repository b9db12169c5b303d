"""Comments on words of articles: written, answered, resolved, and gone to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.team.reviewing import Reviewing
from annotator.domain.review import Comment
from annotator.domain.sentence import say
from annotator.domain.span import Span, hull
from annotator.jobs import settling
from annotator.store import comments
from annotator.store.ids import new_id
from annotator.store.project import now
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Commenting(QObject):
    """One per window. `place` is what the next comment is about, `answered` whom it answers."""

    began = Signal()
    """A comment is to be written."""
    said = Signal(str)

    def __init__(self, window: "Window", reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._reviewing = reviewing
        self.place: Span | None = None
        self.answered = ""
        self._session.article_opened.connect(self.forget)
        self._session.closed.connect(self.forget)

    @property
    def may_write(self) -> bool:
        """Whether there is somebody to comment, in a project that can be written."""
        session = self._session
        return session.is_open and not session.project.read_only and bool(session.project.coder)

    def forget(self, *_: object) -> None:
        """Nothing is to be commented on."""
        self.place, self.answered = None, ""

    def begin(self) -> None:
        """Ask for a comment about the words that are selected or in hand."""
        place = self._chosen()
        if place is None:
            self.said.emit(tr("Select words first, or go to a passage with Tab."))
            return
        self.place, self.answered = place, ""
        self.began.emit()

    def answer(self, comment: Comment) -> None:
        """Ask for an answer to a comment."""
        self.place, self.answered = comment.place, comment.id
        self.began.emit()

    def _chosen(self) -> Span | None:
        desk = self._window.desk
        words = desk.chosen() or desk.fragments
        if words:
            return hull(words)
        row = self._reviewing.current
        if row is None or row.found.article != self._session.article:
            return None
        both = settling.sides(row.found.difference)
        some = (*both.first, *both.second)
        return Span(min(one.start for one in some), max(one.end for one in some))

    def write(self, words: str) -> None:
        """Keep a comment or an answer about the chosen place."""
        coder, article = self._session.project.coder, self._session.article
        if not words.strip() or self.place is None or coder is None or article is None:
            return
        made = Comment(
            id=new_id(),
            article=article,
            author=coder.id,
            words=words.strip(),
            place=self.place,
            thread=self.answered,
            created=now(),
        )
        self.forget()
        with self._session.edit(say("Comment"), labels=False) as project:
            comments.put(project, made)
        self._window.view.canvas.setFocus()  # the keys of review go on from there

    def resolve(self, comment: Comment, *, resolved: bool) -> None:
        """Say that a thread is settled, or open again."""
        name = say("Resolve a comment") if resolved else say("Reopen a comment")
        with self._session.edit(name, labels=False) as project:
            comments.resolve(project, comment.id, resolved=resolved)

    def remove(self, comment: Comment) -> None:
        """Take one's own comment away, with the answers to it."""
        with self._session.edit(say("Delete a comment"), labels=False) as project:
            comments.drop(project, comment.id)

    def go_to(self, comment: Comment) -> None:
        """Show the words a comment is about, in whichever article they are."""
        if comment.article != self._session.article:
            self._session.open_article(comment.article)
        canvas = self._window.view.canvas
        canvas.select(comment.place)
        canvas.reveal(comment.place.start)
        canvas.setFocus()

    def next_open(self) -> None:
        """Go to the next thread that nobody has resolved, going round."""
        waiting = comments.open_threads(self._session.project)
        if not waiting:
            self.said.emit(tr("No comment is open."))
            return
        article = self._session.article
        caret = self._window.view.canvas.selection() or Span(-1, -1)
        ids = [one.article for one in waiting]
        start = ids.index(article) if article in ids else 0
        later = (
            at
            for at, one in enumerate(waiting)
            if at >= start and (one.article != article or one.place.start > caret.start)
        )
        self.go_to(waiting[next(later, 0)])
