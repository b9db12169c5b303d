"""How far each article is, set by set."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project


class Progress(NamedTuple):
    """Articles done, and all of them."""

    done: int
    articles: int


def put(project: Project, article: str, set: str, value: str) -> None:
    """Say how far an article is in a set: one of `people.STATES`."""
    body = {"article": article, "set": set, "value": value}
    project.record("state", f"{article}/{set}", body)


def of_article(project: Project, article: str, set: str) -> str:
    """How far an article is in a set."""
    found = project.value(
        "SELECT value FROM state WHERE article = (SELECT id FROM article WHERE uuid = ?) "
        "AND annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)",
        (article, set),
    )
    return str(found or NOT_STARTED)


def progress(project: Project, set: str) -> Progress:
    """How much of the corpus is done in a set."""
    done = project.value(
        "SELECT count(*) FROM state WHERE value = ? "
        "AND annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)",
        (DONE, set),
    )
    return Progress(int(done), int(project.value("SELECT count(*) FROM article")))


def done_in_all(project: Project, sets: Sequence[str]) -> frozenset[str]:
    """The ids of the articles that are done in every one of these sets."""
    rows = project.rows(
        "SELECT article.uuid FROM state JOIN article ON article.id = state.article "
        "JOIN annotation_set ON annotation_set.id = state.annotation_set "
        "WHERE state.value = ? AND annotation_set.uuid IN (SELECT value FROM json_each(?)) "
        "GROUP BY article.id HAVING count(*) = ?",
        (DONE, bodies.written(list(sets)), len(sets)),
    )
    return frozenset(uuid for (uuid,) in rows)


class Workload(NamedTuple):
    """A set with how many of its articles are done, begun and not begun.

    Its articles are those its coder is to label; where nothing is assigned to them, all.
    """

    set: str
    done: int
    begun: int
    waiting: int


def workloads(project: Project, sets: Sequence[str]) -> list[Workload]:
    """How far these sets are, in this order."""
    found = []
    for one in sets:
        counts = dict(project.rows(_COUNTS.format(_MINE), (one,)))
        found.append(
            Workload(one, *(counts.get(value, 0) for value in (DONE, IN_PROGRESS, NOT_STARTED)))
        )
    return found


def in_state(project: Project, set: str, value: str) -> list[tuple[str, str]]:
    """The articles of a set, see `Workload`, that are so far: their ids and names, in order."""
    return project.rows(_IN_STATE.format(_MINE), (set, value))


_MINE = """FROM article LEFT JOIN state ON state.article = article.id AND state.annotation_set =
    (SELECT id FROM annotation_set WHERE uuid = ?1)
    WHERE NOT EXISTS (SELECT 1 FROM assignment JOIN annotation_set AS own
        ON own.coder = assignment.coder WHERE own.uuid = ?1 AND own.kind = 'own')
    OR EXISTS (SELECT 1 FROM assignment JOIN annotation_set AS own
        ON own.coder = assignment.coder WHERE own.uuid = ?1 AND assignment.article = article.id)"""
_COUNTS = "SELECT coalesce(state.value, 'not_started'), count(*) {} GROUP BY 1"
_IN_STATE = """SELECT uuid, name FROM (SELECT article.uuid, article.name, article.sort, article.id,
    coalesce(state.value, 'not_started') AS far {}) WHERE far = ?2 ORDER BY sort, id"""


def _apply(project: Project, _target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO state(article, annotation_set, value) VALUES (?, ?, ?) "
        "ON CONFLICT(article, annotation_set) DO UPDATE SET value = excluded.value",
        (
            project.row_id("article", body["article"]),
            project.row_id("annotation_set", body["set"]),
            body["value"],
        ),
    )


def _drop(project: Project, target: str) -> None:
    article, _, set = target.partition("/")
    project.connection.execute(
        "DELETE FROM state WHERE article = (SELECT id FROM article WHERE uuid = ?) "
        "AND annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)",
        (article, set),
    )


KINDS = {"state": Kind(_apply, _drop)}
