"""The speaker picker: Enter takes the first, typing filters, a new name makes an entry."""

import pytest
from PySide6.QtCore import QRect, Qt

from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.desktop.ranking import Candidate

PEOPLE = [
    Candidate("mention", "m1", "Kim Jong Un", "named right after", 290, ("Kim",)),
    Candidate("entry", "e2", "Élysée", "used last", 150),
    Candidate("entry", "e3", "Donald Trump", "alias: le magnat", 50, ("le magnat",)),
]


@pytest.fixture
def window(make_window):
    return make_window(900, 700)


@pytest.fixture
def picker(window):
    picker = SpeakerPicker(window)
    picker.said = []
    picker.entry_chosen.connect(lambda *a: picker.said.append(("entry", *a)))
    picker.mention_chosen.connect(lambda *a: picker.said.append(("mention", *a)))
    picker.new_entry_requested.connect(lambda *a: picker.said.append(("new", *a)))
    picker.ask(PEOPLE, QRect(100, 100, 50, 20), "Who says it?")
    return picker


def titles(picker):
    return [row.title for row in picker.list.rows()]


def test_enter_takes_the_first(qtbot, window, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("mention", "m1")]
    assert not picker.isVisible()
    assert window.focusWidget() is window.text


def test_down_and_up_choose_and_go_round(qtbot, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.list.row().title == "Donald Trump"
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Enter)
    assert picker.said == [("entry", "e2")]


def test_typing_filters_by_folded_names_and_aliases(qtbot, picker):
    qtbot.keyClicks(picker.field, "magnat")
    assert titles(picker) == ["Donald Trump", "New entry “magnat”"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("entry", "e3")]


def test_an_exact_name_offers_no_new_entry(qtbot, picker):
    qtbot.keyClicks(picker.field, "elysee")
    assert titles(picker) == ["Élysée"]


def test_enter_makes_an_entry_where_nothing_matches(qtbot, picker):
    qtbot.keyClicks(picker.field, "  Xi  Jinping ")
    assert titles(picker) == ["New entry “Xi  Jinping”"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("new", "Xi Jinping", "person")]


def test_ctrl_enter_always_makes_an_entry(qtbot, picker):
    qtbot.keyClicks(picker.field, "Kim")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.said == [("new", "Kim", "person")]


def test_ctrl_enter_without_a_name_does_nothing(qtbot, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.said == []
    assert picker.is_open


def test_the_kind_of_a_new_entry_is_chosen_by_keyboard(qtbot, window, picker):
    qtbot.keyClicks(picker.field, "OTAN")
    qtbot.keyClick(picker.field, Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert picker.kind == "body"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert picker.said == [("new", "OTAN", "body")]


def test_the_kind_starts_again_with_person(picker):
    picker._kinds.button(2).click()
    picker.ask(PEOPLE, QRect(1, 1, 1, 1), "")
    assert picker.kind == "person"


def test_a_click_takes_a_row(qtbot, picker):
    index = picker.list.model().index(1, 0)
    place = picker.list.visualRect(index).center()
    qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picker.said == [("entry", "e2")]


def test_escape_takes_nothing(qtbot, window, picker):
    qtbot.keyClicks(picker.field, "Kim")
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.said == []
    assert not picker.isVisible()


def test_asked_again_it_starts_empty(qtbot, picker):
    qtbot.keyClicks(picker.field, "Kim")
    picker.dismiss()
    picker.ask(PEOPLE[1:], QRect(1, 1, 1, 1), "Who is it?")
    assert picker.field.text() == ""
    assert titles(picker) == ["Élysée", "Donald Trump"]


def test_names_are_never_markup(qtbot, picker):
    picker.ask([Candidate("entry", "e", "<b>A & B</b>")], QRect(1, 1, 1, 1), "<i>Who?</i>")
    assert titles(picker) == ["<b>A & B</b>"]
    assert picker._hint.textFormat() == Qt.TextFormat.PlainText


def test_no_candidates_at_all(qtbot, picker):
    picker.ask([], QRect(1, 1, 1, 1), "")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.said == []
