"""Finding the files to read below the paths that somebody named."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.system_errors import why
from annotator.jobs.import_report import Remark
from annotator.store.articles import sort_key


class FoundFile(NamedTuple):
    """A file, and the names of the folders it lies in, from the one that was named downwards."""

    path: Path
    folders: tuple[str, ...]


@dataclass(slots=True)
class Found:
    """What was found, in the natural order of names, and what was passed over and why."""

    files: list[FoundFile] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


def find(paths: Iterable[Path], endings: tuple[str, ...]) -> Found:
    """The files below the paths: in folders those with one of the endings, named ones always.

    Hidden files and links that lead out of a named folder are passed over.

    Raises:
        AnnotatorError: one of the paths is not there; nothing was read yet.
    """
    found = Found()
    for path in paths:
        refuse_missing(path)
        if path.is_dir():
            _Search(path, endings, found).walk()
        elif path.is_file():
            found.files.append(FoundFile(path, (path.absolute().parent.name,)))
        else:
            found.refused.append(Remark(shown(path), 0, say("This is not an ordinary file.")))
    found.files = list(dict.fromkeys(found.files))
    return found


def refuse_missing(path: Path) -> None:
    """Refuse a path that leads nowhere.

    Raises:
        AnnotatorError: it is not there.
    """
    if not path.exists():
        raise AnnotatorError(say("{path} is not there.", path=shown(path)))


def shown(path: Path | str) -> str:
    """A path as text that can be kept and shown; bytes that are no characters are replaced."""
    return os.fsencode(path).decode("utf-8", errors="replace")


class _Search:
    """One named folder, searched downwards."""

    def __init__(self, root: Path, endings: tuple[str, ...], found: Found) -> None:
        self._root = root
        self._whole = root.resolve()
        self._endings = endings
        self._found = found
        self._others: Counter[str] = Counter()
        self._hidden = 0
        self._outside = 0

    def walk(self) -> None:
        """Search the folder and everything below it."""
        before = len(self._found.files)
        open_folders = [self._root]
        while open_folders:
            open_folders += self._search(open_folders.pop())
        self._found.files[before:] = sorted(self._found.files[before:], key=self._place)
        self._say_what_was_left_out()

    def _search(self, folder: Path) -> list[Path]:
        """Take a folder's files; the folders in it."""
        inner = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        self._hidden += 1
                    elif entry.is_dir(follow_symlinks=False):
                        inner.append(Path(entry.path))
                    else:
                        self._take(Path(entry.path))
        except OSError as error:
            self._refuse(folder, say("The folder cannot be read: {reason}.", reason=why(error)))
        return inner

    def _take(self, path: Path) -> None:
        if path.is_symlink() and not path.resolve().is_relative_to(self._whole):
            self._outside += 1
        elif path.is_dir():
            return  # a link to a folder that is searched anyway
        elif path.suffix.casefold() not in self._endings:
            self._others[path.suffix.casefold() or path.name] += 1
        elif path.is_file():
            folders = path.parent.relative_to(self._root).parts
            self._found.files.append(FoundFile(path, (self._whole.name, *folders)))
        else:
            self._refuse(path, say("This is not an ordinary file."))

    def _place(self, file: FoundFile) -> tuple[tuple[str, ...], str]:
        return tuple(map(sort_key, file.folders)), sort_key(file.path.name)

    def _refuse(self, path: Path, why: Sentence) -> None:
        self._found.refused.append(Remark(shown(path), 0, why))

    def _say_what_was_left_out(self) -> None:
        if self._others:
            kinds = ", ".join(f"{kind} ({count})" for kind, count in self._others.most_common(10))
            self._warn(say("Files with other endings were left out: {kinds}.", kinds=shown(kinds)))
        if self._hidden:
            self._warn(say("Hidden files and folders were left out: {count}.", count=self._hidden))
        if self._outside:
            count = self._outside
            self._warn(say("Links out of the folder were not followed: {count}.", count=count))

    def _warn(self, sentence: Sentence) -> None:
        self._found.warnings.append(Remark(shown(self._root), 0, sentence))
