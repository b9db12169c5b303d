"""The canvas under keyboard, mouse and change of marks."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span

LOOKS = {
    "claim": Look("tint", "#D55E00", "Menace", "MEN"),
    "speaker": Look("lane", "#56B4E9", "Locuteur", "LOC"),
    "person": Look("underline", "#6A3D9A", "Personne", "PER"),
}
TEXT = (
    "Le ministre a parlé longtemps.\n\n« Nous répondrons », a-t-il dit à la presse d’Orélie.\nFin."
)
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def canvas(qtbot):
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.set_style(CanvasStyle("DejaVu Sans", size=12))
    widget.set_looks(LOOKS)
    widget.resize(800, 500)
    widget.show()
    qtbot.waitExposed(widget)
    widget.show_text(TEXT, ())
    return widget


def point(canvas, offset, dx=1):
    """A point on the character at this offset."""
    spot = canvas.page.spot(offset)
    return QPoint(round(spot.x + dx), round(spot.y + spot.line.ascent / 2))


def press(canvas, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        qtbot.keyClick(canvas, key, modifier)


def drag(canvas, qtbot, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    view, left = canvas.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, modifier, start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, left, modifier, end)


# ---------------------------------------------------------------------- keyboard


def test_keys_move_the_caret(canvas, qtbot):
    press(canvas, qtbot, Qt.Key.Key_Right, times=3)
    assert canvas.caret() == 3
    press(canvas, qtbot, Qt.Key.Key_Right, CONTROL)
    assert canvas.caret() == 12
    press(canvas, qtbot, Qt.Key.Key_End)
    assert canvas.caret() == TEXT.index("\n")
    press(canvas, qtbot, Qt.Key.Key_Right)
    assert canvas.caret() == TEXT.index("\n") + 1
    press(canvas, qtbot, Qt.Key.Key_Left, times=2)
    assert canvas.caret() == TEXT.index("\n") - 1
    press(canvas, qtbot, Qt.Key.Key_End, CONTROL)
    assert canvas.caret() == len(TEXT)
    press(canvas, qtbot, Qt.Key.Key_Home, CONTROL)
    assert canvas.caret() == 0


def test_up_and_down_keep_their_x_over_a_short_line(canvas, qtbot):
    canvas.set_caret(12)
    before = canvas.page.spot(12).x
    press(canvas, qtbot, Qt.Key.Key_Down, times=2)
    assert canvas.caret() > TEXT.index("«")
    assert canvas.page.spot(canvas.caret()).x == pytest.approx(before, abs=6)
    press(canvas, qtbot, Qt.Key.Key_Up, times=2)
    assert canvas.caret() == 12
    press(canvas, qtbot, Qt.Key.Key_Up)
    assert canvas.caret() == 0


def test_shift_selects_and_an_arrow_lets_go(canvas, qtbot):
    canvas.set_caret(3)
    with qtbot.waitSignal(canvas.selection_changed):
        press(canvas, qtbot, Qt.Key.Key_Right, SHIFT)
    press(canvas, qtbot, Qt.Key.Key_Right, SHIFT, times=4)
    assert canvas.selection() == Span(3, 8)
    press(canvas, qtbot, Qt.Key.Key_Left)
    assert (canvas.selection(), canvas.caret()) == (None, 3)
    press(canvas, qtbot, Qt.Key.Key_A, CONTROL)
    assert canvas.selection() == Span(0, len(TEXT))


def test_steps_go_by_what_readers_call_a_character(canvas, qtbot):
    text = "ae\u0301👨‍👩‍👧 🇫🇷\r\nz"
    canvas.show_text(text, ())
    places = [0]
    for _ in range(7):
        press(canvas, qtbot, Qt.Key.Key_Right)
        places.append(canvas.caret())
    assert places == [0, 1, 3, 8, 9, 11, 13, 14]
    for place in reversed(places[:-1]):
        press(canvas, qtbot, Qt.Key.Key_Left)
        assert canvas.caret() == place


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_T, Qt.Key.Key_Escape]
)
def test_other_keys_reach_the_parent(qtbot, key):
    seen = []

    class Desk(QWidget):
        def keyPressEvent(self, event: QKeyEvent):
            seen.append(event.key())

    desk = Desk()
    qtbot.addWidget(desk)
    canvas = Canvas()
    column = QVBoxLayout(desk)
    column.addWidget(canvas)
    column.addWidget(QLineEdit())
    desk.show()
    desk.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    qtbot.keyClick(canvas, key)
    assert seen == [key]
    assert canvas.hasFocus()


def test_copy_takes_the_stored_characters(canvas, qtbot):
    text = "a\xa0b\r\nc\u202fd\tE\u2028f"
    canvas.show_text(text, ())
    press(canvas, qtbot, Qt.Key.Key_A, CONTROL)
    press(canvas, qtbot, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == text


# ---------------------------------------------------------------------- mouse


def test_dragging_selects_the_characters_between(canvas, qtbot):
    with qtbot.waitSignal(canvas.selection_made) as made:
        drag(canvas, qtbot, point(canvas, 3), point(canvas, 11))
    assert (canvas.selection(), made.args) == (Span(3, 11), [False])
    with qtbot.waitSignal(canvas.selection_made) as made:
        drag(canvas, qtbot, point(canvas, 11), point(canvas, 3), ALT)
    assert (canvas.selection(), made.args) == (Span(3, 11), [True])


@pytest.mark.parametrize("words", ["Une phrase inventée. ", "x", "שלום עולם ", "👨‍👩‍👧"])
def test_beside_a_broken_line_is_still_that_line(canvas, words):
    canvas.show_text(words * (700 // len(words)), ())
    first = canvas.page.spot(0)
    for x in (2, canvas.viewport().width() - 2):
        offset = canvas.offset_at(QPoint(x, round(first.y + 5)))
        assert canvas.page.spot(offset).y == first.y


def test_shift_click_extends(canvas, qtbot):
    canvas.set_caret(3)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, SHIFT, point(canvas, 40))
    assert canvas.selection() == Span(3, 40)


@pytest.mark.parametrize(
    ("place", "words"), [("ministre", "ministre"), ("a-t-il", "a-t-il"), ("Orélie", "Orélie")]
)
def test_double_click_takes_the_word(canvas, qtbot, place, words):
    at = TEXT.index(place)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point(canvas, at))
    assert canvas.selection() == Span(at, at + len(words))


def test_triple_click_takes_the_paragraph(canvas, qtbot):
    where = point(canvas, 5)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert canvas.selection() == Span(0, TEXT.index("\n"))


def test_a_click_names_nested_passages_innermost_first(canvas, qtbot):
    outer, inner = Mark(0, 29, "outer", "claim"), Mark(3, 11, "inner", "speaker")
    canvas.set_marks([outer, inner, Mark(3, 5, "unknown", "no such look")])
    with qtbot.waitSignal(canvas.passage_clicked) as clicked:
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point(canvas, 4))
    assert clicked.args == [("inner", "outer")]
    assert canvas.marks_at(point(canvas, 4)) == [inner, outer]
    with qtbot.waitSignal(canvas.passage_clicked) as clicked:
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point(canvas, 50))
    assert clicked.args == [()]


def test_captions_and_bars_name_their_own_mark(canvas):
    mark = Mark(3, 11, "s", "speaker")
    canvas.set_marks([Mark(0, 29, "c", "claim"), mark])
    placed = canvas.page.placed()[0]
    left, top = canvas.page.left, placed.y
    bar = placed.marks.below[0].rect.translated(left, top).center().toPoint()
    caption = next(one for one in placed.marks.captions if one.mark == mark)
    assert canvas.marks_at(bar) == [mark]
    assert canvas.marks_at(caption.rect.translated(left, top).center().toPoint()) == [mark]


def test_an_edge_of_the_current_passage_can_be_dragged(canvas, qtbot):
    canvas.set_marks([Mark(3, 11, "c", "claim")])
    canvas.set_current(frozenset({"c"}))
    start, end = point(canvas, 11, dx=0), point(canvas, 19, dx=0)
    qtbot.mouseMove(canvas.viewport(), start)
    assert canvas.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    with qtbot.waitSignal(canvas.edge_moved) as moved:
        drag(canvas, qtbot, start, end)
    assert moved.args == ["c", 11, 19, False]
    assert canvas.page.index.of("c") == [Mark(3, 11, "c", "claim")]
    canvas.set_current(frozenset())
    with qtbot.assertNotEmitted(canvas.edge_moved):
        drag(canvas, qtbot, start, end)


def test_dragging_below_the_viewport_scrolls(canvas, qtbot):
    canvas.show_text("mot " * 5000, ())
    view = canvas.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=point(canvas, 3))
    qtbot.mouseMove(view, QPoint(200, view.height() + 80))
    qtbot.waitUntil(lambda: canvas.top_offset() > 500)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    assert canvas.selection().start == 3
    assert canvas.selection().end > canvas.top_offset()


# ---------------------------------------------------------------------- marks


def colours(canvas):
    image = canvas.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, 600, 2) for y in range(0, 200, 2)}


def test_replace_marks_shows_and_hides(canvas):
    plain = colours(canvas)
    canvas.replace_marks("c", [Mark(3, 20, "c", "claim")])
    assert colours(canvas) != plain
    assert canvas.marks_at(point(canvas, 4))[0].annotation == "c"
    canvas.replace_marks("c", ())
    assert colours(canvas) == plain
    assert canvas.marks_at(point(canvas, 4)) == []


def test_two_labels_on_the_same_words_show_both_names(canvas):
    canvas.set_marks([Mark(3, 11, "a", "claim"), Mark(3, 11, "b", "claim", "Autre")])
    captions = canvas.page.placed()[0].marks.captions
    assert {one.mark.annotation for one in captions} == {"a", "b"}
    first, second = (one.rect for one in captions)
    assert not first.intersects(second)


def test_labelling_leaves_the_line_under_the_caret_in_its_place(canvas):
    canvas.show_text("Un mot de plus.\n" * 200, (), 1600)
    before = canvas.page.spot(1600).y
    assert canvas.page.spot(1552).y > 0
    canvas.replace_marks("c", [Mark(1552, 1559, "c", "claim"), Mark(1600, 1606, "c", "speaker")])
    assert canvas.page.spot(1600).y == pytest.approx(before)


# ---------------------------------------------------------------------- long texts and odd ones


def test_a_million_characters_lie_mostly_undone(canvas, qtbot):
    text = ("Une phrase inventée, assez longue pour deux lignes. " * 12 + "\n") * 1600
    assert len(text) > 990_000
    canvas.show_text(text, [Mark(at, at + 20, str(at), "claim") for at in range(0, len(text), 500)])
    canvas.grab()
    press(canvas, qtbot, Qt.Key.Key_End, CONTROL)
    canvas.grab()
    assert not canvas.rect_of(Span(len(text) - 2, len(text) - 1)).isEmpty()
    bar = canvas.verticalScrollBar()
    assert bar.value() == bar.maximum()
    for value in range(0, bar.maximum(), bar.maximum() // 150):
        bar.setValue(value)
        canvas.grab()
    assert canvas.page.laid_count() < 130


def test_resizing_keeps_the_first_visible_character(canvas):
    canvas.show_text("Une phrase inventée pour lire. " * 3000, ())
    canvas.verticalScrollBar().setValue(40_000)
    first = canvas.top_offset()
    for width in (500, 420, 950, 300, 800):
        canvas.resize(width, 500)
        line = canvas.page.spot(first).line
        laid = canvas.page.laid(canvas.page.paragraphs.at(first))
        assert laid.offset(line.first) <= first < laid.offset(line.last)
        assert canvas.page.spot(first).y < line.bottom - line.top
    canvas.resize(800, 500)
    assert canvas.top_offset() == first


def test_the_scroll_bar_goes_where_it_says(canvas):
    canvas.show_text("Une phrase inventée pour lire.\n" * 3000, ())
    bar = canvas.verticalScrollBar()
    for value in (0, 1, 777, 31_000, bar.maximum()):
        bar.setValue(value)
        assert canvas.page.value(canvas.page.top, canvas.page.shift) == pytest.approx(value, abs=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\r\n\r\r\n",
        "x" * 50_000,
        "\t\ta\tb\u200b\u200d\ufeff",
        "👨‍👩‍👧" * 900,
        "e\u0301" * 4000,
        "שלום abc עולם " * 40,
        "a\u202eb\u2066c\u2069",
        "\ud800 seul",
    ],
)
def test_odd_texts_are_shown_and_walked_through(canvas, qtbot, text):
    canvas.show_text(text, [Mark(0, len(text), "c", "claim"), Mark(1, 3, "s", "speaker")])
    canvas.set_current(frozenset({"c"}))
    canvas.set_links([("c", "s", "dit par")])
    canvas.set_style(CanvasStyle("DejaVu Sans", invisibles=True))
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Up]
    for key in [*keys, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageUp]:
        press(canvas, qtbot, key, SHIFT)
        canvas.grab()
        assert 0 <= canvas.caret() <= len(text)
    for x in range(0, 800, 40):
        for y in range(0, 500, 25):
            assert 0 <= canvas.offset_at(QPoint(x, y)) <= len(text)
            canvas.marks_at(QPoint(x, y))


def test_offsets_under_points_are_those_of_the_characters(canvas):
    text = "a👨‍👩‍👧e\u0301 b😀\r\n😀c\xa0d"
    canvas.show_text(text, ())
    for offset in (0, 1, 6, 8, 9, 10, 11, 13, 14, 15, 16):
        assert canvas.offset_at(point(canvas, offset, dx=0)) == offset
        assert (
            canvas.rect_of(Span(offset, len(text))).left()
            == pytest.approx(canvas.page.spot(offset).x, abs=2)
            or text[offset] == "\r"
        )


def test_scrolling_stops_at_both_ends(canvas):
    canvas.show_text("mot\n" * 500, ())
    canvas.scroll_by(100)
    assert canvas.top_offset() > 0
    canvas.scroll_by(-5000)
    assert canvas.top_offset() == 0
    canvas.scroll_by(1_000_000)
    last = canvas.page.placed()[-1]
    assert last.y + last.laid.height == pytest.approx(canvas.viewport().height())


def test_revealing_scrolls_no_further_than_needed(canvas):
    canvas.show_text("mot\n" * 500, ())
    canvas.reveal(1800)
    assert not canvas.rect_of(Span(1800, 1802)).isEmpty()
    top = canvas.top_offset()
    canvas.reveal(1804)
    assert canvas.top_offset() == top
    canvas.reveal(top - 4)
    assert not canvas.rect_of(Span(top - 4, top - 2)).isEmpty()
    assert canvas.top_offset() > top - 40


# ---------------------------------------------------------------------- looks


def captions(canvas):
    """The words of all captions on screen, by annotation and start."""
    return {
        (one.mark.annotation, one.mark.start): one.text.text()
        for placed in canvas.page.placed()
        for one in placed.marks.captions
    }


def test_captions_say_name_register_name_or_code(canvas):
    canvas.set_marks(
        [Mark(0, 5, "c", "claim"), Mark(3, 9, "s", "speaker", "Anna"), Mark(7, 12, "p", "person")]
    )
    said = {}
    for names in ("names", "codes", "none"):
        canvas.set_style(CanvasStyle("DejaVu Sans", names=names))
        said[names] = {key[0]: text for key, text in captions(canvas).items()}
    assert said["names"] == {"c": "Menace", "s": "Anna", "p": "PER"}
    assert said["codes"] == {"c": "MEN", "s": "LOC", "p": "PER"}
    assert said["none"] == {}


def test_later_fragments_carry_a_sign_of_their_own(canvas):
    canvas.replace_marks("c", [Mark(0, 5, "c", "claim"), Mark(12, 16, "c", "claim")])
    assert captions(canvas) == {("c", 0): "Menace", ("c", 12): "⋯"}
    canvas.replace_marks("c", [Mark(12, 16, "c", "claim")])
    assert captions(canvas) == {("c", 12): "Menace"}


def test_bars_of_passages_that_overlap_never_touch(canvas):
    canvas.set_marks(
        [Mark(at, at + 9, f"s{at}", ["speaker", "person"][at % 2]) for at in range(0, 25, 2)]
        + [Mark(at, at + 12, f"t{at}", "speaker") for at in range(0, 18, 5)]
    )
    rects = [piece.rect for piece in canvas.page.placed()[0].marks.below]
    for at, one in enumerate(rects):
        assert not any(one.intersects(other) for other in rects[at + 1 :])


@pytest.mark.parametrize("change", ["selection", "pending", "hits", "current", "links"])
def test_attention_is_seen(canvas, change):
    canvas.set_marks([Mark(3, 11, "c", "claim"), Mark(32, 40, "d", "speaker")])
    before = canvas.viewport().grab().toImage()
    {
        "selection": lambda: canvas.select(Span(14, 20)),
        "pending": lambda: canvas.set_pending([Span(14, 20)]),
        "hits": lambda: canvas.set_hits([Span(14, 20), Span(2, 3)], 0),
        "current": lambda: canvas.set_current(frozenset({"c"})),
        "links": lambda: canvas.set_links([("c", "d", "dit par")]),
    }[change]()
    assert canvas.viewport().grab().toImage() != before


def test_a_selection_covers_the_tint_below_it(canvas):
    canvas.set_marks([Mark(0, 29, "c", "claim")])
    ground = canvas.page.style.selection
    assert ground not in colours(canvas)
    canvas.select(Span(0, 29))
    assert ground in colours(canvas)


def test_the_current_hit_is_the_one_given(canvas):
    canvas.set_hits([Span(20, 22), Span(2, 3), Span(9, 11)], 0)
    assert canvas.scene.hits[canvas.scene.hit] == Span(20, 22)
    canvas.set_hits([], -1)
    assert canvas.scene.hit == -1


def test_bidi_overrides_are_signed_without_being_asked(canvas):
    canvas.show_text("abcd", ())
    plain = colours(canvas)
    canvas.show_text("ab\u202ecd", ())
    assert colours(canvas) - plain
    canvas.show_text("ab\u200bcd", ())
    assert not colours(canvas) - plain


def test_from_right_to_left(canvas, qtbot):
    canvas.show_text("שלום עולם", [Mark(0, 4, "c", "claim")])
    page = canvas.page
    assert page.spot(0).x > page.left + page.column * 0.8
    assert page.spot(3).x < page.spot(0).x
    press(canvas, qtbot, Qt.Key.Key_Left)
    assert canvas.caret() == 1
    assert canvas.marks_at(point(canvas, 2, dx=-3))[0].annotation == "c"


# ---------------------------------------------------------------------- wishes


def test_control_and_wheel_ask_for_zoom(canvas, qtbot):
    def turn(angle, modifier):
        middle = canvas.viewport().rect().center()
        event = QWheelEvent(
            middle,
            canvas.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), event)

    asked = []
    canvas.zoom_requested.connect(asked.append)
    for angle in (120, 40, 80, -120):
        turn(angle, CONTROL)
    assert asked == [1, 1, -1]
    canvas.show_text("mot\n" * 500, ())
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert len(asked) == 3
    assert canvas.page.shift > 0 or canvas.page.top > 0


def test_none_survives_a_long_session():
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > sys.maxsize // 8
