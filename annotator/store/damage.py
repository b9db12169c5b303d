"""Looking for what is wrong in a file that may be too broken to be read to its end."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.sentence import say
from annotator.store import integrity
from annotator.store.errors import is_damage
from annotator.store.integrity import Problem
from annotator.store.project import Project


def found_quickly(path: Path) -> Problem | None:
    """The first damage that SQLite's quick check sees in a file, on a connection of its own."""
    try:
        answer = _answer(path)
    except sqlite3.DatabaseError as error:
        # One that is moved or locked for a moment is none the worse for it.
        answer = str(error) if is_damage(error) else "ok"
    if answer == "ok":
        return None
    return Problem("file", "", say("The file is damaged: {answer}", answer=answer))


def _answer(path: Path) -> str:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    finally:
        connection.close()


def found(project: Project) -> Iterator[Problem]:
    """Everything that is wrong with a project, as far as the file lets itself be read."""
    try:
        yield from integrity.problems(project)
    except sqlite3.DatabaseError as error:
        message = say("The file is damaged: {answer}", answer=str(error))
        yield Problem("file", "", message)
    except (KeyError, ValueError, IndexError) as error:
        message = say("The history cannot be played back: {answer}", answer=repr(error))
        yield Problem("history", "", message)
