"""What Qt's binding leaves out of a text interface: selection, attributes and units around a place.

The binding removes these functions because they give back several values, and puts ones in their
place that say nothing: a screen reader would read whatever stood in its memory. Here a text
interface gets functions of ours instead. That needs to know how the compiler laid the interface
out, so it is done only where this can be proven: on processors whose calling convention is known,
and where a function that Qt exports stands in the very slot it should.
"""

import atexit
import ctypes
import platform
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from shiboken6 import Shiboken

_INT = ctypes.POINTER(ctypes.c_int)
_SELECTION = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, _INT, _INT)
# A QString is given back in room of the caller's, whose address comes before `this`.
_ATTRIBUTES = ctypes.CFUNCTYPE(
    ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, _INT, _INT
)
_UNIT = ctypes.CFUNCTYPE(
    ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, _INT, _INT
)
_NEWS_OF_CLASS = 2
"""Words before the first function: where the object begins, and what it is."""
_SLOTS = 18
_SELECTION_AT, _BEFORE_AT, _AFTER_AT, _AT_AT, _ATTRIBUTES_AT = 2, 10, 11, 12, 17
_WITNESSES = {
    slot: f"_ZNK24QAccessibleTextInterface{len(name)}{name}EiN11QAccessible16TextBoundaryTypeEPiS2_"
    for slot, name in (
        (_BEFORE_AT, "textBeforeOffset"),
        (_AFTER_AT, "textAfterOffset"),
        (_AT_AT, "textAtOffset"),
    )
}
_MAKE_STRING = "_ZN7QStringC1EPK5QCharx"
_LIBRARIES = {"linux": ("libQt6Core.so.6", "libQt6Gui.so.6")}

Piece = tuple[str, int, int]
"""Some text and where it starts and ends, in UTF-16 units."""


class Answers(Protocol):
    """What a text interface says itself; all offsets are UTF-16 units."""

    def selection(self, index: int) -> tuple[int, int]:
        """Where a selection starts and ends."""

    def attributes(self, offset: int) -> Piece:
        """`name:value;…` at an offset, and the stretch it is true of."""

    def unit(self, offset: int, kind: QAccessible.TextBoundaryType, step: int) -> Piece:
        """The unit at an offset, or the one so many units on."""


class Slots:
    """The functions of one interface that are ours; to be kept as long as the interface."""

    def __init__(self, interface: QAccessibleTextInterface, answers: Answers) -> None:
        self._interface = interface
        self._answers = answers
        self.filled = False
        if sys.platform in _LIBRARIES and platform.machine() == "x86_64":
            self._fill(address_of(interface))

    def _fill(self, address: int) -> None:
        table = ctypes.cast(address, ctypes.POINTER(ctypes.c_size_t))
        width = ctypes.sizeof(ctypes.c_size_t)
        first = table[0] - _NEWS_OF_CLASS * width
        found = (ctypes.c_size_t * (_NEWS_OF_CLASS + _SLOTS)).from_address(first)
        if not _is_proven(found):
            return
        self._mine = type(found)(*found)
        self._functions = self._made()
        for slot, function in self._functions.items():
            place = ctypes.cast(function, ctypes.c_void_p).value or 0
            self._mine[_NEWS_OF_CLASS + slot] = place
        own = table[0]
        table[0] = ctypes.addressof(self._mine) + _NEWS_OF_CLASS * width
        self.filled = True
        # Python may free our table before Qt ends the interface through it.
        atexit.register(self._put_back, own)

    def _put_back(self, own: int) -> None:
        """Give the interface its own functions again, at the end of the program."""
        alive = Shiboken.isValid(self._interface)  # type: ignore[no-untyped-call]
        if self.filled and alive:
            table = ctypes.cast(address_of(self._interface), ctypes.POINTER(ctypes.c_size_t))
            table[0] = own
            self.filled = False

    def _made(self) -> dict[int, "ctypes._CFunctionType"]:
        return {
            _SELECTION_AT: _SELECTION(self._selection),
            _BEFORE_AT: _UNIT(self._unit(-1)),
            _AFTER_AT: _UNIT(self._unit(1)),
            _AT_AT: _UNIT(self._unit(0)),
            _ATTRIBUTES_AT: _ATTRIBUTES(self._attributes),
        }

    def _selection(self, _this: int, index: int, start: "_Int", end: "_Int") -> None:
        start[0], end[0] = 0, 0
        start[0], end[0] = self._answers.selection(index)

    def _attributes(self, room: int, _this: int, offset: int, start: "_Int", end: "_Int") -> int:
        return _give(room, start, end, lambda: self._answers.attributes(offset))

    def _unit(self, step: int) -> Callable[..., int]:
        def unit(room: int, _this: int, offset: int, kind: int, start: "_Int", end: "_Int") -> int:
            wanted = QAccessible.TextBoundaryType(kind)
            return _give(room, start, end, lambda: self._answers.unit(offset, wanted, step))

        return unit


def address_of(interface: QAccessibleTextInterface) -> int:
    """Where Qt finds the interface."""
    return int(Shiboken.getCppPointer(interface)[0])  # type: ignore[no-untyped-call]


_Int = ctypes.Array[ctypes.c_int]


def _is_proven(found: "ctypes.Array[ctypes.c_size_t]") -> bool:
    """Whether functions that Qt exports stand where the layout says they should."""
    try:
        gui = _library(1)
        return bool(_library(0)[_MAKE_STRING]) and all(
            ctypes.cast(gui[name], ctypes.c_void_p).value == found[_NEWS_OF_CLASS + slot]
            for slot, name in _WITNESSES.items()
        )
    except (OSError, AttributeError):
        return False


def _library(number: int) -> ctypes.CDLL:
    """One of Qt's libraries, which is loaded already."""
    return ctypes.CDLL(_LIBRARIES[sys.platform][number])


def _give(room: int, start: "_Int", end: "_Int", ask: Callable[[], Piece]) -> int:
    """Put a text and its place where the caller wants them; something always stands there."""
    text = ""
    try:
        text, start[0], end[0] = ask()
    except BaseException:
        start[0], end[0] = 0, 0
        raise
    finally:
        _write(room, text)
    return room


def _write(room: int, text: str) -> None:
    written = text.encode(
        "utf-16-le" if sys.byteorder == "little" else "utf-16-be", "surrogatepass"
    )
    make = _library(0)[_MAKE_STRING]
    make.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_longlong)
    make.restype = None
    make(room, written, len(written) // 2)
