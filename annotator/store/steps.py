"""Steps: which edits can be taken back and done again, coder by coder, across restarts.

Each coder has a line of steps of their own in a project: done ones first, then those undone.
"""

import sqlite3

from annotator.store.edits import Edit

_LAST_DONE = "SELECT id, edit FROM step WHERE author = ? AND undone = 0 ORDER BY id DESC LIMIT 1"


def last_done(connection: sqlite3.Connection, author: int) -> int | None:
    """The edit that undo would take back."""
    row = connection.execute(_LAST_DONE, (author,)).fetchone()
    return int(row[1]) if row else None


def first_undone(connection: sqlite3.Connection, author: int) -> int | None:
    """The edit that redo would do again."""
    row = connection.execute(
        "SELECT edit FROM step WHERE author = ? AND undone = 1 AND id > ? ORDER BY id LIMIT 1",
        (author, _reached(connection, author)),
    ).fetchone()
    return int(row[0]) if row else None


def remember(connection: sqlite3.Connection, edit: Edit, author: int) -> None:
    """Put a finished edit on its coder's line; a new one forgets what had been undone."""
    if edit.undoes is not None:
        connection.execute("UPDATE step SET undone = 1 WHERE edit = ?", (edit.undoes,))
    elif edit.redoes is not None:
        connection.execute("UPDATE step SET undone = 0 WHERE edit = ?", (edit.redoes,))
    else:
        connection.execute(
            "DELETE FROM step WHERE author = ? AND undone = 1 AND id > ?",
            (author, _reached(connection, author)),
        )
        connection.execute("INSERT INTO step(edit, author) VALUES (?, ?)", (edit.id, author))


def forget(connection: sqlite3.Connection, edit: int) -> None:
    """Take an edit off the line: what nobody did by hand is not undone by hand."""
    with connection:
        connection.execute("DELETE FROM step WHERE edit = ?", (edit,))


def _reached(connection: sqlite3.Connection, author: int) -> int:
    row = connection.execute(_LAST_DONE, (author,)).fetchone()
    return int(row[0]) if row else 0
