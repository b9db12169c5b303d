"""What a new, clumsy person does: keys in the wrong place, clicks beside it, words half written."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.jobs import projects
from annotator.store import annotations, entries, states

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
QUOTE = "«La politique de Tarsk est hostile»"


# ---------------------------------------------------------------------- ways with keys


@pytest.fixture
def start(qtbot, tmp_path, monkeypatch):
    """The window at its first start, with documents of its own."""
    monkeypatch.setattr("annotator.desktop.files._documents", lambda: tmp_path)
    window = Window(Session(), Settings(theme="light", coder="Ana"))
    qtbot.addWidget(window)
    window.complete()
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield window
    window.close()


def test_enter_opens_the_demo_and_walks_through_the_tour(start, qtbot):
    start.start.demo.setFocus()
    qtbot.keyClick(start.start.demo, Qt.Key.Key_Return)
    tour = start.overlays.tour
    assert start.session.is_open
    assert tour.isVisible()
    for _ in range(5):
        qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    assert not tour.isVisible()
    assert start.view.canvas.hasFocus()
    start.verbs.files.close()
    start.verbs.open_demo()
    assert not tour.isVisible()


def test_the_tour_shows_all_its_words(start):
    start.verbs.open_demo()
    QApplication.processEvents()
    tour = start.overlays.tour
    label = tour._text
    assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, (Qt.Key.Key_M, CTRL), (Qt.Key.Key_F, CTRL | SHIFT)])
def test_escape_leads_back_to_the_text_from_everywhere(person, key):
    person.select(QUOTE)
    person.press("5", key)
    assert not person.canvas.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.hasFocus()
    assert person.in_hand() == [("ACCUSATION", QUOTE)]


def test_tab_in_an_open_list_takes_the_value_and_goes_on(person):
    person.select(QUOTE)
    person.press("5", Qt.Key.Key_F2)
    (card,) = person.window.passage.cards.values()
    speech, *others = card.values.controls.values()
    speech.showPopup()
    QTest.keyClick(speech.view(), Qt.Key.Key_Down)
    QTest.keyClick(speech.view(), Qt.Key.Key_Tab)
    person.settle()
    assert person.window.desk.annotations()[0].attributes == {"speech": "direct"}
    assert person.window.focusWidget() is others[0]


# ---------------------------------------------------------------------- notes


def notes(person):
    return [one.note for one in annotations.of_set(person.project, person.window.session.set)]


def test_control_enter_in_a_note_keeps_it_and_goes_on(person):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a revoir", (Qt.Key.Key_Return, CTRL))
    assert notes(person) == ["a revoir"]
    assert states.progress(person.project, person.window.session.set).done == 1
    assert "PARIS" in person.text


def test_the_note_of_the_last_article_is_kept_too(person):
    person.press((Qt.Key.Key_PageDown, CTRL), (Qt.Key.Key_D, CTRL), (Qt.Key.Key_PageUp, CTRL))
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a revoir", (Qt.Key.Key_Return, CTRL))
    assert notes(person) == ["a revoir"]
    assert states.progress(person.project, person.window.session.set).done == 2


def test_a_note_begun_earlier_is_continued_at_its_end(person):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a", Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert person.in_hand() == []
    person.press(Qt.Key.Key_Tab, (Qt.Key.Key_M, CTRL), "b", Qt.Key.Key_Escape)
    assert notes(person) == ["ab"]


# ---------------------------------------------------------------------- the popup and the mouse


def test_a_command_key_sends_the_label_popup_away(person):
    person.drag("Noria", nudge=(1, -1))
    popup = person.window.overlays.labels
    assert popup.is_open
    person.press("s")
    assert not popup.is_open
    assert person.window.verbs.speaking._picker.is_open


def test_the_popups_shadow_leaves_the_lines_it_is_about_to_the_mouse(person):
    person.drag("Noria", nudge=(1, -1))
    popup, words = person.window.overlays.labels, person.canvas.rect_of(person.span("Noria"))
    view = person.canvas.viewport()
    foot = view.mapTo(person.window, QPoint(words.left() + 60, words.bottom()))
    assert popup.geometry().contains(person.window.view.mapFrom(person.window, foot))
    assert person.window.childAt(foot) is view


def drag_end(person, passage, to, modifier=NONE):
    """Drag the end of the passage in hand into the middle of a word."""
    view = person.canvas.viewport()
    start, end = (person.canvas.rect_of(person.span(words)) for words in (passage, to))
    begin = QPoint(start.right() + 1, start.center().y())
    QTest.mousePress(view, LEFT, modifier, begin)
    QTest.mouseMove(view, QPoint(end.center().x() + 9, end.center().y()))
    QTest.mouseMove(view, end.center())
    QTest.mouseRelease(view, LEFT, modifier, end.center())
    person.settle()


def test_a_dragged_edge_finds_the_words_edge(person):
    person.select("La politique de Tarsk")
    person.press("5")
    drag_end(person, "La politique de Tarsk", "politique")
    assert person.found() == [("ACCUSATION", "La politique")]
    person.press((Qt.Key.Key_Z, CTRL))
    assert person.found() == [("ACCUSATION", "La politique de Tarsk")]
    person.press((Qt.Key.Key_Y, CTRL))
    assert person.found() == [("ACCUSATION", "La politique")]


def test_an_edge_dragged_with_alt_stays_where_it_was_let_go(person):
    person.select("La politique de Tarsk")
    person.press("5")
    drag_end(person, "La politique de Tarsk", "politique", ALT)
    ((_, words),) = person.found()
    assert words.startswith("La p")
    assert not words.endswith("politique")


def test_the_context_menu_is_about_the_passage_under_the_mouse(person):
    for words, key in (("Aldo Vern", "p"), (QUOTE, "5")):
        person.select(words)
        person.press(key)
    QTimer.singleShot(0, lambda: QApplication.activePopupWidget().close())
    view = person.canvas.viewport()
    place = person.canvas.rect_of(person.span("Aldo Vern")).center()
    person.window.verbs.show_menu(view.mapToGlobal(place))
    person.window.actions_table["delete"].trigger()
    assert person.found() == [("ACCUSATION", QUOTE)]


# ---------------------------------------------------------------------- speakers


def names(person):
    return [one.name for one in entries.everyone(person.project)]


def rows(person):
    return [row.title for row in person.window.verbs.speaking._picker.list.rows()]


def test_a_selected_name_need_not_be_typed_again(person):
    person.select("Aldo Vern")
    person.press("s", Qt.Key.Key_Return)
    assert names(person) == ["Aldo Vern"]
    assert person.found() == [("PERSON", "Aldo Vern")]


def test_who_is_called_so_comes_before_who_was_used_last(person):
    for words in ("Tarsk", "Noria"):
        person.select(words)
        person.press("s", Qt.Key.Key_Return)
    person.select("Tarsk", nth=1)
    person.press("s")
    assert rows(person)[0] == "Tarsk"
    person.press(Qt.Key.Key_Return)
    assert sorted(names(person)) == ["Noria", "Tarsk"]


def test_words_that_are_no_name_make_an_entry_only_when_asked(person):
    person.select("Tarsk")
    person.press("s", Qt.Key.Key_Return)
    person.select("gouverneur")
    person.press("s")
    assert rows(person) == ["Tarsk", "New entry “gouverneur”"]
    person.press((Qt.Key.Key_Return, CTRL))
    assert sorted(names(person)) == ["Tarsk", "gouverneur"]


# ---------------------------------------------------------------------- what cannot be written


@pytest.fixture
def reader(path, new_person):
    """A person in a project that somebody else works in."""
    mine = projects.open_(path, "Bob")
    window = new_person_for_reading(path, new_person)
    yield window
    projects.close(mine)


def new_person_for_reading(path, new_person):
    spare = path.with_name("spare.annot")
    projects.close(projects.make(spare, "Ana"))
    person = new_person(spare)
    person.window.verbs.files.open_path(path)
    person.settle()
    return person


def test_a_project_in_use_is_open_for_reading_and_keys_say_so(reader, qtbot):
    assert reader.project.read_only
    said = reader.window.overlays.notices
    assert said.notices[0].words.startswith("Opened for reading only.")
    reader.select(QUOTE)
    with qtbot.capture_exceptions() as raised:
        reader.press("5", (Qt.Key.Key_D, CTRL), (Qt.Key.Key_Z, CTRL))
    assert {kind.__name__ for kind, *_ in raised} <= {"ReadOnlyError"}
    assert len(raised) >= 2
    assert reader.found() == []
    assert reader.canvas.selection() == reader.span(QUOTE)


def test_what_could_not_be_saved_is_not_shown_as_if_it_were(person, qtbot, monkeypatch):
    person.select(QUOTE)
    person.press("5", Qt.Key.Key_F2)
    (card,) = person.window.passage.cards.values()
    speech, before = card.values.controls["speech"], person.shown()
    person.project.connection.execute("PRAGMA query_only = ON")
    with qtbot.capture_exceptions() as raised:
        speech.setCurrentIndex(1)
        speech.activated.emit(1)
        person.press((Qt.Key.Key_M, CTRL), "a revoir", Qt.Key.Key_Escape, "7")
    assert {kind.__name__ for kind, *_ in raised} == {"NotSavedError"}
    assert speech.currentIndex() == 0
    assert (person.shown(), card.note.toPlainText()) == (before, "a revoir")
    person.project.connection.execute("PRAGMA query_only = OFF")
    person.press((Qt.Key.Key_Return, CTRL))
    assert notes(person) == ["a revoir"]
