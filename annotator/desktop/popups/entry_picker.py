"""Which entry? A picker of register entries: to merge into, to move passages to."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from annotator.desktop.controls.texts import muted
from annotator.desktop.popups.picker import Picker
from annotator.desktop.popups.row_list import Row
from annotator.desktop.rows.register import EntryRow, about
from annotator.domain.register import names_of
from annotator.suggest.matching import best_matches, key

_SHOWN = 300


class EntryPicker(Picker):
    """Finds an entry by what somebody types."""

    entry_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: Sequence[EntryRow] = ()
        self._keys: list[tuple[str, ...]] = []
        self._question = muted(parent=self, wrap=True)
        self.column.insertWidget(0, self._question)

    def ask(self, question: str, entries: Sequence[EntryRow], anchor: QRect) -> None:
        """Open beside the anchor (parent's coordinates); the likeliest entries come first."""
        self._entries = entries
        self._keys = [tuple(map(key, names_of(one.entry))) for one in entries]
        self._question.setText(question)
        self.field.setAccessibleName(question)
        self.reset()
        self.open_at(anchor)

    def rows_for(self, typed: str) -> Sequence[Row]:
        found = [self._entries[place] for place in best_matches(typed, self._keys)[:_SHOWN]]
        return [Row(one.entry.id, one.entry.name, about(one)) for one in found]

    def take(self, row: Row) -> None:
        self.dismiss()
        self.entry_chosen.emit(row.id)
