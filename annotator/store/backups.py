"""Verified copies of a project file."""

import os
import sqlite3
from pathlib import Path

from annotator.domain.sentence import say
from annotator.store.errors import ProjectError


def copy_to(project: Path, target: Path) -> None:
    """Write a complete, checked copy of a project; the target appears whole or not at all.

    Raises:
        ProjectError: the copy could not be made or did not pass its check.
    """
    unfinished = target.with_name(target.name + ".tmp")
    unfinished.unlink(missing_ok=True)
    try:
        source = sqlite3.connect(f"{project.absolute().as_uri()}?mode=ro", uri=True)
        try:
            source.execute("VACUUM INTO ?", (str(unfinished),))
        finally:
            source.close()
        _verify(unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise ProjectError(
            say("No copy of {path} could be made: {reason}.", path=project, reason=error)
        ) from error


def _verify(path: Path) -> None:
    copy = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        answer = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        copy.close()
    if answer != "ok":
        raise sqlite3.DatabaseError(answer)
