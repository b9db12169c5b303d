"""SQLite files of other programs: opened for reading only, nothing in them is run or believed.

Where another program's file is to be made, it is made new.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.sentence import say
from annotator.formats import decoding
from annotator.formats.incoming import RefusedFileError

_LONGEST = 200_000_000
_STEPS, _MOST_STEPS = 1_000_000, 4_000
"""How often SQLite asks whether it may go on, and how often it may: some minutes of its work."""

_DAMAGED = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises; SQLite's own words about it may be damaged too."""

Row = dict[str, object]
Cell = str | int | float | None


class ForeignFile:
    """An open file; tables are asked for by constant names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        self.tables = {str(name).upper(): str(name) for (name,) in connection.execute(sql)}

    def rows(self, table: str, order: str = "rowid") -> Iterator[Row]:
        """The rows of a table, columns by their names in lower case; none where it is missing.

        Raises:
            RefusedFileError: the file is damaged.
        """
        name = self.tables.get(table.upper())
        if name is None:
            return
        quoted = name.replace('"', '""')
        try:
            found = self._connection.execute(f'SELECT * FROM "{quoted}" ORDER BY {order}')  # noqa: S608
            columns = [str(column[0]).casefold() for column in found.description]
            for row in found:
                yield dict(zip(columns, row, strict=True))
        except _DAMAGED as error:
            raise RefusedFileError(
                say("The table {table} cannot be read: {reason}.", table=name, reason=str(error))
            ) from error


@contextmanager
def opened(path: Path) -> Iterator[ForeignFile]:
    """A file of another program.

    Raises:
        RefusedFileError: it is no SQLite file, or it is damaged.
    """
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except _DAMAGED as error:
        raise RefusedFileError(say("The file cannot be opened as a database.")) from error
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        _bound(connection)
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        yield ForeignFile(connection)
    except _DAMAGED as error:
        raise RefusedFileError(say("The file is no whole database.")) from error
    finally:
        connection.close()


def holds_tables(path: Path, *tables: str) -> bool:
    """Whether a file is a database with all of these tables; never raises."""
    if decoding.head(path, 16) != b"SQLite format 3\x00":
        return False
    try:
        with opened(path) as found:
            return {table.upper() for table in tables} <= set(found.tables)
    except (OSError, RefusedFileError):
        return False


def text(row: Row, name: str) -> str:
    """A column as words; nothing where it is empty or of another type."""
    value = row.get(name)
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def number(row: Row, name: str) -> int | None:
    """A column as a whole number; nothing where it is none."""
    value = row.get(name)
    return value if isinstance(value, int) and abs(value) < 2**53 else None


def _bound(connection: sqlite3.Connection) -> None:
    """Stop a file whose tables would be computed for hours."""
    asked = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: int(next(asked, None) is None), _STEPS)


class NewFile:
    """A file that is being made for another program; statements are constant."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Sequence[Cell] = ()) -> None:
        """Run one statement."""
        self._connection.execute(sql, values)

    def run_all(self, sql: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Run one statement once for each row."""
        self._connection.executemany(sql, rows)


@contextmanager
def made(path: Path) -> Iterator[NewFile]:
    """A new file at a place where there is none, whole when the block ends.

    Raises:
        OSError: it cannot be written.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        yield NewFile(connection)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()
