"""What is not painted again has not changed: whole pictures before and after, at every step."""

import random

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat", "THR"),
    "speaker": Look("lane", "#56B4E9", "Person", "PER"),
    "entity": Look("underline", "#009E73", "Place", "LOC"),
}
TEXT = "Une ligne de trente caractères, une autre et encore une.\n" * 12
IDS = ("one", "two", "three", "four")


class Painted(QObject):
    """Adds up where a widget was painted."""

    def __init__(self):
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.region |= event.region()
        return False


@pytest.fixture
def canvas(qtbot):
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.set_style(CanvasStyle("DejaVu Sans", size=12))
    widget.set_looks(LOOKS)
    widget.resize(620, 500)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def screen(canvas):
    return Screen(canvas)


class Screen:
    """The picture a person sees: moved, and of every new one only what was painted again."""

    def __init__(self, canvas):
        self.canvas = canvas
        self.painted = Painted()
        self.settle()
        canvas.viewport().installEventFilter(self.painted)

    def settle(self):
        for _ in range(3):
            QApplication.processEvents()

    def seen(self):
        """What is really there, not what a new painting would show."""
        view = self.canvas.viewport()
        place = QRect(view.mapTo(self.canvas.window(), view.rect().topLeft()), view.size())
        window = self.canvas.window().winId()
        return self.canvas.screen().grabWindow(window, *place.getRect()).toImage()

    def whole(self):
        return self.canvas.viewport().grab().toImage()

    def step(self):
        """Let happen what waits; how much of the height was painted again."""
        self.painted.region = QRegion()
        self.settle()
        region = QRegion(self.painted.region)
        plain = QImage.Format.Format_RGB32
        assert self.seen().convertToFormat(plain) == self.whole().convertToFormat(plain)
        return sum(QRect(one).height() for one in region) / self.canvas.page.height


def marks_of(chance, annotation, most=2):
    look, start = chance.choice(list(LOOKS)), chance.randrange(len(TEXT) - 160)
    starts = sorted(chance.sample(range(start, start + 90), chance.randint(0, most)))
    return [Mark(at, at + chance.randint(1, 60), annotation, look) for at in starts]


@pytest.mark.parametrize("seed", range(12))
def test_what_changed_is_painted_again(canvas, screen, seed):
    chance = random.Random(seed)
    canvas.show_text(TEXT, [mark for one in IDS for mark in marks_of(chance, one)])
    screen.step()
    for _ in range(25):
        step = chance.choice(("try", "current", "links", "select", "pending", "reveal"))
        if step == "try":
            one = chance.choice(IDS)
            canvas.try_marks(one, marks_of(chance, one))
        elif step == "current":
            canvas.set_current(frozenset(chance.sample(IDS, chance.randint(0, 2))))
        elif step == "links":
            links = [(*chance.sample(IDS, 2), "said by")]
            canvas.set_links(links if chance.random() < 0.3 else [])
        elif step == "select":
            start = chance.randrange(300)
            canvas.select(Span(start, start + 40) if chance.random() < 0.6 else None)
        elif step == "pending":
            canvas.set_pending([Span(20, 30)] if chance.random() < 0.3 else [])
        else:
            canvas.reveal(chance.randrange(len(TEXT)))
        if chance.random() < 0.5:
            screen.step()
    screen.step()


def test_only_the_paragraph_of_a_new_passage_is_painted(canvas, screen):
    canvas.show_text(TEXT, [Mark(4, 9, "one", "entity"), Mark(60, 70, "two", "entity")])
    screen.step()
    canvas.set_current(frozenset({"one"}))
    canvas.try_marks("two", [Mark(62, 72, "two", "entity")])
    assert 0 < screen.step() < 0.4


def test_a_line_between_passages_is_painted_all_along(canvas, screen):
    far = TEXT.index("\n", 300) + 1
    canvas.show_text(TEXT, [Mark(4, 9, "one", "entity"), Mark(far + 4, far + 9, "two", "entity")])
    canvas.set_links([("one", "two", "said by")])
    screen.step()
    canvas.try_marks("two", [Mark(far + 30, far + 39, "two", "entity")])
    screen.step()


def test_a_fragment_that_goes_takes_its_dots_with_it(canvas, screen):
    far = TEXT.index("\n", 300) + 1
    both = [Mark(4, 9, "one", "entity"), Mark(far + 4, far + 9, "one", "entity", part=1)]
    canvas.show_text(TEXT, both)
    canvas.set_current(frozenset({"one"}))
    screen.step()
    canvas.try_marks("one", both[:1])
    screen.step()
    canvas.try_marks("one", both)
    screen.step()
    canvas.set_current(frozenset())
    screen.step()


def test_a_caption_is_never_wider_than_the_column(canvas):
    canvas.set_looks({"claim": Look("tint", "#D55E00", "Menace, mise en garde du ministre", "T")})
    canvas.set_style(CanvasStyle("DejaVu Sans", size=26))
    canvas.resize(330, 500)
    canvas.show_text(TEXT, [Mark(4, 9, "one", "claim"), Mark(20, 23, "two", "claim")])
    captions = [one for placed in canvas.page.placed() for one in placed.marks.captions]
    assert len(captions) == 2
    assert all(one.text.text().endswith("…") for one in captions)
    assert all(canvas.page.left + one.rect.right() <= canvas.page.width for one in captions)
