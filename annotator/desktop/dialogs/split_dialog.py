"""Splitting a label: the names of the labels that come out of it."""

from collections.abc import Collection

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog, accept_with_keys
from annotator.words import tr, trn

_WIDE = 420


class SplitDialog(Dialog):
    """Asks for names, one on each line; `taken` are those that labels of the layer have."""

    def __init__(
        self, label: str, count: int, taken: Collection[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._taken = {name.casefold(): name for name in taken}
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
        self.said = plain(kind="warning", wrap=True)
        self.said.hide()
        self.column.addWidget(self.said)
        words = trn(
            "{count} annotation will wait to be checked again.",
            "{count} annotations will wait to be checked again.",
            count,
        )
        self.column.addWidget(muted(words, wrap=True))
        self.main.setText(tr("Split the label"))
        self.names.textChanged.connect(self._look)
        self.add_buttons()
        accept_with_keys(self)
        self.names.setFocus()
        self._look()

    @property
    def wanted(self) -> list[str]:
        """The names, without empty lines and doubles."""
        lines = (" ".join(line.split()) for line in self.names.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _look(self) -> None:
        known = [name for name in self.wanted if name.casefold() in self._taken]
        if known:
            self.said.setText(tr("There is a label {label} in this layer already.", label=known[0]))
        self.said.setVisible(bool(known))
        self.main.setEnabled(bool(self.wanted) and not known)
