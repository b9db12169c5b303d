"""The project's own bundle: a zip with texts, annotations, codebook, register and history.

`manifest.json` names the version of the bundle and the SHA-256 of every other member. Members:
`codebook.json`, `sets.jsonl`, `register.jsonl`, `cards.jsonl` (statement cards; which claims are
on them stands with the annotations), `refusals.jsonl` (pairs of claims that are two statements;
both only where there are any), `articles.jsonl` (metadata, source and checksum of
each text), `texts/CHECKSUM.txt` where texts may leave, `annotations/CHECKSUM.jsonl` (one stream of
`jsonl` an article), `edits.jsonl` and `events.jsonl`. Offsets are code points.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Codebook
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.formats import json_lines, jsonl, packed, statement_records
from annotator.formats.format import ASPECTS, STATEMENTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingArticle,
    IncomingRefusal,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.outgoing import OutgoingArticle, Outgoings, Output, WriteOptions
from annotator.formats.packed import Packed

VERSION = 1
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
_MANIFEST = "manifest.json"


class _Writer:
    """Puts members into a zip and remembers their checksums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sums: dict[str, str] = {}

    def put(self, name: str, data: bytes) -> None:
        """Write a member."""
        member = zipfile.ZipInfo(name, _MIDNIGHT)
        member.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(member, data)
        self.sums[name] = hashlib.sha256(data).hexdigest()

    def lines(self, name: str, values: Iterator[Any]) -> None:
        """Write a member of one JSON value a line, as they come."""
        member = zipfile.ZipInfo(name, _MIDNIGHT)
        member.compress_type = zipfile.ZIP_DEFLATED
        digest = hashlib.sha256()
        encoder = msgspec.json.Encoder()
        with self._archive.open(member, "w", force_zip64=True) as file:
            for value in values:
                line = encoder.encode(value) + b"\n"
                digest.update(line)
                file.write(line)
        self.sums[name] = digest.hexdigest()


