"""Light and dark: the colours of the program, and how a label's colour is made readable on them."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette


class Theme(NamedTuple):
    """Named colours as `#rrggbb`."""

    dark: bool
    window: str
    panel: str
    base: str
    text: str
    muted: str
    line: str
    accent: str
    accent_text: str
    selection: str
    hover: str
    warning: str
    good: str


LIGHT = Theme(
    dark=False,
    window="#f4f3f0",
    panel="#faf9f7",
    base="#fffefc",
    text="#22221f",
    muted="#66645e",
    line="#dcd9d2",
    accent="#1f6f8b",
    accent_text="#ffffff",
    selection="#bcd9ea",
    hover="#eceae5",
    warning="#9a4a00",
    good="#2a763c",
)
DARK = Theme(
    dark=True,
    window="#1d1e20",
    panel="#232427",
    base="#1a1b1d",
    text="#e4e2dd",
    muted="#a09d96",
    line="#37393d",
    accent="#6db7d3",
    accent_text="#10181c",
    selection="#2f556b",
    hover="#2c2e32",
    warning="#f0a860",
    good="#7cc48d",
)


class _Current:
    theme = LIGHT


def current() -> Theme:
    """The theme in use."""
    return _Current.theme


def apply(choice: str) -> Theme:
    """Use `light`, `dark` or what the `system` prefers for the whole application."""
    dark = choice == "dark" or (choice == "system" and _system_is_dark())
    _Current.theme = DARK if dark else LIGHT
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.setPalette(palette(_Current.theme))
    return _Current.theme


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's widgets want it."""
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Accent: theme.accent,
    }
    result = QPalette()
    for role, color in roles.items():
        result.setColor(role, QColor(color))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


@lru_cache(maxsize=512)
def readable(color: str, background: str, contrast: float = 4.5) -> str:
    """The colour, darkened or lightened until its contrast to the background is enough.

    The contrast is the ratio of WCAG 2.2, success criterion 1.4.3.
    """
    shade, ground = QColor(color), QColor(background)
    darker = _luminance(ground) > 0.4  # noqa: PLR2004 - between the two themes' backgrounds
    for _ in range(40):
        if _contrast(shade, ground) >= contrast:
            break
        shade = shade.darker(108) if darker else _towards_white(shade)
    return shade.name()


def _towards_white(color: QColor) -> QColor:
    return QColor(
        *(min(255, channel + 8) for channel in (color.red(), color.green(), color.blue()))
    )


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    red, green, blue = (_linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
