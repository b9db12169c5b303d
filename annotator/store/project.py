"""An open project: the one door through which every change goes."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.people import AnnotationSet, Coder
from annotator.domain.sentence import Sentence
from annotator.store import bodies, steps
from annotator.store.bodies import Body
from annotator.store.edits import Change, Edit
from annotator.store.errors import (
    NotSavedError,
    ReadOnlyError,
    WriteOutsideEditError,
    is_broken,
    reason,
    trouble,
)
from annotator.store.ids import new_id, new_ids
from annotator.store.lock import Lock

if TYPE_CHECKING:
    from sqlite_utils import Database

    from annotator.store.loan import Loan


class Kind(NamedTuple):
    """How records of one kind enter and leave the current tables.

    `put` gets the record's id, its body and the time; `drop` its id. Both are given the project.
    """

    put: "Callable[[Project, str, Body, str], None]"
    drop: "Callable[[Project, str], None]"


class Project:
    """One project file, open. Made by `opening.open_project`; everything else is functions.

    `connection` is the only one that may write; `coder` is who works, `own_set` where they label;
    `viewer` is the id of the coder who looks, where it is a person at the window, and `covered_for`
    the row of the one for whom `blindness` covers something.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        load_kinds: Callable[[], Mapping[str, Kind]],
    ) -> None:
        self.path = path
        self.connection = connection
        self.read_only = True
        self.is_closed = False
        self.is_damaged = False  # what is shown of it has gaps
        self.is_shared = False  # where others may write too, or a program copies it
        self.device = 0
        self.coder: Coder | None = None
        self.own_set: AnnotationSet | None = None
        self.viewer = ""
        self.covered_for = 0
        self.lock: Lock | None = None
        self.was_left = False  # open, when its program or its machine stopped
        self.loan: Loan | None = None
        self.when_refused: Callable[[NotSavedError], object] = lambda _error: None
        self._load_kinds = load_kinds
        self._open: Edit | None = None
        self._clock = Clock(connection)
        self._signed = "", 0  # whose events these are, and their row: known within an edit

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of record this version knows, those that others refer to first."""
        return self._load_kinds()  # only what writes needs them

    def forget_clock(self) -> None:
        """Read the numbers of the next event anew: events have come from elsewhere."""
        self._clock = Clock(self.connection)

    @property
    def is_editing(self) -> bool:
        """Whether an edit is open; another one would join it."""
        return self._open is not None

    @cached_property
    def database(self) -> "Database":
        """The same connection through sqlite-utils."""
        # Importing it costs more than the whole window, so it waits for the first change.
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self.connection, execute_plugins=False)

    @contextmanager
    def edit(
        self, name: Sentence, *, undoes: int | None = None, redoes: int | None = None
    ) -> Iterator[Edit]:
        """One transaction: all of it is kept, or nothing. One inside another joins it.

        Raises:
            ReadOnlyError: the project is open for reading only.
            NotSavedError: the disk refused; nothing of the edit was kept.
        """
        if self._open is not None:
            yield self._open
            return
        if self.read_only:
            raise ReadOnlyError(str(self.path))
        self._open = Edit(name, undoes=undoes, redoes=redoes)
        self._signed = "", 0
        try:
            with self.database.atomic():
                yield self._open
                if self._open.changes or undoes is not None or redoes is not None:
                    steps.remember(self.connection, self._open, self.author())
        except BaseException as error:
            self._clock = Clock(self.connection)  # the numbers it gave were rolled back
            if trouble(error) is None:
                raise
            refused = NotSavedError(str(self.path), reason(error))
            refused.is_about_damage = is_broken(error)
            self.when_refused(refused)
            raise refused from error
        finally:
            self._open = None

    def record(self, kind: str, target: str, body: Body | None) -> None:
        """Append a new version of a record, nothing for a dropped one, and make it current.

        A version equal to the one before is no change and leaves no event. Kinds that this
        version of the program does not know are kept as events only.

        Raises:
            WriteOutsideEditError: no edit is open.
        """
        if self._open is None:
            raise WriteOutsideEditError(kind)
        written = None if body is None else bodies.written(body)
        before = latest_body(self.connection, kind, target)
        if before == written:
            return
        at = now()
        self._append(self._open, kind, target, written, at)
        if self.kinds.get(kind):
            self._apply(kind, target, body, at)
        article = target if kind == "article" else _article_of(body, before)
        self._open.changes.append(Change(kind, target, article, body is None))

    def record_new(self, kind: str, article: str, records: Sequence[tuple[str, Body | str]]) -> str:
        """Append the first versions of many records of one article; returns the time of all.

        Unlike `record` this leaves the current tables to the caller. A body may be written already,
        as `bodies.written` has it.

        Raises:
            WriteOutsideEditError: no edit is open.
        """
        return self.record_many(kind, [(article, *one) for one in records])

    def record_many(self, kind: str, records: Sequence[tuple[str, str, Body | str]]) -> str:
        """As `record_new`, for records of several articles: (article, record, body)."""
        if self._open is None:
            raise WriteOutsideEditError(kind)
        at = now()
        if not records:
            return at
        edit, author, device = self._begin(self._open, at), self._signature(), self.device
        lamport, dseq = self._clock.tick(device, len(records))
        rows = [
            (
                *(id, device, dseq + number, lamport + number, author, at, edit, kind, target),
                body if isinstance(body, str) else bodies.written(body),
            )
            for number, (id, (_, target, body)) in enumerate(
                zip(new_ids(len(records)), records, strict=True)
            )
        ]
        self._open.changes += [Change(kind, target, one, False) for one, target, _ in records]
        self.connection.executemany(_EVENT, rows)
        return at

    def apply(self, kind: str, target: str, body: Body) -> None:
        """Bring the current tables in line with a record that `record_new` appended."""
        self._apply(kind, target, body, now())

    def _apply(self, kind: str, target: str, body: Body | None, at: str) -> None:
        if body is None:
            self.kinds[kind].drop(self, target)
        else:
            self.kinds[kind].put(self, target, body, at)

    def _append(self, edit: Edit, kind: str, target: str, body: str | None, at: str) -> None:
        author = self._signature()
        row = self._begin(edit, at)
        lamport, dseq = self._clock.tick(self.device)
        self.connection.execute(
            _EVENT,
            (new_id(), self.device, dseq, lamport, author, at, row, kind, target, body),
        )

    def _begin(self, edit: Edit, at: str) -> int:
        """The row of an edit, written with the first event of it."""
        if not edit.id:
            edit.id = inserted(
                self.connection,
                "INSERT INTO edit(uuid, device, author, at, name, undoes, redoes) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    new_id(),
                    self.device,
                    self._signature(),
                    at,
                    bodies.told(edit.name),
                    edit.undoes,
                    edit.redoes,
                ),
            )
        return edit.id

    def author(self) -> int:
        """The row of whoever works in this project now, as edits and steps name it.

        It is 0 as long as they have changed nothing.
        """
        uuid = self.coder.id if self.coder else ""
        return int(self.value("SELECT id FROM author WHERE uuid = ?", (uuid,)) or 0)

    def _signature(self) -> int:
        uuid = self.coder.id if self.coder else ""
        if self._signed[0] != uuid or not self._signed[1]:
            made = "INSERT INTO author(uuid) VALUES (?)"
            self._signed = uuid, self.author() or inserted(self.connection, made, (uuid,))
        return self._signed[1]

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def value(self, sql: str, values: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401 - any column
        """The first column of the first row, or nothing."""
        row = self.connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def row_id(self, table: str, uuid: str) -> int:
        """The integer key of a record of a table, by its id.

        Raises:
            KeyError: there is none.
        """
        # Table names are constants of this room, never somebody's words.
        found = self.value(f"SELECT id FROM main.{table} WHERE uuid = ?", (uuid,))  # noqa: S608
        if found is None:
            raise KeyError(uuid)
        return int(found)


_EVENT = """INSERT INTO event(id, device, dseq, lamport, author, at, edit, kind, target, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Clock:
    """The order of events: Lamport's counter over all devices, a sequence for this one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lamport: int | None = None
        self._dseq = 0

    def tick(self, device: int, number: int = 1) -> tuple[int, int]:
        """The next Lamport time and the device's next number, for the first of so many events."""
        if self._lamport is None:
            self._lamport = _highest(self._connection, "SELECT max(lamport) FROM event", ())
            self._dseq = _highest(
                self._connection, "SELECT max(dseq) FROM event WHERE device = ?", (device,)
            )
        first = self._lamport + 1, self._dseq + 1
        self._lamport += number
        self._dseq += number
        return first


def _highest(connection: sqlite3.Connection, sql: str, values: tuple[int, ...]) -> int:
    row = connection.execute(sql, values).fetchone()
    return int(row[0] or 0) if row else 0


def _article_of(body: Body | None, before: str | None) -> str | None:
    known = body if body is not None else bodies.read(before or "{}")
    return known.get("article")


def inserted(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> int:
    """Run an INSERT; the new row's integer key."""
    return int(connection.execute(sql, values).lastrowid or 0)


def latest_body(connection: sqlite3.Connection, kind: str, target: str) -> str | None:
    """The JSON of a record's current version; nothing where it was dropped or never was."""
    row = connection.execute(
        "SELECT body FROM event WHERE target = ? AND kind = ? "
        "ORDER BY lamport DESC, id DESC LIMIT 1",
        (target, kind),
    ).fetchone()
    return row[0] if row else None


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds. For information only; it orders nothing."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
