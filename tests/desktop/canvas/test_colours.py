"""Whatever colour a codebook gives, words and lines stay legible."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.desktop.canvas.colours import (
    LINE_CONTRAST,
    TEXT_CONTRAST,
    contrast,
    legible,
    mixed,
    tint,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
grounds = st.sampled_from([("#fdfcf9", "#1f2328"), ("#1b1e23", "#dcdfe4")])


@given(colours, grounds)
def test_captions_and_lines_reach_their_contrast(colour, ground):
    assert contrast(legible(colour, ground[0], TEXT_CONTRAST), ground[0]) >= TEXT_CONTRAST
    assert contrast(legible(colour, ground[0], LINE_CONTRAST), ground[0]) >= LINE_CONTRAST


@given(colours, grounds, st.floats(0.1, 1.0))
def test_words_stay_legible_on_every_tint(colour, ground, share):
    assert contrast(tint(colour, *ground, share), ground[1]) >= TEXT_CONTRAST


def test_known_values():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
