"""The passages of chosen sets, as review compares them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.people import AnnotationSet
from annotator.domain.sentence import AnnotatorError, say
from annotator.review.passage import Passage
from annotator.store import coded, coders
from annotator.store.coded import Coded
from annotator.store.project import Project

FEWEST_SETS, MOST_SETS = 2, 20


class ChosenSet(NamedTuple):
    """A set that is compared, under a name that no other has."""

    id: str
    name: str
    coder: str


class Lines(NamedTuple):
    """One article and layer: each set's passages, nothing for sets that did not work on it."""

    article: str
    name: str
    length: int
    layer: str
    passages: tuple[list[Passage] | None, ...]


class Compared(NamedTuple):
    """An article's lines, and how many pairs of equal passages were left out of them."""

    lines: list[Lines]
    equal: int


def chosen(project: Project, names: Sequence[str] = ()) -> list[ChosenSet]:
    """The sets of these names, or all that hold annotations, but for gold ones.

    Raises:
        AnnotatorError: a name is unknown or stands for several sets, or there are not 2 to 20.
    """
    every = _named(project)
    found = [_one(every, name) for name in names] if names else _with_annotations(project, every)
    if not FEWEST_SETS <= len(found) <= MOST_SETS:
        raise AnnotatorError(
            say(
                "Two to {most} annotation sets can be compared, not {count}. Sets are: {names}.",
                most=MOST_SETS,
                count=len(found),
                names=", ".join(one.name for one in every) or "–",
            )
        )
    return found


def _named(project: Project) -> list[ChosenSet]:
    sets = coders.all_sets(project)
    people = {one.id: one.name for one in coders.all_coders(project)}
    names = [one.name for one in sets]
    return [ChosenSet(one.id, _name(one, people[one.coder], names), one.coder) for one in sets]


def _name(one: AnnotationSet, coder: str, names: Sequence[str]) -> str:
    return one.name if names.count(one.name) == 1 else f"{one.name} ({coder}, {one.kind})"


def _one(every: Sequence[ChosenSet], name: str) -> ChosenSet:
    wanted = name.strip()
    found = [one for one in every if wanted in {one.name, one.id}]
    if len(found) != 1:
        raise AnnotatorError(
            say(
                "There is no annotation set “{name}”. Sets are: {names}.",
                name=wanted,
                names=", ".join(one.name for one in every) or "–",
            )
        )
    return found[0]


def _with_annotations(project: Project, every: Sequence[ChosenSet]) -> list[ChosenSet]:
    gold = {one.id for one in coders.all_sets(project) if one.kind == "gold"}
    filled = coded.sets_with_annotations(project)
    return [one for one in every if one.id in filled and one.id not in gold]


def lines(  # noqa: PLR0913 - what to read, and how much of it
    project: Project,
    sets: Sequence[ChosenSet],
    *,
    layer: str = "",
    article: str = "",
    links: bool = False,
    blind: bool = False,
) -> Iterator[list[Lines]]:
    """Article by article, in order: its layers in which one of the sets has something.

    Articles on which fewer than two of the sets worked come too. `blind` leaves out what coders
    did after they could see each other's labels.
    """
    ids = [one.id for one in sets]
    read = coded.articles(project, ids, article=article, links=links, blind=blind)
    for found in read:
        yield _lines(found, ids, layer)


def compared(project: Project, sets: Sequence[ChosenSet]) -> Iterator[Compared]:
    """The same with links, for two sets, but without what both have alike in everything."""
    ids = [one.id for one in sets]
    for found in coded.articles(project, ids, links=True, but_equal=True):
        yield Compared(_lines(found, ids, ""), found.equal)


def _lines(found: coded.CodedArticle, sets: Sequence[str], layer: str) -> list[Lines]:
    layers: dict[str, dict[str, list[Passage]]] = {}
    for one in found.annotations:
        if layer in {"", one.layer}:
            layers.setdefault(one.layer, {}).setdefault(one.set, []).append(_passage(one))
    return [
        Lines(
            found.id,
            found.name,
            found.length,
            name,
            tuple(by_set.get(set, [] if set in found.worked else None) for set in sets),
        )
        for name, by_set in layers.items()
    ]


def _passage(one: Coded) -> Passage:
    return Passage(one.id, one.label, one.fragments, one.attributes, one.entry, one.links)
