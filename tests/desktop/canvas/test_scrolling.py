"""Scrolling paints only what comes into sight, and what is on the screen is right all the same."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span
from tests.desktop.canvas.screen import assert_screen_is_true, settle

LOOKS = {
    "claim": Look("tint", "#D55E00", "Menace", "MEN"),
    "speaker": Look("lane", "#56B4E9", "Locuteur", "LOC"),
}
TEXT = ("Une phrase inventée pour lire, « assez longue » pour deux lignes. " * 4 + "\n") * 200
MARKS = [
    *(Mark(at, at + 90, f"c{at}", "claim") for at in range(0, len(TEXT), 130)),
    *(Mark(at, at + 12, f"s{at}", "speaker") for at in range(20, len(TEXT), 70)),
]


class Painted(QObject):
    """How many pixel rows of a widget were painted."""

    rows = 0

    def eventFilter(self, _watched, event):
        if isinstance(event, QPaintEvent):
            self.rows += event.rect().height()
        return False


@pytest.fixture
def canvas(qtbot):
    made = Canvas(style=CanvasStyle("DejaVu Sans", size=12))
    qtbot.addWidget(made)
    made.set_looks(LOOKS)
    made.resize(700, 400)
    made.show_text(TEXT, MARKS)
    made.show()
    qtbot.waitExposed(made)
    made.painted = Painted(made)
    made.viewport().installEventFilter(made.painted)
    return made


@pytest.mark.parametrize("steps", [(60,), (60, 60, -60), (7, -3, 40), (390,), (-5,), (10_000, -90)])
def test_what_is_on_the_screen_is_what_a_new_painting_shows(canvas, steps):
    canvas.scroll_by(3000)
    settle()
    for step in steps:
        canvas.scroll_by(step)
        settle()
    assert_screen_is_true(canvas)


def test_a_notch_paints_only_what_comes_into_sight(canvas):
    canvas.scroll_by(3000)
    settle()
    canvas.painted.rows = 0
    canvas.scroll_by(60)
    settle()
    assert 0 < canvas.painted.rows <= 62


@pytest.mark.parametrize(
    "state",
    [
        lambda canvas: canvas.set_current(frozenset({"c3900"})),
        lambda canvas: canvas.set_links([("c3900", "s20", "dit par")]),
        lambda canvas: canvas.select(Span(3900, 4200)),
        lambda canvas: canvas.set_hits([Span(3900, 3910), Span(4000, 4004)], 1),
    ],
    ids=["in hand", "linked", "selected", "found"],
)
def test_what_hangs_on_the_edges_of_the_page_stays_right(canvas, state):
    canvas.scroll_by(1800)
    state(canvas)
    settle()
    for step in (60, 60, -20, 130):
        canvas.scroll_by(step)
        settle()
    assert_screen_is_true(canvas)


def test_the_next_page_is_laid_out_while_nothing_else_is_to_be_done(canvas, qtbot):
    canvas.scroll_by(6000)
    page = canvas.page
    qtbot.waitUntil(lambda: not page.prepare())
    known = page.laid_count()
    for step in (canvas.height(), -2 * canvas.height()):
        canvas.scroll_by(step)
        page.placed()
        assert page.laid_count() == known
        canvas.scroll_by(-step)


def test_a_text_of_newlines_comes_to_rest(canvas, qtbot):
    canvas.show_text("\n" * 5000, ())
    canvas.scroll_by(6000)
    settle()
    qtbot.waitUntil(lambda: not canvas.page.prepare(), timeout=30_000)
    assert canvas.page.laid_count() < 200
