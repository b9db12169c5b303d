"""Keeps None, True and False alive under PySide6 on Python 3.11.

PySide6 6.12 is built against headers in which these objects are immortal, as they are since
Python 3.12, and gives back references to them that it never took. On 3.11 every Qt call that
returns nothing takes one away, until after some thousand calls Python aborts with "deallocating
None".
"""

import ctypes
import sys

_PLENTY = sys.maxsize >> 2
_IMMORTAL_SINCE = (3, 12)


def preserve() -> None:
    """Give the objects more references than any session can lose; nothing to do from 3.12 on."""
    if sys.implementation.name != "cpython" or sys.version_info >= _IMMORTAL_SINCE:
        return
    for one in (None, True, False, NotImplemented):
        if sys.getrefcount(one) < _PLENTY:
            ctypes.c_ssize_t.from_address(id(one)).value += _PLENTY
