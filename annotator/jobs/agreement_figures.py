"""What the pictures of agreement show: which labels are mixed up, each label, each article, coders.

They are values only; the window draws them itself, `figure_files` with matplotlib.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.jobs import agreement, coded_passages, collection
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.progress import Progress
from annotator.review.agreement import LayerAgreement, Statistic
from annotator.review.shares import both_and_all, share
from annotator.store import coded, states
from annotator.store.project import Project

ROLLING = 10
"""Articles of a rolling mean."""


class Matrix(NamedTuple):
    """How often one set has the label of a row and a later one that of a column, "" for nothing."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class LabelBar(NamedTuple):
    """How well sets agree on a label, and how many passages carry it in one of them or more."""

    label: str
    f1: Statistic
    passages: int


class ArticlePoint(NamedTuple):
    """How well sets agree in an article, and in the ten up to it; `f1` is from 0 to 1."""

    article: str
    name: str
    f1: float
    mean: float


class CoderBar(NamedTuple):
    """How far a set is: articles done, begun, and not begun."""

    set: str
    name: str
    done: int
    begun: int
    waiting: int


class Pictures(NamedTuple):
    """By layer where they are of one; articles stand in the order in which they were labelled."""

    matrices: Mapping[str, Matrix]
    labels: Mapping[str, tuple[LabelBar, ...]]
    courses: Mapping[str, tuple[ArticlePoint, ...]]
    coders: tuple[CoderBar, ...]


@collection.paused()
def run(
    project: Project, asked: Asked, report: AgreementReport, progress: Progress | None = None
) -> Pictures:
    """What belongs to a report of agreement. Progress counts articles.

    Raises:
        AnnotatorError: see `agreement.run`.
        CancelledError: progress said stop.
    """
    return Pictures(
        {layer: matrix(one) for layer, one in report.layers.items()},
        {layer: bars(one) for layer, one in report.layers.items()},
        _courses(project, asked, progress),
        _coders(project, report),
    )


def matrix(one: LayerAgreement) -> Matrix:
    """The confusion matrix as rows."""
    labels = labels_of(one)
    counts = (
        tuple(one.confusion.get(label, {}).get(other, 0) for other in labels) for label in labels
    )
    return Matrix(tuple(labels), tuple(counts))


def labels_of(one: LayerAgreement) -> list[str]:
    """The labels of the confusion matrix in order, "" for nothing last."""
    found = {*one.confusion, *(other for row in one.confusion.values() for other in row)}
    return [*sorted(found - {""}), ""]


def bars(one: LayerAgreement) -> tuple[LabelBar, ...]:
    """A bar a label, those first on which coders agree best."""
    counts: dict[str, int] = defaultdict(int)
    for first, row in one.confusion.items():
        for second, count in row.items():
            for label in {first, second}:
                counts[label] += count
    made = [LabelBar(label, found, counts[label]) for label, found in one.f1_labels.items()]
    return tuple(sorted(made, key=lambda bar: (-(bar.f1.value or 0), bar.label)))


def _courses(
    project: Project, asked: Asked, progress: Progress | None
) -> dict[str, tuple[ArticlePoint, ...]]:
    sets = coded_passages.chosen(project, asked.sets)
    begun = coded.begun(project, [one.id for one in sets])
    found: dict[str, list[tuple[str, str, str, float]]] = defaultdict(list)
    for one in agreement.compared_articles(project, asked, sets, progress):
        for layer, marks in one.layers.items():
            both, every = both_and_all(share(marks, one.worked, one.length, asked.least))
            if asked.layer in {"", layer} and every:
                at = begun.get(one.id, "")
                found[layer].append((at, one.id, one.name, both / every))
    return {layer: _course(points) for layer, points in found.items()}


def _course(points: Sequence[tuple[str, str, str, float]]) -> tuple[ArticlePoint, ...]:
    """In order of time; articles of one moment stay in the order they came in."""
    ordered = sorted(points, key=lambda one: one[0])
    made: list[ArticlePoint] = []
    for place, (_, id, name, f1) in enumerate(ordered):
        last = [one[3] for one in ordered[max(0, place + 1 - ROLLING) : place + 1]]
        made.append(ArticlePoint(id, name, f1, sum(last) / len(last)))
    return tuple(made)


def _coders(project: Project, report: AgreementReport) -> tuple[CoderBar, ...]:
    names = dict(zip(report.ids, report.sets, strict=True))
    found = states.workloads(project, report.ids)
    return tuple(
        CoderBar(one.set, names[one.set], one.done, one.begun, one.waiting) for one in found
    )
