"""The few rules of look that all panels share, in the colours of the theme in use."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop import theme

_RULES = """
*[kind="panel"] {{ background: {panel}; }}
QLabel[kind="muted"], QLabel[kind="small"] {{ color: {muted}; font-size: {small}pt; }}
QLabel[kind="title"] {{ font-weight: 600; }}
QLabel[kind="warning"] {{ color: {warning}; font-size: {small}pt; }}
QFrame[kind="card"] {{ background: {base}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[kind="popover"] {{ background: {base}; border: 1px solid {muted}; }}
QFrame[kind="rule"] {{ background: {line}; border: none; }}
QAbstractButton[kind="quiet"] {{
    background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 3px 6px; color: {text};
}}
QAbstractButton[kind="quiet"]:hover {{ background: {hover}; }}
QAbstractButton[kind="quiet"]:focus {{ border-color: {accent}; }}
QAbstractButton[kind="quiet"]:disabled {{ color: {muted}; }}
QAbstractButton[kind="small"] {{
    background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 2px 5px; color: {muted}; font-size: {small}pt; text-align: left;
}}
QAbstractButton[kind="small"]:hover {{ background: {hover}; color: {text}; }}
QAbstractButton[kind="small"]:focus {{ border-color: {accent}; }}
QAbstractButton[kind="main"] {{
    background: {accent}; border: 1px solid {accent}; border-radius: 6px;
    padding: 6px 12px; color: {accent_text};
}}
QAbstractButton[kind="main"]:focus {{ border-color: {text}; }}
QAbstractButton[kind="outlined"] {{
    background: transparent; border: 1px solid {line}; border-radius: 6px;
    padding: 3px 8px; color: {text};
}}
QAbstractButton[kind="outlined"]:hover {{ background: {hover}; }}
QAbstractButton[kind="outlined"]:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit {{
    background: {base}; border: 1px solid {line}; border-radius: 6px; padding: 4px 6px;
    color: {text}; selection-background-color: {accent}; selection-color: {accent_text};
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit[kind="value"] {{ background: transparent; border-color: transparent; padding: 2px 4px; }}
QLineEdit[kind="value"]:hover {{ background: {hover}; }}
QLineEdit[kind="value"]:focus {{ background: {base}; border-color: {accent}; }}
*[kind="bare"] {{ background: transparent; border: none; outline: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {line}; border-radius: 3px; min-height: 28px; margin: 2px;
}}
QScrollBar::handle:vertical:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def rules() -> str:
    """The style sheet for the theme and the font in use."""
    colors = theme.current()
    names = ("panel", "muted", "warning", "base", "line", "text", "hover", "accent", "accent_text")
    size = QApplication.font().pointSizeF()
    small = f"{max(size * 0.9, 7.0):.1f}"
    return _RULES.format(small=small, **{name: getattr(colors, name) for name in names})


class Panel(QWidget):
    """A widget beside the text: wears the theme and changes with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # A widget with a style sheet inside another widget hears of no new palette by itself.
            app.paletteChanged.connect(self._restyle)
        self.setStyleSheet(rules())

    def restyled(self) -> None:
        """Called when colours or fonts changed, for what draws itself with them."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange}:
            self._restyle()

    def _restyle(self) -> None:
        wanted = rules()
        # Setting a style sheet changes the palette again; equal rules end the circle.
        if wanted == self.styleSheet():
            return
        self.setStyleSheet(wanted)
        self.restyled()
