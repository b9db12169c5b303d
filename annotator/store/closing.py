"""Closing a project: one ordinary file is left."""

import contextlib
import sqlite3
from pathlib import Path

from annotator.store.errors import ProjectError
from annotator.store.lock import Lock
from annotator.store.project import Project


def close(project: Project) -> None:
    """Close a project and leave one ordinary file behind; a closed one stays closed."""
    if project.is_closed:
        return
    project.is_closed = True
    try:
        if not project.read_only:
            make_one_file(project.connection)
        project.connection.close()
    finally:
        if project.lock is not None:
            project.lock.release()
        if project.loan is not None:
            project.loan.give_back()
    if project.lock is None and project.loan is None:
        _tidy(project.path)


def make_one_file(connection: sqlite3.Connection) -> None:
    """Take the log into the file, for good."""
    # Where somebody still reads, SQLite refuses; the last reader does it then. What is broken stays
    # as it is.
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def _tidy(path: Path) -> None:
    """Take the log away that a writer had to leave because we were reading."""
    lock = Lock(path)
    with contextlib.suppress(ProjectError, OSError, sqlite3.Error):
        if not path.with_name(path.name + "-wal").exists():
            return
        lock.take()
        connection = sqlite3.connect(path)
        make_one_file(connection)
        connection.close()
    lock.release()
