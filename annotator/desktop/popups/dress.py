"""How what appears over the window is dressed: one style sheet made from the theme in use."""

from string import Template

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from annotator.desktop import theme
from annotator.desktop.theme import Theme

_SHEET = Template("""
QLabel { color: $text; background: transparent; }
QLabel[quiet="true"] { color: $muted; }
QLabel[alarm="true"] { color: $warning; }
QLineEdit, QPlainTextEdit {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 5px 8px; selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QAbstractSpinBox QLineEdit { border: none; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border-color: $warning; }
QPushButton {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 6px 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $panel; }
QPushButton:checked, QPushButton[main="true"] {
    background: $accent; color: $accent_text; border-color: $accent;
}
QPushButton[main="true"]:focus, QPushButton:checked:focus { border-color: $text; }
QPushButton[main="true"]:disabled {
    background: $panel; color: $muted; border-color: $line;
}
QPushButton[plain="true"] { background: transparent; border: 1px solid transparent; }
QPushButton[plain="true"]:hover { background: $hover; }
QPushButton[plain="true"]:focus { border-color: $accent; }
QPushButton[plain="true"]:checked { background: $selection; color: $text; }
QPushButton[recent="true"] {
    background: transparent; border: 1px solid transparent; text-align: left; color: $accent;
}
QPushButton[recent="true"]:hover { background: $hover; }
QPushButton[recent="true"]:focus { border-color: $accent; }
QListView { background: transparent; border: none; outline: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; margin: 2px;
    min-height: 24px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; height: 0; width: 0;
}
QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def sheet(colours: Theme) -> str:
    """The style sheet for a card, a bar or a dialog in these colours."""
    names = ("base", "text", "muted", "line", "accent", "accent_text", "selection", "hover")
    more = ("panel", "warning", "window")
    return _SHEET.substitute({name: getattr(colours, name) for name in (*names, *more)})


_OCCASIONS = {
    QEvent.Type.Polish,
    QEvent.Type.Show,
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationPaletteChange,
}


class Clothes(QObject):
    """Keeps a widget in the theme's colours, also when the theme changes."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._worn: Theme | None = None
        widget.installEventFilter(self)

    def put_on(self) -> None:
        """Take on the theme in use."""
        # A style sheet changes palettes, and a changed palette asks to be dressed again.
        if self._worn is not theme.current():
            self._worn = theme.current()
            self._widget.setStyleSheet(sheet(self._worn))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _OCCASIONS:
            # What wears a style sheet hears of a new palette only from its window.
            self._widget.window().installEventFilter(self)
            self.put_on()
        return False


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


def put_property(widget: QWidget, name: str, value: bool) -> None:
    """Switch one of the style sheet's properties and show it at once."""
    if bool(widget.property(name)) is not value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button_text(words: str) -> str:
    """Somebody's words as a button's text: an ampersand is no shortcut."""
    return words.replace("&", "&&")
