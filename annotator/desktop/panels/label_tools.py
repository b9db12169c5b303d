"""The buttons above the codebook, and the same as a menu."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from annotator.desktop.controls import icons
from annotator.desktop.controls.texts import icon_button
from annotator.words import tr


class LabelTools(QWidget):
    """One button for each thing that can be done with labels; `actions` by drawing name."""

    def __init__(self, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        names = {
            "add": tr("New label…"),
            "sight": tr("Show, dim or hide the layer"),
            "rename": tr("Rename"),
            "color": tr("Colour…"),
            "key": tr("Key…"),
            "delete": tr("Delete"),
        }
        self.buttons: dict[str, QToolButton] = {}
        bar = QHBoxLayout(self)
        bar.setContentsMargins(6, 0, 6, 0)
        bar.setSpacing(0)
        for name, action in actions.items():
            made = icon_button(icons.icon(name), names[name])
            made.clicked.connect(lambda _on=False, act=action: act())
            self.buttons[name] = made
            bar.addWidget(made)
        bar.insertStretch(1, 1)

    def allow(self, *, any_label: bool, this_label: bool) -> None:
        """Say whether labels may be changed at all, and whether one is chosen."""
        for name, made in self.buttons.items():
            made.setEnabled(any_label and (this_label or name == "add"))
        if "sight" in self.buttons:
            self.buttons["sight"].setEnabled(this_label)

    def menu(self, parent: QWidget) -> QMenu:
        """The same as a menu that goes when it is left."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, made in self.buttons.items():
            action = menu.addAction(icons.icon(name), made.toolTip())
            action.setEnabled(made.isEnabled())
            action.triggered.connect(made.click)
        return menu

    def restyled(self) -> None:
        """Draw in the colours of the theme in use."""
        for name, made in self.buttons.items():
            made.setIcon(icons.icon(name))
