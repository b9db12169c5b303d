"""A look at what an import would bring: the first articles, and the columns of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from annotator.domain.name_pattern import NamePattern
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.system_errors import why
from annotator.formats import article_fields
from annotator.formats.incoming import IncomingArticle, ReadOptions
from annotator.jobs import import_files
from annotator.jobs.import_files import AS_FOUND, Wish

_TEXT = 80


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """An article as it would arrive; `text` is how it starts."""

    name: str
    title: str
    outlet: str
    author: str
    date: str
    text: str
    annotations: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The first articles; `columns` are those of a table and `mapping` which field has which.

    `problem` is why nothing more can be shown.
    """

    rows: tuple[PreviewRow, ...] = ()
    columns: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    problem: Sentence | None = None


def look(paths: Sequence[Path], wish: Wish = AS_FOUND, most: int = 5) -> Preview:
    """Read only as far as the first articles; nothing is written anywhere."""
    columns: tuple[str, ...] = ()
    mapping: dict[str, str] = {}
    try:
        pattern = NamePattern(wish.name_pattern) if wish.name_pattern else None
        files = import_files.first_units(paths, wish, most)
        for path, told in files[:1]:
            if told.columns is not None:
                columns = tuple(told.columns(path))
                mapping = article_fields.mapping_of(columns, wish.columns)
        options = ReadOptions(unit=wish.unit, columns=wish.columns)
        arriving = chain.from_iterable(
            ((path, one) for one in (told.read(path, options) if told.read else ()))
            for path, told in files
        )
        found = ((path, one) for path, one in arriving if isinstance(one, IncomingArticle))
        rows = tuple(_row(one, path, pattern) for path, one in islice(found, most))
    except (AnnotatorError, OSError) as error:
        return Preview(columns=columns, mapping=mapping, problem=_problem(error))
    if not rows:
        return Preview(columns=columns, mapping=mapping, problem=say("There is no article in it."))
    return Preview(rows, columns, mapping)


def _problem(error: AnnotatorError | OSError) -> Sentence:
    if isinstance(error, AnnotatorError):
        return error.sentence
    return say("The file cannot be read: {reason}.", reason=why(error))


def _row(one: IncomingArticle, path: Path, pattern: NamePattern | None) -> PreviewRow:
    metadata = one.metadata if pattern is None else pattern.metadata(path.stem, one.metadata)
    text = " ".join((one.text or "")[: _TEXT * 4].split())
    return PreviewRow(
        one.name,
        metadata.title,
        metadata.outlet,
        metadata.author,
        metadata.date,
        text[:_TEXT],
        len(one.annotations),
    )
