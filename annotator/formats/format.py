"""What a file format is to the program."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.formats.incoming import Reader
from annotator.formats.outgoing import Outgoings, Output, WriteOptions

ASPECTS = (
    "overlap",
    "fragments",
    "attributes",
    "links",
    "notes",
    "entries",
    "coder",
    "times",
)
"""What a format may be able to carry besides plain labelled passages."""

STATEMENTS = "statements"
"""What only this program's own formats carry: statement cards."""

Writer = Callable[[Output, Outgoings, WriteOptions], None]
"""Writes what leaves as it comes, without keeping it."""

Columns = Callable[[Path], list[str]]
"""The columns of a table of articles; raises as a reader does."""

Detector = Callable[[Path], bool]
"""Whether a file or folder is of the format, where its ending does not tell; never raises."""

Shape = Literal["stream", "file", "folder"]
"""How a format lies on a disk: as one stream, which can go to standard output; as one file that
is not written in one go (a zip, a database); or as a folder, also in a zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format; `read` and `write` are there where it can be read and written.

    `endings` are lower case with their dot; `reads` says what reading it gives; `folder` that a
    whole folder is read as one. A link of one of the types in `link_types` is carried even where
    `carries` lacks links. `names_lone_coder` is false where names of files tell coders, and only do
    so when there are several. `dialects` are ways of writing it, the usual one first. `modules` are
    libraries that are not always there, which the `extra` of this name installs. Files called one
    of `companions` lie beside files of the format and say nothing alone. Where a format can only be
    told by looking, `detect` looks; `columns` names those of a table; formats that are told by
    their ending come after those that look, in the order of the registry.
    """

    name: str
    title: Sentence
    endings: tuple[str, ...]
    reads: Literal["", "articles", "annotations"] = ""
    shape: Shape = "file"
    folder: bool = False
    carries: frozenset[str] = frozenset()
    link_types: tuple[str, ...] = ()
    names_lone_coder: bool = True
    dialects: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    companions: frozenset[str] = frozenset()
    extra: str = ""
    detect: Detector | None = None
    columns: Columns | None = None
    read: Reader | None = None
    write: Writer | None = None

    @property
    def writes(self) -> bool:
        """Whether annotations can leave in it."""
        return self.write is not None

    @property
    def stream(self) -> bool:
        """Whether it can go to standard output."""
        return self.shape == "stream"

    def is_of(self, path: Path) -> bool:
        """Whether a file or folder is of this format, as far as can be told quickly."""
        if path.is_dir() and not self.folder:
            return False
        if self.detect is not None:
            return self.detect(path)
        return path.suffix.casefold() in self.endings

    @property
    def missing(self) -> tuple[str, ...]:
        """The libraries it needs that are not installed."""
        return tuple(name for name in self.modules if find_spec(name) is None)

    def require(self) -> None:
        """Refuse to go on without its libraries.

        Raises:
            AnnotatorError: one is missing; the sentence says what installs it.
        """
        if self.missing:
            raise AnnotatorError(
                say(
                    "The format “{name}” needs {libraries}, which is not installed. This installs "
                    "it: {command}",
                    name=self.name,
                    libraries=", ".join(self.missing),
                    command=f'pip install "annotator[{self.extra}]"',
                )
            )
