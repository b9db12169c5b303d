"""Trying whether a project that could not be saved can be saved again."""

import sqlite3

from annotator.store.project import Project

_KEY = "probe"
_ROOM = 64 * 1024
"""Bytes that must find room before editing goes on: more than any gesture needs."""


def can_save(project: Project) -> bool:
    """Whether the disk takes what is written; what was written to find out is taken away again.

    The log is emptied into the file first, which is all the room that can be made from here.
    """
    connection = project.connection
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", (_KEY, " " * _ROOM)
            )
        with connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (_KEY,))
    except sqlite3.Error:
        return False
    return True
