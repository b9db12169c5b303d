"""What a screen reader is told about the canvas, asked as Qt asks it, without a reader."""

import ctypes
import platform
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from shiboken6 import Shiboken

from annotator import words
from annotator.desktop.canvas import accessible, accessible_slots, voice
from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat", "THR"),
    "person": Look("underline", "#6A3D9A", "Person", "PER"),
}
TEXT = "🚢 Tout navire sera saisi, dit Kim. Puis rien ne vint.\n\nFin 🏳️‍🌈 ici.\r\nEncore"
CHARACTER, WORD, SENTENCE, PARAGRAPH, LINE, ALL = (
    QAccessible.TextBoundaryType.CharBoundary,
    QAccessible.TextBoundaryType.WordBoundary,
    QAccessible.TextBoundaryType.SentenceBoundary,
    QAccessible.TextBoundaryType.ParagraphBoundary,
    QAccessible.TextBoundaryType.LineBoundary,
    QAccessible.TextBoundaryType.NoBoundary,
)
PROVEN = sys.platform == "linux" and platform.machine() == "x86_64"


def units(text):
    return len(text.encode("utf-16-le")) // 2


def at(words):
    return units(TEXT[: TEXT.index(words)])


@pytest.fixture(autouse=True)
def english():
    words.speak("en")


@pytest.fixture
def canvas(qtbot):
    widget = Canvas()
    qtbot.addWidget(widget)
    widget.set_style(CanvasStyle("DejaVu Sans", size=12))
    widget.set_looks(LOOKS)
    widget.resize(420, 400)
    widget.show()
    qtbot.waitExposed(widget)
    start, kim = TEXT.index("Tout"), TEXT.index("Kim")
    marks = [
        Mark(start, kim + 3, "c", "claim", "Threat · Kim"),
        Mark(kim, kim + 3, "p", "person", "Kim Aster"),
    ]
    widget.show_text(TEXT, marks)
    return widget


@pytest.fixture
def access(canvas):
    return QAccessible.queryAccessibleInterface(canvas)


@pytest.fixture
def heard(monkeypatch):
    """What is told to a reader that is on."""
    said = []

    def listen(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())
        elif isinstance(event, QAccessibleEvent):
            said.append(event.type().name)

    on = SimpleNamespace(Event=QAccessible.Event, isActive=lambda: True, updateAccessibility=listen)
    monkeypatch.setattr(voice, "QAccessible", on)
    return said


def test_the_canvas_is_a_text_that_is_only_read(canvas, access):
    assert access.role() is QAccessible.Role.EditableText
    assert access.text(QAccessible.Text.Name) == "Article text"
    assert access.text(QAccessible.Text.Value) == TEXT
    state = access.state()
    assert all((state.readOnly, state.multiLine, state.selectableText, state.focusable))
    assert not state.editable
    assert access.childCount() == 0
    assert access.object() is canvas
    assert access.textInterface() is not None
    assert access.valueInterface() is None


def test_the_labels_under_the_caret_describe_it(canvas, access):
    for place, told in (
        ("navire", "Labelled Threat, said by Kim"),
        ("Kim", "Labelled Threat, said by Kim; Person: Kim Aster"),
        ("Puis", ""),
    ):
        canvas.set_caret(TEXT.index(place))
        assert access.text(QAccessible.Text.Description) == told


def test_caret_and_selection_are_counted_in_units(canvas, access):
    text = access.words
    assert text.characterCount() == units(TEXT)
    text.setCursorPosition(at("navire"))
    assert (canvas.caret(), text.cursorPosition()) == (TEXT.index("navire"), at("navire"))
    assert text.selectionCount() == 0
    text.addSelection(at("Tout"), at(" sera"))
    assert canvas.selection().cut(TEXT) == "Tout navire"
    assert text.selectionCount() == (1 if PROVEN else 0)
    assert text.selection(0) == (at("Tout"), at(" sera"))
    assert text.selection(1) == (0, 0)
    text.setSelection(1, 0, 5)
    assert canvas.selection().cut(TEXT) == "Tout navire"
    text.setSelection(0, at("Encore"), units(TEXT))
    assert canvas.selection().cut(TEXT) == "Encore"
    text.removeSelection(0)
    assert canvas.selection() is None


@given(st.integers(-5, 200), st.integers(-5, 200))
def test_any_two_units_give_the_words_between_them(start, end):
    class Paper:
        class page:  # noqa: N801 - as the canvas has it
            text = TEXT

    known = accessible.Units(Paper)
    found = known.span(start, end)
    assert 0 <= found.start <= found.end <= len(TEXT)
    clipped = [min(max(unit, 0), units(TEXT)) for unit in (start, end)]
    for unit in clipped:
        assert known.of(known.offset(unit)) in {unit, unit - 1}


