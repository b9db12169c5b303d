"""From a key press to the key of a label, on keyboards of several countries."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.desktop.label_keys import key_of

NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT, META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
FRENCH_ROW = "&é\"'(-è_ç"
BELGIAN_ROW = "&é\"'(§è!ç"


def press(text, scan_code=0, modifiers=NONE):
    # Which key Qt takes it for is of no interest here, only its place and its text.
    press = QEvent.Type.KeyPress
    return QKeyEvent(press, Qt.Key.Key_unknown, modifiers, scan_code, 0, 0, text)


@pytest.fixture(params=[("linux", 10), ("win32", 2)], ids=["linux", "windows"])
def first(request, monkeypatch):
    """The scan code of the key that carries 1, on each system."""
    platform, code = request.param
    monkeypatch.setattr(sys, "platform", platform)
    return code


@pytest.mark.parametrize("row", [FRENCH_ROW, BELGIAN_ROW, "123456789"])
def test_the_digit_row_gives_digits_by_place_without_shift(first, row):
    typed = [key_of(press(text, first + place)) for place, text in enumerate(row)]
    assert typed == list("123456789")


def test_with_shift_the_french_row_writes_digits_itself(first):
    assert [key_of(press(str(n), first + n - 1, SHIFT)) for n in range(1, 10)] == list("123456789")


def test_with_shift_the_english_row_gives_signs_not_digits(first):
    assert key_of(press("!", first, SHIFT)) == "!"


def test_nought_has_no_place(first):
    assert key_of(press("0", first + 9)) == "0"
    assert key_of(press("à", first + 9)) == "à"


@pytest.mark.parametrize("letter", ["p", "P", "z", "5"])
def test_letters_and_digits_are_what_they_write_wherever_they_lie(first, letter):
    for scan_code in (0, first, first + 8, 60):
        assert key_of(press(letter, scan_code)) == letter


def test_the_keypad_writes_digits(first):
    assert key_of(press("7", 79, KEYPAD)) == "7"


@pytest.mark.parametrize("modifier", [CONTROL, ALT, META, CONTROL | SHIFT])
def test_with_a_command_key_it_is_no_label(first, modifier):
    assert key_of(press("5", first + 4, modifier)) == ""
    assert key_of(press("p", 33, modifier)) == ""


@pytest.mark.parametrize("text", ["", "\t", "\r", "\x1b", "\x7f"])
def test_keys_without_a_sign_are_no_label(first, text):
    assert key_of(press(text, 100)) == ""


def test_on_a_system_without_known_places_the_text_counts(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert key_of(press("&", 18)) == "&"
    assert key_of(press("5", 23)) == "5"
