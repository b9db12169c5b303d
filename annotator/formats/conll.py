"""Tokens with tags, one a line: CoNLL-2003 and its kin (IO, IOB1, IOB2, BIOES), and HIPE's TSV.

Tags as E. Tjong Kim Sang and F. De Meulder (2003) have them; HIPE's columns as its shared task's
guidelines have them. Between tokens these files know no spaces: the text is made from the tokens.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.formats import decoding
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions

_ID = re.compile(r"#\s*(?:\S+:)?document_id\s*=\s*(.+)")
_TOLD = re.compile(r"#\s*(?:hipe\d*:)?(date|newspaper|language|document_type)\s*=\s*(.+)")
_TAG = re.compile(r"(?:[BIESLU]-\S+|O)")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DOCUMENT = "-DOCSTART-"
_LAYERS = ("NE-COARSE-LIT", "NE-COARSE-METO", "NE-NESTED")
_HEAD = 8192


@dataclass(slots=True)
class _Document:
    """The tokens of one document: words, their places in the text, and their other columns."""

    name: str
    line: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: list[Span] = field(default_factory=list)
    columns: list[list[str]] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)

    def learn(self, key: str, value: str) -> None:
        """What a line before the tokens says about the document."""
        if key == "date":
            self.metadata = replace(self.metadata, date=iso_date(value))
        elif key == "newspaper":
            self.metadata = replace(self.metadata, outlet=value)
        else:
            self.metadata = replace(self.metadata, extra={**self.metadata.extra, key: value})

    def add(self, word: str, columns: list[str], after: str) -> None:
        """One more token, and what stands between it and the next."""
        self.places.append(Span(self.length, self.length + len(word)))
        self.columns.append(columns)
        self.pieces += [word, after]
        self.length += len(word) + len(after)

    def end_sentence(self) -> None:
        """A new line begins, if there is anything before it."""
        if self.pieces and self.pieces[-1] != "\n":
            self.length += 1 - len(self.pieces[-1])
            self.pieces[-1] = "\n"

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(self.pieces).rstrip()


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The documents of a file of tokens with tags in the last column.

    Raises:
        RefusedFileError: it is not text, or its tags are none.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    documents = _documents(text.split("\n"), path.stem, str.split)
    for document in documents:
        if document.places:
            yield _article(document, {"": [columns[-1] for columns in document.columns]})


def read_hipe(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The documents of a HIPE file; a layer a column of entities.

    Raises:
        RefusedFileError: it is not text, or it lacks its head line.
        OSError: it cannot be read.
    """
    text, _ = decoding.read(path)
    lines = text.split("\n")
    head = lines[0].rstrip("\r").lstrip("\ufeff").split("\t")
    if "TOKEN" not in head:
        raise RefusedFileError(say("The first line does not name the columns."), 1)
    misc = head.index("MISC") - 1 if "MISC" in head else None
    for document in _documents(lines[1:], path.stem, _tabbed, misc=misc):
        if not document.places:
            continue
        tags = {
            layer: [_cell(columns, head.index(layer) - 1) for columns in document.columns]
            for layer in _LAYERS
            if layer in head
        }
        links = (
            [_cell(columns, head.index("NEL-LIT") - 1) for columns in document.columns]
            if "NEL-LIT" in head
            else []
        )
        article = _article(document, tags, links)
        yield replace(article, metadata=document.metadata, aside=_finer(document, head))


def _finer(document: _Document, head: Sequence[str]) -> tuple[tuple[Sentence, int], ...]:
    """How many entities stand in columns that only say more closely what others say."""
    numbers = [number - 1 for number, name in enumerate(head) if name.startswith("NE-FINE")]
    cells = (_cell(columns, number) for columns in document.columns for number in numbers)
    begins = sum(cell.startswith("B-") for cell in cells)
    return ((say("finer kinds and parts of entities"), begins),) if begins else ()


def _tabbed(line: str) -> list[str]:
    return line.split("\t")


def _cell(columns: Sequence[str], number: int) -> str:
    return columns[number] if number < len(columns) else "_"


