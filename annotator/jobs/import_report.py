"""What an import did, in the shape of `annotator import --json`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.domain.sentence import Sentence
from annotator.store.edits import Edit


class Remark(NamedTuple):
    """Something to say about a file; `line` is counted from 1, or 0 for the whole file."""

    file: str
    line: int
    message: Sentence

    def to_json(self) -> dict[str, Any]:
        """As commands print it."""
        return {"file": self.file, "line": self.line, "message": str(self.message)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Counts of what was written; `edit` is the step of undo, or nothing where nothing was new.

    `skipped_known` counts articles whose text the project had already; `refused` are files that
    were not taken in; `sets` and `labels` count annotations by name;
    `aside` counts what the files hold and a project has no place for.
    """

    format: str
    edit: Edit | None = None
    articles: int = 0
    annotations: int = 0
    fragmented: int = 0
    links: int = 0
    attributes: int = 0
    notes: int = 0
    sets: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    skipped_known: int = 0
    offset_unit: str = "code_point"
    aside: tuple[tuple[Sentence, int], ...] = ()
    warnings: tuple[Remark, ...] = ()
    refused: tuple[Remark, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `annotator import --json` prints it."""
        return {
            "format": self.format,
            "articles": self.articles,
            "annotations": self.annotations,
            "fragmented": self.fragmented,
            "links": self.links,
            "attributes": self.attributes,
            "notes": self.notes,
            "sets": dict(self.sets),
            "labels": dict(self.labels),
            "skipped_known": self.skipped_known,
            "offset_unit": self.offset_unit,
            "aside": {str(sentence): count for sentence, count in self.aside},
            "warnings": [remark.to_json() for remark in self.warnings],
            "refused": [remark.to_json() for remark in self.refused],
        }
