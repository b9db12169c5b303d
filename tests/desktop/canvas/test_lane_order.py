"""A passage keeps its lane wherever the text is scrolled to, and however one got there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat", "THR"),
    "speaker": Look("lane", "#56B4E9", "Person", "PER"),
    "entity": Look("underline", "#6A3D9A", "Place", "LOC"),
}
SENTENCE = "Le gouverneur a déclaré que l’île n’accepterait aucun péage avant l’hiver. "
TEXT = "\n".join(SENTENCE * count for count in (1, 6, 2, 60, 3, 1, 4, 9, 2, 5))

marks = st.lists(
    st.tuples(
        st.integers(0, len(TEXT) - 2), st.integers(1, 2500), st.sampled_from(sorted(LOOKS))
    ).map(lambda one: (one[0], min(one[0] + one[1], len(TEXT)), one[2])),
    max_size=25,
)
journeys = st.lists(st.floats(-2500, 2500), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def canvas(qapp):
    widget = Canvas(None, CanvasStyle("DejaVu Sans", size=12))
    widget.set_looks(LOOKS)
    widget.resize(500, 300)
    widget.show()
    yield widget
    widget.hide()


def lanes(canvas):
    """The lane of every passage in each paragraph on screen."""
    return {
        (placed.laid.number, piece.mark.annotation): piece.lane
        for placed in canvas.page.placed()
        for piece in (*placed.marks.tint, *placed.marks.below)
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks, journeys, st.integers(0, len(TEXT)))
def test_lanes_are_the_same_at_every_scroll_position(canvas, given_marks, journey, jump):
    ready = [Mark(start, end, str(at), look) for at, (start, end, look) in enumerate(given_marks)]
    canvas.show_text(TEXT, ready)
    known = lanes(canvas)

    def look_again():
        for place, lane in lanes(canvas).items():
            assert known.setdefault(place, lane) == lane

    for pixels in journey:
        canvas.scroll_by(pixels)
        look_again()
    canvas.verticalScrollBar().setValue(jump)
    look_again()
    if ready:
        canvas.try_marks("0", [])
        canvas.try_marks("0", [ready[0]])
        look_again()
    canvas.scroll_by(-1e9)
    look_again()
