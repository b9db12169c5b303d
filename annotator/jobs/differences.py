"""Every difference between two sets, in the shape of `annotator diff --json`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.span import Span
from annotator.jobs import coded_passages, collection
from annotator.jobs.coded_passages import ChosenSet, Lines
from annotator.jobs.progress import Progress, tell
from annotator.review.alignment import LEAST
from annotator.review.differences import KINDS, Difference, differences, with_links
from annotator.review.passage import Passage
from annotator.store import articles
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Found:
    """A difference and where it is; `article` is an id, `name` what the article is called.

    `said` has what each set says where there are more than two, nothing for those that lack it.
    """

    article: str
    name: str
    layer: str
    difference: Difference
    said: tuple[Passage | None, ...] = ()

    @property
    def by_set(self) -> list[tuple[Passage, ...]]:
        """The passages of each set."""
        if self.said:
            return [() if one is None else (one,) for one in self.said]
        one = self.difference
        first = () if one.first is None else (one.first,)
        second = () if one.second is None else (one.second,)
        if one.kind == "merge":
            return [(*first, *one.others), second]
        return [first, (*second, *one.others)]


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """All differences of sets, in order of articles and places; equal ones are counted."""

    sets: tuple[str, ...]
    counts: dict[str, int]
    found: tuple[Found, ...]

    @collection.paused()
    def to_json(self) -> dict[str, Any]:
        """The keys of the command line."""
        return {
            "sets": list(self.sets),
            "counts": self.counts,
            "differences": [_told(one) for one in self.found],
        }


def _told(one: Found) -> dict[str, Any]:
    found = one.difference
    several = {"said": [each and _annotation(each) for each in one.said]} if one.said else {}
    return {
        "kind": found.kind,
        "article": one.name,
        "layer": one.layer,
        **several,
        "a": _side(found.first, found.others if found.kind == "merge" else ()),
        "b": _side(found.second, found.others if found.kind == "split" else ()),
    }


def _side(one: Passage | None, pieces: tuple[Passage, ...]) -> dict[str, Any] | None:
    """One side of a difference; where a passage is several here, the further `pieces` too."""
    if one is None:
        return None
    more = {"pieces": [_annotation(each) for each in pieces]} if pieces else {}
    return _annotation(one) | more


def _annotation(one: Passage) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "fragments": [list(span) for span in one.fragments],
        "attributes": dict(one.attributes),
        "entry": one.entry or None,
    }


@collection.paused()
def run(
    project: Project,
    first: str,
    second: str,
    least: float = LEAST,
    progress: Progress | None = None,
) -> DifferenceReport:
    """Compare two sets, named or by their ids, over all articles. Progress counts articles.

    Raises:
        AnnotatorError: a set is unknown.
        CancelledError: progress said stop.
    """
    sets = coded_passages.chosen(project, (first, second))
    total = articles.count(project)
    counts: Counter[str] = Counter()
    kept: list[Found] = []
    for number, one in enumerate(coded_passages.compared(project, sets)):
        tell(progress, min(number, total), total)
        found = _of_lines(project, one.lines, least)
        counts.update(each.difference.kind for each in found)
        counts["exact"] += one.equal
        kept += [each for each in found if each.difference.kind != "exact"]
    told: dict[str, int] = {kind: counts[kind] for kind in KINDS if counts[kind]}
    return DifferenceReport((sets[0].name, sets[1].name), told, tuple(kept))


def of_article(
    project: Project, article: str, first: str, second: str, least: float = LEAST
) -> list[Found]:
    """What two sets, by their ids, have in an article: differences and equal ones, in order."""
    sets = coded_passages.chosen(project, (first, second))
    return next(iter(_by_article(project, sets, article, least)), [])


def by_article(
    project: Project, first: str, second: str, least: float = LEAST
) -> Iterator[list[Found]]:
    """As `of_article`, for one article after the other.

    Raises:
        AnnotatorError: a set is unknown.
    """
    return _by_article(project, coded_passages.chosen(project, (first, second)), "", least)


def _by_article(
    project: Project, sets: list[ChosenSet], article: str, least: float
) -> Iterator[list[Found]]:
    for layers in coded_passages.lines(project, sets, article=article, links=True):
        if layers:
            yield _of_lines(project, layers, least)


def _of_lines(project: Project, layers: list[Lines], least: float) -> list[Found]:
    """What an article's layers differ in, in order of the places."""
    text = _text_of(project, layers) if layers else ""
    made = [
        (one, found)
        for one in layers
        for found in differences(one.passages[0] or (), one.passages[1] or (), text, least)
    ]
    linked = with_links([found for _, found in made])
    each = [
        Found(one.article, one.name, one.layer, found)
        for (one, _), found in zip(made, linked, strict=True)
    ]
    return sorted(each, key=lambda one: one.difference.start)


def _text_of(project: Project, layers: list[Lines]) -> str:
    """The text, where some passages are not the same in both."""
    if all(_places(one.passages[0]) == _places(one.passages[1]) for one in layers):
        return ""
    return articles.text(project, layers[0].article)


def _places(passages: list[Passage] | None) -> set[tuple[Span, ...]]:
    return {one.fragments for one in passages or ()}