def _documents(
    lines: Sequence[str], stem: str, cut: Callable[[str], list[str]], misc: int | None = None
) -> Iterator[_Document]:
    document = _Document(stem, 1)
    count = 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        name = _ID.match(line)
        if name or line.startswith(_DOCUMENT):
            yield document
            count += 1
            document = _Document(name[1].strip() if name else f"{stem}-{count:03}", number)
        elif not line.strip():
            document.end_sentence()
        elif misc is not None and (told := _TOLD.match(line)):
            document.learn(told[1], told[2].strip())
        elif not line.startswith("# ") or (misc is None and len(cut(line)) > 1):
            word, *columns = cut(line)
            document.add(word, columns or ["O"], _after(columns, misc))
    yield document


def _after(columns: Sequence[str], misc: int | None) -> str:
    told = _cell(columns, misc) if misc is not None else ""
    if "NoSpaceAfter" in told:
        return ""
    return "\n" if "EndOfSentence" in told else " "


def _article(
    document: _Document, tags: dict[str, list[str]], links: Sequence[str] = ()
) -> IncomingArticle:
    text = document.text
    made = [
        IncomingAnnotation(
            label=label,
            layer=layer,
            fragments=(Span(document.places[first].start, document.places[last].end),),
            attributes=_wikidata(links, first, layer),
        )
        for layer, column in tags.items()
        for first, last, label in _runs(column)
    ]
    return IncomingArticle(
        name=document.name,
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        annotations=tuple(made),
    )


def _wikidata(links: Sequence[str], first: int, layer: str) -> dict[str, Value]:
    if layer != "NE-COARSE-LIT" or first >= len(links) or links[first] in {"_", ""}:
        return {}
    return {"wikidata": links[first]}


def _runs(column: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First token, last token and label of each entity, whichever of the schemes was used."""
    start, label = -1, ""
    for number, tag in enumerate([*column, "O"]):
        kind, _, name = tag.partition("-")
        inside = bool(name) and kind in "BIESLU"
        goes_on = inside and kind in "IEL" and name == label and start >= 0
        if start >= 0 and not goes_on:
            yield start, number - 1, label
            start, label = -1, ""
        if inside and not goes_on:
            start, label = number, name
        if goes_on and kind in "EL":
            yield start, number, label
            start, label = -1, ""


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write IOB2: one document an article and set, one token a line, an empty line a sentence."""
    stream = out.stream()
    for article in going.articles():
        for set in going.sets:
            mine = [one for one in article.annotations if one.set == set.name]
            if mine or len(going.sets) == 1:
                stream.write("".join(_lines(article.text, mine)).encode())


def _lines(text: str, mine: Sequence[Outgoing]) -> Iterator[str]:
    yield f"{_DOCUMENT}\tO\n\n"
    spans = [(one.annotation.start, one.annotation.end, one.annotation.label) for one in mine]
    at, before = 0, -1
    end = 0
    for token in _TOKEN.finditer(text):
        if "\n" in text[end : token.start()] and end:
            yield "\n"
        end = token.end()
        while at < len(spans) and spans[at][1] <= token.start():
            at += 1
        tag = "O"
        if at < len(spans) and spans[at][0] < token.end():
            tag = f"{'I' if before == at else 'B'}-{spans[at][2]}"
            before = at
        yield f"{token[0]}\t{tag}\n"
    yield "\n"


def _is_hipe(path: Path) -> bool:
    return path.suffix.casefold() == ".tsv" and _head(path).startswith("TOKEN\t")


def _is_tagged(path: Path) -> bool:
    if path.suffix.casefold() not in FORMAT.endings:
        return False
    lines = [line.split() for line in _head(path).split("\n")[:-1] if line.strip()]
    tagged = [line for line in lines if len(line) > 1 and _TAG.fullmatch(line[-1])]
    return len(tagged) > len(lines) / 2


def _head(path: Path) -> str:
    return decoding.head(path, _HEAD).decode("utf-8-sig", "replace")


FORMAT = Format(
    name="conll",
    title=say("CoNLL, tokens with tags (IOB2)"),
    endings=(".conll", ".bio", ".iob", ".iob2", ".conll03", ".bioes"),
    reads="annotations",
    shape="stream",
    detect=_is_tagged,
    read=read,
    write=write,
)
HIPE = Format(
    name="hipe",
    title=say("HIPE, tokens with columns of entities"),
    endings=(".tsv",),
    reads="annotations",
    detect=_is_hipe,
    read=read_hipe,
)
