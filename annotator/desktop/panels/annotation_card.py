"""One annotation on a card: everything about it, to read and to change."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls import icons
from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.lines import Lines
from annotator.desktop.controls.notes import NoteField
from annotator.desktop.controls.picks import Pick
from annotator.desktop.controls.rule_tip import rule_tip
from annotator.desktop.controls.shapes import swatch_icon
from annotator.desktop.controls.texts import button, button_text, icon_button, muted, plain
from annotator.desktop.panels import annotation_edits as edits
from annotator.desktop.panels.card_history import History
from annotator.desktop.panels.card_links import End, LinkList, lines_of
from annotator.desktop.panels.card_shortcomings import shortcomings_of
from annotator.desktop.panels.card_values import ValueList, asked
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Value
from annotator.domain.codebook import Codebook, Layer, LinkType
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import proposals
from annotator.store import annotations, entries
from annotator.words import language, told, tr

_WORD_LINES = 3


def outgoing(book: Codebook, layer: str) -> LinkType | None:
    """The first type of link that starts from a layer: its annotations are linked, not named."""
    return next((one for one in book.link_types if one.source == layer), None)


class AnnotationCard(QFrame):
    """Shows one annotation and writes what a person changes about it."""

    annotation_requested = Signal(str)
    entry_requested = Signal(str)
    card_requested = Signal(str, str)
    """A statement card, and the claim on it."""
    aim_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, session: Session, annotation: Annotation, text: str) -> None:
        super().__init__()
        self._session, self.id, self._text = session, annotation.id, text
        self.setProperty("kind", "card")
        self._offered: tuple[Layer, str, theme.Theme] | None = None
        self._build_head()
        self._build_entry()
        self._build_links()
        self.values = ValueList()
        self.values.everyone = self._entries
        self.values.given.connect(lambda *given: self._give_value(*given))  # noqa: PLW0108 - any value
        self.note = NoteField()
        self.note.setPlaceholderText(tr("Note…"))
        self.note.setAccessibleName(tr("Note"))
        self.note.committed.connect(lambda note: edits.write_note(session, self.id, note))
        self.history = History(session, "annotation", annotation.id)
        self._lay_out()
        self.show_annotation(annotation)

    def refresh(self) -> bool:
        """Read the annotation anew and show it in place; False where there is none any more."""
        found = annotations.get(self._session.project, self.id)
        if found is not None:
            self.show_annotation(found)
        return found is not None

    def _entries(self) -> list[tuple[str, str]]:
        return [(one.id, one.name) for one in entries.everyone(self._session.project)]

    def commit(self) -> None:
        """Write what was typed and not yet kept."""
        self.note.commit()
        self.values.commit()
        self.links.commit()

    def show_annotation(self, annotation: Annotation) -> None:
        """Show this version of the annotation."""
        editable = self._session.shows_own and not self._session.project.read_only
        self._show_label(annotation)
        self.words.show_words(annotation.words(self._text))
        self._show_shortcomings(annotation)
        self._show_entry(annotation)
        self.links.show_lines(lines_of(self._session, annotation), editable=editable)
        asked_of = asked(self._session, annotation)
        self.values.show_values(asked_of, annotation.attributes, editable=editable)
        self.note.show_note(annotation.note)
        self.note.setReadOnly(not editable)
        self.history.refresh()
        for control in (self.label, self.delete, self.choose, self.aim, self.forget):
            control.setEnabled(editable)

    def _give_value(self, attribute: str, value: Value | None) -> None:
        self._write(lambda: edits.give_value(self._session, self.id, attribute, value))

    def _relabel(self, label: str) -> None:
        self._write(lambda: edits.relabel(self._session, self.id, label))

    def _drop_link(self, end: End) -> None:
        self._write(lambda: edits.drop_end(self._session, end))

    def _give_link_value(self, end: End, attribute: str, value: Value | None) -> None:
        self._write(lambda: edits.give_end_value(self._session, end, attribute, value))

    def _write(self, change: Callable[[], None]) -> None:
        """Make a change; where it could not be kept, show again what is."""
        try:
            change()
        except AnnotatorError:
            self.refresh()
            raise

    def restyled(self) -> None:
        """Draw what is in the theme's colours anew."""
        self.delete.setIcon(icons.icon("delete"))
        self.forget.setIcon(icons.icon("clear"))
        self.links.forget()

    def _build_head(self) -> None:
        self.layer = muted(wrap=True)
        self.delete = icon_button(icons.icon("delete"), tr("Delete the annotation"))
        self.delete.clicked.connect(lambda: self.delete_requested.emit(self.id))
        self.label = Pick()
        self.label.setAccessibleName(tr("Label"))
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self.label.picked.connect(lambda to: self._relabel(to))  # noqa: PLW0108 - any object comes
        self.words = Lines(_WORD_LINES)
        self.shortcomings = plain(kind="warning", wrap=True)

    def _build_entry(self) -> None:
        self.entry = Lines(2)
        self.forget = icon_button(icons.icon("clear"), tr("Unlink the register entry"))
        self.forget.clicked.connect(lambda: edits.forget_entry(self._session, self.id))
        self.choose = button("", "outlined")
        self.choose.clicked.connect(lambda: self.entry_requested.emit(self.id))
        self.aim = button("", "outlined")
        self.aim.clicked.connect(lambda: self.aim_requested.emit(self.id))
        self._ways = QWidget()
        ways = Flow(self._ways)
        ways.addWidget(self.choose)
        ways.addWidget(self.aim)
        self._entry_row = QWidget()
        row = QHBoxLayout(self._entry_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.entry, 1)
        row.addWidget(self.forget)

    def _build_links(self) -> None:
        self.links = LinkList(self._entries)
        self.links.annotation_requested.connect(self.annotation_requested)
        self.links.card_requested.connect(lambda card: self.card_requested.emit(card, self.id))
        self.links.removal_requested.connect(self._drop_link)
        self.links.given.connect(lambda *given: self._give_link_value(*given))  # noqa: PLW0108 - any value
        self.links.move_requested.connect(lambda *to: edits.move_link(self._session, *to))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.layer, 1)
        head.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.label)
        column.addWidget(self.words)
        column.addWidget(self.shortcomings)
        column.addSpacing(2)
        for part in (self._entry_row, self.links, self._ways, self.values, self.note):
            column.addWidget(part)
        column.addWidget(self.history)

    def _show_label(self, annotation: Annotation) -> None:
        layer = self._session.codebook.layer(annotation.layer)
        if layer is None:
            return
        self.layer.setText(layer.name(language()))
        self._offer_labels(layer)
        self.label.choose(annotation.label)
        label = self._session.codebook.label(annotation.layer, annotation.label)
        self.label.color = label.color if label else ""
        self.label.setToolTip(rule_tip(label) if label else "")

    def _offer_labels(self, layer: Layer) -> None:
        offered = (layer, language(), theme.current())
        if self._offered == offered:
            return
        self._offered = offered
        self.label.offer(
            (one.id, one.name(language()), swatch_icon(layer.channel, one.color))
            for one in layer.labels
        )
        for place, one in enumerate(layer.labels):
            self.label.setItemData(place, rule_tip(one), Qt.ItemDataRole.ToolTipRole)

    def _show_shortcomings(self, annotation: Annotation) -> None:
        """Say what is not as the codebook wants it."""
        found = shortcomings_of(self._session, annotation)
        self.shortcomings.setText("\n".join(map(told, found)))
        self.shortcomings.setVisible(bool(found))

    def _show_entry(self, annotation: Annotation) -> None:
        kind = outgoing(self._session.codebook, annotation.layer)
        found = annotation.entry and entries.get(self._session.project, annotation.entry)
        self.entry.show_words(tr("Names {entry}", entry=found.name) if found else "")
        self._entry_row.setVisible(bool(found))
        if kind is None:
            self.choose.setText(tr("Choose… (S)"))
            self.choose.setAccessibleName(tr("Choose the register entry"))
        else:
            self.choose.setText(tr("{link}… (S)", link=button_text(kind.name(language()))))
        self._show_aim(annotation)

    def _show_aim(self, annotation: Annotation) -> None:
        book = self._session.codebook
        further = proposals.further_links(book, annotation.layer)[:1]
        known = book.link_type(further[0]) if further else None
        self.aim.setVisible(known is not None)
        if known is not None:
            self.aim.setText(tr("{link}… (Shift+S)", link=button_text(known.name(language()))))
