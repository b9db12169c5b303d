"""Decisions: what was settled about the differences of two sets, for a gold set."""

from typing import Any

from annotator.domain.review import Decision
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.ids import id_of
from annotator.store.project import Kind, Project

_SELECT = """SELECT decision.uuid, article.uuid, annotation_set.uuid, decision.layer,
    decision.choice, decision.first, decision.second, decision.made, decision.seen,
    decision.created FROM decision JOIN article ON article.id = decision.article
    JOIN annotation_set ON annotation_set.id = decision.gold"""


def id_for(gold: str, first: tuple[str, ...], second: tuple[str, ...]) -> str:
    """The id of the decision about these annotations: there is one for each gold set."""
    return id_of("decision", gold, *sorted(first), "|", *sorted(second))


def put(project: Project, decision: Decision) -> None:
    """Write a decision's current version."""
    body = {
        "article": decision.article,
        "gold": decision.gold,
        "layer": decision.layer,
        "choice": decision.choice,
        "first": list(decision.first),
        "second": list(decision.second),
        "made": list(decision.made),
        "seen": decision.seen,
        "created": decision.created,
    }
    project.record("decision", decision.id, body)


def drop(project: Project, decision: str) -> None:
    """Take a decision away: the difference is open again."""
    project.record("decision", decision, None)


def get(project: Project, decision: str) -> Decision | None:
    """The decision with this id, if there still is one."""
    found = _read(project, "decision.uuid = ?", (decision,))
    return found[0] if found else None


def of_gold(project: Project, gold: str, article: str = "") -> dict[str, Decision]:
    """The decisions for a gold set by their ids; of one article where its id is given."""
    where = "annotation_set.uuid = ?1 AND (?2 = '' OR article.uuid = ?2)"
    return {one.id: one for one in _read(project, where, (gold, article))}


def _read(project: Project, where: str, values: tuple[Any, ...]) -> list[Decision]:
    rows = project.rows(f"{_SELECT} WHERE {where} ORDER BY decision.id", values)
    return [
        Decision(
            id=row[0],
            article=row[1],
            gold=row[2],
            layer=row[3],
            choice=row[4],
            first=tuple(bodies.read(row[5])),
            second=tuple(bodies.read(row[6])),
            made=tuple(bodies.read(row[7])),
            seen=row[8],
            created=row[9],
        )
        for row in rows
    ]


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO decision(uuid, article, gold, layer, choice, first, second, made, seen, "
        "created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO UPDATE SET "
        "article = excluded.article, gold = excluded.gold, layer = excluded.layer, "
        "choice = excluded.choice, first = excluded.first, second = excluded.second, "
        "made = excluded.made, seen = excluded.seen, created = excluded.created",
        (
            target,
            project.row_id("article", body["article"]),
            project.row_id("annotation_set", body["gold"]),
            body["layer"],
            body["choice"],
            bodies.written(body["first"]),
            bodies.written(body["second"]),
            bodies.written(body["made"]),
            body["seen"],
            body["created"],
        ),
    )


def _drop(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM decision WHERE uuid = ?", (target,))


KINDS = {"decision": Kind(_apply, _drop)}
