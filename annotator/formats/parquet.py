"""Parquet tables: annotations out and in again, one a row as in the other tables; articles in.

Written and read some thousand rows at a time, so that memory stays flat. `start`, `end` and
`fragments` are numbers in code points, `text` has one string a fragment, `attributes` is JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import article_fields, json_lines, jsonl, table
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
    RefusedFileError,
)

if TYPE_CHECKING:
    from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions

_ROWS = 4096
_MOST_GROUP = 2_000_000_000
_MAGIC = b"PAR1"
_TEXTS = (
    *("label", "layer", "set", "coder", "note", "origin", "entry", "created", "updated"),
    "codebook_version",
)


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write one annotation a row."""
    import pyarrow as pa  # noqa: PLC0415 - not always there
    from pyarrow import parquet  # noqa: PLC0415

    schema = _schema(pa)
    rows = map(_row, going)
    with parquet.ParquetWriter(out.path(), schema, compression="zstd") as file:
        while some := list(islice(rows, _ROWS)):
            file.write_table(pa.Table.from_pylist(some, schema=schema))


def _schema(pa: Any) -> Any:  # noqa: ANN401 - pyarrow says nothing of its types
    lists = pa.list_(pa.string())
    kinds = {
        "start": pa.int64(),
        "end": pa.int64(),
        "text": lists,
        "speaker": lists,
        "fragments": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    }
    return pa.schema([(name, kinds.get(name, pa.string())) for name in table.COLUMNS])


def _row(one: Outgoing) -> dict[str, object]:
    row: dict[str, object] = dict(zip(table.COLUMNS, table.row(one), strict=True))
    return row | {
        "text": list(one.words),
        "speaker": list(one.speakers),
        "attributes": msgspec.json.encode(one.annotation.attributes).decode(),
        "fragments": [{"start": s, "end": e} for s, e in one.annotation.fragments],
    }


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The annotations of a table this program wrote; the project must have the articles.

    Raises:
        RefusedFileError: it is no such table.
        OSError: it cannot be read.
    """
    rows = enumerate(_rows(path), 1)
    for name, group in groupby(rows, key=lambda pair: json_lines.words(pair[1].get("article"))):
        made: list[IncomingAnnotation] = []
        links: list[IncomingLink] = []
        refused: list[Note] = []
        for number, row in group:
            one = _annotation(row, number)
            if one is None:
                refused.append(Note(number, say("The row has no label or no place.")))
                continue
            made.append(one)
            links += _links(one, row)
        yield IncomingArticle(
            name=name,
            text=None,
            annotations=tuple(made),
            links=tuple(links),
            refused=tuple(refused),
        )


def _annotation(row: Mapping[str, Any], number: int) -> IncomingAnnotation | None:
    given = json_lines.dicts(row.get("fragments")) or [dict(row)]
    ends = [
        (json_lines.offset(one.get("start")), json_lines.offset(one.get("end"))) for one in given
    ]
    fragments = [Span(start, end) for start, end in ends if start is not None and end is not None]
    if len(fragments) < len(ends) or not row.get("label"):
        return None
    if any(place.start > place.end for place in fragments):
        return None
    attributes = json_lines.decoded(json_lines.words(row.get("attributes") or "{}").encode())
    words: dict[str, Any] = {name: json_lines.words(row.get(name)) for name in _TEXTS}
    return IncomingAnnotation(
        id=json_lines.words(row.get("id")) or str(number),
        uuid=json_lines.words(row.get("id")),
        fragments=tuple(fragments),
        attributes=jsonl.values(attributes),
        **words,
    )


def _links(one: IncomingAnnotation, row: Mapping[str, Any]) -> Iterator[IncomingLink]:
    for speaker in map(json_lines.words, json_lines.many(row.get("speaker"))):
        if speaker and speaker != one.entry:
            yield IncomingLink(type="said_by", source=one.id, target=speaker, kind="entry")


def read_articles(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a table, one a row.

    Raises:
        RefusedFileError: no column holds the text.
        OSError: it cannot be read.
    """
    mapping = article_fields.mapping_of(_columns(path), options.columns)
    for number, given in enumerate(_rows(path), 1):
        row = {name: json_lines.words(value) for name, value in given.items()}
        if row.get(mapping["text"], "").strip():
            yield article_fields.article(row, mapping, f"{path.stem}-{number:03}", "")
        else:
            yield Note(number, say("The row has no text; it was left out."))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for batch in _batches(path):
        yield from batch.to_pylist()


def _batches(path: Path) -> Iterable[Any]:
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - not always there

    try:
        with parquet.ParquetFile(path) as file:
            _refuse_bomb(file)
            yield from file.iter_batches(batch_size=_ROWS)
    except (ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and not path.is_file():
            raise
        raise RefusedFileError(say("The file is no Parquet table, or it is damaged.")) from error


def _refuse_bomb(file: Any) -> None:  # noqa: ANN401
    known = file.metadata
    sizes = [known.row_group(at).total_byte_size for at in range(known.num_row_groups)]
    if max(sizes, default=0) > _MOST_GROUP:
        raise RefusedFileError(say("The file is too large to be what it says."))


def _columns(path: Path) -> list[str]:
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - not always there

    try:
        return list(parquet.read_schema(path).names)
    except (ArrowException, OSError, ValueError) as error:
        raise RefusedFileError(say("The file is no Parquet table, or it is damaged.")) from error


def _is_ours(path: Path) -> bool:
    """Whether the columns of annotations are named at the end of a file, where Parquet does it."""
    if path.suffix.casefold() not in FORMAT.endings:
        return False
    try:
        with path.open("rb") as file:
            whole = file.seek(0, 2)
            file.seek(max(0, whole - 200_000))
            tail = file.read()
    except OSError:
        return False
    return tail.endswith(_MAGIC) and all(
        name in tail for name in (b"article", b"label", b"fragments", b"codebook_version")
    )


FORMAT = Format(
    name="parquet",
    title=say("Parquet table of annotations"),
    endings=(".parquet",),
    reads="annotations",
    shape="file",
    carries=table.CARRIES,
    link_types=("said_by",),
    modules=("pyarrow",),
    extra="tables",
    detect=_is_ours,
    read=read,
    write=write,
)
ARTICLES = Format(
    name="articles-parquet",
    title=say("Parquet table of articles"),
    endings=(".parquet",),
    reads="articles",
    modules=("pyarrow",),
    extra="tables",
    columns=_columns,
    read=read_articles,
)
