"""Excel workbooks (ECMA-376): articles in, one a row; annotations out, every cell by its type."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.formats import article_fields, table
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, Note, ReadOptions, RefusedFileError
from annotator.formats.outgoing import Outgoings, Output, WriteOptions
from annotator.formats.packed import opened

_MOST_CELL = 32_767
"""Characters Excel keeps in a cell; a longer one would be cut without a word."""


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The articles of a workbook's first sheet that has a column of texts.

    Raises:
        RefusedFileError: it is no workbook, or no column holds the text.
        OSError: it cannot be read.
    """
    for sheet in _sheets(path):
        rows = iter(sheet)
        columns = [_words(cell) for cell in next(rows, ())]
        if article_fields.holds_text(columns) or options.columns:
            yield from _articles(rows, columns, path, options)
            return
    raise RefusedFileError(say("No sheet has a column with the text of articles."))


def columns(path: Path) -> list[str]:
    """The columns of the first sheet that has a column of texts, else of the first.

    Raises:
        RefusedFileError: it is no workbook.
        OSError: it cannot be read.
    """
    heads = [[_words(cell) for cell in next(iter(sheet), ())] for sheet in _sheets(path)]
    return next((head for head in heads if article_fields.holds_text(head)), [*heads, []][0])


def _sheets(path: Path) -> list[list[tuple[Any, ...]]]:
    import openpyxl  # noqa: PLC0415 - not always there

    with opened(path) as archive:
        for name in archive.names:
            archive.read(name)  # refuses what would fill the memory
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
        book.close()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise RefusedFileError(say("The workbook is damaged.")) from error
    return sheets


def _articles(
    rows: Iterator[tuple[Any, ...]], columns: list[str], path: Path, options: ReadOptions
) -> Iterator[Incoming]:
    mapping = article_fields.mapping_of(columns, options.columns)
    for number, cells in enumerate(rows, 2):
        row = dict(zip(columns, map(_words, cells), strict=False))
        if not any(row.values()):
            continue
        if not row.get(mapping["text"], "").strip():
            yield Note(number, say("The row has no text; it was left out."))
            continue
        if len(row[mapping["text"]]) >= _MOST_CELL:
            yield Note(
                number,
                say(
                    "The text fills its cell: Excel may have cut its end. It was taken in as it is."
                ),
            )
        yield article_fields.article(row, mapping, f"{path.stem}-{number - 1:03}", "")


def _words(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        whole_day = cell.time() == dt.time()
        return cell.date().isoformat() if whole_day else cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write one annotation a row; words are text cells and never formulas."""
    import openpyxl  # noqa: PLC0415 - not always there
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001
    sheet = book.create_sheet("annotations")

    def cell(value: table.Cell) -> Any:  # noqa: ANN401 - openpyxl's cells
        made = WriteOnlyCell(sheet, value=None)
        if isinstance(value, int):
            made.value = value
        else:
            made.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_MOST_CELL] or None
            if made.value is not None:
                made.data_type = "s"
        return made

    sheet.append(list(table.COLUMNS))
    for annotation in going:
        sheet.append([cell(value) for value in table.row(annotation)])
    book.save(out.path())


FORMAT = Format(
    name="xlsx",
    title=say("Excel table of annotations"),
    endings=(".xlsx",),
    shape="file",
    carries=table.CARRIES,
    link_types=("said_by",),
    modules=("openpyxl",),
    extra="tables",
    write=write,
)
ARTICLES = Format(
    name="articles-xlsx",
    title=say("Excel table of articles"),
    endings=(".xlsx",),
    reads="articles",
    modules=("openpyxl",),
    extra="tables",
    columns=columns,
    read=read,
)
