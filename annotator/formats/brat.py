"""brat standoff in: a text file and beside it annotation files, one a coder or one for all."""

import hashlib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.annotation import Value
from annotator.domain.firstline import propose
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import brat_settings, brat_write, decoding, offset_reading
from annotator.formats.brat_lines import Standoff, TextBound, parsed
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
from annotator.formats.offset_reading import Counting, Reading, Sample

_ALIKE = 0.5
"""The share of texts that sibling folders must have in common to be those of several coders."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One annotation file of a text, and whose it is."""

    path: Path
    coder: str


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a folder with their annotations; or one text, by either of its two files.

    Raises:
        OSError: a file cannot be read.
    """
    root = path if path.is_dir() else path.parent
    unread: list[Note] = []
    texts = _texts(path, unread)
    yield from unread
    yield from brat_settings.read(root)
    coders = _coder_folders(texts, root) if path.is_dir() else {}
    names = _names(texts, root, coders)
    pieces, alone = _pieces(path, texts)
    for text in texts:
        coder = coders.get(text.parent, "")
        try:
            yield _article(text, names[text], pieces.get(text, ()), coder, options)
        except RefusedFileError as error:
            yield Note(error.line, error.sentence, str(text))
    for other in alone:
        yield Note(0, say("There is no text file beside it; it was left out."), str(other))


def _texts(path: Path, unread: list[Note]) -> list[Path]:
    if not path.is_dir():
        return [_text_of(path)]
    found = (Path(one.path) for one in _walk(path, unread) if one.name.endswith(".txt"))
    return sorted((one for one in found if not one.is_symlink()), key=_place)


def _place(path: Path) -> tuple[str, ...]:
    return path.parts


def _walk(folder: Path, unread: list[Note]) -> Iterator[os.DirEntry[str]]:
    """The files of a folder and the folders in it, but for hidden ones; links are not followed."""
    open_folders = [os.fspath(folder)]
    while open_folders:
        inner = open_folders.pop()
        try:
            with os.scandir(inner) as entries:
                seen = [one for one in entries if not one.name.startswith(".")]
        except OSError as error:
            reason = say("The folder cannot be read: {reason}.", reason=error.strerror)
            unread.append(Note(0, reason, inner))
            continue
        open_folders += [one.path for one in seen if one.is_dir(follow_symlinks=False)]
        yield from (one for one in seen if not one.is_dir(follow_symlinks=False))


def _text_of(path: Path) -> Path:
    text = path.with_suffix(".txt")
    if text.exists():
        return text
    stems = (path.with_name(path.name[: -len(".ann")][:end] + ".txt") for end in _ends(path.stem))
    return next((one for one in stems if one.exists()), text)


def _ends(stem: str) -> Iterator[int]:
    return (at for at in range(len(stem) - 1, 0, -1) if stem[at] in "._-")


def _coder_folders(texts: Sequence[Path], root: Path) -> dict[Path, str]:
    """Folders side by side with the same texts, in them or below: all in one is a coder's.

    Gives the coder of each folder that has texts; of several such folders above one another the
    outermost counts.
    """
    folders = {text.parent for text in texts}
    if len(folders) == 1:
        return {}
    inside: dict[Path, set[tuple[str, bytes]]] = defaultdict(set)
    for text in texts:
        checksum = hashlib.sha256(text.read_bytes()).digest()
        for folder in _above(text.parent, root):
            inside[folder].add((text.relative_to(folder).as_posix(), checksum))
    beside: dict[Path, list[Path]] = defaultdict(list)
    for folder in inside:
        beside[folder.parent].append(folder)
    coders = {
        one: one.name
        for some in beside.values()
        for one in some
        if any(other != one and _shares(inside[one], inside[other]) for other in some)
    }
    found = ((folder, _outermost(folder, root, coders)) for folder in folders)
    return {folder: coder for folder, coder in found if coder}


def _above(folder: Path, root: Path) -> Iterator[Path]:
    """A folder and those above it, up to the root and without it."""
    return (one for one in (folder, *folder.parents) if one != root and root in one.parents)


def _outermost(folder: Path, root: Path, coders: Mapping[Path, str]) -> str:
    return next((coders[one] for one in reversed([*_above(folder, root)]) if one in coders), "")


def _shares(some: set[tuple[str, bytes]], others: set[tuple[str, bytes]]) -> bool:
    return len(some & others) > _ALIKE * min(len(some), len(others))


def _names(texts: Sequence[Path], root: Path, coders: dict[Path, str]) -> dict[Path, str]:
    """What each article is called: its file's name, with its folders where others have it too."""
    told = {text: _without(coders.get(text.parent, ""), text.relative_to(root)) for text in texts}
    often = Counter(stem for stem, _ in {(text.stem, told[text]) for text in texts})
    return {
        text: text.stem
        if often[text.stem] == 1
        else text.relative_to(root).with_suffix("").as_posix()
        for text in texts
    }


