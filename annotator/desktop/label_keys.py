"""From a key press to the key of a label, on any keyboard."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_FIRST_DIGIT = {"linux": 10, "win32": 2}
"""Scan code of the key that carries 1 above the letters (evdev plus 8, and the PC's own)."""


def key_of(event: QKeyEvent) -> str:
    """What a label's key would be called: a letter as it is, a digit by its place.

    On a French keyboard the digit row gives & é " ' ( … without Shift; there the place counts.
    """
    blocking = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    if event.modifiers() & (blocking | Qt.KeyboardModifier.AltModifier):
        return ""
    text = event.text()
    if text.isalnum() and text.isascii():
        return text
    return _digit_of_place(event) or (text if text.isprintable() else "")


def _digit_of_place(event: QKeyEvent) -> str:
    first = _FIRST_DIGIT.get(sys.platform)
    if first is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return ""
    place = event.nativeScanCode() - first
    return str(place + 1) if 0 <= place <= 8 else ""  # noqa: PLR2004 - nine digits
