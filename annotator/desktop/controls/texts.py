"""Labels and buttons that show plain words only."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget


def plain(words: str = "", kind: str = "", *, wraps: bool = True) -> QLabel:
    """A label that never reads markup; `kind` is a rule of the sheet."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if kind:
        label.setProperty("kind", kind)
    if wraps:
        label.setMinimumWidth(1)
    return label


def button(words: str, kind: str = "quiet") -> QPushButton:
    """A button with words."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def icon_button(icon: QIcon, name: str) -> QToolButton:
    """A button with a drawing; `name` is what it is called aloud and in its tool tip."""
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icon)
    made.setIconSize(QSize(16, 16))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def hairline(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts."""
    line = QFrame(parent)
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line
