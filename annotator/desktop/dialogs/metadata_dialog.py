"""What is known about an article besides its text, to be corrected."""

import re
from dataclasses import replace
from datetime import date as calendar_date

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from annotator.desktop.controls.sheet import put_kind
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.session import Session
from annotator.domain.article import Article, Metadata
from annotator.domain.sentence import say
from annotator.store import articles
from annotator.words import tr

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_WIDE = 520


def is_date(words: str) -> bool:
    """Whether it is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and there is such a day; empty will do."""
    if not words:
        return True
    if not _DATE.fullmatch(words) or not words.isascii():
        return False
    try:
        calendar_date.fromisoformat(words + "2000-01-01"[len(words) :])
    except ValueError:
        return False
    return True


class MetadataDialog(Dialog):
    """Title, outlet, author, date and address of one article."""

    def __init__(self, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._article = article
        known = article.metadata
        self.title = QLineEdit(known.title, self)
        self.outlet = QLineEdit(known.outlet, self)
        self.author = QLineEdit(known.author, self)
        self.date = QLineEdit(known.date, self)
        self.url = QLineEdit(known.url, self)
        self.date.setPlaceholderText(tr("YYYY-MM-DD, YYYY-MM or YYYY"))
        self._hint = plain(parent=self, kind="warning", wrap=True)
        self._lay_out()
        self.date.textChanged.connect(self._look)
        self._look()

    @classmethod
    def ask(cls, parent: QWidget | None, session: Session, article: str) -> bool:
        """Let a person correct an article's data: one edit; whether anything was changed."""
        dialog = cls(articles.get(session.project, article), parent)
        dialog.allow(writing=not session.project.read_only)
        taken = bool(dialog.exec())
        dialog.deleteLater()
        return taken and dialog.keep(session)

    def allow(self, *, writing: bool) -> None:
        """Without writing the data can only be read."""
        for field in (self.title, self.outlet, self.author, self.date, self.url):
            field.setReadOnly(not writing)
        self.main.setVisible(writing)

    def metadata(self) -> Metadata:
        """What stands in the fields; what the dialog does not show stays as it was."""
        return replace(
            self._article.metadata,
            title=_words(self.title),
            outlet=_words(self.outlet),
            author=_words(self.author),
            date=_words(self.date),
            url=_words(self.url),
        )

    def keep(self, session: Session) -> bool:
        """Write it to the project; whether there was anything to write."""
        changed = replace(self._article, metadata=self.metadata())
        if changed == self._article:
            return False
        with session.edit(say("Change the article's data"), labels=False) as project:
            articles.put(project, changed)
        return True

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("About the article"))
        self.column.addStrut(_WIDE)
        self.main.setText(tr("OK"))
        rows = form()
        rows.addRow(plain(tr("Title")), self.title)
        rows.addRow(plain(tr("Outlet")), self.outlet)
        rows.addRow(plain(tr("Author")), self.author)
        rows.addRow(plain(tr("Date")), self.date)
        rows.addRow(muted(), self._hint)
        rows.addRow(plain(tr("Address")), self.url)
        for field in (self.title, self.outlet, self.author, self.date, self.url):
            label = rows.labelForField(field)
            if isinstance(label, QLabel):
                field.setAccessibleName(label.text())
        self.column.addWidget(muted(self._article.name, self, wrap=True))
        self.column.addLayout(rows)
        self.add_buttons()

    def _look(self) -> None:
        fine = is_date(_words(self.date))
        self._hint.setText("" if fine else tr("There is no such day. Write it like 2024-11-23."))
        self._hint.setVisible(not fine)
        put_kind(self.date, "" if fine else "wrong")
        self.main.setEnabled(fine)


def _words(field: QLineEdit) -> str:
    return " ".join(field.text().split())
