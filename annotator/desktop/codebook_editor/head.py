"""The line above the editor: which version, and what can be done with the whole and a part."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from annotator.desktop.codebook_editor.parts import ATTRIBUTE, LABEL, LAYER, LINK_TYPE
from annotator.desktop.controls import icons
from annotator.desktop.controls.texts import button, heading, icon_button, muted
from annotator.words import tr

BELOW = "below"
"""The kind of a label that is to stand below the chosen one."""


class Head(QWidget):
    """Buttons and menus; each tells what is wanted."""

    add_wanted = Signal(str)
    drop_wanted = Signal()
    rename_wanted = Signal()
    up_wanted = Signal()
    down_wanted = Signal()
    merge_wanted = Signal()
    split_wanted = Signal()
    versions_wanted = Signal()
    publish_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_label: list[QAction] = []
        self._of_any: list[QAction] = []
        self.version = muted()
        self.publish = button(tr("Publish…"), "outlined")
        self.add = icon_button(icons.icon("add"), tr("Add…"))
        self.drop = icon_button(icons.icon("delete"), tr("Delete"))
        self.more = button("⋯", "quiet")
        self.more.setAccessibleName(tr("More"))
        self.close_button = icon_button(icons.icon("clear"), tr("Close the editor"))
        self.add.setMenu(self._add_menu())
        self.add.setPopupMode(self.add.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._more_menu())
        self.publish.clicked.connect(self.publish_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 0)
        row.setSpacing(4)
        row.addWidget(heading(tr("Codebook"), share=1.1))
        row.addWidget(self.version, 1)
        for widget in (self.publish, self.add, self.drop, self.more, self.close_button):
            row.addWidget(widget)

    def allow(self, *, editable: bool, label: bool) -> None:
        """Say whether anything may be changed, and whether a label is chosen."""
        for widget in (self.publish, self.add, self.drop):
            widget.setEnabled(editable)
        for action in self._of_label:
            action.setEnabled(editable and label)
        for action in self._of_any:
            action.setEnabled(editable)

    def restyled(self) -> None:
        """Draw in the colours of the theme in use."""
        for made, drawing in ((self.add, "add"), (self.drop, "delete")):
            made.setIcon(icons.icon(drawing))
        self.close_button.setIcon(icons.icon("clear"))

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind, words, keys in (
            (LABEL, tr("Label"), "Ins"),
            (BELOW, tr("Label below this one"), "Shift+Ins"),
            (ATTRIBUTE, tr("Attribute"), ""),
            (LAYER, tr("Layer"), ""),
            (LINK_TYPE, tr("Link type"), ""),
        ):
            action = menu.addAction(_with_keys(words, keys))
            action.triggered.connect(lambda _on=False, one=kind: self.add_wanted.emit(one))
        return menu

    def _more_menu(self) -> QMenu:
        """Its keys are the outline's and the window's; here they are only shown."""
        menu = QMenu(self)
        for words, keys, wanted, of_label in (
            (tr("Rename"), "F2", self.rename_wanted, False),
            (tr("Merge into another label…"), "Ctrl+Shift+J", self.merge_wanted, True),
            (tr("Split the label…"), "Ctrl+Shift+K", self.split_wanted, True),
            (tr("Move up"), "Alt+Up", self.up_wanted, False),
            (tr("Move down"), "Alt+Down", self.down_wanted, False),
            (tr("Delete"), "Del", self.drop_wanted, False),
        ):
            action = menu.addAction(_with_keys(words, keys))
            action.triggered.connect(wanted)
            (self._of_label if of_label else self._of_any).append(action)
        menu.addSeparator()
        menu.addAction(tr("Versions of the codebook…")).triggered.connect(self.versions_wanted)
        return menu


def _with_keys(words: str, keys: str) -> str:
    """What a menu's line says: what stands after a tab is shown as its keys."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words}\t{shown}" if keys else words
