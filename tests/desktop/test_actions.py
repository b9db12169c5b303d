"""The table of everything one can do: each row has a name, a place, and keys of its own."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from annotator.desktop.actions import GROUPS, TABLE, TEXT, WINDOW, Actions
from annotator.desktop.canvas.canvas import Canvas
from annotator.jobs import projects

REVIEW = ("comparing", "settling", "editing", *(f"take_{n}" for n in range(3, 10)))
"""What a comparison needs: while it goes on, its keys are not those of labels."""

KEYS = [(entry, key) for entry in TABLE for key in entry.keys]


@pytest.fixture
def done():
    return []


@pytest.fixture
def window(qtbot, done):
    """A window with a text and a field, whose actions only say which they are."""
    window = QMainWindow()
    window.text = Canvas(window)
    window.text.show_text("Rien.\n\nPlus rien.", [])
    window.field = QLineEdit(window)
    window.setCentralWidget(window.text)
    window.table = Actions(window, window.text, done.append)
    window.table.fill(window.menuBar())
    qtbot.addWidget(window)
    window.resize(500, 300)
    window.show()
    window.text.setFocus()
    qtbot.waitUntil(window.text.hasFocus)
    return window


def test_every_row_is_one_of_a_kind():
    assert [one for one, n in Counter(entry.id for entry in TABLE).items() if n > 1] == []
    assert [one for one, n in Counter(str(e.title) for e in TABLE).items() if n > 1] == []
    assert all(entry.group in GROUPS for entry in TABLE)
    assert {entry.scope for entry in TABLE} == {WINDOW, TEXT}
    assert {entry.needs for entry in TABLE} == {"", "project", "writable", "article", *REVIEW}


def test_no_key_means_two_things():
    keys = Counter(QKeySequence(key).toString() for _, key in KEYS)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys


def test_every_key_is_one_stroke():
    assert [key for _, key in KEYS if QKeySequence(key).count() != 1] == []


def test_only_keys_of_the_text_are_single_letters():
    """In a field a letter is a letter."""
    plain = [key for entry, key in KEYS if entry.scope == WINDOW and "+" not in key[1:]]
    assert all(key.startswith("F") and key[1:].isdigit() for key in plain)


def test_no_label_of_the_codebook_has_a_commands_key():
    labels = {label.key.upper() for label in projects.read_codebook().labels() if label.key}
    assert labels
    mine = {key.upper() for entry, key in KEYS if entry.needs not in REVIEW}
    assert labels & mine == set()


def test_every_key_calls_its_row_from_the_text(window, done):
    for _, key in KEYS:
        QTest.keySequence(window.text, QKeySequence(key))
    assert done == [entry.id for entry, _ in KEYS]


def test_keys_of_the_text_do_nothing_in_a_field(window, done):
    window.field.show()
    for entry, key in KEYS:
        if entry.scope == TEXT:
            window.field.setFocus()  # Tab moves it away
            QTest.keySequence(window.field, QKeySequence(key))
    assert done == []


def test_the_menus_hold_every_row_once(window):
    menus = [action.menu() for action in window.menuBar().actions()]
    held = [action.objectName() for menu in menus for action in menu.actions()]
    assert [menu.title() for menu in menus] == [str(group) for group in GROUPS]
    assert sorted(held) == sorted(entry.id for entry in TABLE)


@pytest.mark.parametrize(
    "abilities", [(), ("project",), ("project", "writable"), ("project", "article")]
)
def test_what_cannot_be_done_now_is_off(window, done, abilities):
    window.table.allow(frozenset(abilities))
    for entry in TABLE:
        window.table[entry.id].trigger()
    assert done == [entry.id for entry in TABLE if entry.needs in ("", *abilities)]


def test_a_row_that_is_off_hears_no_key(window, done):
    window.table.allow(frozenset())
    QTest.keyClick(window.text, Qt.Key.Key_S)
    QTest.keyClick(window.text, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == []


def test_the_groups_stand_in_the_order_of_the_table():
    order = dict.fromkeys(str(entry.group) for entry in TABLE)
    assert list(order) == [str(group) for group in GROUPS]
