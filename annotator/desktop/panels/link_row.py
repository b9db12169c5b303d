"""One link on a card: where it leads, its attributes, a way there, its place among its like."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.desktop.controls import icons
from annotator.desktop.controls.lines import Lines
from annotator.desktop.controls.texts import icon_button, muted
from annotator.desktop.controls.values import Named
from annotator.desktop.panels.card_values import ValueList
from annotator.domain.annotation import Value
from annotator.domain.codebook import Attribute
from annotator.words import tr


class LinkRow(QWidget):
    """Shows one link; `title` stands above it unless it is empty, `name` is what it is called."""

    removal_requested = Signal()
    given = Signal(str, object)
    """Attribute id and its new value."""

    def __init__(self, title: str, name: str, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        if title:
            column.addWidget(muted(title, wrap=True))
        self._place = QHBoxLayout()
        self._place.setSpacing(0)
        self.words = Lines(2)
        self.words.show_words(words)
        self.words.setAccessibleName(tr("{link}: {words}", link=name, words=words))
        self._place.addWidget(self.words, 1)
        self.remove = self._button("clear", tr("Remove the link"), self.removal_requested.emit)
        self.values = ValueList()
        self.values.given.connect(lambda *given: self.given.emit(*given))  # noqa: PLW0108 - any value
        column.addLayout(self._place)
        column.addWidget(self.values)
        self.setFocusProxy(self.remove)
        self._attributes: list[Attribute] = []

    def ask(self, attributes: list[Attribute], everyone: Named) -> None:
        """Ask these attributes of the link; `everyone` gives the register entries there are."""
        self._attributes, self.values.everyone = attributes, everyone

    def show_values(self, values: Mapping[str, Value], *, editable: bool) -> None:
        """Show what the attributes say."""
        self.values.show_values(self._attributes, values, editable=editable)
        self.remove.setEnabled(editable)

    def offer_way(self, go: Callable[[], None]) -> None:
        """Add a button that leads to the other end."""
        self._button("go", tr("Go there"), go, at=1)

    def offer_step(self, step: Callable[[], None]) -> None:
        """Add a button that lets the link change places with the next one."""
        later = self._button("later", tr("One place later"), step, at=self._place.count() - 1)
        self.setFocusProxy(later)

    def holds_focus(self) -> bool:
        """Whether the keyboard is on one of its buttons."""
        return any(one.hasFocus() for one in self.findChildren(QToolButton))

    def _button(
        self, icon: str, name: str, act: Callable[[], None], at: int | None = None
    ) -> QToolButton:
        made = icon_button(icons.icon(icon), name)
        made.clicked.connect(lambda *_: act())
        self._place.insertWidget(self._place.count() if at is None else at, made)
        return made
