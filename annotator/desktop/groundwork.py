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

_LIBRARIES = {"linux": "Qt/lib/libQt6Widgets.so.6"}
"""By platform: what brings all of Qt that a window needs, in the folder of PySide."""


def lay() -> None:
    """Load what the first picture needs of the rooms below, and Qt's libraries beside it."""
    threading.Thread(target=_load_libraries, daemon=True).start()
    from annotator.desktop import settings  # noqa: F401, PLC0415
    from annotator.store import articles, history, marks, opening, states  # noqa: F401, PLC0415


def _load_libraries() -> None:
    """Let the linker do what `import PySide6.QtWidgets` would wait for."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None or sys.platform not in _LIBRARIES:
        return
    with contextlib.suppress(OSError):
        ctypes.CDLL(str(Path(found.origin).parent / _LIBRARIES[sys.platform]))
