"""One writer per project: a lock file beside it that says who writes.

The operating system lets go of the lock when a process ends, however it ends; the words in the
file are for the second opener.
"""

import json
import os
import sys
from pathlib import Path
from typing import IO, Any

from annotator.domain.system_errors import why
from annotator.store.errors import CannotWriteError, ProjectInUseError, ProjectLeftOpenError

if sys.platform == "win32":
    import msvcrt

    def _seize(file: IO[bytes]) -> None:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def host() -> str:
    """The name of this machine."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def lock_path(project: Path) -> Path:
    """Where the lock of a project lies."""
    return project.with_name(f".{project.name}.lock")


class Lock:
    """Held from `take` to `release`."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Become the one writer.

        Raises:
            ProjectInUseError: somebody has it, with who.
            ProjectLeftOpenError: another machine has it, or went away without letting go.
            CannotWriteError: nothing can be written where the project lies.
        """
        path = lock_path(self._project)
        file = self._seized(path)
        owner = _read(path)
        if owner.get("host", host()) != host():
            # A lock of another machine: on a shared folder the system's lock may not be seen.
            file.close()
            raise ProjectLeftOpenError(str(self._project), str(owner.get("host", "?")), path)
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"pid": os.getpid(), "host": host()}).encode())
        file.flush()
        self._file = file

    def _seized(self, path: Path) -> IO[bytes]:
        while True:
            file = self._opened(path)
            try:
                _seize(file)
            except OSError as error:
                file.close()
                raise ProjectInUseError(str(self._project), _owner(path)) from error
            # The former owner may have removed the file between our opening and seizing it.
            if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
            file.close()

    def _opened(self, path: Path) -> IO[bytes]:
        try:
            return path.open("a+b")
        except OSError as error:
            raise CannotWriteError(str(self._project), why(error)) from error

    def release(self) -> None:
        """Let go; the file goes away with it."""
        if self._file is None:
            return
        if sys.platform == "win32":
            self._file.close()  # an open file cannot be removed there
        lock_path(self._project).unlink(missing_ok=True)
        self._file.close()
        self._file = None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes() or b"{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _owner(path: Path) -> str:
    found = _read(path)
    return f"Annotator ({found.get('host', '?')}, {found.get('pid', '?')})"
