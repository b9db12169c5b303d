"""REFI-QDA projects (`.qdpx`) and codebooks (`.qdc`) in, after the exchange standard 1.0.

Positions are code points by the standard; NVivo for Windows counts UTF-16 units and leaves the
byte order mark out, ATLAS.ti counts a CRLF as one. Which it was is found out source by source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from annotator.domain.article import Metadata
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, offset_reading, packed, refi_write
from annotator.formats.format import ASPECTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.json_lines import offset
from annotator.formats.offset_reading import Counting, Sample
from annotator.formats.packed import Packed

if TYPE_CHECKING:
    from lxml import etree

_OTHER = (
    *("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection"),
    *("TranscriptSelection", "Set", "Graph", "Case", "PictureSource", "PDFSource"),
    *("AudioSource", "VideoSource"),
)


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The text sources of a project with their codings; the code tree as a codebook.

    Raises:
        RefusedFileError: it is no such project.
        OSError: it cannot be read.
    """
    with packed.opened(path) as archive:
        name = next((one for one in archive.names if one.casefold().endswith(".qde")), "")
        project = _Project(archive.xml(name or "project.qde"), archive)
        yield project.codebook
        aside = project.aside()
        for source in project.sources():
            try:
                article = project.article(source, options, aside)
            except RefusedFileError as error:
                yield Note(_line(source), error.sentence)
            else:
                yield article
                aside = ()


