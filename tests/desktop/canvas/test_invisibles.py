"""What cannot be seen: some of it is marked always, the rest when asked for, none of it is text."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from annotator.desktop import theme
from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.style import CanvasStyle
from annotator.domain.span import Span

TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [*range(9), *range(0xB, 0xD), *range(0xE, 0x20), *range(0x7F, 0x85), 0x86, 0x9F]
HIDDEN = [
    *(0x9, 0x20, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x2007, 0x2009, 0x200B, 0x200C, 0x200D),
    *(0x200E, 0x200F, 0x202F, 0x2060, 0x2063, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0),
    *(0xFFF9, 0x1D173, 0xE0041),
]


@pytest.fixture(params=["light", "dark"])
def show(qtbot, request):
    """Draws a text in this theme, with signs or without; gives the picture of its column."""
    colors = theme.DARK if request.param == "dark" else theme.LIGHT
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(640, 200)
    canvas.show()

    def drawn(text, *, invisibles=False):
        canvas.set_style(
            CanvasStyle(
                "DejaVu Sans",
                size=14,
                dark=colors.dark,
                text=colors.text,
                background=colors.base,
                muted=colors.muted,
                invisibles=invisibles,
            )
        )
        canvas.show_text(text, ())
        drawn.canvas = canvas
        return canvas.viewport().grab().toImage()

    return drawn


def reds(image):
    """How many dots are red: what warns is."""
    data = bytes(image.copy(0, 20, 240, 60).constBits())
    dots = zip(data[2::4], data[1::4], data[::4], strict=True)
    return sum(red > max(green, blue) + 60 for red, green, blue in dots)


def ink(image, area, ground):
    """How many dots of an area are not the ground's."""
    area = area.intersected(image.rect())
    return sum(
        QColor(image.pixel(x, y)) != QColor(ground)
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


@pytest.mark.parametrize("code", TURNING, ids=hex)
@pytest.mark.parametrize("invisibles", [False, True])
def test_what_turns_the_text_around_is_always_marked(show, code, invisibles):
    # Where letters are smoothed in colours, one dot of them may be red.
    assert reds(show("mot mot", invisibles=invisibles)) <= 2
    for text in (f"mot{chr(code)}mot", f"{chr(code)}mot", f"mot{chr(code)}", chr(code)):
        assert reds(show(text, invisibles=invisibles)) > 12


def test_each_of_several_is_marked(show):
    one, two = reds(show("ab\u202ecd ef")), reds(show("ab\u202ecd \u202cef"))
    assert two > one * 1.5


@pytest.mark.parametrize("code", CONTROLS, ids=hex)
def test_a_control_character_is_always_seen(show, code):
    show("mot" + chr(code))
    canvas = show.canvas
    place = canvas.rect_of(Span(3, 4))
    assert place.width() > 3
    image = canvas.viewport().grab().toImage()
    assert ink(image, place, canvas.page.style.background) > 5


@pytest.mark.parametrize("code", HIDDEN, ids=hex)
def test_the_others_are_shown_on_demand(show, code):
    text = f"mot{chr(code)}mot"
    assert show(text, invisibles=True) != show(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_the_end_of_a_paragraph_is_shown_on_demand(show, newline):
    text = f"mot{newline}mot"
    assert show(text, invisibles=True) != show(text)
    assert show("mot", invisibles=True) == show("mot")


def test_every_space_has_its_dot_also_at_the_end_of_a_line(show):
    text = "a  b   \n"
    plain, dotted = show(text), show(text, invisibles=True)
    canvas, dots = show.canvas, 0
    for offset in (1, 2, 4, 5, 6):
        spot = canvas.page.spot(offset)
        width = round(canvas.page.setting.space)
        box = QRect(round(spot.x), round(spot.y), width, round(spot.line.ascent))
        ground = canvas.page.style.background
        dots += ink(dotted, box, ground) > ink(plain, box, ground)
    assert dots == 5


def test_signs_take_no_room_and_are_no_text(show):
    text = "a\u200bb\tc\xa0d \u202ee\n"
    show(text)
    canvas = show.canvas
    before = [canvas.page.spot(offset).x for offset in range(len(text))]
    show(text, invisibles=True)
    assert [canvas.page.spot(offset).x for offset in range(len(text))] == before
    canvas.select(Span(0, len(text)))
    assert canvas.selection().cut(canvas.page.text) == text
