"""Fields of the editor's forms: each shows a value and hands on a new one when it is left."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from annotator.desktop.controls.notes import NoteField
from annotator.desktop.controls.picks import Pick, PickSome
from annotator.desktop.controls.popovers import KeyPopover
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.controls.undoing import is_left, is_step
from annotator.domain.sentence import Sentence
from annotator.words import tr


class LineField(QLineEdit):
    """Words on one line, handed on with Enter and when the field is left."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.returnPressed.connect(self.commit)

    def show_value(self, value: object) -> None:
        """Show these words; those that are just being written stay."""
        writing = self.text() != self._kept
        self._kept = str(value)
        if not writing and self.text() != self._kept:
            self.setText(self._kept)

    def commit(self) -> None:
        """Hand the words on if they changed."""
        if self.text() != self._kept:
            self._kept = " ".join(self.text().split())
            self.setText(self._kept)
            self.given.emit(self._kept)

    def event(self, event: QEvent) -> bool:
        """Undo where nothing is being written is the program's."""
        return not is_left(event, self._is_not_mine) and bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _is_not_mine(self, event: QKeyEvent) -> bool:
        return is_step(event) and self.text() == self._kept


class WordsField(NoteField):
    """Words on several lines, handed on when the field is left."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.committed.connect(self._hand_on)

    def show_value(self, value: object) -> None:
        """Show these words; those that are just being written stay."""
        self.show_note(str(value))

    def _hand_on(self, words: str) -> None:
        self.given.emit(words.strip())

    def _is_not_mine(self, event: QKeyEvent) -> bool:
        again = event.matches(QKeySequence.StandardKey.Redo)
        return (again and not self.document().isRedoAvailable()) or super()._is_not_mine(event)


class ListField(WordsField):
    """A list, one line each."""

    def show_value(self, value: object) -> None:
        """Show these lines."""
        self.show_note("\n".join(value) if isinstance(value, tuple) else "")

    def _hand_on(self, words: str) -> None:
        lines = (" ".join(line.split()) for line in words.splitlines())
        self.given.emit(tuple(line for line in lines if line))


class TickField(Tick):
    """Yes or no."""

    given = Signal(object)

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.clicked.connect(lambda on=False: self.given.emit(bool(on)))

    def show_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def commit(self) -> None:
        """It is handed on at once."""


class PickField(Pick):
    """One of several values."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picked.connect(self.given)

    def show_value(self, value: object) -> None:
        """Show this value."""
        self.choose(value)

    def commit(self) -> None:
        """It is handed on at once."""


class PickSomeField(PickSome):
    """Any of several values; none of them reads as `nothing`."""

    given = Signal(object)

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self.picked.connect(lambda values: self.given.emit(tuple(values)))

    def show_value(self, value: object) -> None:
        """Tick these values."""
        self.choose(value if isinstance(value, tuple) else ())

    def words(self) -> str:
        return super().words() if self.values() else self._nothing

    def commit(self) -> None:
        """It is handed on at once."""


class KeyField(QToolButton):
    """A key; a click waits for another one and says why where it cannot be had."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refusal: Callable[[str], Sentence | None] = lambda _key: None
        self.name = ""
        self.clicked.connect(self.ask)

    def show_value(self, value: object) -> None:
        """Show this key."""
        self.setText(str(value).upper() or tr("No key"))

    def commit(self) -> None:
        """It is handed on at once."""

    def ask(self) -> KeyPopover:
        """Wait for a key."""
        popover = KeyPopover(self, self.name, self.refusal)
        popover.picked.connect(lambda key: self.given.emit(key.upper()))
        popover.show_at(self.mapToGlobal(self.rect().bottomLeft()))
        return popover


Field = LineField | WordsField | TickField | PickField | PickSomeField | KeyField
"""What shows a value (`show_value`), hands on a new one (`given`) and does so now (`commit`)."""
