"""The cheat sheet: every key, until one is pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from annotator.desktop.controls.keycaps import Keycaps
from annotator.desktop.popups.cheat_sheet import CheatSheet, spread

GROUPS = [
    ("Move", [("Space", "widen"), ("Tab", "next passage")]),
    ("Label", [("S", "who says it"), ("+", "add <b>a fragment</b>")]),
    ("Program", [("Ctrl+Z Ctrl+Y", "undo, redo"), ("Ctrl++", "larger")]),
]


@pytest.fixture
def window(make_window):
    return make_window(1100, 700)


@pytest.fixture
def sheet(window):
    sheet = CheatSheet(window)
    sheet.show_keys(GROUPS)
    return sheet


def test_everything_is_there_as_plain_words(sheet):
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Move", "widen", "who says it", "add <b>a fragment</b>", "larger"} <= words
    formats = {label.textFormat() for label in sheet.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    assert len(sheet.findChildren(Keycaps)) == 6


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Question, Qt.Key.Key_Escape])
def test_any_key_closes_it(qtbot, window, sheet, key):
    qtbot.keyClick(window.focusWidget(), key)
    assert not sheet.isVisible()
    assert window.focusWidget() is window.text
    assert window.text.text() == ""


def test_a_modifier_alone_does_not(qtbot, sheet):
    qtbot.keyClick(sheet, Qt.Key.Key_Shift)
    assert sheet.is_open


def test_a_click_closes_it(qtbot, sheet):
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()


def test_it_fits_a_small_window(window, sheet):
    window.resize(360, 240)
    assert window.rect().contains(sheet.geometry())


def test_columns_keep_the_order_and_are_about_equal():
    groups = [(str(n), [("a", "b")] * size) for n, size in enumerate((4, 4, 8, 3, 5))]
    columns = spread(groups, 3)
    assert [name for column in columns for name, _ in column] == ["0", "1", "2", "3", "4"]
    assert [[name for name, _ in column] for column in columns] == [["0", "1"], ["2"], ["3", "4"]]
