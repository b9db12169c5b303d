"""The forms below the outline: one a kind of part, told what each may offer."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.desktop.codebook_editor.attribute_form import AttributeForm
from annotator.desktop.codebook_editor.forms import BookForm, Form, LayerForm, LinkForm
from annotator.desktop.codebook_editor.label_form import LabelForm
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
from annotator.desktop.controls.scrolled import scrolled
from annotator.desktop.controls.texts import muted
from annotator.desktop.panels.codebook_edits import attribute_key_refusal, key_refusal
from annotator.desktop.session import Session
from annotator.domain.codebook import Attribute, Codebook, Label
from annotator.words import language, tr


class FormPages(QStackedWidget):
    """Shows the form about one part, or what to do to see one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.forms: dict[str, Form] = {
            BOOK: BookForm(),
            LAYER: LayerForm(),
            LABEL: LabelForm(),
            ATTRIBUTE: AttributeForm(),
            LINK_TYPE: LinkForm(),
            LINK_ATTRIBUTE: AttributeForm(of_links=True),
        }
        words = tr("Choose a part of the codebook above to change it.")
        self.addWidget(_padded(muted(words, wrap=True)))
        for form in self.forms.values():
            self.addWidget(scrolled(form))

    def show_part(self, part: Part, words_in: str) -> None:
        """Show the form about a part, its words in one language."""
        book = self._session.codebook if self._session.is_open else None
        thing = part_of(book, part) if book is not None else None
        if book is None or thing is None or part.kind not in self.forms:
            self.setCurrentIndex(0)
            return
        self._prepare(book, part, thing)
        self.forms[part.kind].show_thing(thing, words_in)
        self.setCurrentIndex(1 + list(self.forms).index(part.kind))

    def _prepare(self, book: Codebook, part: Part, thing: Thing) -> None:
        """Tell a form what it offers."""
        form = self.forms[part.kind]
        if isinstance(form, LinkForm):
            form.show_layers(book)
        elif isinstance(form, LabelForm) and isinstance(thing, Label):
            name = thing.name(language())
            form.show_key_rules(name, lambda key: key_refusal(self._session.codebook, thing, key))
        elif isinstance(form, AttributeForm) and part.kind == ATTRIBUTE:
            layer = book.layer(part.layer)
            if layer is None or not isinstance(thing, Attribute):
                return
            form.show_layer(layer)
            refusal = attribute_key_refusal
            form.show_key_rules(
                thing.id, lambda key: refusal(self._session.codebook, part.layer, part.id, key)
            )


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(14, 14, 14, 14)
    column.addWidget(widget)
    column.addStretch(1)
    return page
