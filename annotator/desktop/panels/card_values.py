"""The attributes of one annotation or link, question by question."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.desktop.controls.texts import muted
from annotator.desktop.controls.values import (
    EntryControl,
    Named,
    TextControl,
    ValueControl,
    control_for,
)
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Value
from annotator.domain.codebook import Attribute, in_language
from annotator.domain.relabelled import asks
from annotator.words import language


def asked(session: Session, annotation: Annotation) -> list[Attribute]:
    """The attributes its layer asks of its label."""
    layer = session.codebook.layer(annotation.layer)
    return [one for one in (layer.attributes if layer else ()) if asks(one, annotation.label)]


class ValueList(QWidget):
    """Shows each attribute's name beside a control for its value."""

    given = Signal(str, object)
    """Attribute id and its new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: list[Attribute] = []
        self.everyone: Named = tuple
        self._language = ""
        self.controls: dict[str, ValueControl] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)

    def show_values(
        self, attributes: list[Attribute], values: Mapping[str, Value], *, editable: bool
    ) -> None:
        """Show these attributes; their controls stay where the questions stay the same."""
        if attributes != self._asked or language() != self._language:
            self._build(attributes)
        for key, control in self.controls.items():
            control.show_value(values.get(key))
            control.setEnabled(editable)
        self.setVisible(bool(attributes))

    def commit(self) -> None:
        """Hand on what is being written in a text field."""
        for control in self.controls.values():
            if isinstance(control, TextControl):
                control.commit()

    def _build(self, attributes: list[Attribute]) -> None:
        self._asked, self._language = attributes, language()
        while (item := self._grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.controls = {one.id: self._add(one, place) for place, one in enumerate(attributes)}

    def _add(self, attribute: Attribute, place: int) -> ValueControl:
        name = muted(in_language(attribute.names, language(), attribute.id), wrap=True)
        control = control_for(attribute)
        name.setBuddy(control)
        if isinstance(control, EntryControl):
            control.everyone = self.everyone
        control.picked.connect(lambda value, key=attribute.id: self.given.emit(key, value))
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(control, place, 1, Qt.AlignmentFlag.AlignVCenter)
        if self.isVisible():
            control.show()  # else it is shown a turn later, and cannot have the focus till then
        return control
