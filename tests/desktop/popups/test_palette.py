"""The command palette: found by name, the last used first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.desktop.popups.palette import Command, CommandPalette

COMMANDS = [
    Command("open", "Open a project…", "Ctrl+O"),
    Command("undo", "Undo", "Ctrl+Z"),
    Command("accept", "Accept the suggestion", "", False),
    Command("evenements", "Montrer les événements"),
]


@pytest.fixture
def palette(qtbot):
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    palette = CommandPalette(window)
    palette.window_kept = window
    palette.said = []
    palette.command_chosen.connect(palette.said.append)
    palette.ask(COMMANDS)
    return palette


def titles(palette):
    return [row.title for row in palette.list.rows()]


def test_it_is_found_by_a_part_of_the_name_without_accents(qtbot, palette):
    qtbot.keyClicks(palette.field, "evene")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.said == ["evenements"]


def test_what_cannot_be_done_now_comes_last_and_is_not_taken(qtbot, palette):
    assert titles(palette)[-1] == "Accept the suggestion"
    qtbot.keyClicks(palette.field, "accept")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    index = palette.list.model().index(0, 0)
    place = palette.list.visualRect(index).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert palette.said == []
    assert palette.is_open


def test_the_last_used_comes_first(qtbot, palette):
    qtbot.keyClicks(palette.field, "undo")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    palette.ask(COMMANDS)
    assert titles(palette)[0] == "Undo"
    assert palette.recent == ["undo"]


def test_up_passes_over_what_cannot_be_done(qtbot, palette):
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.row().title == "Montrer les événements"
