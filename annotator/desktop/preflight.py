"""Before the first window: are Qt's system libraries and a screen there?

A missing library would end the program with a signal and no word; so it is asked first.
"""

import os
import sys
from collections.abc import Iterable

from annotator.domain.sentence import AnnotatorError, Sentence, say

_BASE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}
_FOLDERS = (
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/lib/x86_64-linux-gnu",
    "/usr/lib64",
    "/usr/lib",
)


class NoWindowError(AnnotatorError):
    """A window cannot be shown on this machine as it is."""


def check() -> None:
    """See that a window can be shown.

    Raises:
        NoWindowError: with the sentence that says what to install or set.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not platform and not has_screen:
        raise NoWindowError(
            say(
                "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Start "
                "Annotator from a desktop session, or use its commands: annotator --help."
            )
        )
    needed = _BASE | (_X11 if _uses_x11(platform) else {})
    missing = [package for library, package in needed.items() if not _is_there(library)]
    if missing:
        raise NoWindowError(_install(missing))


def _uses_x11(platform: str) -> bool:
    if platform:
        return platform.startswith("xcb")
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def _is_there(library: str) -> bool:
    """Whether the library can be loaded; a look into the usual folders is enough where it is."""
    if any(os.path.exists(f"{folder}/{library}") for folder in _FOLDERS):  # noqa: PTH110 - quick
        return True
    import ctypes  # noqa: PLC0415 - slow, and seldom needed

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(missing: Iterable[str]) -> Sentence:
    return say(
        "Qt needs system libraries that are not installed. On Debian or Ubuntu: "
        "sudo apt-get install {packages}",
        packages=" ".join(missing),
    )
