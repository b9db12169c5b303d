"""Settings: told at once, put back by Cancel."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.dialogs.settings_dialog import SettingsDialog
from annotator.desktop.settings import Settings

GIVEN = Settings(theme="dark", language="fr", coder="Anna", font_size=17.0, last_project="p")


@pytest.fixture
def dialog(qtbot):
    dialog = SettingsDialog(replace(GIVEN))
    dialog.said = []
    dialog.changed.connect(dialog.said.append)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_shows_what_is_set_and_changes_nothing_by_itself(dialog):
    assert dialog.settings() == GIVEN
    assert dialog.theme.currentText() == "Dark"
    assert dialog.language.currentText() == "Français"
    dialog.accept()
    assert dialog.said == []


def test_a_choice_is_told_at_once(qtbot, dialog):
    qtbot.keyClick(dialog.theme, Qt.Key.Key_Up)
    assert dialog.said[-1] == replace(GIVEN, theme="light")


def test_numbers_are_told_at_once(dialog):
    dialog.font_size.stepUp()
    dialog.line_height.stepUp()
    dialog.measure.stepDown()
    assert dialog.said[-1] == replace(GIVEN, font_size=17.5, line_height=1.5, measure=70)


def test_a_font_and_back_to_the_programs_own(qtbot, dialog):
    qtbot.keyClick(dialog.font_family, Qt.Key.Key_Down)
    assert dialog.said[-1].font == dialog.font_family.itemText(1)
    qtbot.keyClick(dialog.font_family, Qt.Key.Key_Up)
    assert dialog.said[-1].font == ""


def test_names_and_popup(qtbot, dialog):
    qtbot.keyClick(dialog.names, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.popup, Qt.MouseButton.LeftButton)
    assert dialog.said[-1] == replace(GIVEN, names="codes", label_popup=False)


def test_the_coders_name_is_told_when_it_is_written(qtbot, dialog):
    dialog.coder.clear()
    qtbot.keyClicks(dialog.coder, " Bea  B ")
    assert dialog.said == []
    dialog.popup.setFocus()
    dialog.coder.editingFinished.emit()
    assert dialog.said[-1].coder == "Bea B"


def test_cancel_puts_everything_back(qtbot, dialog):
    dialog.font_size.stepUp()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert dialog.said[-1] == GIVEN


def test_cancel_without_a_change_says_nothing(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.said == []


def test_keep_keeps(qtbot, dialog):
    dialog.measure.stepUp()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.said[-1].measure == 80


def test_values_nobody_knows_fall_back(qtbot):
    dialog = SettingsDialog(Settings(theme="pink", names="?", font="No Such Font", measure=9))
    qtbot.addWidget(dialog)
    found = dialog.settings()
    assert (found.theme, found.names, found.font, found.measure) == ("system", "names", "", 40)
