"""Edits: what one gesture changed, as views hear of it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.sentence import Sentence


class Change(NamedTuple):
    """A new version of one record; `article` is the id of the article it concerns, if any."""

    kind: str
    target: str
    article: str | None
    dropped: bool


@dataclass(slots=True)
class Edit:
    """One transaction, one step of undo. `id` is its row in the file; 0 while it is open."""

    name: Sentence
    id: int = 0
    undoes: int | None = None
    redoes: int | None = None
    changes: list[Change] = field(default_factory=list)

    def touches(self, *kinds: str) -> bool:
        """Whether a record of one of these kinds changed."""
        return any(change.kind in kinds for change in self.changes)

    def targets(self, kind: str) -> list[str]:
        """Ids of the records of this kind that changed, each once, in order."""
        return list(dict.fromkeys(c.target for c in self.changes if c.kind == kind))

    def articles(self) -> set[str]:
        """Ids of the articles concerned."""
        return {change.article for change in self.changes if change.article is not None}
