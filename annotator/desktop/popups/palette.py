"""The command palette: every command by its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.desktop.popups.picker import Picker
from annotator.desktop.popups.row_list import Row
from annotator.suggest.matching import best_matches, key
from annotator.words import tr


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do; `shortcut` is shown as keys."""

    id: str
    title: str
    shortcut: str = ""
    enabled: bool = True


class CommandPalette(Picker):
    """Finds a command by what somebody types; `recent` are ids, the last used first."""

    command_chosen = Signal(str)
    wide = 560
    least_rows, most_rows = 3, 12

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.recent: list[str] = []
        self._commands: Sequence[Command] = ()
        self._keys: list[tuple[str, ...]] = []

    def ask(self, commands: Sequence[Command]) -> None:
        """Open with these commands, those used last first."""
        order = {name: place for place, name in enumerate(self.recent)}
        self._commands = sorted(commands, key=lambda one: order.get(one.id, len(order)))
        self._keys = [(key(one.title),) for one in self._commands]
        self.field.setPlaceholderText(tr("What do you want to do?"))
        self.field.setAccessibleName(tr("Commands"))
        self.reset()
        self.open_in_middle()

    def rows_for(self, typed: str) -> Sequence[Row]:
        found = [self._commands[place] for place in best_matches(typed, self._keys)]
        return [
            Row(one.id, one.title, keys=one.shortcut, enabled=one.enabled)
            for one in sorted(found, key=lambda one: not one.enabled)
        ]

    def take(self, row: Row) -> None:
        self.recent = [row.id, *(name for name in self.recent if name != row.id)][:20]
        self.dismiss()
        self.command_chosen.emit(row.id)
