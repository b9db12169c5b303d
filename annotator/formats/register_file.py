"""The register as a file of its own: CSV (RFC 4180) for spreadsheets, JSON for programs.

In a table `aliases`, `described`, `roles` and `distinct` hold several values, separated by ` | `;
a bar or backslash of a value has a backslash before it. A time follows in brackets as in ISO 8601,
open ends empty: `ministre [2019-05/2022]`, `maire [2024/]`.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import msgspec

from annotator.domain.dates import iso_date
from annotator.domain.people import KINDS, RegisterEntry
from annotator.domain.register import is_wikidata
from annotator.domain.sentence import say
from annotator.formats import decoding, json_lines, json_places
from annotator.formats.incoming import Note, RefusedFileError

COLUMNS = (
    *("id", "name", "kind", "aliases", "described", "roles", "wikidata", "note", "distinct"),
)
ENDINGS = (".csv", ".json")
_VERSION = 1
_FORMAT = "annotator-register"
_BREAK = re.compile("\r\n|\r|\n")
_DELIMITERS = ",;\t"
_LONGEST_CELL = 2**31 - 1
_BAR = re.compile(r"(?<!\\)((?:\\\\)*) ?\| ?")
_ESCAPED = re.compile(r"\\([\\|])")
_TIMED = re.compile(r"(.*?)\s*\[([^\[\]/]*)/([^\[\]/]*)\]", re.DOTALL)
_FORMULA = re.compile(r"'*[=+@\t\r-]")
_QUOTED_FORMULA = re.compile(r"'+[=+@\t\r-]")


class Read(NamedTuple):
    """The entries of a file in order, and what there is to say about places of it.

    An entry without an id of its own has an empty one.
    """

    entries: list[RegisterEntry]
    notes: list[Note]


# ---------------------------------------------------------------------- out


def write_csv(stream: TextIO, entries: Iterable[RegisterEntry], *, guard: bool = False) -> None:
    """Write a head and one row an entry; with `guard` no cell can be taken for a formula."""
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for entry in entries:
        wanted = _FORMULA if guard else _QUOTED_FORMULA
        rows.writerow([f"'{cell}" if wanted.match(cell) else cell for cell in _cells(entry)])


def _cells(entry: RegisterEntry) -> list[str]:
    return [
        entry.id,
        entry.name,
        entry.kind,
        _several(entry.aliases),
        _several(_timed(one.get("words", ""), one) for one in entry.described),
        _several(_timed(one.get("role", ""), one) for one in entry.roles),
        entry.wikidata,
        entry.note,
        _several(entry.distinct),
    ]


def _several(values: Iterable[str]) -> str:
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def _timed(words: str, when: Mapping[str, str]) -> str:
    start, end = when.get("from", ""), when.get("until", "")
    # Words that end as a time does get an empty one, so that they are read as words.
    return f"{words} [{start}/{end}]" if start or end or _TIMED.fullmatch(words) else words


def _unguarded(cell: str) -> str:
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def written_json(entries: Iterable[RegisterEntry]) -> bytes:
    """All entries as one JSON object, indented, in UTF-8."""
    value = {
        "format": _FORMAT,
        "version": _VERSION,
        "entries": [msgspec.to_builtins(entry) for entry in entries],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


# ---------------------------------------------------------------------- in


def read(path: Path) -> Read:
    """The entries of a file, JSON or a table; what cannot be taken as it is becomes a note.

    Raises:
        RefusedFileError: it is neither, it has no names, or it was written by a newer version.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in {"{", "["}:
        return _with_lines(_checked(_records(text)), text)
    return _checked(_rows(text))


_Record = tuple[int, dict[str, Any]]
"""What a file says of one entry, with its line (of a table) or its number (of a list)."""


def _with_lines(found: Read, text: str) -> Read:
    """What was read of a list, its notes at the lines where the entries begin."""
    if not found.notes:
        return found
    try:
        whole = json_places.scan(text)
    except json_places.NotJsonError:  # it is stricter: a field may stand twice for the reader
        return found
    listed = whole.value.get("entries") if isinstance(whole.value, dict) else whole
    entries = listed.value if listed is not None else None
    if not isinstance(entries, list):
        return found
    notes = [one._replace(line=entries[one.line - 1].line) for one in found.notes]
    return found._replace(notes=notes)


