"""The context menu of the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from annotator.desktop.controls.texts import menu_text
from annotator.domain.codebook import Label
from annotator.words import language

if TYPE_CHECKING:
    from annotator.desktop.window import Window


def show(window: "Window", place: QPoint) -> None:
    """Offer what can be done with the passage under the mouse; `place` is on the screen."""
    canvas = window.view.canvas
    under = canvas.marks_at(canvas.viewport().mapFromGlobal(place))
    window.desk.take_under(tuple(mark.annotation for mark in under))
    menu = _built(window)
    menu.exec(place)
    menu.deleteLater()


def _built(window: "Window") -> QMenu:
    menu, table, session = QMenu(window), window.actions_table, window.session
    for name in ("copy", "copy_labelled"):
        menu.addAction(table[name])
    menu.addSeparator()
    for name in ("speaker", "fragment", "note", "delete", "rule"):
        menu.addAction(table[name])
    menu.addSeparator()
    for layer in session.codebook.layers if session.is_open else ():
        labels = menu.addMenu(menu_text(layer.name(language())))
        for label in layer.labels:
            _add_label(window, labels, label)
    return menu


def _add_label(window: "Window", labels: QMenu, label: Label) -> None:
    action = labels.addAction(f"{menu_text(label.name(language()))}\t{label.key.upper()}")
    action.triggered.connect(lambda: window.desk.label(label))
