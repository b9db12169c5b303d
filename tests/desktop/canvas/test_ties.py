"""Lines between passages: plates for ends off screen, and the passage under the mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.exits import exits
from annotator.desktop.canvas.hover import Hover
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.scene import End
from annotator.desktop.canvas.style import CanvasStyle, Look

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat", "THR"),
    "speaker": Look("lane", "#56B4E9", "Person", "PER"),
}
TEXT = "Une ligne de trente caractères.\n" * 300
FAR = TEXT.index("trente", 7000)
MARKS = [
    Mark(4, 9, "speaker", "speaker", "Aldo Vern"),
    Mark(FAR, FAR + 6, "claim", "claim"),
    Mark(FAR + 32, FAR + 38, "near", "speaker"),
    Mark(FAR + 1600, FAR + 1610, "claim", "claim"),
]


@pytest.fixture
def canvas(qtbot):
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.set_style(CanvasStyle("DejaVu Sans", size=12))
    widget.set_looks(LOOKS)
    widget.resize(800, 500)
    widget.show()
    qtbot.waitExposed(widget)
    widget.show_text(TEXT, MARKS)
    widget.set_current(frozenset({"claim"}))
    widget.set_links([("claim", "speaker", "said by"), ("claim", "near", "targets")])
    widget.reveal(FAR)
    return widget


@pytest.fixture
def hover(canvas):
    return Hover(canvas)


def plates(canvas):
    found = exits(canvas.page, canvas.scene)
    return {end: (one.text.text(), one.upward) for end, one in found.items()}


def picture(canvas):
    return canvas.viewport().grab().toImage()


def move(canvas, point):
    """Qt's own test mouse reaches an unseen window's widget only sometimes."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(canvas.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_ends_off_screen_have_plates_at_the_edge_they_lie_beyond(canvas):
    assert plates(canvas) == {
        End("speaker", 4): ("said by · Aldo Vern", True),
        End("claim", FAR + 1600): ("⋯ trente car", False),
    }
    boxes = [one.box for one in exits(canvas.page, canvas.scene).values()]
    assert all(canvas.page.width > box.right() and box.left() >= 0 for box in boxes)
    assert {box.top() < 50 for box in boxes} == {True, False}


def test_an_end_on_screen_or_hidden_has_none(canvas):
    canvas.set_looks({"claim": LOOKS["claim"]})
    assert list(plates(canvas)) == [End("claim", FAR + 1600)]
    canvas.set_looks(LOOKS)
    canvas.set_current(frozenset({"speaker"}))
    canvas.set_links([("claim", "speaker", "said by")])
    canvas.reveal(0)
    assert plates(canvas) == {End("claim", FAR): ("said by · trente", False)}


def test_lines_of_hidden_ends_are_not_drawn(canvas):
    with_lines = picture(canvas)
    canvas.set_links([("claim", "gone", "said by")])
    without = picture(canvas)
    assert without != with_lines
    canvas.set_links([])
    assert picture(canvas) == without


def test_fragments_are_tied_while_current_or_hovered(canvas):
    canvas.set_links([])
    tied = picture(canvas)
    canvas.try_marks("claim", [MARKS[1]])
    assert picture(canvas) != tied


def test_a_plate_is_clicked_and_keeps_the_caret(canvas, hover, qtbot):
    caret = canvas.caret()
    plate = exits(canvas.page, canvas.scene)[End("speaker", 4)]
    with qtbot.waitSignal(hover.end_chosen) as heard:
        qtbot.mouseClick(
            canvas.viewport(), Qt.MouseButton.LeftButton, pos=plate.box.center().toPoint()
        )
    assert heard.args == [End("speaker", 4)]
    assert canvas.caret() == caret
    move(canvas, plate.box.center().toPoint())
    assert canvas.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    move(canvas, QPoint(canvas.page.left + 40, 200))
    assert canvas.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_the_back_button_asks_to_go_back(canvas, hover, qtbot):
    with qtbot.waitSignal(hover.back_requested):
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.BackButton, pos=QPoint(100, 100))


def test_a_passage_under_the_resting_mouse_is_raised_until_the_mouse_leaves(canvas, hover, qtbot):
    canvas.set_current(frozenset())
    canvas.set_links([])
    calm = picture(canvas)
    spot = canvas.page.spot(FAR + 2)
    with qtbot.waitSignal(hover.rested) as heard:
        move(canvas, QPoint(round(spot.x), round(spot.y + 6)))
    assert heard.args[0] == "claim"
    assert canvas.scene.hovered == {"claim"}
    assert picture(canvas) != calm
    with qtbot.waitSignal(hover.left):
        canvas.scroll_by(1)
    assert not canvas.scene.hovered
    canvas.scroll_by(-1)
    assert picture(canvas) == calm


def test_nothing_is_raised_while_somebody_selects(canvas, hover, qtbot):
    spot = canvas.page.spot(FAR + 2)
    point = QPoint(round(spot.x), round(spot.y + 6))
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point - QPoint(40, 0))
    qtbot.mouseMove(canvas.viewport(), point)
    qtbot.wait(400)
    assert not canvas.scene.hovered
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
