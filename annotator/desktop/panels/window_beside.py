"""Windows beside the main one, never before it: everything in them can be undone."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.desktop.controls.sheet import Panel


class WindowBeside(Panel):
    """Undoes and redoes with the keys of the main window; Escape closes it."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.obey({"Ctrl+Z": self.undo_requested.emit})
        self.obey(dict.fromkeys(("Ctrl+Y", "Ctrl+Shift+Z"), self.redo_requested.emit))

    def obey(self, calls: Mapping[str, Callable[[], object]]) -> None:
        """Do with keys what stands beside them, wherever in the window the focus is."""
        for keys, call in calls.items():
            QShortcut(QKeySequence(keys), self, call)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def splitter(parts: Sequence[QWidget], sizes: Sequence[int]) -> QSplitter:
    """Parts side by side, of these widths at first; the last one grows with the window."""
    made = QSplitter(Qt.Orientation.Horizontal)
    for part in parts:
        made.addWidget(part)
    made.setStretchFactor(len(parts) - 1, 1)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    made.setSizes(list(sizes))
    return made
