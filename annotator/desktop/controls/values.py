"""Controls for an annotation's attributes, one for each type of value."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRegularExpression, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy

from annotator.desktop.controls.picks import Pick, PickSome
from annotator.desktop.controls.ticks import Tick
from annotator.domain.annotation import Value
from annotator.domain.codebook import Attribute, in_language
from annotator.domain.folding import fold
from annotator.words import language, tr


class ChoiceControl(Pick):
    """One of the attribute's values, or none.

    A figure takes the value in that place, a letter the next one that starts with it, Delete none.
    """

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        items = [
            (one.id, in_language(one.names, language(), one.id), None) for one in attribute.values
        ]
        self.offer([(None, "–", None), *items])

    def show_value(self, value: Value | None) -> None:
        """Show this value; one that the codebook does not know is added as it is."""
        if value is not None and self.findData(value) < 0:
            self.addItem(str(value), value)
        self.choose(value)

    def place_of(self, event: QKeyEvent) -> int | None:
        """The item that a key stands for; the first one is that for no value."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return None
        typed = fold(event.text())
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return 0
        if typed.isdecimal():
            return int(typed) if 0 < int(typed) < self.count() else None
        order = [*range(self.currentIndex() + 1, self.count()), *range(1, self.count())]
        fits = (at for at in order if typed and fold(self.itemText(at)).startswith(typed))
        return next(fits, None)


class ChoicesControl(PickSome):
    """Any number of the attribute's values."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        self.offer(
            [(one.id, in_language(one.names, language(), one.id)) for one in attribute.values]
        )

    def show_value(self, value: Value | None) -> None:
        """Tick these values."""
        self.choose(value if isinstance(value, list) else [])


class YesNoControl(Tick):
    """Yes, or not said."""

    picked = Signal(object)

    def __init__(self, _attribute: Attribute) -> None:
        super().__init__()
        self.setContentsMargins(4, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda on=False: self.picked.emit(bool(on)))

    def show_value(self, value: Value | None) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def sizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height() + 10)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(pos)


class TextControl(QLineEdit):
    """Words on one line, told on Enter and when the field is left."""

    picked = Signal(object)

    def __init__(self, _attribute: Attribute) -> None:
        super().__init__()
        self._kept = ""
        self.setProperty("kind", "value")
        self.setPlaceholderText("–")
        self.setMinimumWidth(60)
        self.returnPressed.connect(self.commit)

    def show_value(self, value: Value | None) -> None:
        """Show these words unless others are just being written."""
        writing = self.text() != self._kept
        self._kept = "" if value is None else f"{value}"
        if not writing:
            self.setText(self._kept)

    def commit(self) -> None:
        """Tell the words if they changed; those that are no value are put back."""
        if self.text() == self._kept:
            return
        if not self.hasAcceptableInput() and self.text():
            self.setText(self._kept)
            return
        self._kept = self.text()
        self.picked.emit(self._value())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _value(self) -> Value:
        return self.text().strip()


class NumberControl(TextControl):
    """A number, with a point or a comma."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute)
        form = QRegularExpression(r"-?\d{1,15}([.,]\d{1,15})?")
        self.setValidator(QRegularExpressionValidator(form, self))

    def _value(self) -> Value:
        if not self.text().strip():
            return ""
        number = float(self.text().replace(",", "."))
        return int(number) if number.is_integer() else number


Named = Callable[[], Sequence[tuple[str, str]]]
"""Gives register entries as (id, name)."""


def _nobody() -> Sequence[tuple[str, str]]:
    return ()


class EntryControl(TextControl):
    """A register entry by its name, which is completed while one types; its id is told."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute)
        self.everyone: Named = _nobody
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._ids: dict[str, str] = {}

    def show_value(self, value: Value | None) -> None:
        """Show the entry's name; an entry that is gone shows as its id."""
        named = dict(self.everyone()) if value else {}
        super().show_value(named.get(str(value), str(value)) if value else None)

    def commit(self) -> None:
        """Tell the entry of this name; words that name none are put back."""
        if self.text() and self._id() is None:
            self.setText(self._kept)
        super().commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the names there are now."""
        super().focusInEvent(event)
        self._ids = {fold(name): id for id, name in self.everyone()}
        self._names.setStringList([name for _, name in self.everyone()])

    def _id(self) -> str | None:
        return self._ids.get(fold(self.text().strip()))

    def _value(self) -> Value:
        return self._id() or ""


ValueControl = ChoiceControl | ChoicesControl | YesNoControl | TextControl
"""What shows one value (`show_value`) and tells the new one (`picked`); None is no value."""

_CONTROLS: dict[str, Callable[[Attribute], ValueControl]] = {
    "choice": ChoiceControl,
    "choices": ChoicesControl,
    "yes_no": YesNoControl,
    "text": TextControl,
    "number": NumberControl,
    "entry": EntryControl,
}


def control_for(attribute: Attribute) -> ValueControl:
    """The control for an attribute, named for people who hear the screen."""
    made = _CONTROLS.get(attribute.type, TextControl)(attribute)
    made.setAccessibleName(in_language(attribute.names, language(), attribute.id))
    if attribute.required:
        made.setToolTip(tr("Required"))
    return made
