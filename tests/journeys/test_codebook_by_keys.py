"""Labels made, merged and split with keys alone, the dialogs on the way included."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from annotator.store import codebooks, rechecks, versions
from tests.journeys.codebook_editing import CONTROL, THREAT, shape, when_asked

SHIFT = Qt.KeyboardModifier.ShiftModifier
MERGE, SPLIT = (Qt.Key.Key_J, CONTROL | SHIFT), (Qt.Key.Key_K, CONTROL | SHIFT)
TAB, RETURN, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def editor(person):
    """Two threats are labelled, and the editor is open at that label."""
    for words in ("Nous avons tout essayé", "nous ne céderons pas"):
        person.select(words)
        person.press("2")
    person.press((Qt.Key.Key_B, CONTROL))
    made = person.window.verbs.editing.editor
    assert made.outline.chosen == THREAT
    assert made.outline.hasFocus()
    return made


def keys(*presses):
    """Press keys in the dialog that opens next, where its focus is."""
    met = []

    def press(dialog):
        for one in presses:
            field = dialog.focusWidget()
            met.append(type(field).__name__)
            if isinstance(one, str):
                QTest.keyClicks(field, one)
            elif isinstance(one, tuple):
                QTest.keyClick(field, *one)
            else:
                QTest.keyClick(field, one)

    when_asked(press)
    return met


def test_merging_asks_for_the_other_label_at_once(person, editor):
    before = (shape(person), person.found())
    met = keys("J", RETURN)
    person.press(MERGE)
    assert met[0] == "QComboBox"
    after = (
        [one for one in before[0] if one != "THREAT"],
        [("EVALUATION", words) for _, words in before[1]],
    )
    person.there_and_back(lambda: (shape(person), person.found()), before, after, by_keys=True)


def test_escape_leaves_everything_as_it_was(person, editor):
    before = (shape(person), person.found())
    for key, opened in ((MERGE, ESCAPE), (SPLIT, ESCAPE)):
        keys(opened)
        person.press(key)
        assert (shape(person), person.found()) == before


def test_merging_stands_beside_its_neighbour_to_begin_with(person, editor):
    keys(RETURN)
    person.press(MERGE)
    assert {label for label, _ in person.found()} == {"COMMITMENT"}


def test_splitting_takes_names_and_control_return(person, editor):
    before = shape(person)
    met = keys("Warning", RETURN, "Ultimatum", (RETURN, CONTROL))
    person.press(SPLIT)
    assert met[0] == "QPlainTextEdit"
    at = before.index("THREAT") + 1
    after = [*before[:at], "WARNING", "ULTIMATUM", *before[at:]]
    person.there_and_back(lambda: shape(person), before, after, by_keys=True)
    assert len(rechecks.waiting(person.project, person.window.session.set)) == 2


def test_splitting_goes_by_way_of_its_buttons_too(person, editor):
    met = keys("Warning", TAB, TAB, RETURN)
    person.press(SPLIT)
    assert met[1:] == ["QPlainTextEdit", "QPushButton", "QPushButton"]
    assert "WARNING" in shape(person)


def test_a_name_that_is_taken_is_refused_while_it_is_written(person, editor):
    before = shape(person)
    seen = []

    def name_it(dialog):
        QTest.keyClicks(dialog.names, "prediction")
        seen.append((dialog.said.text(), dialog.main.isEnabled()))
        dialog.reject()

    when_asked(name_it)
    person.press(SPLIT)
    assert seen == [("There is a label prediction in this layer already.", False)]
    assert shape(person) == before


def test_labels_are_merged_and_split_from_the_text_as_well(person):
    person.select("Nous avons tout essayé")
    person.press("2")
    keys("Warning", (RETURN, CONTROL))
    person.press(SPLIT)
    assert "WARNING" in shape(person)
    keys("Call", RETURN)
    person.press(MERGE)
    assert [label for label, _ in person.found()] == ["DEMAND"]


@pytest.mark.parametrize(
    ("key", "below"),
    [
        ((RETURN, CONTROL), False),
        ((RETURN, CONTROL | SHIFT), True),
        ((Qt.Key.Key_Insert, SHIFT), True),
    ],
)
def test_a_label_is_made_after_the_chosen_one_or_below_it(person, editor, key, below):
    before = shape(person)
    person.press(key)
    field = editor.outline.findChild(QLineEdit)
    QTest.keyClicks(field, "Ultimatum")
    QTest.keyClick(field, RETURN)
    person.settle()
    at = before.index("THREAT") + 1
    made = codebooks.current(person.project).layer("CLAIM").labels[at]
    assert made.name("en") == "Ultimatum"
    assert shape(person) == [*before[:at], ("." if below else "") + made.id, *before[at:]]
    assert editor.outline.hasFocus()


def test_the_menu_of_a_part_names_its_keys(person, editor):
    menu = editor.head.more.menu()
    lines = [one.text() for one in menu.actions()]
    assert "Merge into another label…\tCtrl+Shift+J" in lines
    assert "Split the label…\tCtrl+Shift+K" in lines
    before = shape(person)
    next(one for one in menu.actions() if one.text().startswith("Move down")).trigger()
    assert shape(person) == [before[0], before[2], before[1], *before[3:]]
    QTest.mouseClick(editor.outline.viewport(), Qt.MouseButton.RightButton)
    assert isinstance(menu, QMenu)


def test_a_version_is_published_by_keys_and_a_taken_name_refused(person, editor):
    editor.shift(THREAT, "down")
    seen = []

    def publish(dialog):
        assert dialog.focusWidget() is dialog.note
        dialog.version.setText("1.0.0")
        seen.append((dialog.said.text(), dialog.main.isEnabled()))
        dialog.version.setText("2.0")
        QTest.keyClicks(dialog.note, "Another order")
        QTest.keyClick(dialog.note, RETURN, CONTROL)

    when_asked(publish)
    editor.head.publish.click()
    assert seen == [("There is a version 1.0.0 already.", False)]
    known = [(one.version, one.note) for one in versions.everyone(person.project)]
    assert known == [("1.0.0", ""), ("2.0", "Another order")]


def test_a_small_window_stays_as_small_as_it_was(person):
    person.window.resize(1000, 700)
    person.settle()
    for _ in range(2):
        person.press((Qt.Key.Key_B, CONTROL))
        assert (person.window.width(), person.window.height()) == (1000, 700)
