"""How far each article is, set by set."""

from typing import NamedTuple

from annotator.domain.people import DONE, NOT_STARTED
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
