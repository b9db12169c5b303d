"""The codebook's editor: the outline above, a form about what is chosen in it below."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.codebook_editor import changes
from annotator.desktop.codebook_editor.form_pages import FormPages
from annotator.desktop.codebook_editor.head import BELOW, Head
from annotator.desktop.codebook_editor.label_form import LabelForm
from annotator.desktop.codebook_editor.outline import Outline
from annotator.desktop.codebook_editor.parts import (
    ATTRIBUTE,
    BOOK,
    LABEL,
    LAYER,
    LINK_ATTRIBUTE,
    LINK_TYPE,
    Part,
    Thing,
    part_of,
)
from annotator.desktop.controls.segments import Segment, Segments
from annotator.desktop.controls.sheet import Panel
from annotator.desktop.controls.texts import plain
from annotator.desktop.session import Session
from annotator.domain import label_tree
from annotator.domain.codebook import Label, in_language
from annotator.domain.codebook_changes import rule_changed
from annotator.domain.sentence import AnnotatorError, Sentence
from annotator.store.edits import Edit
from annotator.words import language, told, tr, trn

_KINDS = (BOOK, LAYER, LABEL, LINK_TYPE, "codebook_version")
_LIST, _FORM = 300, 440


class CodebookEditor(Panel):
    """Everything about the codebook, to be changed while the text stays in sight."""

    closed = Signal()
    ways_out_wanted = Signal(str, str)
    """Layer and label id: a label in use is to go."""
    merge_wanted = Signal(str, str)
    split_wanted = Signal(str, str)
    publish_wanted = Signal()
    versions_wanted = Signal()
    chosen = Signal(Part)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._part = Part(BOOK)
        self._editable = False
        self._words_in = language()
        self.outline = Outline()
        self._pages = FormPages(session)
        self.forms = self._pages.forms
        self._build_head()
        self._lay_out()
        self._connect()
        self._start()

    # ------------------------------------------------------------------ what can be done

    def show_part(self, part: Part) -> None:
        """Choose a part and show its form."""
        self.outline.choose(part)

    def add(self, kind: str) -> None:
        """Add a part of a kind to where one is, and let its name be written."""
        layer, part = self.outline.layer or self._first_layer(), self._part
        below = part.id if kind == BELOW and part.kind == LABEL else ""
        link_type = self.outline.link_type
        if kind == ATTRIBUTE and link_type:
            kind = LINK_ATTRIBUTE
        new = changes.Newcomers(self._session, self._words_in)
        makers: dict[str, Callable[[], Part]] = {
            LAYER: lambda: new.layer(tr("New layer")),
            LINK_TYPE: lambda: new.link_type(tr("New link type")),
            LABEL: lambda: new.label(layer, tr("New label"), *self._beside_label()),
            BELOW: lambda: new.label(layer, tr("New label"), below),
            ATTRIBUTE: lambda: new.attribute(Part(ATTRIBUTE, layer), tr("New attribute")),
            LINK_ATTRIBUTE: lambda: new.attribute(
                Part(LINK_ATTRIBUTE, link_type), tr("New attribute")
            ),
        }
        if kind in {LAYER, LINK_TYPE, LINK_ATTRIBUTE} or layer:
            self._made(makers[kind])

    def _beside_label(self) -> tuple[str, str]:
        """The parent and the id of the chosen label: a new one comes right after it."""
        chosen = self._session.codebook.label(self._part.layer, self._part.id)
        return (chosen.parent, chosen.id) if self._part.kind == LABEL and chosen else ("", "")

    def add_alike(self) -> None:
        """Add what fits where one is: a label, an attribute, a link type."""
        kind = self.outline.chosen.kind
        likes = {ATTRIBUTE: ATTRIBUTE, "attributes": ATTRIBUTE, LINK_TYPE: LINK_TYPE}
        likes[LINK_ATTRIBUTE] = ATTRIBUTE
        self.add({**likes, "links": LINK_TYPE}.get(kind, LABEL))

    def drop(self) -> None:
        """Take the chosen part away; where it is in use, say so."""
        part = self._part
        if part.kind == BOOK or not self._editable:
            return
        beside = self._beside()
        if self._try(lambda: changes.drop(self._session, part)):
            self.outline.choose(beside)
        elif part.kind == LABEL:
            self.ways_out_wanted.emit(part.layer, part.id)

    def shift(self, part: Part, where: str) -> None:
        """Move a part `up` or `down` among its like, a label `in` or `out`."""
        if where in {"up", "down"}:
            by = -1 if where == "up" else 1
            self._try(lambda: changes.step(self._session, part, by))
        elif part.kind == LABEL:
            labels = self._labels(part)
            go = label_tree.indented if where == "in" else label_tree.outdented
            self._arrange(part, go(labels, part.id))

    def place(self, part: Part, parent: str, before: str) -> None:
        """Put a label below another one, before one of its children."""
        self._arrange(part, label_tree.moved(self._labels(part), part.id, parent, before))

    def commit(self) -> None:
        """Write what is being written."""
        if self._session.is_open and self._part.kind in self.forms:
            self.forms[self._part.kind].commit()

    def show_said(self, words: str) -> None:
        """Say something above the form until the next change."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def restyled(self) -> None:
        self.head.restyled()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.head = Head()
        self.languages = Segments([])
        self.languages.setAccessibleName(tr("Language of the words below"))
        self.said = plain(kind="warning", wrap=True)
        self.said.hide()

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.outline)
        parts.addWidget(self._form_side())
        parts.setSizes([_LIST, _FORM])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.head)
        whole.addWidget(parts, 1)

    def _form_side(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addStretch()
        row.addWidget(self.languages)
        words = QHBoxLayout()
        words.setContentsMargins(12, 0, 12, 0)
        words.addWidget(self.said, 1)
        column.addLayout(words)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        return below

    def _connect(self) -> None:
        outline = self.outline
        outline.part_chosen.connect(self._choose)
        outline.renamed.connect(self._rename)
        outline.move_wanted.connect(self.shift)
        outline.place_wanted.connect(self.place)
        outline.add_wanted.connect(self.add_alike)
        outline.add_below_wanted.connect(lambda: self.add(BELOW))
        outline.menu_wanted.connect(self.head.more.menu().popup)
        outline.drop_wanted.connect(self.drop)
        self._connect_head()
        self.languages.changed.connect(self._turn_to)
        for form in self.forms.values():
            form.refused.connect(lambda why: self.show_said(told(why)))
            form.given.connect(lambda thing, what: self._put(thing, what))  # noqa: PLW0108 - any
        self._session.opened.connect(self._start)
        self._session.closing.connect(self.commit)
        self._session.closed.connect(self._start)
        self._session.changed.connect(self._follow)

    def _connect_head(self) -> None:
        head, outline = self.head, self.outline
        head.add_wanted.connect(self.add)
        head.drop_wanted.connect(self.drop)
        head.rename_wanted.connect(outline.rename_chosen)
        head.up_wanted.connect(lambda: self.shift(self._part, "up"))
        head.down_wanted.connect(lambda: self.shift(self._part, "down"))
        head.merge_wanted.connect(lambda: self._tell_label(merge=True))
        head.split_wanted.connect(lambda: self._tell_label(merge=False))
        head.versions_wanted.connect(self.versions_wanted)
        head.publish_wanted.connect(self.publish_wanted)
        head.closed.connect(self.closed)

    # ------------------------------------------------------------------ following

    def _start(self) -> None:
        self._editable = self._session.is_open and not self._session.project.read_only
        for form in self.forms.values():
            form.setEnabled(self._editable)
        if self._session.is_open:
            self._offer_languages()
            self.languages.choose(self._session.codebook.written_in(language()))
        self._show()

    def _follow(self, edit: Edit) -> None:
        if edit.touches(*_KINDS):
            self._show()
            if edit.undoes is not None or edit.redoes is not None:
                self._go_where(edit)

    def _go_where(self, edit: Edit) -> None:
        """After undo and redo the label that came back, or is another one now, is chosen."""
        mine = [
            Part(one.kind, *one.target.rpartition("/")[::2])
            for one in edit.changes
            if one.kind in {LAYER, LABEL, LINK_TYPE} and not one.dropped
        ]
        at = self.outline.chosen
        whole = LINK_TYPE if at.kind == LINK_ATTRIBUTE else LAYER
        if mine and at not in mine and Part(whole, "", at.layer) not in mine:
            self.outline.choose(mine[0])

    def _offer_languages(self) -> None:
        book = self._session.codebook
        self.languages.offer([Segment(code, code.upper()) for code in book.worded_in()])

    def _turn_to(self, code: str) -> None:
        """Words are shown, and written, in another language from now on."""
        self.commit()  # what is being written belongs to the one before
        self._words_in = code
        self._show()

    def _show(self) -> None:
        book = self._session.codebook if self._session.is_open else None
        if book is not None:
            self._offer_languages()
        self.head.version.setText(self._session.codebook_version if book else "")
        self.outline.show_codebook(book, self._words_in, editable=self._editable)
        self._part = self.outline.chosen
        self._show_form()

    def _choose(self, part: Part) -> None:
        if part != self._part:
            self.commit()
            self._part = part
            self.show_said("")
            self._show_form()
            self.chosen.emit(part)

    def _show_form(self) -> None:
        self.head.allow(editable=self._editable, label=self._part.kind == LABEL)
        self._pages.show_part(self._part, self._words_in)

    # ------------------------------------------------------------------ doing

    def _tell_label(self, *, merge: bool) -> None:
        if self._part.kind == LABEL:
            wanted = self.merge_wanted if merge else self.split_wanted
            wanted.emit(self._part.layer, self._part.id)

    def _put(self, thing: Thing, what: Sentence) -> None:
        part, form = self._part, self.forms[LABEL]
        before = part_of(self._session.codebook, part)
        if isinstance(thing, Label) and isinstance(before, Label) and rule_changed(before, thing):
            only_words = isinstance(form, LabelForm) and form.only_words.isChecked()
            self._put_rule(thing, what, only_words=only_words)
        else:
            self._try(lambda: changes.put(self._session, part, thing, what))

    def _put_rule(self, label: Label, what: Sentence, *, only_words: bool) -> None:
        waiting: list[int] = []
        put = changes.put_rule
        self._try(lambda: waiting.append(put(self._session, label, what, only_words=only_words)))
        if waiting and waiting[0]:
            said = trn(
                "{count} annotation waits to be checked again (Ctrl+Shift+R).",
                "{count} annotations wait to be checked again (Ctrl+Shift+R).",
                waiting[0],
            )
            self.show_said(said)

    def _rename(self, part: Part, name: str) -> None:
        thing = part_of(self._session.codebook, part)
        if thing is None or not name or name == in_language(thing.names, self._words_in):
            self._show()
            return
        renamed = replace(thing, names={**thing.names, self._words_in: name})
        # The item that is edited must be left before the outline is filled anew.
        what = self.forms[part.kind].questions["names"].edit
        self._try(lambda: changes.put(self._session, part, renamed, what))

    def _arrange(self, part: Part, labels: label_tree.Labels) -> None:
        self._try(lambda: changes.arrange_labels(self._session, part.layer, labels))

    def _made(self, make: Callable[[], Part]) -> None:
        made: list[Part] = []
        if self._editable and self._try(lambda: made.append(make())):
            self.outline.choose(made[0])
            self.outline.rename_chosen()

    def _try(self, deed: Callable[[], None]) -> bool:
        """Do it; where it is refused, say why. Whether it was done."""
        try:
            deed()
        except AnnotatorError as error:
            self.show_said(told(error.sentence))
            self._show()
            return False
        self.show_said("")
        return True

    def _labels(self, part: Part) -> label_tree.Labels:
        layer = self._session.codebook.layer(part.layer)
        return layer.labels if layer is not None else ()

    def _first_layer(self) -> str:
        layers = self._session.codebook.layers
        return layers[0].id if layers else ""

    def _beside(self) -> Part:
        parts = self.outline.neighbours()
        same = [one for one in parts if one.kind == self._part.kind]
        return (same or parts or [Part(BOOK)])[0]