@pytest.mark.parametrize(
    ("kind", "step", "place", "told"),
    [
        (CHARACTER, 0, "navire", "n"),
        (CHARACTER, 1, "navire", "a"),
        (CHARACTER, -1, "navire", " "),
        (CHARACTER, 0, "🏳️‍🌈", "🏳️‍🌈"),
        (CHARACTER, 0, "\r\n", "\r\n"),
        (CHARACTER, -1, "\r\n", "."),
        (CHARACTER, -1, "Encore", "\r\n"),
        (WORD, 0, "avire", "navire"),
        (WORD, 1, "avire", "sera"),
        (WORD, -1, "avire", "Tout"),
        (WORD, -1, "Fin", "."),
        (SENTENCE, 0, "rien", "Puis rien ne vint."),
        (SENTENCE, 1, "rien", "Fin 🏳️‍🌈 ici."),
        (PARAGRAPH, 0, "rien", TEXT.split("\n", 1)[0]),
        (PARAGRAPH, 1, "rien", ""),
        (PARAGRAPH, 1, "ici", "Encore"),
        (PARAGRAPH, -1, "Encore", "Fin 🏳️‍🌈 ici."),
        (LINE, 0, "ici", "Fin 🏳️‍🌈 ici."),
        (LINE, 1, "ici", "Encore"),
        (ALL, 0, "ici", TEXT),
    ],
)
def test_a_reader_reads_by_units(access, kind, step, place, told):
    words, start, end = access.words.unit(at(place), kind, step)
    assert words == told
    assert TEXT.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == told


@pytest.mark.parametrize("kind", [CHARACTER, WORD, SENTENCE, PARAGRAPH, LINE])
def test_stepping_by_units_reaches_both_ends(access, kind):
    place, seen = 0, []
    while True:
        words, start, end = access.words.unit(place, kind, 1)
        seen.append(words)
        if start == end == units(TEXT):
            break
        assert start > place
        place = start
    assert len(seen) < len(TEXT) + 2
    while place:
        _, start, _ = access.words.unit(place, kind, -1)
        assert start < place
        place = start


def test_lines_are_those_on_the_screen(canvas, access):
    first, _, end = access.words.unit(0, LINE, 0)
    second, start, _ = access.words.unit(0, LINE, 1)
    assert first + second == TEXT.split("\n", 1)[0][: len(first + second)]
    assert end == start
    assert len(first) < 60


def test_attributes_name_the_labels_of_a_run(canvas, access):
    said = "labelled:Threat, said by Kim;font-family:Threat, said by Kim;"
    for place in ("Tout", "navire", " Kim"):
        assert access.words.attributes(at(place)) == (said, at("Tout"), at("Kim"))
    words, start, end = access.words.attributes(at("im."))
    assert words.startswith("labelled:Threat, said by Kim, Person - Kim Aster;")
    assert (start, end) == (at("Kim"), at(". Puis"))
    assert access.words.attributes(at("Puis")) == ("", at(". Puis"), at("\nFin"))
    canvas.set_caret(TEXT.index("navire"))
    assert access.words.attributes(-1)[0] == said


def test_places_on_the_screen_and_back(canvas, access):
    rect = access.words.characterRect(at("navire"))
    assert canvas.viewport().mapFromGlobal(rect.center()).x() > 0
    assert access.words.offsetAtPoint(rect.topLeft() + QPoint(2, 5)) == at("navire")
    assert access.words.offsetAtPoint(QPoint(-500, -500)) == -1
    canvas.show_text("mot\n" * 2000, ())
    assert access.words.characterRect(7900).isEmpty()
    access.words.scrollToSubstring(7900, 7903)
    assert not access.words.characterRect(7900).isEmpty()


@pytest.mark.skipif(not PROVEN, reason="the layout of interfaces is proven on Linux x86-64 only")
def test_qt_itself_gets_what_the_binding_leaves_out(canvas, access):
    assert access.words._slots.filled
    canvas.select(Span(2, 6))
    address = Shiboken.getCppPointer(access.words)[0]
    table = ctypes.cast(address, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
    start, end = ctypes.c_int(-1), ctypes.c_int(-1)
    ask = accessible_slots._SELECTION(table[2])
    ask(address, 0, start, end)
    assert (start.value, end.value) == (3, 7)


def test_without_proof_nothing_is_touched(canvas, monkeypatch):
    monkeypatch.setattr(accessible_slots, "_is_proven", lambda _: False)
    text = accessible.CanvasText(canvas)
    assert not text._slots.filled
    canvas.select(Span(0, 3))
    assert text.selectionCount() == 0
    assert text.text(0, 2) == "🚢"


# ---------------------------------------------------------------------- news


def test_entering_a_passage_is_said_once(canvas, heard):
    canvas.set_caret(TEXT.index("navire"))
    canvas.set_caret(TEXT.index("sera"))
    canvas.set_caret(TEXT.index("Puis"))
    assert heard == [
        "TextCaretMoved",
        "DescriptionChanged",
        "Labelled Threat, said by Kim",
        "TextCaretMoved",
        "TextCaretMoved",
        "DescriptionChanged",
        "Outside passages",
    ]


def test_selection_article_and_labels_are_news(canvas, heard):
    canvas.select(Span(0, 1))
    assert heard == ["TextSelectionChanged", "TextCaretMoved"]
    heard.clear()
    canvas.show_text("Autre", [Mark(0, 5, "x", "claim")])
    assert heard == ["TextUpdated", "TextCaretMoved", "DescriptionChanged", "Labelled Threat"]
    heard.clear()
    canvas.replace_marks("x", [])
    assert heard == ["DescriptionChanged", "Outside passages"]


def test_nobody_listening_costs_nothing(canvas, monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(voice.Voice, "_unit", refuse)
    monkeypatch.setattr(voice, "QAccessibleTextUpdateEvent", refuse)
    assert not QAccessible.isActive()
    canvas.select(Span(0, 5))
    canvas.show_text("Autre", ())
