"""The panel about the passage under attention: one card for each of its annotations."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.desktop.controls.legend import Entry, Legend
from annotator.desktop.controls.scrolled import scrolled
from annotator.desktop.controls.sheet import Panel
from annotator.desktop.controls.texts import muted
from annotator.desktop.controls.values import YesNoControl
from annotator.desktop.panels.annotation_card import AnnotationCard
from annotator.desktop.session import Session
from annotator.store import annotations
from annotator.store.edits import Edit
from annotator.words import language, tr

_SHOWN_KINDS = (
    *("annotation", "link", "register_entry", "codebook", "layer", "label", "link_type"),
    *("statement_card", "statement_member"),
)
_CODEBOOK_KINDS = ("codebook", "layer", "label", "link_type")


class PassagePanel(Panel):
    """Shows and changes the annotations it is told of; where there are none, the keys."""

    annotation_requested = Signal(str)
    entry_requested = Signal(str)
    card_requested = Signal(str, str)
    aim_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text = ""
        self._ids: tuple[str, ...] = ()
        self.cards: dict[str, AnnotationCard] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._show(keep=True))
        self._lay_out()
        session.opened.connect(self._start)
        session.closed.connect(self._start)
        session.changed.connect(self._follow)
        self._start()

    def show_annotations(self, article_text: str, ids: Sequence[str]) -> None:
        """Show these annotations of an article with this text; what was being typed is kept."""
        if self._text == article_text and self._ids == tuple(ids):
            return
        self.commit()
        same_text = self._text == article_text
        self._text, self._ids = article_text, tuple(ids)
        self._show(keep=same_text)
        self._scroll.verticalScrollBar().setValue(0)

    def commit(self) -> None:
        """Write what was typed and not yet kept; to be called before the project is closed."""
        if self._session.is_open:
            for card in list(self.cards.values()):
                card.commit()

    def focus_note(self) -> None:
        """Put the caret into the first card's note."""
        for card in self._shown_cards():
            card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            card.note.moveCursor(QTextCursor.MoveOperation.End)
            self._scroll.ensureWidgetVisible(card.note)
            return

    def focus_values(self) -> None:
        """Go to the first attribute of the first card."""
        for card in self._shown_cards():
            first = next(iter(card.values.controls.values()), card.note)
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(first)
            return

    def focus_value(self, annotation: str, attribute: str) -> None:
        """Go to one attribute of one annotation; a yes or no is turned."""
        card = self.cards.get(annotation)
        control = card.values.controls.get(attribute) if card else None
        if control is None:
            return
        if isinstance(control, YesNoControl):
            control.click()
            return
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def restyled(self) -> None:
        for card in self.cards.values():
            card.restyled()
        self._show(keep=True)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self._hint()))
        body = QWidget()
        body.setProperty("kind", "bare")
        self._cards = QVBoxLayout(body)
        self._cards.setContentsMargins(8, 8, 8, 8)
        self._cards.setSpacing(8)
        self._cards.addStretch(1)
        self._scroll = scrolled(body)
        self._pages.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _hint(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 20, 16, 16)
        column.setSpacing(10)
        column.addWidget(muted(tr("Select words, then press a label’s key."), wrap=True))
        self._legend = Legend()
        column.addWidget(self._legend)
        column.addStretch(1)
        return page

    def _start(self) -> None:
        self._text, self._ids = "", ()
        self._show(keep=False)

    def _follow(self, edit: Edit) -> None:
        if not edit.touches(*_SHOWN_KINDS):
            return
        if self._is_elsewhere(edit):
            self._later.start()  # links may name them; the text is painted before
        else:
            self._show(keep=True)

    def _is_elsewhere(self, edit: Edit) -> bool:
        """Whether an edit changed nothing but annotations that are not shown here."""
        return all(
            change.kind in ("annotation", "state") and change.target not in self._ids
            for change in edit.changes
        )

    def _show(self, *, keep: bool) -> None:
        """Bring the cards in line with the annotations; kept ones are refreshed in place."""
        self._later.stop()
        for id in [one for one in self.cards if not keep or one not in self._ids]:
            self._discard(id)
        if self._session.is_open:
            for place, id in enumerate(self._ids):
                self._show_card(id, place)
            self._legend.show_entries(self._entries())
        self._pages.setCurrentIndex(1 if self.cards else 0)

    def _show_card(self, id: str, place: int) -> None:
        found = annotations.get(self._session.project, id)
        card = self.cards.get(id)
        if found is None:
            self._discard(id)
        elif card is not None:
            card.show_annotation(found)
        else:
            self.cards[id] = card = self._new_card(id)
        if found is not None and card is not None and self._cards.indexOf(card) < 0:
            before = sum(one in self.cards for one in self._ids[:place])
            self._cards.insertWidget(before, card)

    def _new_card(self, id: str) -> AnnotationCard:
        annotation = annotations.get(self._session.project, id)
        assert annotation is not None  # noqa: S101
        card = AnnotationCard(self._session, annotation, self._text)
        card.annotation_requested.connect(self.annotation_requested)
        card.entry_requested.connect(self.entry_requested)
        card.card_requested.connect(self.card_requested)
        card.aim_requested.connect(self.aim_requested)
        card.delete_requested.connect(self.delete_requested)
        return card

    def _discard(self, id: str) -> None:
        card = self.cards.pop(id, None)
        if card is not None:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _shown_cards(self) -> Iterator[AnnotationCard]:
        return (self.cards[id] for id in self._ids if id in self.cards)

    def _entries(self) -> Iterator[Entry]:
        for layer in self._session.codebook.layers:
            keyed = [label for label in layer.labels if label.key]
            if keyed:
                yield Entry("", layer.name(language()))
            for label in keyed:
                yield Entry(label.key, label.name(language()), layer.channel, label.color)
