"""What the window stands on, loaded before PySide is.

PySide reads the source of every module that is imported after it, to see whether it uses PySide;
what needs no Qt therefore comes first. Meanwhile the system loads Qt's libraries on a thread.
"""

import contextlib
import ctypes
import importlib.util
import sys
import threading
from pathlib import Path

_QT = "Qt/lib/libQt6Widgets.so.6"
"""In the folder of PySide: what brings all of Qt that a window needs."""
_FONTS = "libfontconfig.so.1"


def lay() -> None:
    """Load what the first picture needs of the rooms below, and Qt's libraries beside it."""
    if sys.platform.startswith("linux"):
        threading.Thread(target=_load_libraries, daemon=True).start()
    from annotator.desktop import settings  # noqa: F401, PLC0415
    from annotator.store import articles, history, marks, opening, states  # noqa: F401, PLC0415


def _load_libraries() -> None:
    """Do what the import of PySide and the first word would wait for; what fails, waits for them.

    Fontconfig finds the fonts when it is asked to begin, and only the first time.
    """
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(str(Path(found.origin).parent / _QT))
        ctypes.CDLL(_FONTS).FcInit()
