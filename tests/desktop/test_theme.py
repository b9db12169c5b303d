"""Light and dark: every colour can be read, and the whole application takes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette

from annotator.desktop import theme
from annotator.desktop.theme import DARK, LIGHT

BOTH = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture(autouse=True)
def light_again():
    yield
    theme.apply("light")


def contrast(one, other):
    """The contrast ratio of WCAG 2.2, written out for this test."""

    def luminance(color):
        shares = [part / 255 for part in bytes.fromhex(color[1:])]
        bent = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * bent[0] + 0.7152 * bent[1] + 0.0722 * bent[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_words_can_be_read_on_every_ground(colors):
    for ground in (colors.window, colors.panel, colors.base, colors.hover):
        assert contrast(colors.text, ground) >= 7
        for color in (colors.muted, colors.warning, colors.good):
            assert contrast(color, ground) >= 4.5
        assert contrast(colors.accent, ground) >= 4.5
    assert contrast(colors.accent_text, colors.accent) >= 4.5
    assert contrast(colors.text, colors.selection) >= 4.5


@BOTH
@given(color=st.integers(0, 0xFFFFFF), wanted=st.sampled_from([3.0, 4.5]))
def test_any_label_colour_becomes_readable(colors, color, wanted):
    shown = theme.readable(f"#{color:06x}", colors.base, wanted)
    assert contrast(shown, colors.base) >= wanted - 0.01


@BOTH
def test_a_readable_colour_stays_as_it_is(colors):
    assert theme.readable(colors.text, colors.base) == colors.text


@pytest.mark.parametrize(
    ("choice", "colors"), [("light", LIGHT), ("dark", DARK), ("pink", LIGHT), ("", LIGHT)]
)
def test_a_choice_becomes_the_palette_of_everything(qapp, choice, colors):
    assert theme.apply(choice) is colors
    assert theme.current() is colors
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(colors.window)
    assert palette.color(QPalette.ColorRole.Text) == QColor(colors.text)
    assert palette.color(QPalette.ColorRole.ToolTipBase) == QColor(colors.panel)
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert off == QColor(colors.muted)


def test_as_the_system_follows_it(qapp, monkeypatch):
    for dark, colors in ((True, DARK), (False, LIGHT)):
        monkeypatch.setattr(theme, "_system_is_dark", lambda dark=dark: dark)
        assert theme.apply("system") is colors
        assert theme.apply("dark") is DARK
