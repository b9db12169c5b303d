"""Settling differences: what a reviewer decides becomes a gold set; coders' own labels stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.annotation import HUMAN, Annotation, Link
from annotator.domain.people import AnnotationSet
from annotator.domain.review import Choice, Decision
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import differences, several
from annotator.jobs.differences import Found
from annotator.jobs.progress import Progress, tell
from annotator.review.differences import Difference
from annotator.review.passage import Passage
from annotator.store import annotations, arrivals, articles, coders, decisions, links, steps
from annotator.store.edits import Edit
from annotator.store.ids import id_of
from annotator.store.project import Project, now


class Side(NamedTuple):
    """What either set says about a difference; empty where it says nothing."""

    first: tuple[Passage, ...]
    second: tuple[Passage, ...]

    @property
    def ids(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the annotations of both."""
        return tuple(one.id for one in self.first), tuple(one.id for one in self.second)


def sides(difference: Difference) -> Side:
    """All passages of a difference, set by set."""
    first = (difference.first,) if difference.first is not None else ()
    second = (difference.second,) if difference.second is not None else ()
    if difference.kind == "merge":
        return Side((*first, *difference.others), second)
    return Side(first, (*second, *difference.others))


def begin(project: Project, name: str) -> tuple[AnnotationSet, Edit | None]:
    """The gold set of whoever works in the project, and the edit that made it, if one did.

    Raises:
        AnnotatorError: nobody works in the project.
        ReadOnlyError: it is open for reading only, and there is no such set.
    """
    if project.coder is None:
        raise AnnotatorError(say("Nobody works in this project yet."))
    if (found := coders.gold_of(project)) is not None:
        return found, None
    with project.edit(say("Begin a gold set")) as edit:
        made = coders.set_named(project, name, project.coder, coders.GOLD)
    steps.forget(project.connection, edit.id)  # decisions stand on it
    return made, edit


def decision_on(known: Mapping[str, Decision], gold: str, found: Found) -> Decision | None:
    """What was settled about a difference, unless its labels have changed since."""
    decision = known.get(decisions.id_for(gold, *sides(found.difference).ids))
    return decision if decision and decision.seen == _seen(found.difference) else None


def settle(
    project: Project, gold: str, found: Found, choice: Choice, taken: Sequence[str] = ()
) -> tuple[str, ...]:
    """Decide a difference and write its gold labels; their ids. To be called in an edit.

    `taken` are the ids of the labels to take where `choice` does not say it: of one set of many.
    What was decided before about any of these labels is replaced, but for `edited`, which keeps
    the gold labels that are there to be changed.
    """
    known = decisions.of_gold(project, gold, found.article)
    return _settle(project, gold, found, choice, known, taken=taken)


def taken(gold: str, found: Found, decision: Decision) -> list[int]:
    """The places of the sets whose labels became gold as they are."""
    made = set(decision.made)
    return [
        at
        for at, passages in enumerate(found.by_set)
        if passages and made.issuperset(_id(gold, one.id) for one in passages)
    ]


def settle_exact(
    project: Project,
    gold: str,
    sets: tuple[str, ...],
    progress: Progress | None = None,
) -> int:
    """Take everything on which all sets agree exactly; how many that were. Called in an edit.

    What was decided by hand stays as long as its labels do. Progress counts articles.

    Raises:
        AnnotatorError: a set is unknown.
        CancelledError: progress said stop.
    """
    known = _by_article(decisions.of_gold(project, gold).values())
    total, taken = articles.count(project), 0
    first, second, *more = sets
    every = (
        several.by_article(project, sets)
        if more
        else differences.by_article(project, first, second)
    )
    for number, here in enumerate(every):
        tell(progress, min(number, total), total)
        taken += _settle_agreed(project, gold, here, known)
    return taken


def _settle_agreed(
    project: Project, gold: str, here: Sequence[Found], known: Mapping[str, dict[str, Decision]]
) -> int:
    agreed = [one for one in here if one.difference.kind == "exact"]
    if not agreed:
        return 0
    article = agreed[0].article
    mine = known.get(article, {})
    touched = {id for one in mine.values() for id in (*one.first, *one.second)}
    new = [one for one in agreed if decision_on(mine, gold, one) is None]
    again = [one for one in new if touched & {*sides(one.difference).ids[0]}]
    fresh = [one for one in new if one not in again]
    for one in again:
        _settle(project, gold, one, "both", decisions.of_gold(project, gold, article))
    _settle_fresh(project, gold, fresh, mine.values())
    return len(new)


