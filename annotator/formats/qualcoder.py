"""QualCoder in: a folder `NAME.qda` with the database `data.qda`, or that database alone.

Tables as QualCoder's source has them; positions are code points of the source's text, but those
of old versions count as Qt does. The coded words are beside them and tell.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, foreign_sqlite, offset_reading
from annotator.formats.foreign_sqlite import ForeignFile, Row, number, text
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.offset_reading import Counting, Reading, Sample

_DATABASE = "data.qda"
_AMONG = (Reading("code_point"), Reading("utf16"), Reading("code_point", crlf_as_one=True))
_ASIDE = {
    "annotation": say("notes on text without a code"),
    "code_image": say("coded pictures"),
    "code_av": say("coded sounds and films"),
    "case_text": say("passages of cases"),
    "journal": say("journals"),
}


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The text sources of a project with their codings; codes and categories as a codebook.

    Raises:
        RefusedFileError: it is no such project.
        OSError: it cannot be read.
    """
    with foreign_sqlite.opened(_database(path)) as file:
        project = _Project(file)
        yield project.codebook
        aside = project.aside()
        for source in file.rows("source", "id"):
            found = project.article(source, options, aside)
            if isinstance(found, IncomingArticle):
                aside = ()
            yield found


def _database(path: Path) -> Path:
    """The database of a project.

    Raises:
        RefusedFileError: it is a link that leads out of the project's folder.
    """
    if not path.is_dir():
        return path
    inside = path / _DATABASE
    if not inside.resolve().is_relative_to(path.resolve()):
        raise RefusedFileError(say("{name} leads out of the folder.", name=_DATABASE))
    return inside


class _Project:
    """What is said about sources, by their ids."""

    def __init__(self, file: ForeignFile) -> None:
        self._file = file
        self._categories = {number(row, "catid"): row for row in file.rows("code_cat")}
        self._codes = {number(row, "cid"): row for row in file.rows("code_name")}
        self._codings: dict[int | None, list[Row]] = defaultdict(list)
        for row in file.rows("code_text", "pos0"):
            self._codings[number(row, "fid")].append(row)
        self._extra: dict[int | None, dict[str, str]] = defaultdict(dict)
        for row in file.rows("attribute"):
            if text(row, "attr_type") == "file" and text(row, "value"):
                self._extra[number(row, "id")][text(row, "name")] = text(row, "value")

    @property
    def codebook(self) -> Codebook:
        """Categories and codes; a code below its category."""
        labels: dict[str, Label] = {}
        for row in (*self._categories.values(), *self._codes.values()):
            above = number(row, "supercatid" if "supercatid" in row else "catid")
            parent = text(self._categories[above], "name") if above in self._categories else ""
            name, memo = text(row, "name"), text(row, "memo")
            made = Label(
                id=name,
                layer="",
                parent="" if parent == name else parent,
                color=text(row, "color")[:7],
                definition={"en": memo} if memo else {},
            )
            labels.setdefault(name, made)
        layer = Layer(id="", labels=tuple(one for one in labels.values() if one.id))
        return Codebook(id="qualcoder", version="1", layers=(layer,))

    def aside(self) -> tuple[tuple[Sentence, int], ...]:
        """What a project of this program has no place for."""
        counts = [(sentence, sum(1 for _ in self._file.rows(t))) for t, sentence in _ASIDE.items()]
        return tuple((sentence, count) for sentence, count in counts if count)

    def article(
        self, source: Row, options: ReadOptions, aside: tuple[tuple[Sentence, int], ...]
    ) -> Incoming:
        """A source with its codings."""
        name, words = text(source, "name"), text(source, "fulltext")
        if not words.strip():
            return Note(0, say("“{title}” has no text in the file; it was left out.", title=name))
        rows = self._codings.get(number(source, "id"), [])
        counting, unit = _counting(words, rows, options)
        made, refused = [], []
        for row in rows:
            one = self._annotation(row, counting)
            if one is None:
                refused.append(Note(0, say("A coding lies outside its text; it was left out.")))
            else:
                made.append(one)
        return IncomingArticle(
            name=Path(name).stem if name.casefold().endswith((".txt", ".docx", ".md")) else name,
            text=words,
            source=Source(newline=decoding.newline_of(words)),
            metadata=Metadata(title=name, extra=self._extra.get(number(source, "id"), {})),
            annotations=tuple(made),
            offset_unit=unit,
            refused=tuple(refused),
            aside=aside,
        )

    def _annotation(self, row: Row, counting: Counting) -> IncomingAnnotation | None:
        code = self._codes.get(number(row, "cid"))
        place = _place(row)
        if code is None or place is None:
            return None
        try:
            span = counting.to_points(*place)
        except ValueError:
            return None
        return IncomingAnnotation(
            label=text(code, "name"),
            fragments=(span,),
            coder=text(row, "owner"),
            attributes={"important": True} if number(row, "important") else {},
            note=text(row, "memo"),
            created=utc(text(row, "date")),
        )


def _place(row: Row) -> tuple[int, int] | None:
    start, end = number(row, "pos0"), number(row, "pos1")
    return None if start is None or end is None else (start, end)


def _counting(words: str, rows: list[Row], options: ReadOptions) -> tuple[Counting, str]:
    known = [(place, text(row, "seltext")) for row in rows if (place := _place(row)) is not None]
    sample = Sample(words, [place for place, _ in known], [told for _, told in known])
    found = offset_reading.find([sample], among=_AMONG, unit=options.unit)
    return Counting(words, found.reading), found.reading.name


def utc(stamp: str) -> str:
    """`2024-11-23 09:15:00` of a database, as ISO 8601; its hour is taken for UTC."""
    day, _, hour = stamp.strip().partition(" ")
    return f"{day}T{hour[:8]}.000Z" if len(day) == len("2024-11-23") and len(hour) >= 8 else ""  # noqa: PLR2004


def _is_project(path: Path) -> bool:
    if path.is_dir():
        path = path / _DATABASE
    elif path.suffix.casefold() not in FORMAT.endings:
        return False
    return foreign_sqlite.holds_tables(path, "source", "code_text", "code_name")


FORMAT = Format(
    name="qualcoder",
    title=say("QualCoder, project"),
    endings=(".qda",),
    reads="annotations",
    folder=True,
    detect=_is_project,
    read=read,
)