def _without(coder: str, place: Path) -> tuple[str, ...]:
    """The folders of a text but for that of its coder."""
    folders = list(place.parent.parts)
    if coder in folders:
        folders.remove(coder)
    return tuple(folders)


def _pieces(path: Path, texts: Sequence[Path]) -> tuple[dict[Path, list[_Piece]], list[Path]]:
    """The annotation files of each text, and those without one.

    A file has its text's name, or that and a coder's after a sign.
    """
    known = {os.path.split(text): text for text in texts}
    found: dict[Path, list[_Piece]] = defaultdict(list)
    alone = []
    for file in sorted(_annotation_files(path)):
        folder, name = os.path.split(file[: -len(".ann")])
        stems = (name[:end] for end in (len(name), *_ends(name)))
        stem = next((one for one in stems if (folder, f"{one}.txt") in known), None)
        if stem is not None:
            text = known[folder, f"{stem}.txt"]
            found[text].append(_Piece(Path(file), _coder_in(name[len(stem) + 1 :])))
        elif path.is_dir():
            alone.append(Path(file))
    return found, _elsewhere(alone, texts, found)


def _coder_in(rest: str) -> str:
    """Whom what follows a text's name means: the ending of the text itself is nobody."""
    return "" if rest == "txt" else rest.removeprefix("txt.")


def _elsewhere(
    alone: Sequence[Path], texts: Sequence[Path], found: dict[Path, list[_Piece]]
) -> list[Path]:
    """Give files without a text beside them to the only text of their name; those left over.

    Where they lie in several folders, each of these is a coder's.
    """
    named: dict[str, list[Path]] = defaultdict(list)
    for text in texts:
        named[text.stem].append(text)
    several = len({file.parent for file in alone}) > 1
    left = []
    for file in alone:
        meant = named.get(file.stem, ())
        if len(meant) == 1:
            found[meant[0]].append(_Piece(file, file.parent.name if several else ""))
        else:
            left.append(file)
    return left


def _annotation_files(path: Path) -> Iterator[str]:
    if path.is_dir():
        return (one.path for one in _walk(path, []) if one.name.endswith(".ann"))
    return (os.fspath(one) for one in path.parent.glob("*.ann"))


def _article(
    text: Path, name: str, pieces: Sequence[_Piece], coder: str, options: ReadOptions
) -> IncomingArticle:
    try:
        words, source = decoding.read(text)
    except RefusedFileError:
        if text.stat().st_size:
            raise
        words, source = "", decoding.EMPTY
    article = IncomingArticle(
        name=name, text=words, source=source, metadata=propose(words, text.stem)
    )
    for piece in pieces:
        article = _with(article, piece, coder or piece.coder, options)
    return article


def _with(
    article: IncomingArticle, piece: _Piece, coder: str, options: ReadOptions
) -> IncomingArticle:
    """The article with what one more annotation file says about it."""
    data = decoding.bytes_of(piece.path)
    lines = (
        parsed(decoding.text_of(data).lstrip("\ufeff"), str(piece.path))
        if data.strip()
        else Standoff()
    )
    text = article.text or ""
    reading = _reading(text, lines, options.unit)
    reader = _Reader(text, lines, reading, coder, str(piece.path))
    prefix = f"{coder}/" if coder else ""
    return replace(
        article,
        annotations=(*article.annotations, *reader.annotations(prefix)),
        links=(*article.links, *reader.links(prefix)),
        offset_unit=reading.name,
        warnings=(*article.warnings, *lines.warnings),
        refused=(*article.refused, *lines.refused),
    )


def _reading(text: str, lines: Standoff, unit: str) -> Reading:
    """How the file counts, by the words it repeats for passages of one piece."""
    whole = [one for one in lines.bounds.values() if len(one.pieces) == 1 and one.words]
    sample = Sample(text, [one.pieces[0] for one in whole], [one.words for one in whole])
    return offset_reading.find([sample], unit=unit).reading