def _settle_fresh(
    project: Project,
    gold: str,
    fresh: Sequence[Found],
    before: Iterable[Decision],
) -> None:
    """Take agreed labels that nobody has decided about, many at once."""
    sources = [sides(one.difference).ids[0][0] for one in fresh]
    arrivals.add_annotations(project, [_copy(project, gold, one) for one in sources])
    made = [
        _decide(project, gold, one, "both", (_id(gold, source),))
        for one, source in zip(fresh, sources, strict=True)
    ]
    every = _counterparts(gold, [*before, *made])
    for one in made:
        _tie(project, gold, one, every)


def _settle(  # noqa: PLR0913 - a decision, and what is known
    project: Project,
    gold: str,
    found: Found,
    choice: Choice,
    known: Mapping[str, Decision],
    *,
    taken: Sequence[str] = (),
) -> tuple[str, ...]:
    first, second = sides(found.difference).ids
    before = known.get(decisions.id_for(gold, first, second))
    if choice == "edited" and before is not None and _present(project, before.made):
        _decide(project, gold, found, choice, before.made)
        return before.made
    sources = taken or _sources(found, choice)
    made = tuple(_id(gold, source) for source in sources)
    _withdraw(project, {*first, *second}, known.values(), keep=made)
    for source in sources:
        annotations.put(project, _copy(project, gold, source))
    decision = _decide(project, gold, found, choice, made)
    left = [one for one in known.values() if not {*first, *second} & {*one.first, *one.second}]
    _tie(project, gold, decision, _counterparts(gold, [*left, decision]))
    return made


def _sources(found: Found, choice: Choice) -> tuple[str, ...]:
    first, second = sides(found.difference).ids
    if choice == "both" and found.difference.kind == "exact":
        return first
    taken: dict[Choice, tuple[str, ...]] = {
        "first": first,
        "second": second,
        "both": (*first, *second),
        "neither": (),
        "edited": first or second,
    }
    return taken[choice]


def _decide(
    project: Project, gold: str, found: Found, choice: Choice, made: tuple[str, ...]
) -> Decision:
    first, second = sides(found.difference).ids
    decision = Decision(
        id=decisions.id_for(gold, first, second),
        article=found.article,
        gold=gold,
        layer=found.layer,
        choice=choice,
        first=first,
        second=second,
        made=made,
        seen=_seen(found.difference),
        created=now(),
    )
    decisions.put(project, decision)
    return decision


def _withdraw(
    project: Project, ids: set[str], known: Iterable[Decision], keep: Sequence[str]
) -> None:
    """Take back what was decided about any of these labels."""
    for one in known:
        if not ids & {*one.first, *one.second}:
            continue
        for made in one.made:
            if made not in keep and annotations.get(project, made) is not None:
                annotations.drop(project, made)
        decisions.drop(project, one.id)


def _present(project: Project, ids: Sequence[str]) -> bool:
    return bool(ids) and all(annotations.get(project, one) is not None for one in ids)


def _id(gold: str, source: str) -> str:
    return id_of("gold", gold, source)


def _copy(project: Project, gold: str, source: str) -> Annotation:
    """A coder's label as the reviewer's own."""
    found = annotations.get(project, source)
    if found is None:
        raise KeyError(source)
    return replace(found, id=_id(gold, source), set=gold, origin=HUMAN, created=now(), updated="")


def _seen(difference: Difference) -> str:
    """Stands for all that a difference says, so that a change of it is noticed."""
    told = [
        [
            one.label,
            [tuple(span) for span in one.fragments],
            sorted(map(repr, one.attributes.items())),
            one.entry,
            sorted(one.links),
        ]
        for side in sides(difference)
        for one in side
    ]
    return id_of(repr(told))


def _by_article(found: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    grouped: dict[str, dict[str, Decision]] = {}
    for one in found:
        grouped.setdefault(one.article, {})[one.id] = one
    return grouped


# ---------------------------------------------------------------------------- links


def _counterparts(gold: str, known: Iterable[Decision]) -> dict[str, str]:
    """The gold annotation that stands for each compared one."""
    return {
        source: own if (own := _id(gold, source)) in one.made else one.made[0]
        for one in known
        if one.made
        for source in (*one.first, *one.second)
    }


def _tie(project: Project, gold: str, decision: Decision, every: Mapping[str, str]) -> None:
    """Bring over the links of a decision's labels, as far as both ends are settled."""
    for source in (*decision.first, *decision.second):
        for link in links.of_annotation(project, source):
            start = every.get(link.source)
            # Only what was taken keeps its links: others were not chosen with them.
            if start != _id(gold, link.source):
                continue
            target = every.get(link.target) if link.kind == "annotation" else link.target
            if target is not None and _present(project, [start]):
                _put_link(project, gold, link, start, target)


def _put_link(project: Project, gold: str, link: Link, start: str, target: str) -> None:
    if link.kind == "annotation" and not _present(project, [target]):
        return
    links.put(project, replace(link, id=_id(gold, link.id), source=start, target=target))
