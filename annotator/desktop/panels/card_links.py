"""The links of one annotation: what it points to and what points to it."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.desktop.controls import icons
from annotator.desktop.controls.lines import Lines
from annotator.desktop.controls.texts import icon_button, muted
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Link
from annotator.store import annotations, articles, entries, links
from annotator.words import language, tr


class LinkLine(NamedTuple):
    """One link as a card shows it; `annotation` is where it leads, if that has a place."""

    link: str
    title: str
    words: str
    annotation: str | None


def lines_of(session: Session, annotation: Annotation) -> list[LinkLine]:
    """The links from and to an annotation, those from it first."""
    found = links.of_annotation(session.project, annotation.id)
    found.sort(key=lambda link: link.source != annotation.id)
    return [_line(session, annotation, link) for link in found]


def incoming_title(link_type: str, name: str) -> str:
    """What a link is called at the end it points to."""
    known = {
        "said_by": tr("Says"),
        "relayed_by": tr("Relays"),
        "targets": tr("Is a target of"),
    }
    return known.get(link_type) or tr("{link} ←", link=name)


def _line(session: Session, annotation: Annotation, link: Link) -> LinkLine:
    known = session.codebook.link_type(link.type)
    name = known.name(language()) if known else link.type
    if link.source != annotation.id:
        words = _words_of(session, link.source)
        return LinkLine(link.id, incoming_title(link.type, name), words, link.source)
    if link.kind == "entry":
        return LinkLine(link.id, name, _entry_name(session, link.target), None)
    return LinkLine(link.id, name, _words_of(session, link.target), link.target)


def _words_of(session: Session, annotation: str) -> str:
    other = annotations.get(session.project, annotation)
    if other is None:
        return ""
    words = other.words(articles.text(session.project, other.article))
    name = _entry_name(session, other.entry) if other.entry else ""
    if name:
        return tr("{entry} “{words}”", entry=name, words=words)
    return tr("“{words}”", words=words)


def _entry_name(session: Session, entry: str) -> str:
    found = entries.get(session.project, entry)
    return found.name if found else ""


class LinkList(QWidget):
    """Shows links, each with a way there and a way to take it off."""

    annotation_requested = Signal(str)
    removal_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[LinkLine] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, lines: list[LinkLine], *, editable: bool) -> None:
        """Show these links; equal ones are left as they stand."""
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        title = ""
        for line in lines:
            self._column.addWidget(self._row(line, editable=editable, titled=line.title != title))
            title = line.title
        self.setVisible(bool(lines))

    def forget(self) -> None:
        """Make everything anew next time, as after a change of theme."""
        self._shown = None

    def _row(self, line: LinkLine, *, editable: bool, titled: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        if titled:
            column.addWidget(muted(line.title, wrap=True))
        place = QHBoxLayout()
        place.setSpacing(0)
        words = Lines(2)
        words.show_words(line.words)
        words.setAccessibleName(tr("{link}: {words}", link=line.title, words=line.words))
        place.addWidget(words, 1)
        if line.annotation is not None:
            go = icon_button(icons.icon("go"), tr("Go there"))
            go.clicked.connect(lambda: self.annotation_requested.emit(line.annotation))
            place.addWidget(go)
        remove = icon_button(icons.icon("clear"), tr("Remove the link"))
        remove.setEnabled(editable)
        remove.clicked.connect(lambda: self.removal_requested.emit(line.link))
        place.addWidget(remove)
        column.addLayout(place)
        return row
