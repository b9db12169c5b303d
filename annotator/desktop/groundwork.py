"""What the window stands on: what needs no Qt is loaded while the system loads Qt's libraries."""

import builtins
import contextlib
import ctypes
import importlib.util
import os
import sys
import threading
from pathlib import Path

_QT = ("QtWidgets.abi3.so", "QtGui.abi3.so", "QtCore.abi3.so")
"""In the folder of PySide: what brings all of Qt that a window needs."""
_FONTS = "libfontconfig.so.1"


def lay() -> None:
    """Load what the first picture needs of the rooms below, and Qt's libraries beside it."""
    # The system loads one library at a time: Python's own come first, or they would wait.
    import datetime as dt  # noqa: F401, PLC0415
    import inspect  # noqa: F401, PLC0415
    import json  # noqa: F401, PLC0415
    import unicodedata  # noqa: F401, PLC0415
    import zipfile  # noqa: F401, PLC0415

    from annotator.store import errors  # noqa: F401, PLC0415 - with the library of SQLite

    if sys.platform.startswith("linux"):
        threading.Thread(target=_load_libraries, daemon=True).start()
    from annotator.desktop import settings  # noqa: F401, PLC0415
    from annotator.store import articles, history, marks, opening, states  # noqa: F401, PLC0415

    _let_in_qt()


def _let_in_qt() -> None:
    """Import PySide and take its import hook out again.

    The hook reads the source of every module that comes after it, to see whether it asks PySide
    for other names (`from __feature__ import snake_case`). None of ours does.
    """
    importing = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415

    builtins.__import__ = importing


def _load_libraries() -> None:
    """Do what the import of PySide and the first word would wait for; what fails, waits for them.

    Fontconfig finds the fonts when it is asked to begin, and only the first time.
    """
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        # Called as a function of the system's it lets Python go on, which `CDLL` does not.
        load = ctypes.CDLL(None).dlopen
        load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        for library in _QT:
            load(os.fsencode(Path(found.origin).with_name(library)), os.RTLD_LAZY)
        ctypes.CDLL(_FONTS).FcInit()
