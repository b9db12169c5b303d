"""The one style sheet of everything around the text, in the colours of the theme in use.

What a widget is, its property `kind` says. Inside a panel everything is a little smaller, and
long words give way where the panel is made narrow.
"""

from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotator.assets import resource
from annotator.desktop import theme

_RULES = Template("""
*[kind="panel"] { background: $panel; }
*[kind="bare"] { background: transparent; border: none; outline: none; }
QFrame[kind="card"] { background: $base; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="popover"] { background: $base; border: 1px solid $muted; }

QLabel { color: $text; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="warning"] { color: $warning; }
*[kind="panel"] QLabel[kind="muted"], *[kind="panel"] QLabel[kind="warning"] {
    font-size: ${small}pt;
}
*[kind="panel"] QLabel[wordWrap="true"] { min-width: 1px; }

QPushButton {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 6px 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $panel; }
QPushButton[kind="main"] { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton[kind="main"]:focus { border-color: $text; }
QPushButton[kind="main"]:disabled { background: $panel; color: $muted; border-color: $line; }
QPushButton[kind="outlined"] { background: transparent; padding: 3px 8px; }
QPushButton[kind="outlined"]:hover { background: $hover; }
QAbstractButton[kind="quiet"], QAbstractButton[kind="small"], QAbstractButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: $text;
}
QAbstractButton[kind="quiet"]:checked { background: $selection; }
QAbstractButton[kind="quiet"]:disabled { color: $muted; }
QAbstractButton[kind="link"] { text-align: left; color: $accent; }
QAbstractButton[kind="small"] {
    text-align: left; color: $muted; font-size: ${small}pt; border-radius: 5px; padding: 2px 5px;
}
*[kind="panel"] QAbstractButton[kind="quiet"] { border-radius: 5px; padding: 3px 6px; }
QAbstractButton[kind="quiet"]:hover, QAbstractButton[kind="link"]:hover { background: $hover; }
QAbstractButton[kind="small"]:hover { background: $hover; color: $text; }
QAbstractButton[kind="quiet"]:focus, QAbstractButton[kind="small"]:focus,
QAbstractButton[kind="link"]:focus { border-color: $accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QScrollArea[kind="bare"] { border: 1px solid transparent; }
QScrollArea[kind="bare"]:focus { border-color: $accent; }

QDialog QComboBox {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 5px 8px;
}
QDialog QComboBox:hover { background: $hover; }
QDialog QComboBox:focus { border-color: $accent; }
QDialog QComboBox:disabled { color: $muted; background: $panel; }
QDialog QComboBox::drop-down { border: none; width: 24px; }
QDialog QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }

QLineEdit, QPlainTextEdit {
    background: $base; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 5px 8px; selection-background-color: $accent; selection-color: $accent_text;
}
*[kind="panel"] QLineEdit, *[kind="panel"] QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QAbstractSpinBox QLineEdit { border: none; }
QLineEdit[kind="wrong"], QLineEdit[kind="wrong"]:focus { border-color: $warning; }
*[kind="panel"] QLineEdit[kind="value"] {
    background: transparent; border-color: transparent; padding: 2px 4px;
}
*[kind="panel"] QLineEdit[kind="value"]:hover { background: $hover; }
*[kind="panel"] QLineEdit[kind="value"]:focus { background: $base; border-color: $accent; }

QTreeView[kind="bare"]::item { padding: 3px 2px; border: none; color: $text; }
QTreeView[kind="bare"]::item:hover { background: $hover; }
QTreeView[kind="bare"]::item:selected { background: $selection; color: $text; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 12px; border: 1px solid transparent;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar:focus::tab:selected, QTabBar::tab:selected:focus { border-color: $accent; }

QDialog QTableView, QDialog QTreeView, QDialog QListView {
    background: $base; border: 1px solid $line; border-radius: 6px; gridline-color: $line;
}
QDialog QTableView::item, QDialog QTreeView::item { padding: 4px 8px; }
QDialog QHeaderView, QDialog QTableView QTableCornerButton::section { background: $base; }
QDialog QHeaderView::section {
    background: $base; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 5px 8px;
}

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical {
    background: $line; border-radius: 3px; margin: 2px; min-height: 28px;
}
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; height: 0; width: 0;
}
QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def rules() -> str:
    """The style sheet for the theme and the font in use."""
    small = max(QApplication.font().pointSizeF() * 0.9, 7.0)
    arrow = resource("icons", "down.svg").as_posix()
    return _RULES.substitute(theme.current()._asdict(), small=f"{small:.1f}", arrow=arrow)


def put_kind(widget: QWidget, kind: str) -> None:
    """Make it another kind of widget and show so at once."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Clothes(QObject):
    """Keeps a widget, and all in it, in the theme's colours, also when theme or font change."""

    changed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setStyleSheet(rules())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # A widget with a style sheet inside another widget hears of no new palette by itself.
            app.paletteChanged.connect(self._change)
            app.fontChanged.connect(self._change)

    def _change(self) -> None:
        wanted = rules()
        if wanted != self._widget.styleSheet():
            self._widget.setStyleSheet(wanted)
            self.changed.emit()


class Panel(QWidget):
    """A widget beside the text, in the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clothes = Clothes(self)
        self._clothes.changed.connect(self.restyled)

    def restyled(self) -> None:
        """Called when colours or fonts changed, for what draws itself with them."""
