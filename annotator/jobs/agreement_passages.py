"""The passages behind a statistic: what two sets have at one place, article by article."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from annotator.domain.turning import one_line
from annotator.jobs import agreement, coded_passages, collection
from annotator.jobs.agreement import Asked
from annotator.jobs.coded_passages import ChosenSet, Lines
from annotator.jobs.progress import Progress, tell
from annotator.review.passage import Passage
from annotator.review.units import units
from annotator.store import articles
from annotator.store.project import Project

MOST = 500
"""Places that are listed; the rest are counted."""

LABEL, ARTICLE = "label", "article"

_WIDE = 60


class Behind(NamedTuple):
    """One place: the article by id and name, both sets, and what each has there, if anything."""

    article: str
    name: str
    sets: tuple[str, str]
    first: Passage | None
    second: Passage | None
    words: str

    @property
    def annotation(self) -> str:
        """The id of an annotation there, the first set's where it has one."""
        return _either(self).id


class Places(NamedTuple):
    """Those listed, and how many there are in all."""

    listed: tuple[Behind, ...]
    total: int


_Test = Callable[[tuple[str, str], Passage | None, Passage | None], bool]


@collection.paused()
def behind(
    project: Project,
    asked: Asked,
    layer: str,
    statistic: tuple[str, ...],
    progress: Progress | None = None,
) -> Places:
    """What lowers a statistic of a layer, or what a cell of the matrix counts; articles in order.

    `statistic` is the id of a `StatisticLine`, or `("confusion", label, label)` with "" for
    nothing, or `(LABEL, label)`, or `(ARTICLE, id)`. Progress counts articles.

    Raises:
        AnnotatorError: a set is unknown.
        CancelledError: progress said stop.
    """
    sets = coded_passages.chosen(project, asked.sets)
    test, total, count = _test(statistic), articles.count(project), 0
    listed: list[Behind] = []
    wanted = agreement.wanted_articles(project, asked, [one.id for one in sets])
    only = statistic[1] if statistic[0] == ARTICLE else ""
    read = coded_passages.lines(project, sets, layer=layer, article=only, blind=True)
    for number, layers in enumerate(read):
        tell(progress, min(number, total), total)
        for one in layers if wanted is None else (x for x in layers if x.article in wanted):
            found = [
                each for each in _places(one, sets, asked.least) if test(each.sets, *each[3:5])
            ]
            count += len(found)
            if found and len(listed) < MOST:
                text = articles.text(project, one.article)
                listed += [each._replace(words=_words(each, text)) for each in found]
    return Places(tuple(listed[:MOST]), count)


def _places(one: Lines, sets: Sequence[ChosenSet], least: float) -> Iterator[Behind]:
    """Every unit for every two sets that worked on the article, as the matrix counts them."""
    present = [at for at, some in enumerate(one.passages) if some is not None]
    for unit in units([one.passages[at] or [] for at in present], least):
        for (first, a), (second, b) in combinations(zip(present, unit, strict=True), 2):
            if a is not None or b is not None:
                names = sets[first].name, sets[second].name
                yield Behind(one.article, one.name, names, a, b, "")


def _test(statistic: tuple[str, ...]) -> _Test:
    kind, *of = statistic
    tests: dict[str, _Test] = {
        "f1_strict": lambda _, a, b: not _is_equal(a, b),
        "alpha_u": lambda _, a, b: of[0] in {_label(a), _label(b)} and not _is_equal(a, b),
        LABEL: lambda _, a, b: of[0] in {_label(a), _label(b)} and _label(a) != _label(b),
        "confusion": lambda _, a, b: [_label(a), _label(b)] == of,
        "alpha": lambda _, a, b: bool(a and b) and _label(a) != _label(b),
        "ac1": lambda sets, a, b: [*sets] == of and bool(a and b) and _label(a) != _label(b),
        "pair": lambda sets, a, b: [*sets] == of and _label(a) != _label(b),
    }
    return tests.get("alpha" if kind == "kappa" else kind, lambda _, a, b: _label(a) != _label(b))


def _either(one: Behind) -> Passage:
    """What the first set has there, else what the second has; one of them has something."""
    found = one.first or one.second
    if found is None:
        raise ValueError
    return found


def _label(one: Passage | None) -> str:
    return one.label if one is not None else ""


def _is_equal(one: Passage | None, other: Passage | None) -> bool:
    if one is None or other is None:
        return False
    return (one.fragments, one.label) == (other.fragments, other.label)


def _words(one: Behind, text: str) -> str:
    words = " […] ".join(span.cut(text) for span in _either(one).fragments)
    return one_line(words, _WIDE)
