"""Every colour a label may have, on every ground there is: words 4.5 to 1, lines 3 to 1."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.assets import resource
from annotator.desktop import theme
from annotator.desktop.article.view import canvas_style
from annotator.desktop.canvas.colours import contrast
from annotator.desktop.canvas.inks import Inks, LookInks
from annotator.desktop.canvas.style import Look
from annotator.desktop.controls.popovers import color_values
from annotator.desktop.settings import Settings

BOOK = json.loads(resource("codebooks", "presse-declarations.json").read_text(encoding="utf-8"))
SHIPPED = {label["color"] for layer in BOOK["layers"] for label in layer["labels"]}
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def style_of(name):
    before = theme.current()
    try:
        theme._Current.theme = theme.DARK if name == "dark" else theme.LIGHT
        return canvas_style(Settings())
    finally:
        theme._Current.theme = before


STYLES = {name: style_of(name) for name in ("light", "dark")}
STYLES["paper"] = STYLES["light"]._replace(background="#ffffff")


def check(colour, style):
    """All that is drawn of one label can be read and seen."""
    inks = LookInks(Look("tint", colour, "Name", "NAM"), style)
    assert contrast(inks.word.name(), style.background) >= 4.5
    assert contrast(inks.inverse.name(), inks.word.name()) >= 4.5
    assert contrast(inks.line.name(), style.background) >= 3
    for ground in (*inks.tints, inks.strong):
        assert ground.alpha() == 255
        assert contrast(style.text, ground.name()) >= 4.5
    dim = LookInks(Look("tint", colour, "Name", "NAM", dimmed=True), style)
    for ground in dim.tints:
        assert contrast(style.text, ground.name()) >= 4.5


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("colour", sorted({*SHIPPED, *color_values()}))
def test_shipped_colours(colour, style):
    check(colour, style)


@given(colours, st.sampled_from(sorted(STYLES)))
@example("#000000", "dark")
@example("#ffffff", "light")
@example("#ffff00", "light")
@example("#0000ff", "dark")
def test_any_colour(colour, name):
    check(colour, STYLES[name])


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_what_lies_over_the_text_leaves_it_legible(style):
    inks = Inks(style, {})
    for ground in (inks.selection, inks.find, inks.found):
        assert ground.alpha() == 255
        assert contrast(style.text, ground.name()) >= 4.5
    for line in (inks.selection_edge, inks.find_edge, inks.muted, inks.caret):
        assert contrast(line.name(), style.background) >= 3
    assert contrast(inks.warning.name(), style.background) >= 4.5
    assert contrast(inks.muted.name(), style.background) >= 4.5
