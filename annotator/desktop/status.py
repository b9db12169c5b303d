"""The line at the bottom: who labels where, that all is saved, and which keys work right now."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.hints import Hints
from annotator.desktop.controls.texts import button_text
from annotator.desktop.session import Session
from annotator.domain.codebook import Codebook
from annotator.domain.turning import short, visible
from annotator.store import coders, history
from annotator.words import language, tr

if TYPE_CHECKING:
    from annotator.desktop.desk import Desk

_LONG = 60
"""Letters of a name at most."""


class StatusLine(QStatusBar):
    """Follows the session, and the desk when there is one."""

    layers_requested = Signal()
    """Every layer is to be seen again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk: Desk | None = None
        self._who, self._saved, self._hints = _label(), _label(), Hints()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        self.addWidget(self._who)
        self.addWidget(self._saved)
        self.hidden = self._button()
        self.addWidget(self.hidden)
        self.addWidget(self._hints, 1)
        for signal in (session.opened, session.closed, session.changed, session.set_shown):
            signal.connect(self._refresh)
        session.article_opened.connect(self._refresh)
        self.restyle()

    def follow(self, desk: "Desk") -> None:
        """Name the keys for what this desk has in hand."""
        self._desk = desk
        desk.passage_changed.connect(self.show_hints)
        self.show_hints()

    def _button(self) -> QToolButton:
        """What says that layers are hidden; it is gone where none is."""
        made = QToolButton()
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setToolTip(tr("Show all layers"))
        made.clicked.connect(self.layers_requested)
        made.hide()
        return made

    def show_hidden(self, layers: Sequence[str]) -> None:
        """Say which layers cannot be seen, so that nobody takes their labels for lost."""
        words = tr("hidden: {layers}", layers=", ".join(layers))
        self.hidden.setText(button_text(words))
        self.hidden.setAccessibleName(words)
        self.hidden.setVisible(bool(layers))

    def restyle(self) -> None:
        """Take the theme's colours."""
        colors = theme.current()
        wanted = (
            f"QStatusBar {{ background: {colors.window}; border-top: 1px solid {colors.line}; }}"
            f"QStatusBar::item {{ border: none; }} QLabel {{ color: {colors.muted}; }}"
            f"QToolButton {{ color: {colors.warning}; border: none; padding: 2px 8px; }}"
            f"QToolButton:hover {{ background: {colors.hover}; border-radius: 5px; }}"
        )
        if wanted != self.styleSheet():
            self.setStyleSheet(wanted)

    def _refresh(self, *_: object) -> None:
        if not self._session.is_open:
            self._who.setText("")
            self._saved.setText("")
            self._hints.show_keys([])
            return
        project = self._session.project
        self._who.setText(visible(self._names()))
        self._saved.setText(
            tr("for reading only")
            if project.read_only
            else tr("saved {time}", time=_clock(history.last_saved(project)))
        )
        self.show_hints()

    def _names(self) -> str:
        """Who works, and in which set, where that is not named like them."""
        project = self._session.project
        if not self._session.shows_own:
            shown = [one for one in coders.all_sets(project) if one.id == self._session.set]
            return tr(
                "labels of {name}, to read", name=short(shown[0].name, _LONG) if shown else ""
            )
        own = project.own_set
        names = [project.coder.name] if project.coder else []
        if own and own.name not in names:
            names.append(own.name)
        return " · ".join(short(name, _LONG) for name in names)

    def show_hints(self) -> None:
        """Name the keys that work on what is in hand."""
        desk = self._desk
        is_ready = desk is not None and desk.is_reading
        self._hints.show_keys(self._keys(desk) if desk is not None and is_ready else [])

    def _keys(self, desk: "Desk") -> list[str]:
        if not self._session.shows_own:
            return [tr("Tab next"), tr("F1 rule"), tr("Shift+F9 your own labels")]
        if desk.chosen():
            labels = label_keys(self._session.codebook)
            return [*labels, tr("S speaker"), tr("+ fragment"), tr("Space wider")]
        if desk.current:
            return [
                tr("S who says it"),
                tr("[ ] { } edges"),
                tr("Del delete"),
                tr("Tab next"),
                tr("F1 rule"),
            ]
        return [tr("Space select"), tr("Tab next passage"), tr("Ctrl+Enter done"), tr("? all keys")]


def label_keys(codebook: Codebook) -> list[str]:
    """The labels' keys, layer by layer, in few words."""
    found = []
    for layer in codebook.layers:
        keys = "".join(label.key.upper() for label in layer.labels if label.key)
        if keys:
            shown = f"{keys[0]}–{keys[-1]}" if keys.isdigit() else " ".join(keys)
            found.append(f"{shown} {short(layer.name(language()), _LONG).lower()}")
    return found


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(0, 3, 14, 3)
    return label


def _clock(at: str) -> str:
    if not at:
        return ""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%H:%M:%S")
