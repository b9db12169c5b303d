"""Faults that end the program at once: a trace of places, kept in a file until the next start."""

import atexit
import faulthandler
import os
from pathlib import Path
from typing import IO

import platformdirs

_MOST = 20_000
"""Characters of a trace that are told."""
_open: list[IO[str]] = []


def _folder() -> Path:
    return platformdirs.user_log_path("Annotator", appauthor=False)


def watch() -> None:
    """From now on a fault leaves its trace; where there is no place for it, it does not."""
    if _open:
        return
    path = _folder() / f"fault-{os.getpid()}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8")
    except OSError:
        return
    _open.append(file)
    faulthandler.enable(file)
    atexit.register(rest)


def rest() -> None:
    """Watch no more; nothing is left where nothing happened."""
    while _open:
        file = _open.pop()
        faulthandler.disable()
        path = Path(file.name)
        file.close()
        if path.exists() and not path.stat().st_size:
            path.unlink()


def left_behind() -> list[str]:
    """The traces of programs that ended by a fault; each is told once."""
    found = []
    for path in _folder().glob("fault-*.txt"):
        if _is_running(path):
            continue
        try:
            trace = path.read_text(encoding="utf-8", errors="replace")[:_MOST]
            path.unlink()
        except OSError:
            continue
        if trace:
            found.append(trace)
    return found


def _is_running(path: Path) -> bool:
    number = path.stem.removeprefix("fault-")
    if not number.isdecimal() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except (OSError, OverflowError):
        return False
    return True