def read_codebook(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The codes of a codebook file.

    Raises:
        RefusedFileError: it is no such codebook.
        OSError: it cannot be read.
    """
    yield _Project(packed.xml(path.read_bytes(), path.name), None).codebook


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _line(element: etree._Element) -> int:
    return int(getattr(element, "sourceline", 0) or 0)


def _get(element: etree._Element, name: str, otherwise: str = "") -> str:
    return str(element.get(name) or otherwise)


def _all(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    return (one for one in element.iter() if _tag(one) in tags)


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (one for one in element if _tag(one) == tag)


class _Project:
    """A project's tree with what its ids mean."""

    def __init__(self, root: etree._Element, archive: Packed | None) -> None:
        self._root, self._archive = root, archive
        self._users = {u.get("guid", ""): u.get("name", "") for u in _all(root, "User")}
        self._names = {v.get("guid", ""): v.get("name", "") for v in _all(root, "Variable")}
        self._labels: dict[str, Label] = {}
        self._order: list[Label] = []
        self._taken: dict[str, int] = {}
        for codes in _all(root, "Codes"):
            for code in _below(codes, "Code"):
                self._learn(code, "")
        layer = Layer(id="", labels=tuple(self._order))
        self.codebook = Codebook(id="refi", version="1", layers=(layer,))
        self._notes = {one.get("guid", ""): _content(one) for one in _all(root, "Note")}
        self._links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for link in _all(root, "Link"):
            ends = link.get("originGUID", ""), link.get("targetGUID", "")
            self._links[ends[0]].append((link.get("name") or "link", ends[1]))

    def _learn(self, code: etree._Element, parent: str) -> None:
        name = self._free_name(code.get("name") or "?", parent)
        described = "".join(_content(one) for one in _below(code, "Description"))
        label = Label(
            id=name,
            layer="",
            parent=parent,
            color=code.get("color", "")[:7],
            definition={"en": described} if described else {},
        )
        self._labels[code.get("guid", "")] = label
        self._order.append(label)
        for child in _below(code, "Code"):
            self._learn(child, name)

    def _free_name(self, name: str, parent: str) -> str:
        """A code's name; with that of its parent or a number where another code has it too."""
        full = f"{parent} > {name}" if parent else name
        free = next((one for one in (name, full) if one not in self._taken), "")
        while not free:
            self._taken[full] += 1
            numbered = f"{full} ({self._taken[full]})"
            free = "" if numbered in self._taken else numbered
        self._taken[free] = 1
        return free

    def sources(self) -> Iterator[etree._Element]:
        """The sources that have a text."""
        return _all(self._root, "TextSource")

    def aside(self) -> tuple[tuple[Sentence, int], ...]:
        """What a project of this program has no place for."""
        counts = {tag: sum(1 for _ in _all(self._root, tag)) for tag in _OTHER}
        others = [(say("{kind} of the REFI project", kind=tag), counts[tag]) for tag in _OTHER]
        pages = _all(self._root, "Representation", "Transcript")
        texts = list(self.sources())
        selections = [row for one in texts for row in _below(one, "PlainTextSelection")]
        codeless = [one for one in selections if next(_below(one, "Coding"), None) is None]
        whole = sum(1 for one in texts for _ in _below(one, "Coding"))
        cited = {one.get("targetGUID", "") for one in _all(self._root, "NoteRef")}
        others += [
            (
                say("selections in what stands for a page or a recording"),
                sum(1 for page in pages for _ in _below(page, "PlainTextSelection")),
            ),
            (say("selections without a code"), len(codeless)),
            (say("codes of whole texts"), whole),
            (say("notes on no passage"), len(self._notes.keys() - cited)),
        ]
        return tuple((sentence, number) for sentence, number in others if number)

    def article(
        self, source: etree._Element, options: ReadOptions, aside: tuple[tuple[Sentence, int], ...]
    ) -> IncomingArticle:
        """A text source with its codings."""
        name = source.get("name") or source.get("guid") or "?"
        data = self._data(source, name)
        text, origin = decoding.decode(data, name)
        rows = list(_below(source, "PlainTextSelection"))
        places = [_place(one) for one in rows]
        spans = [(start, end) for start, end in places if start is not None and end is not None]
        found = offset_reading.find(
            [Sample(text, spans)], among=offset_reading.READINGS, unit=options.unit
        )
        counting = Counting(text, found.reading)
        made: list[IncomingAnnotation] = []
        refused: list[Note] = []
        for row in rows:
            made += self._selection(row, counting, refused)
        return IncomingArticle(
            name=PurePosixPath(name).stem if name.casefold().endswith((".txt", ".docx")) else name,
            text=text,
            source=origin,
            metadata=Metadata(title=name, extra=dict(self._variables(source))),
            annotations=tuple(made),
            links=tuple(self._relations(made)),
            offset_unit=found.reading.name,
            refused=tuple(refused),
            aside=aside,
        )

    def _variables(self, source: etree._Element) -> Iterator[tuple[str, str]]:
        """What is said about a source: its description and the values of variables."""
        for described in _below(source, "Description"):
            if _content(described):
                yield "description", _content(described)
        for value in _below(source, "VariableValue"):
            name, words = "", ""
            for part in value:
                if _tag(part) == "VariableRef":
                    name = self._names.get(part.get("targetGUID", ""), "")
                else:
                    words = (part.text or "").strip()
            if name and words:
                yield name, words

    def _data(self, source: etree._Element, name: str) -> bytes:
        inline = next(_below(source, "PlainTextContent"), None)
        if inline is not None:
            return (inline.text or "").encode()
        path = source.get("plainTextPath", "")
        place, _, file = path.partition("://")
        wanted = file.lstrip("/").casefold()
        if self._archive is not None and place in {"internal", "relative"}:
            for one in self._archive.names:
                if one.casefold() in {wanted, f"sources/{wanted}"}:
                    return self._archive.read(one)
        raise RefusedFileError(
            say("The text of “{name}” is not in the file; it was left out.", name=name)
        )

    def _selection(
        self, row: etree._Element, counting: Counting, refused: list[Note]
    ) -> Iterator[IncomingAnnotation]:
        start, end = _place(row)
        try:
            span = counting.to_points(-1 if start is None else start, -1 if end is None else end)
        except ValueError:
            sentence = say("A selection lies outside its text; it was left out.")
            refused.append(Note(_line(row), sentence))
            return
        described = map(_content, _below(row, "Description"))
        note = "\n".join(filter(None, (*described, *self._told(row))))
        codings = [(one, ref) for one in _below(row, "Coding") for ref in _below(one, "CodeRef")]
        for number, (coding, reference) in enumerate(codings):
            label = self._labels.get(reference.get("targetGUID", ""))
            if label is None:
                sentence = say("A coding has a code that the project lacks; it was left out.")
                refused.append(Note(_line(coding), sentence))
                continue
            person = _get(coding, "creatingUser", _get(row, "creatingUser"))
            told = "\n".join(self._told(coding))
            yield IncomingAnnotation(
                id=row.get("guid", "") if number == 0 else coding.get("guid", ""),
                uuid=coding.get("guid", "").strip("{}").casefold(),
                label=label.id,
                fragments=(span,),
                coder=self._users.get(person, ""),
                note="\n".join(filter(None, (note if number == 0 else "", told))),
                created=_get(coding, "creationDateTime", _get(row, "creationDateTime")),
                updated=_get(row, "modifiedDateTime"),
            )

    def _told(self, element: etree._Element) -> Iterator[str]:
        for reference in _below(element, "NoteRef"):
            yield self._notes.get(reference.get("targetGUID", ""), "")

    def _relations(self, made: list[IncomingAnnotation]) -> Iterator[IncomingLink]:
        ids = {one.id for one in made}
        for one in made:
            for type, target in self._links.get(one.id, ()):
                if target in ids:
                    yield IncomingLink(type=type, source=one.id, target=target)


def _place(row: etree._Element) -> tuple[int | None, int | None]:
    return offset(row.get("startPosition")), offset(row.get("endPosition"))


def _content(element: etree._Element) -> str:
    """The words of a description, or of a note and what is in it."""
    inline = next(_all(element, "PlainTextContent"), element)
    return (inline.text or "").strip()


FORMAT = Format(
    name="refi",
    title=say("REFI-QDA project (NVivo, MAXQDA, ATLAS.ti)"),
    endings=(".qdpx",),
    reads="annotations",
    shape="file",
    carries=frozenset(ASPECTS) - {"fragments", "attributes", "entries"},
    dialects=refi_write.DIALECTS,
    read=read,
    write=refi_write.write,
)
CODEBOOK = Format(
    name="refi-codebook",
    title=say("REFI-QDA codebook"),
    endings=(".qdc",),
    reads="annotations",
    shape="stream",
    read=read_codebook,
    write=refi_write.write_codebook,
)