def write(out: Output, going: Outgoings, options: WriteOptions) -> None:
    """Write everything; the texts themselves only where all of them may leave."""
    entries = {entry.id: entry.name for entry in going.entries}
    with zipfile.ZipFile(out.path(), "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Writer(archive)
        writer.put("codebook.json", msgspec.json.encode(going.codebook))
        writer.lines("register.jsonl", (msgspec.to_builtins(one) for one in going.entries))
        _write_statements(writer, going)
        writer.lines("sets.jsonl", (one._asdict() for one in going.sets))
        heads = []
        for article in going.articles():
            name = article.article.text_sha256
            heads.append(_head(article))
            if options.text == "full":
                writer.put(f"texts/{name}.txt", article.text.encode())
            if article.annotations:
                records = (jsonl.record(one, entries) for one in article.annotations)
                writer.lines(f"annotations/{name}.jsonl", records)
        writer.lines("articles.jsonl", iter(heads))
        writer.lines("edits.jsonl", (one._asdict() for one in going.edits()))
        writer.lines("events.jsonl", (one._asdict() for one in going.events()))
        manifest = {"format": "annotator-bundle", "version": VERSION, "sha256": writer.sums}
        writer.put(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


def _write_statements(writer: _Writer, going: Outgoings) -> None:
    if going.cards:
        writer.lines("cards.jsonl", map(statement_records.of_card, going.cards))
    if going.refusals:
        writer.lines("refusals.jsonl", iter(going.refusals))


def _head(article: OutgoingArticle) -> dict[str, Any]:
    about = article.article
    return {
        "name": about.name,
        "text_sha256": about.text_sha256,
        "length": about.length,
        "metadata": msgspec.to_builtins(about.metadata),
        "source": msgspec.to_builtins(about.source),
    }


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """Everything in a bundle but its history.

    Raises:
        RefusedFileError: it is no bundle, it is newer, or a member is not what the manifest says.
        OSError: it cannot be read.
    """
    del options
    with packed.opened(path) as archive:
        bundle = Bundle(archive)
        book = bundle.json("codebook.json")
        yield _codebook(book)
        for value in bundle.lines("register.jsonl"):
            yield _entry(value)
        for value in bundle.optional("cards.jsonl"):
            yield statement_records.card(value)
        for value in bundle.lines("articles.jsonl"):
            yield bundle.article(value)
        yield from bundle.refusals()


class Bundle:
    """An open bundle whose members are compared with its manifest as they are read."""

    def __init__(self, archive: Packed) -> None:
        self._archive = archive
        manifest = json_lines.decoded(archive.read(_MANIFEST))
        if not isinstance(manifest, dict) or manifest.get("format") != "annotator-bundle":
            raise RefusedFileError(say("The file is no bundle of this program."))
        if manifest.get("version") != VERSION:
            raise RefusedFileError(say("The bundle was made by a newer version of this program."))
        sums = manifest.get("sha256")
        self._sums: dict[str, Any] = sums if isinstance(sums, dict) else {}

    def read(self, name: str) -> bytes:
        """A member's bytes, if they are those that were written."""
        data = self._archive.read(name)
        if hashlib.sha256(data).hexdigest() != self._sums.get(name):
            raise RefusedFileError(
                say("{name} in the bundle is damaged; nothing was read.", name=name)
            )
        return data

    def json(self, name: str) -> dict[str, Any]:
        """A member that is one object."""
        value = json_lines.decoded(self.read(name))
        return value if isinstance(value, dict) else {}

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """A member with one object a line."""
        for line in self.read(name).split(b"\n"):
            value = json_lines.decoded(line) if line else None
            if isinstance(value, dict):
                yield value

    def has(self, name: str) -> bool:
        """Whether it has such a member."""
        return name in self._archive

    def text(self, sha256: str) -> str | None:
        """The text of this checksum, where it came along."""
        member = f"texts/{sha256}.txt"
        return self.read(member).decode() if self.has(member) else None

    def optional(self, name: str) -> Iterator[dict[str, Any]]:
        """As `lines`; none where there is no such member."""
        if name in self._archive:
            yield from self.lines(name)

    def refusals(self) -> Iterator[IncomingRefusal]:
        """The pairs of claims that are two statements."""
        if "refusals.jsonl" not in self._archive:
            return
        for line in self.read("refusals.jsonl").split(b"\n"):
            pair = json_lines.decoded(line) if line else None
            if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 - one and the other
                yield IncomingRefusal(*map(json_lines.text, pair))

    def article(self, head: dict[str, Any]) -> Incoming:
        """An article with its annotations."""
        name, sha256 = json_lines.words(head.get("name")), json_lines.words(head.get("text_sha256"))
        text = self.text(sha256)
        stream = f"annotations/{sha256}.jsonl"
        values = list(self.lines(stream)) if stream in self._archive else []
        made = [(one, value) for value in values if (one := jsonl.annotation(value)) is not None]
        if text is None and not made:
            return Note(0, say("The bundle has no text of {name}; it was left out.", name=name))
        ids = {one.id for one, _ in made}
        return IncomingArticle(
            name=name,
            text=text,
            text_sha256=sha256,
            source=_made(Source, head.get("source")),
            metadata=_made(Metadata, head.get("metadata")),
            annotations=tuple(one for one, _ in made),
            links=tuple(link for one, value in made for link in jsonl.links(one.id, value, ids)),
        )


def _made(kind: Any, value: object) -> Any:  # noqa: ANN401 - whichever was asked for
    """A value of a kind; the kind's own defaults where the bundle's are none."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return kind()


def _entry(value: dict[str, Any]) -> RegisterEntry:
    try:
        return msgspec.convert(value, RegisterEntry)
    except msgspec.ValidationError:
        return RegisterEntry(id="", name=json_lines.words(value.get("name")) or "?")


def _codebook(value: dict[str, Any]) -> Codebook:
    try:
        return msgspec.convert(value, Codebook)
    except msgspec.ValidationError as error:
        raise RefusedFileError(
            say("The codebook of the bundle cannot be read: {reason}.", reason=str(error))
        ) from error


def _is_bundle(path: Path) -> bool:
    if path.suffix.casefold() != ".zip" or not path.is_file():
        return False
    try:
        with packed.opened(path) as archive:
            return _MANIFEST in archive and b"annotator-bundle" in archive.read(_MANIFEST)
    except (OSError, RefusedFileError):
        return False


FORMAT = Format(
    name="bundle",
    title=say("Bundle of this program, nothing lost"),
    endings=(".zip",),
    reads="annotations",
    shape="file",
    carries=frozenset((*ASPECTS, STATEMENTS)),
    detect=_is_bundle,
    read=read,
    write=write,
)
