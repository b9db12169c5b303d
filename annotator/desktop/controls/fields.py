"""Fields of a form: words on one line, told when they are left, and lines of several of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.desktop.controls import icons
from annotator.desktop.controls.sheet import put_kind
from annotator.desktop.controls.texts import icon_button
from annotator.desktop.controls.undoing import is_left, is_step
from annotator.words import tr

Check = Callable[[str], bool]


def _anything(_words: str) -> bool:
    return True


def _any_line(_line: Mapping[str, str]) -> bool:
    return True


class Field(QLineEdit):
    """Words on one line, told on Enter and when the field is left; wrong ones wait, marked so."""

    committed = Signal(str)

    def __init__(self, name: str, check: Check = _anything, hint: str = "") -> None:
        super().__init__()
        self._kept = ""
        self._check = check
        self._hint = hint
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMinimumWidth(40)
        self.returnPressed.connect(self.commit)
        self.textChanged.connect(lambda _words: self._mark())

    @property
    def words(self) -> str:
        """What stands there, with single spaces."""
        return " ".join(self.text().split())

    def show_words(self, words: str) -> None:
        """Show these words unless others are just being written."""
        writing = self.text() != self._kept
        self._kept = words
        if not writing and self.text() != words:
            self.setText(words)
            self.setCursorPosition(0)
        self._mark()

    @property
    def kept(self) -> str:
        """What it showed before it was written in."""
        return self._kept

    def forget(self) -> None:
        """Give up what was being written."""
        self.setText(self._kept)
        self._mark()

    @property
    def is_right(self) -> bool:
        """Whether the words may be kept."""
        return not self.words or self._check(self.words)

    def commit(self) -> None:
        """Tell the words if they changed and are right."""
        if self.text() == self._kept or not self.is_right:
            return
        self._kept = self.words
        self.setText(self._kept)
        self.committed.emit(self._kept)

    def _mark(self) -> None:
        put_kind(self, "" if self.is_right else "wrong")
        self.setToolTip("" if self.is_right else self._hint)

    def event(self, event: QEvent) -> bool:
        return not is_left(event, self._is_not_mine) and bool(super().event(event))

    def _is_not_mine(self, event: QKeyEvent) -> bool:
        """Undo where nothing is being written: it is the program's."""
        return self.text() == self._kept and is_step(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()


class Column(NamedTuple):
    """One field of each line: its key in the values, its name, what is right, how wide (px).

    `fits` says of the whole line whether this field's words go with the others.
    """

    key: str
    name: str
    check: Check = _anything
    width: int = 0
    hint: str = ""
    fits: Callable[[Mapping[str, str]], bool] = _any_line


class LineTable(QWidget):
    """Lines of fields, with an empty one at the end to go on in; a line without its first is none.

    `changed` tells all lines as mappings from the columns' keys to words.
    """

    changed = Signal(object)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self._kept: list[dict[str, str]] = []
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_lines(self, lines: Sequence[Mapping[str, str]]) -> None:
        """Show these lines; fields that stand there already are used again, with their focus."""
        self._kept = [{one.key: line.get(one.key, "") for one in self._columns} for line in lines]
        while len(self._lines) > len(self._kept) + 1:
            gone = self._lines.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < len(self._kept) + 1:
            self._lines.append(self._made())
            self._column.addWidget(self._lines[-1])
        for line, values in zip(self._lines, [*self._kept, {}], strict=True):
            line.show_values(values)

    def forget(self) -> None:
        """Give up what was being written."""
        for line in self._lines:
            line.forget()

    def commit(self) -> None:
        """Tell the lines if they changed."""
        for line in list(self._lines):
            line.commit()

    def restyled(self) -> None:
        """Draw what is in the theme's colours anew."""
        for line in self._lines:
            line.restyled()

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order: the fields of each line, and the button that takes it away."""
        return [one for line in self._lines for one in (*line.fields, line.remover)]

    def fields(self) -> list[list[Field]]:
        """The fields of each line, the empty one included."""
        return [line.fields for line in self._lines]

    def _made(self) -> "_Line":
        line = _Line(self._columns)
        line.edited.connect(self._tell)
        line.removed.connect(lambda: self._remove(line))
        return line

    def _remove(self, line: "_Line") -> None:
        left = [one.values() for one in self._lines if one is not line]
        line.show_values({})
        line.forget()
        self._tell_these(left)

    def _tell(self) -> None:
        self._tell_these([line.values() for line in self._lines])

    def _tell_these(self, lines: list[dict[str, str]]) -> None:
        whole = [line for line in lines if line[self._columns[0].key]]
        if whole != self._kept:
            self.changed.emit(whole)


class _Line(QWidget):
    """The fields of one line and a button that takes it away."""

    edited = Signal()
    removed = Signal()

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._keys = [one.key for one in columns]
        self.fields = [Field(one.name, self._check(one), one.hint or one.name) for one in columns]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for field, column in zip(self.fields, columns, strict=True):
            field.committed.connect(lambda _words: self.edited.emit())
            if column.width:
                field.setFixedWidth(column.width)
            row.addWidget(field, 0 if column.width else 1)
        self.remover = icon_button(icons.icon("clear"), tr("Remove the line"))
        self.remover.clicked.connect(self.removed)
        row.addWidget(self.remover)

    def show_values(self, values: Mapping[str, str]) -> None:
        for field, key in zip(self.fields, self._keys, strict=True):
            field.show_words(values.get(key, ""))
        self.remover.setEnabled(bool(values))

    def values(self) -> dict[str, str]:
        return {
            key: field.words if field.is_right else field.kept
            for key, field in zip(self._keys, self.fields, strict=True)
        }

    def _check(self, column: Column) -> Check:
        """What is right in one field, seen by itself and beside the others of the line."""

        def is_right(words: str) -> bool:
            others = zip(self._keys, self.fields, strict=True)
            line = {key: field.words for key, field in others}
            return column.check(words) and column.fits({**line, column.key: words})

        return is_right

    def forget(self) -> None:
        for field in self.fields:
            field.forget()

    def commit(self) -> None:
        for field in self.fields:
            field.commit()

    def restyled(self) -> None:
        self.remover.setIcon(icons.icon("clear"))


def side_by_side(*parts: QWidget | None) -> QHBoxLayout:
    """Parts on one line of a panel; nothing is a stretch."""
    line = QHBoxLayout()
    line.setContentsMargins(12, 0, 12, 0)
    line.setSpacing(6)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return line