class _Reader:
    """Turns the lines of one annotation file into annotations and links."""

    def __init__(self, text: str, lines: Standoff, reading: Reading, coder: str, file: str) -> None:
        self._text, self._lines, self._coder, self._file = text, lines, coder, file
        self._counting = Counting(text, reading)
        self._attributes: dict[str, dict[str, Value]] = defaultdict(dict)
        self._notes: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, str] = {}
        self._entries: dict[str, str] = {}
        self._gather()

    def _gather(self) -> None:
        for target, name, value in self._lines.attributes:
            self._answer(self._lines.anchor(target), name, value or True)
        for target, reference, words in self._lines.norms:
            anchor = self._lines.anchor(target)
            if reference.startswith(brat_write.REGISTER):
                self._entries[anchor] = words
            else:
                self._answer(anchor, "reference", f"{reference} {words}".strip())
        for target, type, words in self._lines.notes:
            anchor = self._lines.anchor(target)
            if type == brat_write.WHOLE:
                self._whole[anchor] = words
            elif target:
                told = words if type == "AnnotatorNotes" else f"{type}: {words}"
                self._notes[anchor].append(told)

        self._count_stray()

    def _count_stray(self) -> None:
        """Tell what is said about nothing that the file has."""
        lines = self._lines
        known = lines.bounds.keys() | {one.id for one in lines.relations}
        said = [target for told in (lines.attributes, lines.norms) for target, *_ in told]
        said += [target for target, *_ in lines.notes]
        stray = sum(lines.anchor(target) not in known for target in said)
        if stray:
            sentence = say(
                "{count} notes and attributes are about nothing that the file has; they were left "
                "out.",
                count=stray,
            )
            lines.refused.append(Note(0, sentence, self._file))

    def _answer(self, target: str, name: str, value: str | bool) -> None:
        known = self._attributes[target]
        if name in known and known[name] != value:
            before = known[name]
            known[name] = [*(before if isinstance(before, list) else [str(before)]), str(value)]
        else:
            known[name] = value

    def annotations(self, prefix: str) -> Iterator[IncomingAnnotation]:
        """The text-bound lines whose offsets are in the text."""
        for bound in self._lines.bounds.values():
            try:
                fragments = [self._counting.to_points(*piece) for piece in bound.pieces]
            except ValueError:
                self._refuse(bound)
                continue
            if bound.id in self._whole:
                fragments = _uncut(fragments, self._whole[bound.id], len(self._text))
            self._compare(bound, " ".join(one.cut(self._text) for one in fragments))
            yield IncomingAnnotation(
                id=prefix + bound.id,
                label=bound.label,
                fragments=tuple(fragments),
                coder=self._coder,
                attributes=self._attributes.get(bound.id, {}),
                note="\n".join(self._notes.get(bound.id, ())),
                entry=self._entries.get(bound.id, ""),
            )

    def _compare(self, bound: TextBound, words: str) -> None:
        if bound.words and not offset_reading.same_words(words, bound.words):
            self._lines.warnings.append(
                Note(
                    bound.line,
                    say("{id} stands on other words than the file gives for it.", id=bound.id),
                    self._file,
                )
            )

    def _refuse(self, bound: TextBound) -> None:
        sentence = say("{id} lies outside its text; it was left out.", id=bound.id)
        self._lines.refused.append(Note(bound.line, sentence, self._file))

    def links(self, prefix: str) -> Iterator[IncomingLink]:
        """Relations, the arguments of events, and equivalences."""
        for one in self._lines.relations:
            attributes = {**self._attributes.get(one.id, {})} if one.id.startswith("R") else {}
            if one.event:
                attributes[brat_write.EVENT] = one.event
            if one.id.startswith("R") and one.id in self._notes:
                attributes["note"] = "\n".join(self._notes[one.id])
            yield IncomingLink(
                type=one.type,
                source=prefix + self._lines.anchor(one.source),
                target=prefix + self._lines.anchor(one.target),
                attributes=attributes,
            )


def _uncut(pieces: Sequence[Span], told: str, length: int) -> list[Span]:
    """The fragments that pieces between line ends were, as the note on them tells."""
    places = re.findall(r"(\d{1,15}) (\d{1,15})", told, re.ASCII)
    wholes = [Span(int(start), int(end)) for start, end in places]
    wholes = wholes or [Span(pieces[0].start, pieces[-1].end)]
    fits = all(sum(whole.covers(piece) for whole in wholes) == 1 for piece in pieces)
    fits = fits and all(any(whole.covers(piece) for piece in pieces) for whole in wholes)
    fits = fits and wholes[-1].end <= length
    return wholes if fits else list(pieces)


def _is_brat(path: Path) -> bool:
    if path.is_dir():
        return any(True for _ in path.rglob("*.ann"))
    return path.suffix.casefold() == ".ann"


FORMAT = Format(
    name="brat",
    title=say("brat standoff, a folder of .txt and .ann"),
    endings=(".ann",),
    reads="annotations",
    shape="folder",
    folder=True,
    carries=frozenset(ASPECTS) - {"times"},
    names_lone_coder=False,
    detect=_is_brat,
    read=read,
    write=brat_write.write,
)
