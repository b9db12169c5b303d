"""What all dialogs have in common: the look, a form, and buttons that fit every language."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.sheet import Clothes
from annotator.words import tr

_SHOWN = QKeySequence.SequenceFormat.NativeText


class Dialog(QDialog):
    """A dialog in the colours of the theme; `main` takes what was chosen, `cancel` does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(12)
        self.main = QPushButton(self)
        self.main.setProperty("kind", "main")
        self.main.setDefault(True)
        self.main.clicked.connect(self.accept)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)

    def done(self, result: int) -> None:
        """Close it, and let keys go to the window it stood over: not every desktop sees to that."""
        was_active, window = self.isActiveWindow(), self.parentWidget()
        super().done(result)
        if was_active and window is not None:
            window.window().activateWindow()

    def add_buttons(self, *more: QWidget) -> None:
        """Put the buttons at the foot, others to their left."""
        row = QHBoxLayout()
        for widget in more:
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.main)
        self.column.addSpacing(4)
        self.column.addLayout(row)
        last = self._last_asked()
        if last is not None:
            # Tab goes as one reads: what is asked first, then the buttons.
            self.setTabOrder(last, self.cancel)
            self.setTabOrder(self.cancel, self.main)

    def _last_asked(self) -> QWidget | None:
        """What Tab reaches last of all but the buttons."""
        at = self.previousInFocusChain()
        while at is not None and at is not self:
            takes_tab = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if takes_tab and at not in (self.main, self.cancel):
                return at
            at = at.previousInFocusChain()
        return None


def accept_with_keys(dialog: Dialog) -> None:
    """Let Ctrl+Enter do what the main button does: in words of several lines Enter is a line."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog, dialog.main.click)
    dialog.main.setToolTip(QKeySequence("Ctrl+Return").toString(_SHOWN))


def form() -> QFormLayout:
    """Questions at the left, answers at the right."""
    layout = QFormLayout()
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    layout.setHorizontalSpacing(18)
    layout.setVerticalSpacing(9)
    return layout
