"""Bringing two histories together: the union of their events, whatever order they come in.

Events are added with the ids, times and numbers they were written with. The current version of a
record is that of its newest event by (lamport, id), so the outcome does not depend on who merged
whom first, and an event that is known already is nothing new.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, Protocol

from annotator.domain.sentence import Sentence
from annotator.store import articles, bodies, steps, streams
from annotator.store.edits import Change, Edit
from annotator.store.errors import UNREADABLE, DamagedHistoryError
from annotator.store.project import Project, inserted

_MANY = 500


class ArrivingEdit(NamedTuple):
    """An edit of the other history; `name` is as the file keeps it, `undoes` and `redoes` ids."""

    id: str
    device: str
    author: str
    at: str
    name: str
    undoes: str | None
    redoes: str | None


class ArrivingEvent(NamedTuple):
    """An event of the other history; `body` is JSON, nothing for a drop."""

    id: str
    device: str
    number: int
    lamport: int
    author: str
    at: str
    edit: str
    kind: str
    target: str
    body: str | None


class _Newest(NamedTuple):
    """The current version of a record as JSON, nothing where it is dropped, and its time."""

    body: str | None
    at: str


class Arriving(Protocol):
    """The other history, read one by one and in its order."""

    def edits(self) -> Iterable[ArrivingEdit]:
        """Every edit; one that undoes another comes after it."""

    def events(self) -> Iterable[ArrivingEvent]:
        """Every event."""

    def text(self, sha256: str) -> str | None:
        """The text of this checksum, if it came too."""


@dataclass(slots=True)
class Merged:
    """What was new: events, and the records whose current version changed."""

    events: int = 0
    changes: list[Change] = field(default_factory=list)


class HistoryOf:
    """The history of another project file.

    Raises:
        DamagedHistoryError: from all of its methods, where that file is broken.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def edits(self) -> Iterator[ArrivingEdit]:
        """Every edit."""
        with self._readable():
            yield from map(ArrivingEdit._make, streams.edits(self._project))

    def events(self) -> Iterator[ArrivingEvent]:
        """Every event."""
        with self._readable():
            yield from map(ArrivingEvent._make, streams.events(self._project))

    def text(self, sha256: str) -> str | None:
        """The text of this checksum."""
        with self._readable():
            found = self._project.value("SELECT content FROM text WHERE sha256 = ?", (sha256,))
        return None if found is None else str(found)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        # Else it would look as if the project could not be saved that all this goes to.
        try:
            yield
        except UNREADABLE as error:
            raise DamagedHistoryError(self._project.path.name) from error


def merge(project: Project, arriving: Arriving, name: Sentence) -> tuple[Merged, Edit]:
    """Add what is new of another history, as one transaction; the edit is what views hear of.

    A record that one side dropped and the other still uses comes back, as an event of its own.

    Raises:
        ReadOnlyError, NotSavedError: as `Project.edit`.
        DamagedHistoryError: an event cannot be taken in; nothing was.
    """
    with project.edit(name) as edit:
        merged = _Merge(project, arriving).run()
    if edit.id:
        steps.forget(project.connection, edit.id)  # taking it back would tear the union apart
    edit.changes += merged.changes
    return merged, edit


