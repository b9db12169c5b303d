"""Reading a project without touching it."""

import sqlite3
from pathlib import Path

from annotator.domain.folding import fold
from annotator.store.errors import UNREADABLE

_LONGEST = 256 * 1024 * 1024
"""Bytes in one value at most; a stranger's file may hold one that fills the memory."""


def harden(connection: sqlite3.Connection) -> None:
    """Let a connection trust nothing that stands in the file."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    # SQLite's own comparison knows only the letters of English.
    connection.create_function("folded", 1, fold, deterministic=True)


def connected(path: Path) -> sqlite3.Connection:
    """A connection that can only read."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    harden(connection)
    connection.execute("PRAGMA query_only = ON")
    return connection


def is_half_done(path: Path) -> bool:
    """Whether a transaction must be taken back first, which only who writes may do."""
    connection = connected(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK
    except UNREADABLE:
        return False  # whoever opens it finds out
    finally:
        connection.close()
    return False
