"""WebAnno TSV 3, as INCEpTION and WebAnno export it.

Format: “WebAnno TSV 3.x” in the user guide of INCEpTION. Offsets count UTF-16 units; the lines of
`#Text=` are the text, escaped as in Java; words between sentences are lost and padded with spaces.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.article import Source
from annotator.domain.sentence import say
from annotator.formats import decoding, webanno_write
from annotator.formats.format import ASPECTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingArticle,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.markup import MOST_PADDING
from annotator.formats.offset_reading import Counting, Reading
from annotator.formats.webanno_cells import plain_text
from annotator.formats.webanno_layers import Column, Layer, Meaning, Unit, role_of

_TOKEN = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d{1,15})-(\d{1,15})\t")
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]*)\|?(.*)")
_SOURCES = (".txt", ".tsv", ".xmi", ".xml", ".html", ".htm", ".pdf", ".json", ".conll")
"""Endings of documents; in INCEpTION's exports a folder named like one has a file a coder."""
_MOST_COLUMNS = 2000
_NOBODY = ("INITIAL_CAS", "reference")


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The document of a file.

    Raises:
        RefusedFileError: it is not text, or not in this format.
        OSError: it cannot be read.
    """
    del options
    raw, _ = decoding.read(path)
    if not raw.lstrip("\ufeff").startswith("#FORMAT=WebAnno TSV 3"):
        raise RefusedFileError(say("The first line does not say WebAnno TSV 3."), 1)
    name, coder = _names(path)
    yield _Document(raw).article(name, coder)


def _names(path: Path) -> tuple[str, str]:
    """The names of the article and the coder, as the file's own name and its folder tell them."""
    folder = Path(path.absolute().parent.name)
    if folder.suffix.casefold() in _SOURCES:
        return folder.stem, "" if path.stem in _NOBODY else path.stem
    return (folder.name if path.stem in _NOBODY else path.stem), ""


class _Document:
    """A file taken apart: layers with their columns, units with their cells, and the text."""

    def __init__(self, raw: str) -> None:
        self._layers: list[Layer] = []
        self._columns: list[Column] = []
        self._units: list[Unit] = []
        self._sentences: list[tuple[int, str]] = []
        self._refused: list[Note] = []
        self._read(raw.split("\n"))
        self._text = self._whole()

    def _read(self, lines: Sequence[str]) -> None:
        waiting: list[str] = []
        for number, raw in enumerate(lines, 1):
            line = raw.removesuffix("\r")
            layer = _LAYER.fullmatch(line)
            token = _TOKEN.match(line)
            if layer:
                self._learn(*layer.groups())
            elif line.startswith("#Text="):
                waiting.append(plain_text(line.removeprefix("#Text=")))
            elif token:
                start = int(token[2])
                if waiting:
                    self._sentences.append((start, "\n".join(waiting)))
                    waiting = []
                cells = line[token.end() :].split("\t")[1:]
                self._units.append(Unit(token[1], start, int(token[3]), cells, number))
            elif line and not line.startswith("#"):
                self._refused.append(Note(number, say("This line was not understood.")))

    def _learn(self, kind: str, name: str, features: str) -> None:
        layer = Layer(kind, name)
        self._layers.append(layer)
        for part in features.split("|"):
            if len(self._columns) >= _MOST_COLUMNS:
                raise RefusedFileError(say("The file has too many columns to be what it says."))
            self._columns.append(Column(len(self._layers) - 1, part, role_of(part)))
            layer.columns.append(len(self._columns) - 1)

    def _whole(self) -> str:
        """The text: sentences at their offsets, what is between them padded.

        Raises:
            RefusedFileError: far too much is between them.
        """
        pieces: list[str] = []
        length = padded = 0
        for start, words in self._sentences:
            gap = max(0, start - length)
            padded += gap
            if padded > MOST_PADDING:
                raise RefusedFileError(say("The offsets of the sentences are too far apart."))
            padding = "\n" + " " * (gap - 1) if gap and pieces else " " * gap
            pieces += [padding, words]
            length += gap + len(words.encode("utf-16-le")) // 2
        return "".join(pieces)

    def article(self, name: str, coder: str) -> IncomingArticle:
        """The document with everything that could be placed."""
        counting = Counting(self._text, Reading("utf16"))
        meaning = Meaning(self._layers, self._columns, self._units, counting, coder)
        return IncomingArticle(
            name=name,
            text=self._text,
            source=Source(newline=decoding.newline_of(self._text)),
            annotations=tuple(meaning.annotations),
            links=tuple(meaning.links()),
            offset_unit="utf16",
            refused=(*self._refused, *meaning.refused),
        )


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() != ".tsv":
        return False
    head = decoding.head(path, 40).decode("utf-8-sig", "replace")
    return head.startswith("#FORMAT=WebAnno TSV 3")


FORMAT = Format(
    name="webanno",
    title=say("WebAnno TSV 3 (INCEpTION)"),
    endings=(".tsv",),
    reads="annotations",
    shape="folder",
    carries=frozenset(ASPECTS) - {"fragments", "times"},
    names_lone_coder=False,
    detect=_is_export,
    read=read,
    write=webanno_write.write,
)
