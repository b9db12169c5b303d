"""The links of one annotation: what it points to, its statement card, what points to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop.controls.values import Named
from annotator.desktop.panels.link_row import LinkRow
from annotator.desktop.rows.statements import relation_name
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Link, Value
from annotator.domain.codebook import Attribute, Choice
from annotator.domain.statements import RELATIONS, Member
from annotator.store import annotations, articles, entries, links, statements
from annotator.words import language, tr

RELATION = "relation"
"""The attribute, as a row shows it, that says how a claim reports its card's statement."""


class End(NamedTuple):
    """What a row is about: a link, by its id, or a claim's place on a card."""

    link: str = ""
    member: Member | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link as a card shows it; `annotation` is where it leads, if that has a place.

    `is_before` says that it can change places with the one behind it.
    """

    end: End
    title: str
    words: str
    annotation: str = ""
    attributes: tuple[Attribute, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict, compare=False)
    is_before: bool = False


def lines_of(session: Session, annotation: Annotation) -> list[LinkLine]:
    """The links from an annotation, the cards it is on, and the links to it."""
    found = links.of_annotation(session.project, annotation.id)
    out = [link for link in found if link.source == annotation.id]
    into = [link for link in found if link.source != annotation.id]
    return [
        *_outgoing(session, out),
        *_cards(session, annotation),
        *(_incoming(session, link) for link in into),
    ]


def incoming_title(link_type: str, name: str) -> str:
    """What a link is called at the end it points to."""
    known = {
        "said_by": tr("Says"),
        "relayed_by": tr("Relays"),
        "targets": tr("Is a target of"),
    }
    return known.get(link_type) or tr("{link} ←", link=name)


def _outgoing(session: Session, found: list[Link]) -> Iterator[LinkLine]:
    for place, link in enumerate(found):
        known = session.codebook.link_type(link.type)
        behind = found[place + 1 : place + 2]
        is_place = link.kind == "annotation"
        target = link.target
        yield LinkLine(
            end=End(link.id),
            title=known.name(language()) if known else link.type,
            words=_words_of(session, target) if is_place else _entry_name(session, target),
            annotation=target if is_place else "",
            attributes=known.attributes if known else (),
            values=link.attributes,
            is_before=bool(known and known.ordered and behind and behind[0].type == link.type),
        )


def _incoming(session: Session, link: Link) -> LinkLine:
    known = session.codebook.link_type(link.type)
    name = known.name(language()) if known else link.type
    words = _words_of(session, link.source)
    title = incoming_title(link.type, name)
    return LinkLine(end=End(link.id), title=title, words=words, annotation=link.source)


def _cards(session: Session, annotation: Annotation) -> Iterator[LinkLine]:
    joining = (one for one in session.codebook.link_types if "card" in one.targets)
    known = next(joining, None)
    title = known.name(language()) if known else tr("Same statement")
    choices = tuple(Choice(id=one, names={language(): relation_name(one)}) for one in RELATIONS)
    asked = Attribute(
        id=RELATION, type="choice", names={language(): tr("How it reports it")}, values=choices
    )
    for member in statements.of_annotation(session.project, annotation.id):
        card = statements.get(session.project, member.card)
        yield LinkLine(
            end=End(member=member._replace(relation="")),
            title=title,
            words=tr("“{words}”", words=card.wording if card else ""),
            attributes=(asked,),
            values={RELATION: member.relation},
        )


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
    """Shows links, each with its attributes, a way there and a way to take it off."""

    annotation_requested = Signal(str)
    card_requested = Signal(str)
    removal_requested = Signal(End)
    given = Signal(End, str, object)
    """An end, the attribute's id, and its new value."""
    move_requested = Signal(str, int)
    """A link and by how many places it is to go down."""

    def __init__(self, everyone: Named, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everyone = everyone
        self._shown: list[LinkLine] | None = None
        self._language = ""
        self.rows: list[LinkRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, lines: list[LinkLine], *, editable: bool) -> None:
        """Show these links; the rows stay as they are where only values changed."""
        if lines != self._shown or language() != self._language:
            self._shown, self._language = lines, language()
            self._build(lines)
        for row, line in zip(self.rows, lines, strict=True):
            row.show_values(line.values, editable=editable)
        self.setVisible(bool(lines))

    def commit(self) -> None:
        """Hand on what is being written in a text field."""
        for row in self.rows:
            row.values.commit()

    def forget(self) -> None:
        """Make everything anew next time, as after a change of theme."""
        self._shown = None

    def _build(self, lines: list[LinkLine]) -> None:
        held = next((at for at, row in enumerate(self.rows) if row.holds_focus()), None)
        self._clear()
        title = ""
        for line in lines:
            row = self._row(replace(line, title=line.title if line.title != title else ""), line)
            self._column.addWidget(row)
            self.rows.append(row)
            title = line.title
        if held is not None and self.rows:
            self.rows[min(held, len(self.rows) - 1)].setFocus()

    def _clear(self) -> None:
        self.rows = []
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()

    def _row(self, shown: LinkLine, line: LinkLine) -> LinkRow:
        end, made = line.end, LinkRow(shown.title, line.title, line.words)
        made.ask(list(line.attributes), self._everyone)
        go = self._way(line)
        if go is not None:
            made.offer_way(go)
        if line.is_before:
            made.offer_step(lambda: self.move_requested.emit(end.link, 1))
        made.removal_requested.connect(lambda: self.removal_requested.emit(end))
        made.given.connect(lambda key, value: self.given.emit(end, key, value))
        return made

    def _way(self, line: LinkLine) -> Callable[[], None] | None:
        member = line.end.member
        if member is not None:
            return lambda: self.card_requested.emit(member.card)
        if line.annotation:
            return lambda: self.annotation_requested.emit(line.annotation)
        return None
