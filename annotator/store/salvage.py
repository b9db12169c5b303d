"""What can still be read of a damaged file, row by row, into a new one."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.store import reading
from annotator.store.errors import UNREADABLE, DamagedProjectError
from annotator.store.header import read_size
from annotator.store.loan import Loan, fill_up
from annotator.store.rebuilding import TRUTH, Rebuilding, Rebuilt

_GIVE_UP = 20_000
"""Rows in a line that are not there or cannot be read, after which no further ones are looked for.
"""


def salvage(damaged: Path, new: Path) -> Rebuilt:
    """Write what can be read of a damaged project into a new file; the old one is not touched.

    Raises:
        ProjectError: the new file is there already, or nothing could be read.
    """
    loan = Loan(damaged)
    try:
        fill_up(loan.path, read_size(damaged))
        rebuilding = Rebuilding(new)
        try:
            for table, row in _rows(loan.path, rebuilding.report):
                rebuilding.take(table, row)
        except UNREADABLE as error:
            rebuilding.leave()
            raise DamagedProjectError(
                say("Nothing can be read of {path}: {reason}.", path=damaged, reason=error)
            ) from error
        except BaseException:
            rebuilding.leave()
            raise
        return rebuilding.finish()
    finally:
        loan.give_back()


def _rows(path: Path, report: Rebuilt) -> Iterator[tuple[str, tuple[Any, ...]]]:
    connection = sqlite3.connect(path)
    reading.harden(connection)
    connection.text_factory = bytes  # what is broken may be no UTF-8
    try:
        connection.execute("PRAGMA cell_size_check = OFF")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        for table in TRUTH:
            for row in _of_table(connection, table, report):
                yield table, row
    finally:
        connection.close()


def _of_table(
    connection: sqlite3.Connection, table: str, report: Rebuilt
) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f'"{column}"' for column in TRUTH[table])
    point = f"SELECT {columns} FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608 - constants
    last, key, missed = _last(connection, table), 0, 0
    while key < last if last is not None else missed < _GIVE_UP:
        key += 1
        try:
            row = connection.execute(point, (key,)).fetchone()
        except (*UNREADABLE, OverflowError):
            row = None
            report.lost[table] += last is not None
        if row is None:
            missed += 1
            continue
        missed = 0
        if (made := _words(row)) is not None:
            yield made
        else:
            report.lost[table] += 1


def _last(connection: sqlite3.Connection, table: str) -> int | None:
    """The last row's number; nothing where that cannot be read or cannot be true."""
    try:
        found = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]  # noqa: S608
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    except UNREADABLE:
        return None
    # A page of the largest size cannot hold more rows than this.
    return int(found or 0) if (found or 0) <= pages * 65536 else None


def _words(row: tuple[Any, ...]) -> tuple[Any, ...] | None:
    try:
        return tuple(value.decode() if isinstance(value, bytes) else value for value in row)
    except UnicodeDecodeError:
        return None
