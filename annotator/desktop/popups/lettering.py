"""Labels that show words exactly as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.desktop.popups.dress import sized


def plain(words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label that never takes somebody's words for markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(words)
    return label


def muted(words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label for what is said in passing."""
    label = plain(words, parent, wrap=wrap)
    label.setProperty("quiet", True)
    return label


def heading(words: str, parent: QWidget | None = None, *, share: float = 1.15) -> QLabel:
    """A label in larger, stronger letters."""
    label = plain(words, parent)
    label.setFont(sized(label.font(), share, bold=True))
    return label
