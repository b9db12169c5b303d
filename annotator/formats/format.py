"""What a file format is to the program."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from annotator.domain.sentence import Sentence
from annotator.formats.incoming import IncomingArticle
from annotator.formats.outgoing import Outgoing, WriteOptions

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

Reader = Callable[[Path], Iterator[IncomingArticle]]
"""The articles of a file; raises `RefusedFileError` where it cannot be taken in."""

Writer = Callable[[BinaryIO, Iterable[Outgoing], WriteOptions], None]
"""Writes annotations to a binary stream as they come, without keeping them."""

Detector = Callable[[Path], bool]
"""Whether a file or folder is of the format, where its ending does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format; `read` and `write` are there where it can be read and written.

    `endings` are lower case with their dot; `reads` says what reading it gives; `stream` that it
    is written as one stream, which can go to standard output. A link of one of the types in
    `link_types` is carried even where `carries` lacks links.
    """

    name: str
    title: Sentence
    endings: tuple[str, ...]
    reads: Literal["", "articles", "annotations"] = ""
    stream: bool = False
    carries: frozenset[str] = frozenset()
    link_types: tuple[str, ...] = ()
    detect: Detector | None = None
    read: Reader | None = None
    write: Writer | None = None

    @property
    def writes(self) -> bool:
        """Whether annotations can leave in it."""
        return self.write is not None

    def is_of(self, path: Path) -> bool:
        """Whether a file or folder is of this format, as far as can be told quickly."""
        if self.detect is not None:
            return self.detect(path)
        return path.suffix.casefold() in self.endings
