"""A colleague's work: a project file or a bundle is brought together with one's own project."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import bundle, history_file
from annotator.jobs import backup, check
from annotator.jobs.progress import Progress, tell
from annotator.store import articles, closing, coders, merging, opening, statistics
from annotator.store.edits import Edit
from annotator.store.merging import Arriving, ArrivingEdit, ArrivingEvent, HistoryOf
from annotator.store.project import Project

_AROUND = 30


@dataclass(frozen=True, slots=True)
class DifferingText:
    """Two articles of one name whose texts differ: where first, in code points, and how."""

    article: str
    offset: int
    ours: str
    theirs: str


@dataclass(slots=True)
class MergeReport:
    """What came in; all nothing where it was known already."""

    events: int = 0
    articles: int = 0
    annotations: int = 0
    links: int = 0
    sets: Counter[str] = field(default_factory=Counter)
    differing: list[DifferingText] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The keys of the command line."""
        return {
            "events": self.events,
            "articles": self.articles,
            "annotations": self.annotations,
            "links": self.links,
            "sets": dict(self.sets),
            "differing": [
                {"article": o.article, "offset": o.offset, "ours": o.ours, "theirs": o.theirs}
                for o in self.differing
            ],
        }


def run(project: Project, others: Sequence[Path], progress: Progress | None = None) -> MergeReport:
    """Take in the work in these files, each whole or not at all. Progress counts files.

    Raises:
        AnnotatorError: a file is neither a project nor a bundle with its history, or is damaged.
        ReadOnlyError, NotSavedError: the project cannot be written.
        CancelledError: progress said stop; what was taken in before stays.
    """
    report = MergeReport()
    backup.before_change(project)
    for number, path in enumerate(others):
        tell(progress, number, len(others))
        _take(project, path, report)
    return report


def _take(project: Project, path: Path, report: MergeReport) -> None:
    before = _counts(project)
    known = {article.id for article in articles.everyone(project)}
    with _history(path) as arriving:
        merged, edit = merging.merge(
            project, arriving, say("Add the work in {file}", file=path.name)
        )
    after = _counts(project)
    report.events += merged.events
    for name in ("articles", "annotations", "links"):
        setattr(report, name, getattr(report, name) + after[name] - before[name])
    told = {name: one["annotations"] for name, one in after["sets"].items()}
    was = {name: one["annotations"] for name, one in before["sets"].items()}
    report.sets.update({k: n - was.get(k, 0) for k, n in told.items() if n != was.get(k, 0)})
    report.differing += _differing(project, known)
    report.edits.append(edit)


def _counts(project: Project) -> dict[str, Any]:
    return statistics.counts(project)


@contextmanager
def _history(path: Path) -> Iterator[Arriving]:
    if bundle.FORMAT.is_of(path):
        with history_file.opened(path) as found:
            yield _OfBundle(found)
        return
    other = opening.open_project(path, read_only=True)
    try:
        with check.explaining(path):
            yield HistoryOf(other)
    finally:
        closing.close(other)


class _OfBundle:
    """The history in a bundle."""

    def __init__(self, found: history_file.HistoryFile) -> None:
        self._found = found

    def edits(self) -> Iterator[ArrivingEdit]:
        """Every edit."""
        yield from (ArrivingEdit(**value) for value in self._found.edits())

    def events(self) -> Iterator[ArrivingEvent]:
        """Every event."""
        yield from (ArrivingEvent(**value) for value in self._found.events())

    def text(self, sha256: str) -> str | None:
        """A text that came along."""
        return self._found.text(sha256)


def _differing(project: Project, known: set[str]) -> list[DifferingText]:
    """New articles that have the name of one that was there, with another text."""
    every = list(articles.everyone(project))
    old = {article.name: article for article in every if article.id in known}
    found = []
    for article in every:
        if article.id in known or article.name not in old:
            continue
        ours = articles.text(project, old[article.name].id)
        theirs = articles.text(project, article.id)
        at = first_difference(ours, theirs)
        cut = slice(max(0, at - _AROUND // 2), at + _AROUND)
        found.append(DifferingText(article.name, at, ours[cut], theirs[cut]))
    return found


def first_difference(one: str, other: str) -> int:
    """Where two texts first differ, in code points; the length of both where they do not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def of_coder(project: Project) -> list[str]:
    """The names of one's own sets: what one sends to a colleague.

    Raises:
        AnnotatorError: the project has no coder.
    """
    if project.coder is None:
        raise AnnotatorError(say("Nobody works in this project yet."))
    return [one.name for one in coders.all_sets(project) if one.coder == project.coder.id]
