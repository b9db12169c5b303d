"""Tables of articles: CSV as French and English programs write it, TSV, and JSON Lines."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.sentence import Sentence, say
from annotator.formats import article_fields, decoding
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    Note,
    ReadOptions,
    RefusedFileError,
)

_HEAD = 65_536
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 2**31 - 1


def read_table(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a table, one a row; separator and encoding are found out.

    Raises:
        RefusedFileError: no column holds the text, or quotes are never closed.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    columns = _header(rows)
    mapping = article_fields.mapping_of(columns, options.columns)
    try:
        for number, cells in enumerate(rows, 2):
            yield from _row(columns, cells, mapping, f"{path.stem}-{number - 1:03}", rows.line_num)
    except csv.Error as error:
        raise RefusedFileError(_broken(str(error)), rows.line_num) from error


def _header(rows: Any) -> list[str]:  # noqa: ANN401 - the csv module does not name its reader
    try:
        return [cell.strip() for cell in next(rows, [])]
    except csv.Error as error:
        raise RefusedFileError(_broken(str(error)), 1) from error


def _broken(reason: str) -> Sentence:
    return say("The table is broken here: {reason}.", reason=reason)


def _row(
    columns: list[str], cells: list[str], mapping: Mapping[str, str], name: str, line: int
) -> Iterator[Incoming]:
    if not any(cells):
        return
    row = dict(zip(columns, cells, strict=False))
    if not row.get(mapping["text"], "").strip():
        yield Note(line, say("The row has no text; it was left out."))
        return
    yield article_fields.article(row, mapping, name, "")


def _delimiter(text: str) -> str:
    """The separator under which the head line names the most columns that are known."""
    head = io.StringIO(text[:_HEAD].lstrip("\ufeff"), newline="")

    def worth(delimiter: str) -> tuple[bool, int]:
        head.seek(0)
        try:
            columns = next(csv.reader(head, delimiter=delimiter), [])
        except csv.Error:
            return False, 0
        return article_fields.holds_text(columns), len(columns)

    return max(_DELIMITERS, key=worth)


def is_table(path: Path, *, endings: tuple[str, ...]) -> bool:
    """Whether a file is a table with a column of texts."""
    if path.suffix.casefold() not in endings:
        return False
    try:
        with path.open("rb") as file:
            text, _ = decoding.decode(file.read(_HEAD), path.name)
        head = io.StringIO(text.lstrip("\ufeff"), newline="")
        columns = next(csv.reader(head, delimiter=_delimiter(text)), [])
    except (OSError, RefusedFileError, csv.Error):
        return False
    return article_fields.holds_text(columns)


def columns(path: Path) -> list[str]:
    """The columns of a table.

    Raises:
        RefusedFileError: the head line is broken.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        text, _ = decoding.decode(file.read(_HEAD * 16), path.name)
    plain_text = text.lstrip("\ufeff")
    return _header(csv.reader(io.StringIO(plain_text, newline=""), delimiter=_delimiter(text)))


def keys(path: Path) -> list[str]:
    """The keys of the first line's object.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return list(_object(file.readline(_HEAD * 64)) or {})


def read_lines(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a file with one JSON object a line; other values become metadata.

    Raises:
        RefusedFileError: no key holds the text.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _of_line(line, number, path, options)


def _of_line(line: bytes, number: int, path: Path, options: ReadOptions) -> Incoming:
    row = _object(line)
    if row is None:
        return Note(number, say("This line is no JSON object; it was left out."))
    try:
        mapping = article_fields.mapping_of(list(row), options.columns)
    except RefusedFileError as error:
        if number == 1:
            raise
        return Note(number, error.sentence)
    if not row[mapping["text"]].strip():
        return Note(number, say("The line has no text; it was left out."))
    return article_fields.article(row, mapping, f"{path.stem}-{number:03}", "")


def _object(line: bytes) -> dict[str, str] | None:
    """The values of a line's JSON object as words; nothing where it is none."""
    try:
        value = msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    if not isinstance(value, dict):
        return None
    return {str(key): _words(one) for key, one in value.items() if one is not None}


def _words(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def is_lines(path: Path) -> bool:
    """Whether a file's first line is a JSON object with a text and nothing of annotations."""
    if path.suffix.casefold() not in {".jsonl", ".ndjson", ".json"}:
        return False
    try:
        with path.open("rb") as file:
            line = file.readline(_HEAD * 64)
        value = msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"))
    except (OSError, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return isinstance(value, dict) and article_fields.holds_text(list(map(str, value)))


CSV = Format(
    name="articles-csv",
    title=say("Table of articles (CSV, TSV)"),
    endings=(".csv", ".tsv", ".tab"),
    reads="articles",
    detect=partial(is_table, endings=(".csv", ".tsv", ".tab")),
    columns=columns,
    read=read_table,
)
LINES = Format(
    name="articles-jsonl",
    title=say("Articles, one JSON object a line"),
    endings=(".jsonl", ".ndjson"),
    reads="articles",
    detect=is_lines,
    columns=keys,
    read=read_lines,
)
