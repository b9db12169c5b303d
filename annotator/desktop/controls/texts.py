"""Labels and buttons that show words exactly as they are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from annotator.domain.turning import short, visible

_MOST, _MOST_IN_A_LINE = 20_000, 400
"""Letters in a label at most, where it wraps and where it does not: it widens the window."""

_WIDEST = 90
"""Letters in a line of a menu at most."""


class _Words(QLabel):
    """A label that shows the beginning of words that no window can hold."""

    def setText(self, words: str) -> None:  # noqa: N802 - its name in Qt
        super().setText(short(words, _MOST if self.wordWrap() else _MOST_IN_A_LINE))


def plain(
    words: str = "", parent: QWidget | None = None, *, kind: str = "", wrap: bool = False
) -> QLabel:
    """A label that never takes somebody's words for markup; `kind` is a rule of the sheet."""
    label = _Words(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(words)
    label.setProperty("kind", kind)
    return label


def muted(words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label for what is said in passing."""
    return plain(words, parent, kind="muted", wrap=wrap)


def heading(
    words: str, parent: QWidget | None = None, *, share: float = 1.15, wrap: bool = False
) -> QLabel:
    """A label in stronger letters, larger by a share of their size."""
    label = plain(words, parent, wrap=wrap)
    label.setFont(sized(label.font(), share, bold=True))
    return label


def sized(font: QFont, share: float, *, bold: bool = False) -> QFont:
    """A copy of the font, larger or smaller by a share of its size."""
    copy = QFont(font)
    if font.pointSizeF() > 0:
        copy.setPointSizeF(font.pointSizeF() * share)
    else:
        copy.setPixelSize(round(font.pixelSize() * share))
    if bold:
        copy.setWeight(QFont.Weight.DemiBold)
    return copy


def button_text(words: str) -> str:
    """Somebody's words as a button's text: an ampersand is no shortcut."""
    return words.replace("&", "&&")


def menu_text(words: str) -> str:
    """Somebody's words as a line of a menu: not too wide, and as they are."""
    return button_text(visible(short(words, _WIDEST)))


def button(words: str, kind: str = "quiet") -> QPushButton:
    """A button no wider than its words; `kind` is a rule of the sheet."""
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
