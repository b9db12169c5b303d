"""Looking for what is wrong in a file that may be too broken to be read to its end."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.sentence import say
from annotator.store import articles, integrity
from annotator.store.errors import is_damage
from annotator.store.integrity import Problem
from annotator.store.project import Project


def found_quickly(path: Path, *, thorough: bool = False) -> Problem | None:
    """The first damage that SQLite's quick check sees in a file, on a connection of its own.

    After a crash one looks more thoroughly: at indexes and at the texts' checksums too.
    """
    try:
        answer = _answer(path, thorough)
    except UnicodeDecodeError as error:
        answer = str(error)
    except sqlite3.DatabaseError as error:
        # One that is moved or locked for a moment is none the worse for it.
        answer = str(error) if is_damage(error) else "ok"
    if answer == "ok":
        return None
    return Problem("file", "", say("The file is damaged: {answer}", answer=answer))


def _answer(path: Path, thorough: bool) -> str:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        check = "integrity_check" if thorough else "quick_check"
        answer = str(connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
        if answer == "ok" and thorough:
            answer = _changed_text(connection)
        return answer
    finally:
        connection.close()


def _changed_text(connection: sqlite3.Connection) -> str:
    for sha256, content in connection.execute("SELECT sha256, content FROM text"):
        if articles.text_sha256(content) != sha256:
            return "text"
    return "ok"


def found(project: Project) -> Iterator[Problem]:
    """Everything that is wrong with a project, as far as the file lets itself be read."""
    try:
        yield from integrity.problems(project)
    except sqlite3.DatabaseError as error:
        message = say("The file is damaged: {answer}", answer=str(error))
        yield Problem("file", "", message)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError) as error:
        message = say("The history cannot be played back: {answer}", answer=repr(error))
        yield Problem("history", "", message)
