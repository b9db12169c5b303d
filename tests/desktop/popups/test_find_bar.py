"""The find bar tells what to find, steps, and closes."""

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.popups.find_bar import FindBar


@pytest.fixture
def bar(qtbot):
    bar = FindBar()
    bar.said = []
    bar.search_changed.connect(lambda *a: bar.said.append(a))
    bar.next_requested.connect(lambda: bar.said.append("next"))
    bar.previous_requested.connect(lambda: bar.said.append("previous"))
    bar.closed.connect(lambda: bar.said.append("closed"))
    qtbot.addWidget(bar)
    bar.open_with()
    return bar


def test_typing_searches_folded_at_first(qtbot, bar):
    qtbot.keyClicks(bar.field, "Ki")
    assert bar.said == [("K", False, False), ("Ki", False, False)]


def test_the_options_search_again(qtbot, bar):
    bar.open_with("Kim")
    bar.said.clear()
    qtbot.mouseClick(bar.words, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.exact, Qt.MouseButton.LeftButton)
    assert bar.said == [("Kim", True, False), ("Kim", True, True)]


def test_enter_steps_on_and_shift_enter_back(qtbot, bar):
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.said == ["next", "previous"]


def test_escape_closes_once(qtbot, bar):
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    bar.close_bar()
    assert bar.said == ["closed"]
    assert not bar.isVisible()


def test_escape_on_an_option_closes_too(qtbot, bar):
    qtbot.keyClick(bar.exact, Qt.Key.Key_Escape)
    assert bar.said == ["closed"]


def test_the_count_is_shown_and_nothing_found_is_said(bar):
    bar.open_with("Kim")
    bar.show_count(3, 12)
    assert bar.count.text() == "3/12"
    assert bar.field.property("kind") != "wrong"
    bar.show_count(0, 0)
    assert bar.count.text() == "nothing found"
    assert bar.field.property("kind") == "wrong"
    bar.field.clear()
    bar.show_count(0, 0)
    assert bar.count.text() == ""
    assert bar.field.property("kind") != "wrong"


def test_opened_again_the_words_are_selected_and_searched_again(bar):
    bar.open_with("Kim")
    bar.close_bar()
    bar.said.clear()
    bar.open_with()
    assert bar.field.selectedText() == "Kim"
    assert bar.said == [("Kim", False, False)]
