"""Counts that are filters: small buttons in rows, of which one is taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.texts import button, button_text


class Counts(QWidget):
    """Shows (value, name, count) each as a button; tells which value is taken."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._row = Flow(self, gap=2)

    @property
    def value(self) -> str:
        """What is taken."""
        return next((one for one, made in self._buttons.items() if made.isChecked()), "")

    def button(self, value: str) -> QPushButton:
        """The button of a value."""
        return self._buttons[value]

    def show_counts(self, counts: Sequence[tuple[str, str, int]]) -> None:
        """Show these; what was taken stays so where it is still there, else the first is."""
        before = self.value
        if list(self._buttons) != [value for value, _, _ in counts]:
            self._build([value for value, _, _ in counts])
        for value, name, count in counts:
            words = f"{name} {count}"
            self._buttons[value].setText(button_text(words))
            self._buttons[value].setAccessibleName(words)
        taken = self._buttons.get(before) or next(iter(self._buttons.values()), None)
        if taken is not None:
            taken.setChecked(True)

    def _build(self, values: Sequence[str]) -> None:
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for value in values:
            made = button("")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _on=False, one=value: self.changed.emit(one))
            self._buttons[value] = made
            self._group.addButton(made)
            self._row.addWidget(made)
