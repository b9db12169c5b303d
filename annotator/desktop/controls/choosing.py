"""Choosing one row of a list in which several can be selected."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView

_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect


def choose_only(view: QAbstractItemView, index: QModelIndex) -> None:
    """Make a row the current one and the only one selected.

    Qt asks the keyboard how to select: while Ctrl is held, as for the very key that led here, a
    row that is selected already would be let go.
    """
    view.selectionModel().setCurrentIndex(index, _ONLY)
