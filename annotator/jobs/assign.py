"""Who labels what: articles drawn for coders with a share in common, and their reveal.

The draw depends on nothing but its seed, the articles and the coders, so that a paper can state
it: articles stand in the order of the SHA-256 of `SEED:ARTICLE`, the first ones are given to
several coders, the others to one each, always to those who have least so far.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.domain.review import Assignment
from annotator.domain.sentence import AnnotatorError, say
from annotator.store import articles, assignments, blindness, coders
from annotator.store.edits import Edit
from annotator.store.project import Project, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How articles are to be given to coders, who are named.

    `overlap` is the share of articles, from 0 to 1, that `together` coders label each; where
    `is_blind`, they do not see each other's labels of these before the reveal. `limit` restricts
    the draw to so many articles.
    """

    coders: tuple[str, ...]
    overlap: float = 0.2
    together: int = 2
    seed: int = 1
    is_blind: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class AssignReport:
    """How many articles each coder got, and how many of all were given to several."""

    articles: int
    shared: int
    coders: dict[str, int] = field(default_factory=dict)
    edit: Edit | None = None


def run(project: Project, draw: Draw) -> AssignReport:
    """Draw from the articles that are nobody's yet; one step of undo.

    Coders who are not in the project yet come in by their names.

    Raises:
        AnnotatorError: there are no coders or no articles left, or shares make no sense.
        ReadOnlyError, NotSavedError: as `Project.edit`.
    """
    names = tuple(dict.fromkeys(filter(None, (name.strip() for name in draw.coders))))
    refuse(draw, names)
    free = unassigned(project)[: draw.limit]
    if not free:
        raise AnnotatorError(say("Every article is assigned already."))
    given = drawn(free, names, draw)
    with project.edit(say("Assign {count} articles", count=len(free))) as edit:
        ids = {name: coders.coder_named(project, name).id for name in names}
        at = now()
        for article, some in given.items():
            for name in some:
                made = Assignment(
                    article=article,
                    coder=ids[name],
                    is_blind=draw.is_blind,
                    seed=draw.seed,
                    created=at,
                )
                assignments.put(project, made)
    blindness.cover(project)
    counts = Counter(name for some in given.values() for name in some)
    shared = sum(len(some) > 1 for some in given.values())
    return AssignReport(len(free), shared, {name: counts[name] for name in names}, edit)


def refuse(draw: Draw, names: Sequence[str]) -> None:
    """Refuse a draw that makes no sense.

    Raises:
        AnnotatorError: it says why.
    """
    if not names:
        raise AnnotatorError(say("Name at least one coder."))
    if not 0 <= draw.overlap <= 1:
        raise AnnotatorError(say("The share in common is between 0 and 100 per cent."))
    if draw.overlap and not 1 < draw.together <= len(names):
        raise AnnotatorError(
            say(
                "{count} coders cannot label the same article: there are {names}.",
                count=draw.together,
                names=", ".join(names),
            )
        )


def unassigned(project: Project) -> list[str]:
    """Ids of the articles that nobody is to label yet, in order."""
    taken = {one.article for one in assignments.everything(project)}
    return [one.id for one in articles.everyone(project) if one.id not in taken]


def drawn(free: Iterable[str], names: Sequence[str], draw: Draw) -> dict[str, tuple[str, ...]]:
    """Which coders get each article, in the order of the draw."""
    order = sorted(free, key=lambda article: _digest(draw.seed, article))
    shared = round(len(order) * draw.overlap)
    loads = dict.fromkeys(names, 0)
    given: dict[str, tuple[str, ...]] = {}
    for place, article in enumerate(order):
        wanted = draw.together if place < shared else 1
        # Of those who have equally few, chance decides, or the same would always code together.
        by_load = sorted(names, key=lambda name: (loads[name], _digest(draw.seed, article, name)))
        given[article] = tuple(by_load[:wanted])
        for name in given[article]:
            loads[name] += 1
    return given


def _digest(*parts: object) -> str:
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def reveal(project: Project, found: Iterable[str]) -> int:
    """Let the coders of these blind articles see each other's labels; how many. In an edit."""
    is_open = set(assignments.open_blind(project))
    wanted = [one for one in found if one in is_open]
    at = now()
    for article in wanted:
        assignments.reveal(project, article, at)
    return len(wanted)


def reveal_ready(project: Project, found: Iterable[str] = ()) -> int:
    """Reveal those of these articles, or of all, that all their coders are done with. In an edit.

    How many that were.
    """
    return reveal(project, assignments.ready(project, found))
