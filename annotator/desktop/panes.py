"""Going from one part of the window to the next with a key, to where the keyboard is seen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget


def step(places: Sequence[QWidget], focused: QWidget | None, by: int) -> None:
    """Give the keyboard to the part so many after the one that has it, round and round.

    From elsewhere it goes to the first part, or backwards to the last one.
    """
    shown = [place for place in places if place.isVisible()]
    here = [at for at, place in enumerate(shown) if _holds(place, focused)]
    if shown:
        after = here[0] + by if here else (0 if by > 0 else -1)
        entrance(shown[after % len(shown)]).setFocus(Qt.FocusReason.TabFocusReason)


def _holds(place: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (place is focused or place.isAncestorOf(focused))


def entrance(place: QWidget) -> QWidget:
    """What of a part takes the keyboard: its list, else the first thing in it that does."""
    if place.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return place
    inside = [one for one in place.findChildren(QWidget) if _takes_keys(one)]
    lists = [one for one in inside if isinstance(one, QAbstractItemView)]
    return next(iter((*lists, *inside)), place)


def _takes_keys(widget: QWidget) -> bool:
    wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(wanted) and widget.isVisible() and widget.isEnabled()
