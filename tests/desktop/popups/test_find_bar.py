"""The find bar tells what to find, steps, and closes."""

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.desktop.popups.find_bar import FindBar
from annotator.jobs.word_search import Wanted


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
    assert bar.said == [(Wanted("K"),), (Wanted("Ki"),)]


def test_the_options_search_again(qtbot, bar):
    bar.open_with("Kim")
    bar.said.clear()
    for option in (bar.words, bar.pattern, bar.as_written):
        qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=QPoint(8, option.height() // 2))
    assert [one[0] for one in bar.said] == [
        Wanted("Kim", whole_words=True),
        Wanted("Kim", whole_words=True, pattern=True),
        Wanted("Kim", whole_words=True, pattern=True, as_written=True),
    ]
    assert bar.field.hasFocus()


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
    qtbot.keyClick(bar.as_written, Qt.Key.Key_Escape)
    assert bar.said == ["closed"]


def test_the_count_is_shown_and_nothing_found_is_said(bar):
    bar.open_with("Kim")
    bar.show_count(3, 12)
    assert bar.count.text() == "3 of 12"
    assert bar.field.property("kind") != "wrong"
    bar.show_count(0, 0)
    assert bar.count.text() == "nothing found"
    assert bar.field.property("kind") == "wrong"
    bar.field.clear()
    bar.show_count(0, 0)
    assert bar.count.text() == ""
    assert bar.field.property("kind") != "wrong"


def test_opened_again_the_words_are_there_and_selected(bar):
    bar.open_with("Kim")
    bar.close_bar()
    bar.said.clear()
    bar.open_with()
    assert bar.field.selectedText() == "Kim"
    assert (bar.wanted(), bar.said) == (Wanted("Kim"), [])
