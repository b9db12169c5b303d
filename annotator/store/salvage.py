"""Saving what can be read of a damaged project: row by row, into a new file.

Only the truth is read (events, edits, texts), each row by a look-up of its own, so that a broken
page costs the rows that lie on it and no others; the current tables are made anew from it. A file
that was cut off is padded first, so that SQLite reads what is there.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.store import articles, bodies, opening
from annotator.store.errors import DamagedProjectError
from annotator.store.project import Project

_TABLES = ("device", "author", "edit", "text", "event")
_GIVE_UP = 20_000
"""So many rowids in a row without a row are the end of a table whose end cannot be read."""

_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)


@dataclass(slots=True)
class Salvaged:
    """What came out; `lost` counts rows that cannot be read, `unplaced` records that need one."""

    texts: int = 0
    events: int = 0
    articles: int = 0
    annotations: int = 0
    lost: int = 0
    unplaced: int = 0


def salvage(damaged: Path, new: Path) -> Salvaged:
    """Write everything that can be read of a damaged project into a new one.

    Raises:
        DamagedProjectError: nothing can be read.
        ProjectError: the new file is there already, or cannot be made.
        OSError: the damaged file cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = _padded(damaged, Path(folder))
        with closing(_opened(copy, damaged)) as source:
            project = opening.create_bare(new)
            try:
                return _Salvage(source, project).run(damaged)
            finally:
                opening.close(project)


def _padded(damaged: Path, folder: Path) -> Path:
    """A copy, as long as its header says, with the log that may lie beside it."""
    copy = folder / "copy.annot"
    shutil.copyfile(damaged, copy)
    log = damaged.with_name(damaged.name + "-wal")
    if log.exists():
        shutil.copyfile(log, folder / "copy.annot-wal")
    with copy.open("rb+") as file:
        head = file.read(100)
        page = int.from_bytes(head[_PAGE_SIZE]) or 1
        whole = int.from_bytes(head[_PAGES]) * (65536 if page == 1 else page)
        if copy.stat().st_size < whole < 1 << 40:
            file.truncate(whole)
    return copy


def _opened(copy: Path, damaged: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(copy)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DamagedProjectError(
            say("Nothing can be read of {path}; restore a backup.", path=damaged)
        ) from error
    return connection


class _Salvage:
    """One rescue."""

    def __init__(self, source: sqlite3.Connection, project: Project) -> None:
        self._source, self._project = source, project
        self._into = project.connection
        self._found = Salvaged()

    def run(self, damaged: Path) -> Salvaged:
        """Copy the truth, then make the current tables."""
        self._into.execute("PRAGMA foreign_keys = OFF")
        with self._into:
            self._into.execute("DELETE FROM device")
            for table in _TABLES:
                self._copy(table)
            self._stand_in()
        self._into.execute("PRAGMA foreign_keys = ON")
        if not self._found.events:
            raise DamagedProjectError(
                say("Nothing can be read of {path}; restore a backup.", path=damaged)
            )
        self._project.forget_clock()
        with self._project.edit(say("Save what can be read")):
            self._settle()
        self._found.articles = articles.count(self._project)
        self._found.annotations = int(self._project.value("SELECT count(*) FROM annotation"))
        return self._found

    def _copy(self, table: str) -> None:
        columns = [row[1] for row in self._project.rows(f"PRAGMA table_info({table})")]
        named, places = ", ".join(columns), ",".join("?" * len(columns))
        read = f"SELECT {named} FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608
        made = f"INSERT OR IGNORE INTO {table}({named}) VALUES ({places})"  # noqa: S608
        for row in self._rows(table, read):
            if table == "text" and articles.text_sha256(str(row[2])) != row[1]:
                self._found.lost += 1
                continue
            with suppress(sqlite3.Error):
                self._into.execute(made, row)
                self._found.events += table == "event"
                self._found.texts += table == "text"

    def _rows(self, table: str, sql: str) -> Iterator[tuple[Any, ...]]:
        """Every row that can be read; those that cannot are counted."""
        last, missing = self._last(table), 0
        for rowid in count(1):
            if rowid > last if last else missing >= _GIVE_UP:
                return
            try:
                row = self._source.execute(sql, (rowid,)).fetchone()
            except (sqlite3.Error, UnicodeDecodeError, OverflowError):
                missing += 1
                self._found.lost += bool(last)
                continue
            if row is None:
                missing += 1
            else:
                missing = 0
                yield row

    def _last(self, table: str) -> int:
        try:
            row = self._source.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608
        except sqlite3.Error:
            return 0
        return int(row[0] or 0)

    def _stand_in(self) -> None:
        """Devices, authors and edits that events name and that were lost are made up."""
        for made in _STAND_INS.values():
            self._into.execute(made)
        self._into.execute(
            "DELETE FROM edit WHERE device NOT IN (SELECT id FROM device) "
            "OR author NOT IN (SELECT id FROM author)"
        )
        self._into.execute(_STAND_INS["edit"])
        for column in ("undoes", "redoes"):
            self._into.execute(
                f"UPDATE edit SET {column} = NULL "  # noqa: S608
                f"WHERE {column} NOT IN (SELECT id FROM edit)"
            )
        for key, content in self._into.execute("SELECT id, content FROM text").fetchall():
            self._into.execute(
                "INSERT INTO text_search(rowid, content) VALUES (?, ?)", (key, content)
            )

    def _settle(self) -> None:
        for kind, rules in self._project.kinds.items():
            for target, body, at in self._into.execute(_NEWEST, (kind,)).fetchall():
                try:
                    rules.put(self._project, target, bodies.read(body), at)
                except (KeyError, IndexError, ValueError, TypeError, sqlite3.IntegrityError):
                    self._found.unplaced += 1
                    self._project.record_lost(kind, target)


_STAND_INS = {
    "device": "INSERT INTO device(id, uuid, machine, place) SELECT DISTINCT event.device, "
    "'lost-device-' || event.device, '', '' FROM event "
    "WHERE event.device NOT IN (SELECT id FROM device)",
    "author": "INSERT INTO author(id, uuid) SELECT DISTINCT event.author, "
    "'lost-author-' || event.author FROM event "
    "WHERE event.author NOT IN (SELECT id FROM author)",
    "edit": "INSERT INTO edit(id, uuid, device, author, at, name) SELECT event.edit, "
    "'lost-edit-' || event.edit, min(event.device), min(event.author), min(event.at), "
    '\'{"template":"Saved from a damaged file","values":{}}\' FROM event '
    "WHERE event.edit NOT IN (SELECT id FROM edit) GROUP BY event.edit",
}
_NEWEST = """SELECT target, body, at FROM event WHERE kind = ?1 AND body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS later WHERE later.target = event.target
    AND later.kind = ?1 AND (later.lamport, later.id) > (event.lamport, event.id))
    ORDER BY lamport, id"""