class _Merge:
    """One union in the making."""

    def __init__(self, project: Project, arriving: Arriving) -> None:
        self._project, self._connection = project, project.connection
        self._arriving = arriving
        self._rows: dict[tuple[str, str], int] = {}

    def run(self) -> Merged:
        """Take everything in and bring the current tables in line."""
        merged = Merged()
        fresh: dict[tuple[str, str], None] = {}
        edits = {edit.id: edit for edit in self._arriving.edits()}
        events = iter(self._arriving.events())
        while some := list(islice(events, _MANY)):
            new = self._unknown(some)
            merged.events += len(new)
            self._keep(new, edits)
            fresh |= dict.fromkeys((event.kind, event.target) for event in new)
        self._project.forget_clock()
        merged.changes = self._settle(list(fresh))
        return merged

    def _unknown(self, some: list[ArrivingEvent]) -> list[ArrivingEvent]:
        places = ",".join("?" * len(some))
        sql = f"SELECT id FROM event WHERE id IN ({places})"  # noqa: S608
        known = {id for (id,) in self._project.rows(sql, tuple(event.id for event in some))}
        return [event for event in some if event.id not in known]

    def _keep(self, new: list[ArrivingEvent], edits: dict[str, ArrivingEdit]) -> None:
        for event in new:
            if event.kind == "article" and event.body is not None:
                self._keep_text(event)
        rows = [
            (
                event.id,
                self._device(event.device),
                event.number,
                event.lamport,
                self._row("author", event.author),
                event.at,
                self._edit(edits, event.edit),
                event.kind,
                event.target,
                event.body,
            )
            for event in new
        ]
        try:
            self._connection.executemany(_EVENT, rows)
        except sqlite3.IntegrityError as error:
            raise DamagedHistoryError(str(error)) from error

    def _keep_text(self, event: ArrivingEvent) -> None:
        sha256 = str(bodies.read(event.body or "{}").get("text"))
        if self._project.value("SELECT 1 FROM text WHERE sha256 = ?", (sha256,)):
            return
        text = self._arriving.text(sha256)
        if text is None or articles.text_sha256(text) != sha256:
            raise DamagedHistoryError(event.target)
        articles.keep_text(self._project, sha256, text)

    def _device(self, uuid: str) -> int:
        if ("device", uuid) not in self._rows:
            known = self._project.value("SELECT id FROM device WHERE uuid = ?", (uuid,))
            self._rows["device", uuid] = known or inserted(
                self._connection,
                "INSERT INTO device(uuid, machine, place) VALUES (?, '', '')",
                (uuid,),
            )
        return self._rows["device", uuid]

    def _row(self, table: str, uuid: str) -> int:
        if (table, uuid) not in self._rows:
            known = self._project.value(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,))  # noqa: S608
            made = f"INSERT INTO {table}(uuid) VALUES (?)"  # noqa: S608
            self._rows[table, uuid] = known or inserted(self._connection, made, (uuid,))
        return self._rows[table, uuid]

    def _edit(self, edits: dict[str, ArrivingEdit], uuid: str | None) -> int | None:
        if uuid is None:
            return None
        if ("edit", uuid) in self._rows:
            return self._rows["edit", uuid]
        known = self._project.value("SELECT id FROM edit WHERE uuid = ?", (uuid,))
        if known is None:
            edit = edits.get(uuid)
            if edit is None:
                raise DamagedHistoryError(uuid)
            values = (
                edit.id,
                self._device(edit.device),
                self._row("author", edit.author),
                edit.at,
                edit.name,
                self._edit(edits, edit.undoes),
                self._edit(edits, edit.redoes),
            )
            known = inserted(self._connection, _EDIT, values)
        self._rows["edit", uuid] = known
        return int(known)

    # ------------------------------------------------------------------ current tables

    def _settle(self, touched: list[tuple[str, str]]) -> list[Change]:
        """Make the newest version of every touched record current, in an order that holds."""
        places = {kind: place for place, kind in enumerate(self._project.kinds)}
        known = [one for one in touched if one[0] in places]
        newest = {one: self._newest(*one) for one in known}
        puts = sorted((one for one in known if newest[one].body), key=lambda one: places[one[0]])
        gone = (one for one in known if not newest[one].body)
        drops = sorted(gone, key=lambda one: -places[one[0]])
        changes = [self._put(kind, target, newest[kind, target]) for kind, target in puts]
        return changes + [self._drop(kind, target) for kind, target in drops]

    def _newest(self, kind: str, target: str) -> _Newest:
        row = self._connection.execute(_NEWEST, (target, kind)).fetchone()
        return _Newest(*row) if row else _Newest(None, "")

    def _put(self, kind: str, target: str, newest: _Newest) -> Change:
        body = bodies.read(newest.body or "{}")
        while True:
            try:
                self._project.kinds[kind].put(self._project, target, body, newest.at)
            except KeyError as error:
                self._revive(str(error.args[0]) if error.args else "", body)
            else:
                article = target if kind == "article" else body.get("article")
                return Change(kind, target, article, dropped=False)

    def _drop(self, kind: str, target: str) -> Change:
        self._connection.execute("SAVEPOINT going")
        try:
            self._project.kinds[kind].drop(self._project, target)
        except KeyError:  # it never came, or had gone already
            self._connection.execute("ROLLBACK TO going")
        except sqlite3.IntegrityError:  # something uses it
            self._connection.execute("ROLLBACK TO going")
            self._bring_back(kind, target)
        self._connection.execute("RELEASE going")
        article = bodies.read(self._before_drop(kind, target) or "{}").get("article")
        return Change(kind, target, article, dropped=True)

    def _revive(self, missing: str, body: bodies.Body) -> None:
        """Bring back a dropped record that another one needs."""
        named = {missing, f"{body.get('layer')}/{body.get('label')}", *map(str, body.values())}
        for kind, target in self._dropped(named):
            self._bring_back(kind, target)
            return
        raise DamagedHistoryError(missing)

    def _dropped(self, targets: set[str]) -> list[tuple[str, str]]:
        places = ",".join("?" * len(targets))
        sql = f"SELECT DISTINCT kind, target FROM event WHERE target IN ({places})"  # noqa: S608
        found = self._project.rows(sql, tuple(targets))
        return [
            (kind, target)
            for kind, target in found
            if kind in self._project.kinds and self._newest(kind, target).body is None
        ]

    def _bring_back(self, kind: str, target: str) -> None:
        body = self._before_drop(kind, target)
        if body is None:
            raise DamagedHistoryError(target)
        self._project.record(kind, target, bodies.read(body))

    def _before_drop(self, kind: str, target: str) -> str | None:
        row = self._connection.execute(_LAST_BODY, (target, kind)).fetchone()
        return row[0] if row else None


_EVENT = """INSERT INTO event(id, device, dseq, lamport, author, at, edit, kind, target, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_EDIT = """INSERT INTO edit(uuid, device, author, at, name, undoes, redoes)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
_NEWEST = """SELECT body, at FROM event WHERE target = ? AND kind = ?
    ORDER BY lamport DESC, id DESC LIMIT 1"""
_LAST_BODY = """SELECT body FROM event WHERE target = ? AND kind = ? AND body IS NOT NULL
    ORDER BY lamport DESC, id DESC LIMIT 1"""
