"""What only moved is not painted again: after every change the screen shows what it should."""

import random

import pytest
from PySide6.QtCore import QEvent, QObject, QRect

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.layout import Line
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.moving import Move, Shown, Stretch, changes
from annotator.desktop.canvas.pieces import LineMarks
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span
from tests.desktop.canvas.screen import assert_screen_is_true, settle

LOOKS = {
    "claim": Look("tint", "#D55E00", "Menace", "MEN"),
    "guess": Look("tint", "#0072B2", "Suggestion", "SUG", dashed=True),
    "speaker": Look("lane", "#56B4E9", "Locuteur", "LOC"),
    "entity": Look("underline", "#009E73", "Lieu", "LIE"),
}
SENTENCE = "L’île n’accepterait aucun péage avant l’hiver, a déclaré le gouverneur. "
TEXT = "\n".join(SENTENCE * count for count in (1, 7, 2, 0, 12, 3, 1, 5, 9, 2, 50))
IDS = tuple("abcdefghijkl")


class Rows(QObject):
    """Adds up how many rows of pixels of a widget were painted."""

    painted = 0

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted += sum(QRect(one).height() for one in event.region())
        return False


@pytest.fixture(params=[(1.6, 12), (1.0, 11.3)], ids=["wide", "tight"])
def canvas(qtbot, request):
    line_height, size = request.param
    made = Canvas(style=CanvasStyle("DejaVu Serif", size=size, line_height=line_height))
    qtbot.addWidget(made)
    made.set_looks(LOOKS)
    made.resize(560, 520)
    made.show()
    qtbot.waitExposed(made)
    made.rows = Rows(made)
    made.viewport().installEventFilter(made.rows)
    return made


def marks_of(chance, annotation, near):
    starts = sorted(chance.sample(range(near, near + 700), chance.choice((0, 1, 1, 1, 2))))
    look, length = chance.choice(list(LOOKS)), chance.choice((5, 20, 90, 400))
    every = [Mark(at, min(at + length, len(TEXT)), annotation, look) for at in starts]
    return every if len(every) < 2 or every[0].end < every[1].start else every[:1]


@pytest.mark.parametrize("seed", range(8))
def test_the_screen_is_right_after_every_change(canvas, seed):
    chance = random.Random(seed)
    canvas.show_text(TEXT, [mark for one in IDS for mark in marks_of(chance, one, 0)])
    canvas.reveal(chance.choice((0, 1500, 3000, len(TEXT) - 40)))
    settle()
    for _ in range(30):
        near = max(0, min(canvas.top_offset() - 100, len(TEXT) - 701))
        for _ in range(chance.choice((1, 1, 2, 3))):
            one = chance.choice(IDS)
            step = chance.randrange(10)
            if step < 6:
                canvas.replace_marks(one, marks_of(chance, one, near))
            elif step == 6:
                canvas.set_current(frozenset(chance.sample(IDS, chance.randint(0, 1))))
            elif step == 7:
                canvas.scroll_by(chance.choice((60, -60, 7.5, 400)))
            elif step == 8:
                canvas.select(Span(near + 150, near + chance.randint(160, 500)))
            else:
                canvas.set_hits([Span(at, at + 8) for at in range(near, near + 600, 45)])
        assert_screen_is_true(canvas)


def test_a_caption_more_moves_what_is_below(canvas):
    canvas.show_text(TEXT, [Mark(400, 405, "a", "claim")])
    canvas.set_caret(10)
    settle()
    last = canvas.page.placed()[-1].laid.number
    before = {one.laid.number: one.y for one in canvas.page.placed()}
    canvas.rows.painted = 0
    canvas.replace_marks("b", [Mark(402, 404, "b", "claim")])
    after = {one.laid.number: one.y for one in canvas.page.placed()}
    assert after[last] > before[last]
    settle()
    assert 0 < canvas.rows.painted < 130
    assert_screen_is_true(canvas)


def test_a_line_as_high_as_before_is_painted_alone(canvas):
    canvas.show_text(TEXT, [Mark(400, 405, "a", "claim"), Mark(440, 445, "b", "entity")])
    settle()
    canvas.rows.painted = 0
    canvas.replace_marks("a", [Mark(400, 408, "a", "claim")])
    settle()
    assert 0 < canvas.rows.painted < 80
    assert_screen_is_true(canvas)


def test_below_the_end_of_a_short_text_nothing_is_left(canvas):
    canvas.show_text(SENTENCE * 2, [Mark(110, 120, "a", "claim"), Mark(112, 119, "b", "speaker")])
    canvas.set_caret(3)
    settle()
    canvas.replace_marks("a", [])
    assert_screen_is_true(canvas)
    canvas.replace_marks("b", [])
    assert_screen_is_true(canvas)


def shown(*lines):
    return [Shown(marks, top, bottom) for marks, top, bottom in lines]


@pytest.fixture
def some(qapp):
    """Stand-ins for what four lines show."""
    box = Line.__new__(Line)
    return [LineMarks(box, 10) for _ in range(5)]


def test_nothing_is_done_where_nothing_changed(some):
    a, b, *_ = some
    before = shown((a, -5, 40), (b, 40, 90.5))
    assert changes(before, before, 90) == ([], [])


def test_lines_below_a_higher_one_go_down(some):
    a, b, c, d, new = some
    before = shown((a, 0, 40), (b, 40, 80), (c, 80, 120), (d, 120, 160))
    after = shown((a, 0, 40), (new, 40, 92), (c, 92, 132), (d, 132, 172))
    moves, stale = changes(before, after, 150)
    assert moves == [Move(Stretch(80, 150), 12)]
    assert Stretch(36, 96) in stale
    assert all(one.bottom <= 96 for one in stale)


def test_lines_above_a_higher_one_go_up_when_the_caret_is_below(some):
    a, b, c, d, new = some
    before = shown((a, 0, 40), (b, 40, 80), (c, 80, 120), (d, 120, 160))
    after = shown((a, -12, 28), (new, 28, 80), (c, 80, 120), (d, 120, 160))
    moves, _ = changes(before, after, 160)
    assert moves == [Move(Stretch(0, 40), -12)]


def test_the_lower_of_two_that_go_down_goes_first(some):
    a, b, c, d, new = some
    before = shown((a, 0, 40), (b, 40, 80), (c, 80, 120), (d, 120, 160))
    after = shown((new, 0, 50), (b, 50, 90), (LineMarks(new.box, 10), 90, 131), (d, 131, 171))
    moves, _ = changes(before, after, 200)
    assert [(move.rows.top, move.down) for move in moves] == [(120, 11), (40, 10)]


def test_a_line_that_moves_by_part_of_a_pixel_is_painted(some):
    a, b, *_ = some
    moves, stale = changes(shown((a, 0, 40), (b, 40, 80)), shown((a, 0, 40), (b, 40.5, 80.5)), 80)
    assert moves == []
    assert any(one.top <= 40 and one.bottom >= 80 for one in stale)
