"""What three sets and more differ in: each place that is one and the same thing, set by set.

Passages are joined to units as agreement joins them. A set that did not work on an article says
nothing about it; one that did and marked nothing there lacks the passage.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.span import Span
from annotator.jobs import coded_passages, collection
from annotator.jobs.coded_passages import ChosenSet, Lines
from annotator.jobs.differences import DifferenceReport, Found
from annotator.jobs.progress import Progress, tell
from annotator.review.alignment import LEAST
from annotator.review.differences import KINDS, Difference, Kind, paired, with_links
from annotator.review.differences import heat as counted
from annotator.review.passage import Passage
from annotator.review.units import units
from annotator.store import articles
from annotator.store.project import Project

_GRAVE: tuple[Kind, ...] = ("label", "attribute", "boundary", "link")
"""The kind of a unit is the first of these that two of its passages differ in; only where there
is none, that a set lacks it counts, and a trivial edge after that."""


class _Unit(NamedTuple):
    """What each set has, nothing for those that lack it; `working` are those that could."""

    lines: Lines
    said: tuple[Passage | None, ...]
    working: tuple[int, ...]

    @property
    def there(self) -> list[int]:
        """The places of the sets that have it."""
        return [at for at, one in enumerate(self.said) if one is not None]


def of_article(
    project: Project, article: str, sets: Sequence[str], least: float = LEAST
) -> list[Found]:
    """What sets, by their ids, have in an article: differences and equal ones, in order."""
    return next(iter(_by_article(project, sets, article, least)), [])


def by_article(
    project: Project, sets: Sequence[str], least: float = LEAST
) -> Iterator[list[Found]]:
    """As `of_article`, for one article after the other.

    Raises:
        AnnotatorError: a set is unknown, or there are too many.
    """
    return _by_article(project, sets, "", least)


def heat(project: Project, article: str, sets: Sequence[str]) -> list[tuple[Span, float]]:
    """What share of the sets marked each stretch of an article, in any layer; not the bare ones."""
    chosen = coded_passages.chosen(project, sets)
    by_set: list[list[Passage]] = [[] for _ in chosen]
    length = 0
    for layers in coded_passages.lines(project, chosen, article=article):
        for one in layers:
            length = one.length
            for mine, passages in zip(by_set, one.passages, strict=True):
                mine.extend(passages or ())
    return [(span, count / len(chosen)) for span, count in counted(by_set, length) if count]


@collection.paused()
def run(
    project: Project, sets: Sequence[str], least: float = LEAST, progress: Progress | None = None
) -> DifferenceReport:
    """Compare sets, named or by their ids, over all articles. Progress counts articles.

    Raises:
        AnnotatorError: a set is unknown, or there are too many.
        CancelledError: progress said stop.
    """
    names = tuple(one.name for one in coded_passages.chosen(project, sets))
    total = articles.count(project)
    counts: Counter[str] = Counter()
    kept: list[Found] = []
    for number, here in enumerate(by_article(project, sets, least)):
        tell(progress, min(number, total), total)
        counts.update(one.difference.kind for one in here)
        kept += [one for one in here if one.difference.kind != "exact"]
    told: dict[str, int] = {kind: counts[kind] for kind in KINDS if counts[kind]}
    return DifferenceReport(names, told, tuple(kept))


def _by_article(
    project: Project, sets: Sequence[str], article: str, least: float
) -> Iterator[list[Found]]:
    chosen: list[ChosenSet] = coded_passages.chosen(project, sets)
    for layers in coded_passages.lines(project, chosen, article=article, links=True):
        if layers:
            yield _of_lines(project, layers, least)


def _of_lines(project: Project, layers: list[Lines], least: float) -> list[Found]:
    text = articles.text(project, layers[0].article)
    every = [unit for one in layers for unit in _units(one, least)]
    kinds: list[set[Kind]] = [set() for _ in every]
    for at in range(1, len(layers[0].passages)):
        # Links are compared between two sets at a time: which ends face each other is known then.
        mine = [(place, _facing(unit, at, text)) for place, unit in enumerate(every)]
        known = [(place, found) for place, found in mine if found is not None]
        linked = with_links([found for _, found in known])
        for (place, _), found in zip(known, linked, strict=True):
            kinds[place].add(found.kind)
    made = [_found(unit, kinds[place]) for place, unit in enumerate(every)]
    return sorted(made, key=lambda one: one.difference.start)


def _units(one: Lines, least: float) -> Iterator[_Unit]:
    working = tuple(at for at, some in enumerate(one.passages) if some is not None)
    if len(working) < 2:  # noqa: PLR2004 - nobody to compare with
        return
    for unit in units([one.passages[at] or [] for at in working], least):
        said: list[Passage | None] = [None] * len(one.passages)
        for at, passage in zip(working, unit, strict=True):
            said[at] = passage
        yield _Unit(one, tuple(said), working)


def _facing(unit: _Unit, at: int, text: str) -> Difference | None:
    """The unit's first passage beside that of a set, if there are both."""
    first, other = unit.said[unit.there[0]], unit.said[at]
    if first is None or other is None or first is other:
        return None
    return paired(first, other, text)


def _found(unit: _Unit, kinds: set[Kind]) -> Found:
    first, *others = (one for one in unit.said if one is not None)
    has_first = unit.there[0] == unit.working[0]
    lacking = len(unit.there) < len(unit.working)
    absent: Kind = "missing" if has_first else "extra"
    kind = next((one for one in _GRAVE if one in kinds), absent if lacking else None)
    kind = kind or ("trivial" if "trivial" in kinds else "exact")
    difference = Difference(kind, first, others[0] if others else None, tuple(others[1:]))
    lines = unit.lines
    return Found(lines.article, lines.name, lines.layer, difference, unit.said)
