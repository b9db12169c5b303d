"""Splitting a label: the names of the labels that come out of it."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog
from annotator.words import tr, trn

_WIDE = 420


class SplitDialog(Dialog):
    """Asks for names, one on each line."""

    def __init__(self, label: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Split the label {label}", label=label))
        self.column.addStrut(_WIDE)
        self.column.addWidget(
            plain(tr("The new labels beside {label}, one on each line:", label=label), wrap=True)
        )
        self.names = QPlainTextEdit(self)
        self.names.setTabChangesFocus(True)
        self.names.setAccessibleName(tr("Names of the new labels"))
        self.names.setMaximumHeight(110)
        self.column.addWidget(self.names)
        words = trn(
            "{count} annotation will wait to be checked again.",
            "{count} annotations will wait to be checked again.",
            count,
        )
        self.column.addWidget(muted(words, wrap=True))
        self.main.setText(tr("Split"))
        self.names.textChanged.connect(self._look)
        self.add_buttons()
        self._look()

    @property
    def wanted(self) -> list[str]:
        """The names, without empty lines and doubles."""
        lines = (" ".join(line.split()) for line in self.names.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _look(self) -> None:
        self.main.setEnabled(bool(self.wanted))
