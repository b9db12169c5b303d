"""Verified copies of a project file, and how one of them becomes the project again."""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

from annotator.domain.sentence import say
from annotator.store.errors import UNREADABLE, DamagedProjectError, ProjectError
from annotator.store.header import read_header
from annotator.store.lock import Lock

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may leave beside a file."""


class Holdings(NamedTuple):
    """How much is in a file, and its newest event; nothing of it depends on where it lies."""

    articles: int
    annotations: int
    events: int
    newest: str


def holdings(path: Path) -> Holdings | None:
    """How much is in a project file; nothing where it cannot be read."""
    try:
        with contextlib.closing(_reader(path)) as connection:
            return _holdings(connection)
    except UNREADABLE:
        return None


def copy_to(project: Path, target: Path) -> None:
    """Write a complete, checked copy of a project; the target appears whole or not at all.

    Raises:
        ProjectError: the copy could not be made or did not pass its check.
    """
    unfinished = target.with_name(target.name + ".tmp")
    unfinished.unlink(missing_ok=True)
    try:
        with contextlib.closing(_reader(project)) as source:
            before = _holdings(source)
            source.execute("VACUUM INTO ?", (str(unfinished),))
        _verify(unfinished, before)
        _settle_down(unfinished, target)
    except (OSError, *UNREADABLE) as error:
        unfinished.unlink(missing_ok=True)
        raise ProjectError(
            say("No copy of {path} could be made: {reason}.", path=project, reason=error)
        ) from error


def put_back(copy: Path, project: Path, aside: Path) -> None:
    """Let a copy become the project; what lay there before goes aside, whatever state it is in.

    The copy is checked before anything is touched. It gets a new device id when it is opened next,
    since its numbers were given out once already.

    Raises:
        ProjectError: the copy is not whole, or somebody works in the project.
    """
    read_header(copy)
    unfinished = project.with_name(f".{project.name}.tmp")
    lock = Lock(project)
    lock.take()
    try:
        shutil.copyfile(copy, unfinished)
        _verify(unfinished)
        _forget_devices(unfinished)
        _move_aside(project, aside)
        _settle_down(unfinished, project)
    except UNREADABLE as error:
        raise DamagedProjectError(
            say("{path} is damaged ({reason}). It was left as it is.", path=copy, reason=error)
        ) from error
    except OSError as error:
        raise ProjectError(
            say("{path} could not be restored: {reason}.", path=project, reason=error)
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
        lock.release()


def _move_aside(project: Path, aside: Path) -> None:
    # The log belongs to the file that goes; beside another one it would undo the restoring.
    if project.exists():
        shutil.copyfile(project, aside)
    for ending in _BESIDE:
        beside = project.with_name(project.name + ending)
        if beside.exists():
            shutil.copyfile(beside, aside.with_name(aside.name + ending))
            beside.unlink()


def _forget_devices(path: Path) -> None:
    connection = sqlite3.connect(path)
    with contextlib.closing(connection), connection:
        connection.execute("UPDATE device SET place = ''")


def _reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _holdings(connection: sqlite3.Connection) -> Holdings:
    return Holdings(*connection.execute(_HOLDINGS).fetchone())


_HOLDINGS = """SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM annotation),
    (SELECT count(*) FROM event), coalesce((SELECT id FROM event ORDER BY seq DESC LIMIT 1), '')"""


def _settle_down(unfinished: Path, target: Path) -> None:
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    if os.name == "posix":
        # The new name, too, must reach the disk.
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _verify(path: Path, least: Holdings | None = None) -> None:
    with contextlib.closing(_reader(path)) as copy:
        answer = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        found = _holdings(copy)
    if answer != "ok":
        raise sqlite3.DatabaseError(answer)
    # Somebody may have gone on working while it was copied.
    if least is not None and found.events < least.events:
        raise sqlite3.DatabaseError(f"{found.events} < {least.events}")
