"""What a reader hands over: articles as they lie in a file."""

from dataclasses import dataclass, field

from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import AnnotatorError, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingArticle:
    """An article that is not in a project yet; `text` is exactly what the file holds."""

    name: str
    text: str
    source: Source
    metadata: Metadata = field(default_factory=Metadata)


class RefusedFileError(AnnotatorError):
    """A file that cannot be taken in; `line` is where, counted from 1, or 0 for all of it."""

    def __init__(self, sentence: Sentence, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line
