"""The one list of formats: commands, menus and manual are drawn from it."""

from pathlib import Path

from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import (
    articles_table,
    bioc,
    brat,
    bundle,
    cas_json,
    cas_xmi,
    conll,
    dna,
    dna_xml,
    docbin,
    doccano,
    documents,
    docx,
    europresse,
    event_list,
    factiva,
    iramuteq,
    jsonl,
    label_studio,
    network,
    parquet,
    prodigy,
    pubannotation,
    qualcoder,
    refi,
    spreadsheet,
    table,
    taguette,
    txt,
    web_annotation,
    webanno,
)
from annotator.formats.format import Format

FORMATS: tuple[Format, ...] = (
    txt.FORMAT,
    articles_table.CSV,
    articles_table.LINES,
    spreadsheet.ARTICLES,
    parquet.ARTICLES,
    europresse.FORMAT,
    factiva.FORMAT,
    docx.NEXIS,
    docx.FORMAT,
    documents.PAGE,
    documents.PDF,
    documents.RTF,
    documents.ODT,
    documents.EPUB,
    iramuteq.FORMAT,
    bundle.FORMAT,
    jsonl.FORMAT,
    brat.FORMAT,
    pubannotation.FORMAT,
    bioc.FORMAT,
    web_annotation.FORMAT,
    webanno.FORMAT,
    cas_xmi.FORMAT,
    cas_json.FORMAT,
    docbin.FORMAT,
    refi.FORMAT,
    refi.CODEBOOK,
    dna.FORMAT,
    dna_xml.FORMAT,
    qualcoder.FORMAT,
    taguette.FORMAT,
    conll.FORMAT,
    conll.HIPE,
    label_studio.FORMAT,
    doccano.FORMAT,
    prodigy.FORMAT,
    table.CSV,
    table.TSV,
    spreadsheet.FORMAT,
    parquet.FORMAT,
    network.GRAPHML,
    network.GEXF,
    network.TABLES,
    event_list.FORMAT,
)


class UnknownFormatError(AnnotatorError):
    """No format has this name."""


def named(name: str) -> Format:
    """The format of this name.

    Raises:
        UnknownFormatError: there is none; the sentence lists those there are.
    """
    for known in FORMATS:
        if known.name == name.casefold():
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UnknownFormatError(
        say("There is no format “{name}”. Known are: {names}.", name=name, names=names)
    )


def detect(path: Path) -> Format | None:
    """The format a file or folder can be read in, if one can be told.

    Those that look inside are asked before those that go by the ending.
    """
    readable = [known for known in FORMATS if known.read is not None]
    readable.sort(key=lambda known: known.detect is None)
    return next((known for known in readable if known.is_of(path)), None)


def is_companion(path: Path) -> bool:
    """Whether a file only accompanies files of some format."""
    return any(path.name.casefold() in known.companions for known in FORMATS)


def readable_endings() -> tuple[str, ...]:
    """The endings of all files that can be read."""
    endings = (ending for known in FORMATS if known.read for ending in known.endings)
    return tuple(dict.fromkeys(endings))
