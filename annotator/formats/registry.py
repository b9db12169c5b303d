"""The one list of formats: commands, menus and manual are drawn from it."""

from pathlib import Path

from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import jsonl, table, txt
from annotator.formats.format import Format

FORMATS: tuple[Format, ...] = (
    txt.FORMAT,
    jsonl.FORMAT,
    table.CSV,
    table.TSV,
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
    """The format of a file or folder, if one can be told."""
    return next((known for known in FORMATS if known.is_of(path)), None)
