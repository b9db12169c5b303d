"""The overview beside the scroll bar: what it shows, where a click leads, what it says."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.overview import WIDTH, Bucket, Difference, Overview
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat <b>", "THR"),
    "inner": Look("tint", "#0072B2", "Denial", "DEN"),
    "speaker": Look("lane", "#009E73", "Person", "PER"),
    "faint": Look("underline", "#6A3D9A", "Place", "LOC", dimmed=True),
}
TEXT = "Une ligne de trente caractères.\n" * 1000
TINT, LANE, UNDERLINE = 7, 10, 12
"""The x at which each channel is looked for."""


@pytest.fixture
def strip(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    made = Overview(canvas)
    canvas.set_style(CanvasStyle("DejaVu Sans", size=12))
    canvas.set_looks(LOOKS)
    canvas.resize(800, 500)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.show_text(TEXT, ())
    QApplication.processEvents()
    made.canvas = canvas
    return made


def colour(strip, x, share):
    return strip.grab().toImage().pixelColor(x, round(share * strip.height())).name()


def test_it_stands_between_text_and_scroll_bar(strip):
    view, bar = strip.canvas.viewport().geometry(), strip.canvas.verticalScrollBar()
    assert strip.geometry().left() == view.right() + 1
    assert strip.width() == WIDTH
    assert strip.mapTo(strip.canvas, QPoint(WIDTH, 0)).x() <= bar.parentWidget().x() + bar.x()
    strip.canvas.resize(600, 300)
    assert strip.height() == strip.canvas.viewport().height()


def test_channels_have_columns_and_the_most_frequent_look_leads(strip):
    ground = colour(strip, TINT, 0.75)
    strip.show_passages(
        [
            Bucket(5, "claim", 1),
            Bucket(5, "inner", 4),
            Bucket(6, "speaker", 1),
            Bucket(8, "unknown", 3),
        ],
        10,
    )
    blue = colour(strip, TINT, 0.55)
    strip.show_passages([Bucket(5, "inner", 1)], 10)
    assert colour(strip, TINT, 0.55) == blue != ground
    strip.show_passages([Bucket(5, "claim", 1), Bucket(6, "speaker", 1)], 10)
    assert colour(strip, TINT, 0.55) not in {blue, ground}
    assert colour(strip, LANE, 0.65) == "#009e73"
    assert colour(strip, LANE, 0.55) == colour(strip, TINT, 0.65) == ground


def test_it_asks_for_passages_once_it_has_been_painted(strip, qtbot):
    with qtbot.waitSignal(strip.wanted, timeout=1000):
        strip.forget_passages()
    with qtbot.assertNotEmitted(strip.wanted):
        strip.grab()


def test_the_picture_of_passages_is_painted_once(strip, monkeypatch):
    strip.show_passages([Bucket(5, "claim", 1)], 10)
    strip.grab()
    painted = []
    monkeypatch.setattr(strip, "_runs", lambda channel: painted.append(channel) or iter(()))
    strip.canvas.scroll_by(900)
    strip.canvas.set_hits([Span(50, 60)], 0)
    strip.grab()
    assert not painted
    strip.canvas.set_style(strip.canvas.page.style._replace(size=20.0))
    strip.grab()
    assert not painted
    strip.canvas.set_style(strip.canvas.page.style._replace(background="#000000"))
    strip.grab()
    assert len(painted) == 3
    strip.canvas.set_looks({**LOOKS, "claim": LOOKS["speaker"]})
    strip.grab()
    assert len(painted) == 6


def test_hits_are_ticks_and_the_current_one_is_stronger(strip):
    before = colour(strip, 2, 0.5)
    middle, end = len(TEXT) // 2, len(TEXT) * 9 // 10
    strip.canvas.set_hits([Span(middle, middle + 5), Span(end, end + 5)], 1)
    assert colour(strip, 2, 0.501) != before
    image = strip.grab().toImage()
    here = round(0.9 * strip.height()) + 2
    assert image.pixelColor(WIDTH - 4, here) != image.pixelColor(WIDTH - 4, here - 20)
    strip.canvas.set_hits([], -1)
    assert colour(strip, 2, 0.501) == before


def test_many_hits_make_no_more_ticks_than_there_are_rows(strip):
    strip.canvas.set_hits([Span(at, at + 1) for at in range(0, len(TEXT), 3)])
    ticks = strip._hit_ticks()
    assert len(ticks) <= strip.height()
    assert len({tick.top() for tick in ticks}) == len(ticks) >= strip.height() - 3


def test_differences_are_marked_by_kind(strip):
    before = colour(strip, 2, 0.5)
    middle = len(TEXT) // 2
    strip.show_differences([Difference(Span(middle, middle + 400), "open")])
    red = colour(strip, 2, 0.503)
    strip.show_differences([Difference(Span(middle, middle + 400), "settled")])
    assert len({before, red, colour(strip, 2, 0.503)}) == 3


def test_a_click_scrolls_there_and_leaves_the_caret(strip, qtbot):
    canvas = strip.canvas
    canvas.set_caret(12)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, strip.height() // 2))
    bar = canvas.verticalScrollBar()
    assert bar.value() + bar.pageStep() / 2 == pytest.approx(len(TEXT) / 2, abs=200)
    assert canvas.caret() == 12
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 100))
    qtbot.mouseMove(strip, QPoint(5, strip.height() + 40))
    assert bar.value() == bar.maximum()
    qtbot.mouseMove(strip, QPoint(5, -40))
    assert bar.value() == 0
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, -40))


def test_a_click_near_a_hit_shows_the_hit(strip, qtbot):
    hit = Span(len(TEXT) // 2 + 90, len(TEXT) // 2 + 95)
    strip.canvas.set_hits([hit])
    y = round(strip.y_of(hit.start)) - 2
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, y))
    spot = strip.canvas.page.spot(hit.start)
    assert spot is not None
    assert spot.y == pytest.approx(strip.canvas.page.height / 2, abs=60)


def test_the_wheel_scrolls_the_text(strip):
    event = QWheelEvent(
        QPointF(5, 50), QPointF(5, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip, event)
    assert strip.canvas.verticalScrollBar().value() > 0


def test_words_say_what_is_near_and_skip_hidden_looks(strip):
    strip.show_passages([Bucket(5, "claim", 1), Bucket(5, "hidden", 2), Bucket(9, "inner", 1)], 10)
    strip.canvas.set_hits([Span(len(TEXT) * 55 // 100 + at, len(TEXT)) for at in range(3)])
    strip.show_differences([Difference(Span(0, 4), "open"), Difference(Span(5, 9), "settled")])
    said = strip.words_at(0.55 * strip.height())
    assert said == "55 % · hits: 3 · Threat <b>"
    assert strip.words_at(0) == "0 % · differences: 1"


def test_an_empty_article_is_no_matter(strip, qtbot):
    strip.canvas.clear()
    strip.show_passages([], 10)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 50))
    assert strip.words_at(0) == "0 %"
    strip.grab()
