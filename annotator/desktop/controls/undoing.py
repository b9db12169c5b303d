"""Undo in a field: where nothing is being written there, it is the program's."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_step(event: QKeyEvent) -> bool:
    """Whether a key undoes or redoes."""
    return any(map(event.matches, _STEPS))


def is_left(event: QEvent, is_not_mine: Callable[[QKeyEvent], bool]) -> bool:
    """Whether a field asked for a shortcut leaves it to the program, which it then gets."""
    override = event.type() == QEvent.Type.ShortcutOverride
    if override and isinstance(event, QKeyEvent) and is_not_mine(event):
        event.ignore()
        return True
    return False