def _records(text: str) -> list[_Record]:
    value = json_lines.decoded(text.encode("utf-8", "replace"))
    if value is None:
        raise RefusedFileError(say("The file is no JSON."), _broken_line(text))
    if isinstance(value, dict) and value.get("format") == _FORMAT:
        version = value.get("version")
        if not isinstance(version, int) or version > _VERSION:
            raise RefusedFileError(say("The register was written by a newer version."))
    found = value.get("entries") if isinstance(value, dict) else value
    if not isinstance(found, list):
        raise RefusedFileError(say("The file has no list of entries."))
    return [(at, one if isinstance(one, dict) else {}) for at, one in enumerate(found, 1)]


def _broken_line(text: str) -> int:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except (ValueError, RecursionError):
        return 0  # a number of thousands of digits, lists in lists in lists
    return 0


def _rows(text: str) -> list[_Record]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        columns = [(name or "").strip().casefold() for name in rows.fieldnames or ()]
        if "name" not in columns:
            raise RefusedFileError(say("No column is called “name”."), 1)
        rows.fieldnames = columns
        return [(rows.line_num - _breaks(row), _plain(row)) for row in rows]
    except csv.Error as error:
        reason = say("The table is broken here: {reason}.", reason=str(error))
        raise RefusedFileError(reason, rows.line_num + 1) from error


def _breaks(row: dict[str, Any]) -> int:
    """How many line breaks the cells of a row hold: it begins so many lines before its end."""
    cells = (one for one in row.values() if isinstance(one, str))
    return sum(len(_BREAK.findall(one)) for one in cells)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    cells = {name: _unguarded(cell) for name, cell in row.items() if name and isinstance(cell, str)}
    return {
        **cells,
        "aliases": _parts(cells.get("aliases", "")),
        "distinct": _parts(cells.get("distinct", "")),
        "described": [_untimed(one, "words") for one in _parts(cells.get("described", ""))],
        "roles": [_untimed(one, "role") for one in _parts(cells.get("roles", ""))],
    }


def _parts(cell: str) -> list[str]:
    if not cell.strip():
        return []
    pieces = _BAR.split(cell)
    # The pattern keeps the backslashes right before a bar, which belong to the value before it.
    values = [
        f"{value}{kept}" for value, kept in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    ]
    return [_ESCAPED.sub(r"\1", value) for value in values]


def _untimed(value: str, name: str) -> dict[str, str]:
    found = _TIMED.fullmatch(value)
    if found is None:
        return {name: value, "from": "", "until": ""}
    return {name: found[1], "from": found[2], "until": found[3]}


# ---------------------------------------------------------------------- what is right


def _checked(records: Sequence[_Record]) -> Read:
    found = Read([], [])
    for line, record in records:
        entry = _entry(record)
        if not entry.name:
            found.notes.append(Note(line, say("The entry has no name; it was left out.")))
            continue
        right = _right(entry)
        if right != entry:
            found.notes.append(Note(line, say("{name}: {what}", name=entry.name, what=_WRONG)))
        found.entries.append(right)
    return found


_WRONG = say("a kind, date or Wikidata item is none; it was left empty or made “other”.")


def _entry(record: Mapping[str, Any]) -> RegisterEntry:
    return RegisterEntry(
        id=json_lines.text(record.get("id")).strip(),
        name=_line(record.get("name")),
        kind=json_lines.text(record.get("kind")).strip().casefold() or KINDS[0],
        aliases=tuple(dict.fromkeys(filter(None, map(_line, _list(record, "aliases"))))),
        roles=tuple(_times(_list(record, "roles"), "role")),
        wikidata=json_lines.text(record.get("wikidata")).strip(),
        note=json_lines.text(record.get("note")),
        described=tuple(_times(_list(record, "described"), "words")),
        distinct=tuple(dict.fromkeys(filter(None, map(_line, _list(record, "distinct"))))),
    )


def _line(value: object) -> str:
    return " ".join(json_lines.text(value).split())


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _times(values: Iterable[object], name: str) -> Iterable[dict[str, str]]:
    for value in values:
        one = value if isinstance(value, dict) else {name: value}
        words = _line(one.get(name))
        if words:
            yield {name: words, "from": _line(one.get("from")), "until": _line(one.get("until"))}


def _right(entry: RegisterEntry) -> RegisterEntry:
    """An entry with nothing in it that this program would not let anybody write."""
    return replace(
        entry,
        kind=entry.kind if entry.kind in KINDS else "other",
        wikidata=entry.wikidata if is_wikidata(entry.wikidata) else "",
        roles=tuple(map(_dated, entry.roles)),
        described=tuple(map(_dated, entry.described)),
    )


def _dated(value: Mapping[str, str]) -> Mapping[str, str]:
    return {**value, "from": iso_date(value["from"]), "until": iso_date(value["until"])}
