"""The banner: one sentence above everything, as long as it is true, with what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QPushButton, QSizePolicy, QToolBar

from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.sheet import Clothes
from annotator.desktop.controls.texts import button, button_text, plain

Ways = Sequence[tuple[str, Callable[[], object]]]
"""What a person can do: the words of a button, and what it calls."""


class Banner(QToolBar):
    """Stands below the menu and pushes the rest down; gone while there is nothing to say."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.words = ""
        self._ways: list[QPushButton] = []
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setEnabled(False)
        self.toggleViewAction().setVisible(False)
        self.setStyleSheet(
            "QToolBar { background: palette(base); border: none; padding: 0; spacing: 0;"
            " border-bottom: 1px solid palette(mid); }"
        )
        self._strip = QFrame(self)
        self._strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clothes = Clothes(self._strip)
        self._label = plain(parent=self._strip, kind="warning", wrap=True)
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(16, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._label, 1)
        self.addWidget(self._strip)
        window.addToolBar(self)
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it would list toolbars
        self.hide()

    def tell(self, words: str, ways: Ways = ()) -> None:
        """Say this and nothing else until it is taken back."""
        if words == self.words:
            return
        self._drop_ways()
        for name, act in ways:
            made = button(button_text(name), "outlined")
            made.clicked.connect(lambda _checked=False, act=act: act())
            self._row.addWidget(made)
            self._ways.append(made)
        self.words = words
        self._label.setText(words)
        self.show()
        self._fit()
        announce(self._window, words, urgent=True)

    def take_back(self) -> None:
        """Nothing is to be said any more."""
        self.words = ""
        self._drop_ways()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as the words need in the width there is: no toolbar asks for that."""
        margins = self._row.contentsMargins()
        taken = [made.sizeHint().width() + self._row.spacing() for made in self._ways]
        wide = self._window.width() - margins.left() - margins.right() - sum(taken)
        high = max(
            [
                self._label.heightForWidth(max(wide, 100)),
                *(made.sizeHint().height() for made in self._ways),
            ]
        )
        self._strip.setFixedHeight(high + margins.top() + margins.bottom())

    def _drop_ways(self) -> None:
        for made in self._ways:
            self._row.removeWidget(made)
            made.setParent(None)
            made.deleteLater()
        self._ways.clear()
