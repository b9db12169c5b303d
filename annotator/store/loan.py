"""A copy of a project to read, where it cannot be read as it lies.

That is so where the file is of an older version, where the log of a crash lies beside it on a
medium that nobody can write, or where it is damaged.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from annotator.domain.sentence import say
from annotator.domain.system_errors import why
from annotator.store.errors import ProjectError


class Loan:
    """A copy of a project in a folder of its own; `give_back` takes the folder away."""

    def __init__(self, path: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="annotator-"))
        self.path = self._folder / path.name
        try:
            for ending in ("", "-wal", "-journal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{ending}", f"{self.path}{ending}")
        except OSError as error:
            self.give_back()
            reason = why(error)
            raise ProjectError(
                say("No copy of {path} could be made: {reason}.", path=path, reason=reason)
            ) from error

    def prepare(self, change: Callable[[Path], None]) -> None:
        """Change the copy; it is given back where that goes wrong."""
        try:
            change(self.path)
        except BaseException:
            self.give_back()
            raise

    def give_back(self) -> None:
        """Take the copy away."""
        shutil.rmtree(self._folder, ignore_errors=True)


def fill_up(path: Path, size: int) -> None:
    """Lengthen a file that was cut off to the bytes its header speaks of."""
    with path.open("r+b") as file:
        if path.stat().st_size < size:
            file.truncate(size)
