"""The comments on the article on the screen: threads one can answer, resolve and jump to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.desktop.controls.scrolled import scrolled
from annotator.desktop.controls.texts import button, button_text, muted, plain
from annotator.desktop.controls.times import told_time
from annotator.desktop.session import Session
from annotator.desktop.team.commenting import Commenting
from annotator.domain.review import Comment
from annotator.domain.turning import one_line
from annotator.store import articles, coders, comments
from annotator.store.edits import Edit
from annotator.words import tr

_MOST_WORDS = 60
_TALLEST = 260
"""Pixels that threads take at most."""


class Threads(QWidget):
    """Shows the threads of an article, and a field for the next comment."""

    def __init__(self, session: Session, commenting: Commenting) -> None:
        super().__init__()
        self._session, self._commenting = session, commenting
        self.cards: list[ThreadCard] = []
        self._build()
        session.article_opened.connect(self.refresh)
        session.changed.connect(self._follow)
        session.closed.connect(self.refresh)
        commenting.began.connect(self._begin)
        self.refresh()

    def _build(self) -> None:
        self.count = muted()
        self.next = button(tr("Next open one"), "small")
        self.next.clicked.connect(self._commenting.next_open)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Comment"))
        self.field.returnPressed.connect(self._write)
        self._build_list()
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._area)
        column.addWidget(self.field)

    def _build_list(self) -> None:
        self._body = QWidget()
        self._body.setProperty("kind", "bare")
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self._list.addStretch(1)
        self._area = scrolled(self._body)

    # ------------------------------------------------------------------ writing

    def _begin(self) -> None:
        self._ask()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        place = self._commenting.place
        self.field.setEnabled(self._commenting.may_write and self._session.article is not None)
        if place is None:
            self.field.setPlaceholderText(tr("Comment on what is selected…"))
            return
        words = self._quoted(place.start, place.end)
        answer = tr("Answer about “{words}”…", words=words)
        fresh = tr("Comment on “{words}”…", words=words)
        self.field.setPlaceholderText(answer if self._commenting.answered else fresh)

    def _write(self) -> None:
        if self._commenting.place is None:
            self._commenting.begin()
        if self._commenting.place is not None:
            self._commenting.write(self.field.text())
            self.field.clear()
            self._ask()

    # ------------------------------------------------------------------ showing

    def _follow(self, edit: Edit) -> None:
        if edit.touches("comment"):
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Read the article's comments anew."""
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        article = self._session.article
        found = comments.of_article(self._session.project, article) if article else []
        for thread in _threads(found):
            words = self._quoted(*thread[0].place)
            card = ThreadCard(thread, words, self._names(), self._commenting, self._own())
            self.cards.append(card)
            self._list.insertWidget(len(self.cards) - 1, card)
            card.show()  # or the layout counts it for nothing
        waiting = sum(not card.comments[0].is_resolved for card in self.cards)
        self.count.setText(
            tr("Comments here: {count}, open: {open}", count=len(self.cards), open=waiting)
        )
        self._area.setVisible(bool(self.cards))
        self._fit()
        self._ask()

    def _fit(self) -> None:
        needed = self._list.totalHeightForWidth(max(self.width() - 16, 120))
        self._area.setFixedHeight(min(_TALLEST, needed + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in coders.all_coders(self._session.project)}

    def _own(self) -> str:
        coder = self._session.project.coder
        return coder.id if coder else ""

    def _quoted(self, start: int, end: int) -> str:
        text = articles.text(self._session.project, self._session.article or "")
        return one_line(text[start:end], _MOST_WORDS)


def _threads(found: Sequence[Comment]) -> list[list[Comment]]:
    """Comments thread by thread; answers whose first comment is gone stand for themselves."""
    threads: dict[str, list[Comment]] = {}
    for one in found:
        threads.setdefault(one.thread or one.id, []).append(one)
    return list(threads.values())


class ThreadCard(QFrame):
    """One thread: the words it is about, what was said, and what can be done."""

    def __init__(
        self,
        thread: Sequence[Comment],
        words: str,
        names: dict[str, str],
        commenting: Commenting,
        own: str,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.comments = thread
        first = thread[0]
        self.jump = button(button_text(f"“{words}”"), "link")
        self.jump.clicked.connect(lambda: commenting.go_to(first))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(2)
        column.addWidget(self.jump)
        for one in thread:
            who = f"{names.get(one.author, '?')} · {told_time(one.created)}"
            column.addWidget(muted(who))
            column.addWidget(plain(one.words, wrap=True))
        column.addLayout(self._deeds(first, commenting, own))

    def _deeds(self, first: Comment, commenting: Commenting, own: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.answer = button(tr("Answer"), "small")
        self.answer.clicked.connect(lambda: commenting.answer(first))
        self.resolve = button(tr("Reopen") if first.is_resolved else tr("Resolve"), "small")
        self.resolve.clicked.connect(
            lambda: commenting.resolve(first, resolved=not first.is_resolved)
        )
        self.remove = button(tr("Delete"), "small")
        self.remove.clicked.connect(lambda: commenting.remove(first))
        if first.author != own:
            self.remove.hide()  # a widget without a parent that is shown would be a window
        for made in (self.answer, self.resolve, self.remove):
            made.setEnabled(commenting.may_write)
            row.addWidget(made)
        row.addStretch(1)
        if first.is_resolved:
            row.addWidget(muted(tr("resolved")))
        return row
