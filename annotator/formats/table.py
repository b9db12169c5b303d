"""Tables, comma or tab separated: one annotation a row (RFC 4180)."""

import csv
import io
from functools import partial

import msgspec

from annotator.domain.sentence import say
from annotator.formats.format import ASPECTS, Format
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
            rows.writerow(map(_guarded, cells) if options.guard else cells)
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
    )


def _fragments(outgoing: Outgoing) -> str:
    fragments = outgoing.annotation.fragments
    if len(fragments) == 1:
        return ""
    return " ".join(f"{fragment.start}-{fragment.end}" for fragment in fragments)


def _guarded(cell: Cell) -> Cell:
    """A cell that a spreadsheet shows as text: an apostrophe before what could be a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


CARRIES = frozenset(ASPECTS) - {"links"}

CSV = Format(
    name="csv",
    title=say("Table of annotations, comma separated"),
    endings=(".csv",),
    shape="stream",
    carries=CARRIES,
    link_types=("said_by",),
    write=partial(write, delimiter=","),
)
TSV = Format(
    name="tsv",
    title=say("Table of annotations, tab separated"),
    endings=(".tsv",),
    shape="stream",
    carries=CARRIES,
    link_types=("said_by",),
    write=partial(write, delimiter="\t"),
)
