"""What coders had marked before they could see each other's labels: only that is independent.

Whatever a coder labelled, changed or deleted in a blind article after its reveal is put back, from
the events; what came before what is told by their order, never by clocks. Gold, imports and
machines' proposals are as they are: nobody was blind there.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from annotator.domain.span import Span
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Project

_Moment = tuple[int, str]
"""Where an event stands: its lamport time and its id."""


class Stood(NamedTuple):
    """An annotation as it was at the reveal; `set` and `entry` are ids."""

    id: str
    set: str
    layer: str
    label: str
    fragments: tuple[Span, ...]
    attributes: Body
    entry: str
    created: str

    @property
    def span(self) -> Span:
        """From its first character to its last."""
        return Span(self.fragments[0].start, self.fragments[-1].end)


class Turned(NamedTuple):
    """What to leave out, by its row, and what to put in its place, by the row of the article."""

    out: frozenset[int]
    back: dict[int, list[Stood]]


NOTHING = Turned(frozenset(), {})

_REVEALS = """SELECT article.id, article.uuid, event.lamport, event.id FROM reveal
    JOIN article ON article.id = reveal.article
    JOIN event ON event.target = article.uuid AND event.kind = 'reveal' AND event.body IS NOT NULL
    ORDER BY event.lamport DESC, event.id DESC"""
_LATER = """SELECT DISTINCT target FROM event WHERE kind = 'annotation' AND lamport >= ?
    AND (body IS NULL OR json_extract(body, '$.article') IN (SELECT value FROM json_each(?)))"""
_OWN = "SELECT uuid FROM annotation_set WHERE kind = 'own'"
_VERSIONS = """SELECT lamport, id, body FROM event WHERE target = ? AND kind = 'annotation'
    ORDER BY lamport, id"""


def turned(project: Project, sets: Sequence[str]) -> Turned:
    """What has changed in these sets since the articles were revealed."""
    # The first reveal counts: who has seen the others' labels once has seen them.
    moments = {uuid: (key, (lamport, id)) for key, uuid, lamport, id in project.rows(_REVEALS)}
    own = {uuid for (uuid,) in project.rows(_OWN)}.intersection(sets)
    if not moments or not own:
        return NOTHING
    least = min(lamport for _, (lamport, _) in moments.values())
    out: list[str] = []
    back: dict[int, list[Stood]] = {}
    for (target,) in project.rows(_LATER, (least, bodies.written(list(moments)))):
        versions = list(_versions(project, target))
        some = next((body for _, body in versions if body is not None), None)
        if some is None or some["set"] not in own:
            continue
        key, moment = moments.get(some["article"], (0, (0, "")))
        if not key or versions[-1][0] <= moment:
            continue
        out.append(target)
        before = [body for at, body in versions if at < moment]
        if before and before[-1] is not None:
            back.setdefault(key, []).append(_stood(target, before[-1]))
    return Turned(_rows(project, out), back)


def _versions(project: Project, target: str) -> Iterator[tuple[_Moment, Body | None]]:
    for lamport, id, body in project.rows(_VERSIONS, (target,)):
        yield (lamport, id), None if body is None else bodies.read(body)


def _rows(project: Project, ids: list[str]) -> frozenset[int]:
    sql = """SELECT annotation.id FROM json_each(?) AS wanted
        JOIN annotation ON annotation.uuid = wanted.value"""
    return frozenset(key for (key,) in project.rows(sql, (bodies.written(ids),)))


def _stood(target: str, body: Any) -> Stood:  # noqa: ANN401 - as the file keeps it
    return Stood(
        target,
        body["set"],
        body["layer"],
        body["label"],
        tuple(Span(*one) for one in body["fragments"]),
        body["attributes"],
        body["entry"] or "",
        body["created"],
    )
