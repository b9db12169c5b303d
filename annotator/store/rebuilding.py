"""A project made anew from events and texts: what salvage and the plain-text rescue come to."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.store import articles, bodies, closing, opening, places
from annotator.store.errors import ProjectError
from annotator.store.ids import new_id
from annotator.store.kinds import KINDS
from annotator.store.project import Project, inserted, now
from annotator.store.refolding import UNFIT

TRUTH: Mapping[str, tuple[str, ...]] = {
    "meta": ("id", "key", "value"),
    "device": ("id", "uuid", "machine", "place"),
    "author": ("id", "uuid"),
    "text": ("id", "sha256", "content"),
    "edit": ("id", "uuid", "device", "author", "at", "name", "undoes", "redoes"),
    "event": (
        "seq",
        "id",
        "device",
        "dseq",
        "lamport",
        "author",
        "at",
        "edit",
        "kind",
        "target",
        "body",
    ),
}
"""The tables from which all others follow, and their columns, in an order that can be filled."""

_OPTIONAL = {("edit", "undoes"), ("edit", "redoes"), ("event", "body")}
_MOST = 1 << 63
"""Whole numbers below this one can be kept."""
_NUMBERS = {"id", "seq", "device", "dseq", "lamport", "author", "edit", "undoes", "redoes"}
_NEWEST = """SELECT target, body, at FROM event WHERE kind = ?1 AND NOT EXISTS (
    SELECT 1 FROM event AS later WHERE later.target = event.target AND later.kind = ?1
    AND (later.lamport, later.id) > (event.lamport, event.id)) ORDER BY lamport, id"""


def rows(project: Project) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """All rows of the truth, table by table."""
    for table, columns in TRUTH.items():
        named = ", ".join(f'"{column}"' for column in columns)
        for row in project.connection.execute(f"SELECT {named} FROM {table} ORDER BY 1"):  # noqa: S608
            yield table, row


@dataclass(slots=True)
class Rebuilt:
    """What came out: rows and records by table or kind that were kept, and those that were not."""

    kept: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)


class Rebuilding:
    """A new file that is filled with the rows of the truth and then works out the rest."""

    def __init__(self, path: Path) -> None:
        self.report = Rebuilt()
        places.refuse_taken(path)
        self._path = path
        # Its name comes when it is whole: whoever is killed before leaves no empty project.
        unfinished = path.with_name(f"{path.name}.unfinished")
        places.clear(unfinished)
        self._project = opening.create_empty(unfinished)
        self._connection = self._project.connection
        self._unfit: list[tuple[str, str]] = []
        # What a row refers to may be lost; it is stood in for at the end.
        self._connection.execute("PRAGMA foreign_keys = OFF")
        self._connection.execute("BEGIN")

    def take(self, table: str, row: tuple[Any, ...]) -> bool:
        """Keep a row of the truth; whether it is fit to be kept."""
        fit = _is_fit(table, row)
        if fit:
            places = ",".join("?" * len(row))
            # The names of tables are constants of this room.
            statement = f"INSERT OR IGNORE INTO {table} VALUES ({places})"  # noqa: S608
            fit = self._connection.execute(statement, row).rowcount == 1
        (self.report.kept if fit else self.report.lost)[table] += 1
        return fit

    def finish(self) -> Rebuilt:
        """Work out the current tables and close the new file.

        Raises:
            ProjectError: nothing of a project was in what was taken.
        """
        try:
            self._refuse_nothing()
            self._stand_in()
            self._connection.execute("INSERT INTO text_search(text_search) VALUES ('rebuild')")
            for kind in KINDS:
                self._fold(kind)
            self._bury()
            self._connection.execute("COMMIT")
        except BaseException:
            self.leave()
            raise
        closing.close(self._project)
        self._name()
        return self.report

    def _name(self) -> None:
        try:
            places.refuse_taken(self._path)
            self._project.path.replace(self._path)
        except BaseException as error:
            places.clear(self._project.path)
            opening.say_why(self._path, error)
            raise

    def _refuse_nothing(self) -> None:
        if not self.report.kept["event"]:
            raise ProjectError(say("Nothing of a project could be found in it."))

    def leave(self) -> None:
        """Leave nothing of the new file."""
        opening.leave_nothing(self._project)

    def _stand_in(self) -> None:
        """Rows for the devices, authors and edits that events speak of and that are gone."""
        for column, table in (("device", "device"), ("author", "author"), ("edit", "edit")):
            missing = self._project.rows(
                f"SELECT DISTINCT {column} FROM event "  # noqa: S608 - constants
                f"WHERE {column} NOT IN (SELECT id FROM {table})"
            )
            for (key,) in missing:
                self._connection.execute(_STAND_INS[table], (key, f"lost-{key}", *_more(table)))
        self._connection.execute(
            "UPDATE edit SET undoes = NULL WHERE undoes NOT IN (SELECT id FROM edit)"
        )
        self._connection.execute(
            "UPDATE edit SET redoes = NULL WHERE redoes NOT IN (SELECT id FROM edit)"
        )

    def _fold(self, kind: str) -> None:
        for target, body, at in self._project.rows(_NEWEST, (kind,)):
            if body is None:
                continue
            try:
                with _savepoint(self._connection):
                    KINDS[kind].put(self._project, target, bodies.read(body), at)
            except UNFIT:
                self.report.lost[kind] += 1
                self._unfit.append((kind, target))
            else:
                self.report.kept[kind] += 1

    def _bury(self) -> None:
        """Let the history say that what cannot be kept without what was lost is gone."""
        if not self._unfit:
            return
        device = inserted(self._connection, _DEVICE, (new_id(),))
        name = bodies.told(say("Leave out what refers to lost records"))
        edit = inserted(self._connection, _EDIT, (new_id(), device, now(), name))
        lamport = int(self._project.value("SELECT max(lamport) FROM event"))
        self._connection.executemany(
            _EVENT,
            [
                (new_id(), device, number, lamport + number, now(), edit, kind, target)
                for number, (kind, target) in enumerate(self._unfit, 1)
            ],
        )


_DEVICE = "INSERT INTO device(uuid, machine, place) VALUES (?, '', '')"
_EDIT = """INSERT INTO edit(uuid, device, author, at, name)
    VALUES (?, ?, (SELECT min(id) FROM author), ?, ?)"""
_EVENT = """INSERT INTO event(id, device, dseq, lamport, author, at, edit, kind, target, body)
    VALUES (?, ?, ?, ?, (SELECT min(id) FROM author), ?, ?, ?, ?, NULL)"""
_STAND_INS = {
    "device": "INSERT INTO device VALUES (?, ?, '', '')",
    "author": "INSERT INTO author VALUES (?, ?)",
    "edit": "INSERT INTO edit VALUES (?, ?, (SELECT min(id) FROM device), "
    "(SELECT min(id) FROM author), ?, ?, NULL, NULL)",
}


def _more(table: str) -> tuple[str, ...]:
    return (now(), bodies.told(say("An edit whose name was lost"))) if table == "edit" else ()


@contextlib.contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT one")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")
        raise
    connection.execute("RELEASE one")


def _is_fit(table: str, row: tuple[Any, ...]) -> bool:
    """Whether a row has the types of its columns, a text its checksum, a body its JSON."""
    columns = TRUTH[table]
    if len(row) != len(columns):
        return False
    named = dict(zip(columns, row, strict=True))
    if not all(_fits(table, column, value) for column, value in named.items()):
        return False
    if table == "text":
        return bool(articles.text_sha256(named["content"]) == named["sha256"])
    return table != "event" or named["body"] is None or _is_json(named["body"])


def _fits(table: str, column: str, value: object) -> bool:
    if value is None:
        return (table, column) in _OPTIONAL
    is_number = column in _NUMBERS and (table, column) != ("event", "id")
    if is_number:
        return type(value) is int and -_MOST <= value < _MOST
    return type(value) is str


def _is_json(text: str) -> bool:
    try:
        return isinstance(bodies.read(text), dict)
    except (ValueError, RecursionError):
        return False
