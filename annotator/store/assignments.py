"""Assignments of articles to coders, and when their labels were revealed to each other."""

from collections.abc import Iterable

from annotator.domain.people import DONE
from annotator.domain.review import Assignment
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project

_SELECT = """SELECT article.uuid, coder.uuid, assignment.blind, assignment.seed,
    assignment.created FROM assignment JOIN article ON article.id = assignment.article
    JOIN coder ON coder.id = assignment.coder"""
# Articles that several coders label blindly, who are not all done, and that nobody revealed.
_OPEN = """SELECT assignment.article FROM assignment WHERE assignment.blind
    AND NOT EXISTS (SELECT 1 FROM reveal WHERE reveal.article = assignment.article)
    GROUP BY assignment.article HAVING count(*) > 1"""
_ALL_DONE = """NOT EXISTS (SELECT 1 FROM assignment AS other WHERE other.article = article.id
    AND NOT EXISTS (SELECT 1 FROM state JOIN annotation_set AS own
    ON own.id = state.annotation_set WHERE own.coder = other.coder AND own.kind = 'own'
    AND state.article = article.id AND state.value = ?))"""


def put(project: Project, assignment: Assignment) -> None:
    """Write an assignment's current version."""
    body = {
        "article": assignment.article,
        "coder": assignment.coder,
        "blind": assignment.is_blind,
        "seed": assignment.seed,
        "created": assignment.created,
    }
    project.record("assignment", f"{assignment.article}/{assignment.coder}", body)


def drop(project: Project, article: str, coder: str) -> None:
    """Take an assignment back."""
    project.record("assignment", f"{article}/{coder}", None)


def everything(project: Project) -> list[Assignment]:
    """All assignments in order of articles and coders."""
    rows = project.rows(f"{_SELECT} ORDER BY article.sort, article.id, coder.id")
    return [
        Assignment(article=article, coder=coder, is_blind=bool(blind), seed=seed, created=created)
        for article, coder, blind, seed, created in rows
    ]


def open_blind(project: Project) -> list[str]:
    """Ids of the articles whose coders must not see each other's labels yet, in order."""
    sql = f"SELECT uuid FROM article WHERE id IN ({_OPEN}) ORDER BY sort, id"  # noqa: S608
    return [uuid for (uuid,) in project.rows(sql)]


def ready(project: Project, articles: Iterable[str] = ()) -> list[str]:
    """Those blind articles, of these or of all, that all their coders are done with."""
    where = f"id IN ({_OPEN}) AND {_ALL_DONE}"
    sql = f"SELECT uuid FROM article WHERE {where} ORDER BY sort, id"  # noqa: S608
    wanted = set(articles)
    return [uuid for (uuid,) in project.rows(sql, (DONE,)) if not wanted or uuid in wanted]


def reveal(project: Project, article: str, at: str) -> None:
    """Let the coders of an article see each other's labels from now on."""
    project.record("reveal", article, {"article": article, "at": at})


def _apply(project: Project, _target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO assignment(article, coder, blind, seed, created) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(article, coder) DO UPDATE SET blind = excluded.blind, seed = excluded.seed, "
        "created = excluded.created",
        (
            project.row_id("article", body["article"]),
            project.row_id("coder", body["coder"]),
            int(body["blind"]),
            body["seed"],
            body["created"],
        ),
    )


def _drop(project: Project, target: str) -> None:
    article, _, coder = target.partition("/")
    project.connection.execute(
        "DELETE FROM assignment WHERE article = (SELECT id FROM article WHERE uuid = ?) "
        "AND coder = (SELECT id FROM coder WHERE uuid = ?)",
        (article, coder),
    )


def _apply_reveal(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO reveal(article, at) VALUES (?, ?) "
        "ON CONFLICT(article) DO UPDATE SET at = excluded.at",
        (project.row_id("article", target), body["at"]),
    )


def _drop_reveal(project: Project, target: str) -> None:
    project.connection.execute(
        "DELETE FROM reveal WHERE article = (SELECT id FROM article WHERE uuid = ?)", (target,)
    )


KINDS = {
    "assignment": Kind(_apply, _drop),
    "reveal": Kind(_apply_reveal, _drop_reveal),
}
