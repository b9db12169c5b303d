"""Tables, comma or tab separated: one annotation a row (RFC 4180)."""

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

import msgspec

from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import decoding, json_lines, jsonl, statement_records
from annotator.formats.format import ASPECTS, STATEMENTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions

COLUMNS = (
    "article",
    "outlet",
    "date",
    "set",
    "coder",
    "layer",
    "label",
    "start",
    "end",
    "text",
    "speaker",
    "attributes",
    "note",
    "fragments",
    "entry",
    "origin",
    "id",
    "created",
    "updated",
    "codebook_version",
    "statement",
    "relation",
)

Cell = str | int

_BETWEEN_FRAGMENTS = " […] "
_BETWEEN_SPEAKERS = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(out: Output, annotations: Outgoings, options: WriteOptions, *, delimiter: str) -> None:
    """Write a head and one row an annotation in UTF-8; offsets are code points.

    `fragments` is filled where there are several, as in `12-40 52-80`; `attributes` is JSON.
    """
    lines = io.TextIOWrapper(
        out.stream(),
        encoding="utf-8-sig" if options.guard else "utf-8",
        newline="",
        write_through=False,
    )
    try:
        rows = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for annotation in annotations:
            cells = row(annotation)
            rows.writerow(map(guarded, cells) if options.guard else cells)
        lines.flush()
    finally:
        lines.detach()  # the stream is the caller's to close


def row(outgoing: Outgoing) -> tuple[Cell, ...]:
    """An annotation as the cells of `COLUMNS`."""
    annotation, metadata = outgoing.annotation, outgoing.article.metadata
    return (
        outgoing.article.name,
        metadata.outlet,
        metadata.date,
        outgoing.set,
        outgoing.coder,
        annotation.layer,
        annotation.label,
        annotation.start,
        annotation.end,
        _BETWEEN_FRAGMENTS.join(outgoing.words),
        _BETWEEN_SPEAKERS.join(outgoing.speakers),
        msgspec.json.encode(annotation.attributes).decode() if annotation.attributes else "",
        annotation.note,
        _fragments(outgoing),
        outgoing.entry or "",
        annotation.origin,
        annotation.id,
        annotation.created,
        annotation.updated,
        annotation.codebook_version,
        *statement_records.cells(outgoing.statements),
    )


def _fragments(outgoing: Outgoing) -> str:
    fragments = outgoing.annotation.fragments
    if len(fragments) == 1:
        return ""
    return " ".join(f"{fragment.start}-{fragment.end}" for fragment in fragments)


def guarded(cell: Cell) -> Cell:
    """A cell that a spreadsheet shows as text: an apostrophe before what could be a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def read(path: Path, _options: ReadOptions, *, delimiter: str) -> Iterator[Incoming]:
    """The annotations of a table this program wrote; the project must have the articles.

    Raises:
        RefusedFileError: it is not text.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for name, group in groupby(rows, key=lambda row: unguarded(row.get("article") or "")):
            found = [_incoming(row) for row in group]
            made = tuple(one for one in found if one is not None)
            broken = len(found) - len(made)
            note = Note(rows.line_num, say("Rows without label or place: {count}.", count=broken))
            yield IncomingArticle(
                name=name,
                text=None,
                annotations=tuple(one for one, _ in made),
                links=tuple(link for _, several in made for link in several),
                refused=(note,) if broken else (),
            )
    except csv.Error as error:
        raise RefusedFileError(
            say("The table is broken here: {reason}.", reason=str(error)), rows.line_num
        ) from error


def _incoming(row: dict[str, str]) -> tuple[IncomingAnnotation, list[IncomingLink]] | None:
    plain = {name: unguarded(cell or "") for name, cell in row.items() if name}
    places = plain.get("fragments") or f"{plain.get('start')}-{plain.get('end')}"
    fragments = tuple(
        Span(start, end)
        for place in places.split()
        if (start := json_lines.offset(place.partition("-")[0])) is not None
        and (end := json_lines.offset(place.partition("-")[2])) is not None
    )
    if not plain.get("label") or len(fragments) < max(1, len(places.split())):
        return None
    attributes = json_lines.decoded((plain.get("attributes") or "{}").encode())
    id = plain.get("id") or f"{plain['label']} {places}"
    one = IncomingAnnotation(
        id=id,
        uuid=plain.get("id", ""),
        fragments=fragments,
        attributes=jsonl.values(attributes),
        statements=statement_records.from_cells(
            plain.get("statement", ""), plain.get("relation", "")
        ),
        **{name: plain.get(name, "") for name in _TEXTS},
    )
    speakers = (plain.get("speaker") or "").split(_BETWEEN_SPEAKERS)
    links = [
        IncomingLink(type="said_by", source=id, target=speaker, kind="entry")
        for speaker in speakers
        if speaker and speaker != plain.get("entry")
    ]
    return one, links


_TEXTS = (
    *("label", "layer", "set", "coder", "note", "origin", "entry", "created", "updated"),
    "codebook_version",
)


def unguarded(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _is_ours(path: Path, *, ending: str, delimiter: str) -> bool:
    if path.suffix.casefold() != ending:
        return False
    try:
        with path.open("rb") as file:
            head = file.readline(4096).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return {"article", "label", "start", "end"} <= set(head.split(delimiter))


CARRIES = frozenset((*ASPECTS, STATEMENTS)) - {"links"}

CSV = Format(
    name="csv",
    title=say("Table of annotations, comma separated"),
    endings=(".csv",),
    shape="stream",
    carries=CARRIES,
    link_types=("said_by",),
    reads="annotations",
    detect=partial(_is_ours, ending=".csv", delimiter=","),
    read=partial(read, delimiter=","),
    write=partial(write, delimiter=","),
)
TSV = Format(
    name="tsv",
    title=say("Table of annotations, tab separated"),
    endings=(".tsv",),
    shape="stream",
    carries=CARRIES,
    link_types=("said_by",),
    reads="annotations",
    detect=partial(_is_ours, ending=".tsv", delimiter="\t"),
    read=partial(read, delimiter="\t"),
    write=partial(write, delimiter="\t"),
)
