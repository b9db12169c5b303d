"""Plain text files: one file, one article."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.firstline import propose
from annotator.domain.headers import headed
from annotator.domain.sentence import say
from annotator.formats import decoding
from annotator.formats.format import Format
from annotator.formats.incoming import IncomingArticle, ReadOptions


def read(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The article in a text file, named like the file without its ending.

    Raises:
        RefusedFileError: it is too large, empty or not text.
        OSError: it cannot be read.
    """
    text, source = decoding.read(path)
    yield IncomingArticle(
        name=path.stem, text=text, source=source, metadata=headed(text, propose(text, path.stem))
    )


FORMAT = Format(
    name="txt",
    title=say("Plain text, one file an article"),
    endings=(".txt",),
    reads="articles",
    read=read,
)
