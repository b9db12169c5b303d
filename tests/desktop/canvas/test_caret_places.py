"""Every caret place and the offset it stands for, there and back, in texts of every kind."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from annotator.desktop.canvas import caret, picking
from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.style import CanvasStyle

FAMILY = "👨‍👩‍👧"
PIECES = (
    *"aé fi ",
    "mot ",
    "l’",
    "e\u0301",
    "o\u0323\u0302",
    "🚢",
    "🇫🇷",
    "👩🏽‍✈️",
    FAMILY,
    "שלום",
    "مرحبا",
    "لا",
    "ש\u05b8",
    "123",
    "(",
    "\t",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\u202c",
    "\u2067",
    "\u2069",
    "\x00",
    "\x0b",
    "\x1f",
    "\x7f",
    "\x85",
    "\ud83d",
    "\udea2",
    "한",
    "\u1112\u1161\u11ab",
    "क्षि",
    "ก็",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\u0301",
    "x" * 90,
)
TEXTS = {
    "empty": "",
    "newlines only": "\n\n\r\n\r\r\n\u2028\u2029\n",
    "a newline at the end": "mot\n",
    "emoji": f"a{FAMILY}🚢b🇫🇷🇫🇷 👩🏽‍✈️c",
    "combining": "e\u0301te\u0301 o\u0323\u0302 \u0301seul",
    "right to left": "abc שלום 123 עולם def\nשלום abc (עולם)\nمرحبا بالعالم",
    "overrides": "a\u202ebc\u202c d\u2067שלום\u2069 e\u200ff",
    "tabs": "\ta\t\tb\t" + "c\t" * 40,
    "no width": "a\u200b\u200b\u200cb\u2060\ufeffc\u00add",
    "controls": "a\x00b\x01\x0b\x0c\x1c\x1f\x7f\x80\x85\x9fc",
    "surrogates": "a\ud83db\udea2 \ud83d\ud83d",
    "a byte order mark": "\ufeffabc\nabc",
    "wrapped": "Une phrase inventée pour lire. " * 12,
    "wrapped backwards": "שלום עולם " * 40,
    "wrapped in both directions": "abc שלום 123 עולם def " * 14,
    "long without a space": "x" * 700,
    "emoji without a space": FAMILY * 60,
    "only spaces": " " * 300,
}


@pytest.fixture(scope="module")
def page(qapp):
    made = Page(CanvasStyle("DejaVu Sans", size=12))
    made.resize(420, 300)
    return made


def graphemes(page, text):
    """Every place a caret can be walked to."""
    places, offset = [0], 0
    while offset < len(text):
        after = caret.stepped(page, offset, forward=True)
        assert after > offset
        places.append(offset := after)
    return places


def spot_of(page, offset):
    page.go_to(offset, 40)
    return page.spot(offset)


def back(page, spot):
    point = QPointF(spot.x, spot.y + spot.line.ascent / 2)
    return picking.offset_at(page, point)


def check(page, text, wanted=lambda offset: True):
    page.show(text, ())
    places = graphemes(page, text)
    for before, place in pairwise([0, *places]):
        if wanted(place):
            check_place(page, place, places)
        for inside in range(before + 1, place):
            if wanted(inside):
                check_inside(page, inside, {before, place})


def check_place(page, place, places):
    """The caret is drawn at a point, and whoever clicks there puts it there."""
    spot = spot_of(page, place)
    found = back(page, spot)
    again = page.spot(found)
    assert found in places
    assert (again.x, again.y) == (pytest.approx(spot.x, abs=0.6), spot.y), (page.text, place)
    if found != place:  # two places at one point
        assert (page.spot(place).x, page.spot(place).y) == (
            pytest.approx(again.x, abs=0.6),
            again.y,
        )
        assert page.laid(page.paragraphs.at(place)).turning or again.x == spot.x, page.text


def check_inside(page, offset, around):
    """Nobody walks into a grapheme; what is put there leads to one of its sides."""
    settled = page.paragraphs.settled(offset)
    assert 0 <= offset - settled <= 1  # only the inside of a CRLF is no place at all
    spot = spot_of(page, settled)
    found = back(page, spot)
    laid = page.laid(page.paragraphs.at(offset))
    sides = [pytest.approx(page.spot(one).x, abs=0.6) for one in around if page.spot(one)]
    assert laid.turning or page.spot(found).x in sides, (page.text, offset)


@pytest.mark.parametrize("name", TEXTS)
def test_every_place_leads_to_a_point_and_back(page, name):
    check(page, TEXTS[name])


@pytest.mark.parametrize("piece", ["x", FAMILY, "e\u0301", "ש", "\u200b"])
def test_a_line_of_fifty_thousand_characters(page, piece):
    text = piece * (50_000 // len(piece))
    page.show(text, ())
    cuts = page.paragraphs.starts
    near = {cut + off for cut in cuts for off in range(-6, 7)} | set(range(0, len(text), 997))
    assert len(cuts) > 15
    check(page, text, near.__contains__)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("a\r\n\r\u2028b\n")
@example("\ud83d\udea2\n\ud83d")
def test_any_text_leads_to_points_and_back(page, text):
    check(page, text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_walking_back_is_walking_there(page, text):
    page.show(text, ())
    there = graphemes(page, text)
    offset, back_again = len(text), [len(text)]
    while offset > 0:
        before = caret.stepped(page, offset, forward=False)
        assert before < offset
        back_again.append(offset := before)
    assert back_again[::-1] == there


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_places_of_utf16_and_code_points_are_tied(page, text):
    page.show(text, ())
    for number in range(len(page.paragraphs)):
        laid = page.laid(number)
        units = [laid.unit(offset) for offset in range(laid.start, laid.end + 1)]
        assert [laid.offset(unit) for unit in units] == list(range(laid.start, laid.end + 1))
        shown = laid.layout.text()
        assert units[-1] == len(shown.encode("utf-16-le", "surrogatepass")) // 2


# ---------------------------------------------------------------------- on the screen


@pytest.fixture
def canvas(qtbot):
    made = Canvas(style=CanvasStyle("DejaVu Sans", size=12))
    qtbot.addWidget(made)
    made.resize(440, 300)
    made.show()
    return made


@pytest.mark.parametrize("name", TEXTS)
def test_the_mouse_selects_whole_graphemes(canvas, name):
    text = TEXTS[name]
    canvas.show_text(text, ())
    places = set(graphemes(canvas.page, text))
    view, left = canvas.viewport(), Qt.MouseButton.LeftButton
    points = [QPoint(x, y) for y in (36, 60, 85, 140) for x in (3, 40, 77, 111, 200, 391)]
    for first, last in pairwise([*points, *points[::-3]]):
        QTest.mousePress(view, left, pos=first)
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, left, pos=last)
        for edge in (canvas.caret(), *(canvas.selection() or ())):
            assert edge in places
        QTest.qWait(0)
