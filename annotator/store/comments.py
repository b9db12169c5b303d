"""Comments: threads on words of an article, open or resolved."""

from dataclasses import replace
from typing import Any

from annotator.domain.review import Comment
from annotator.domain.span import Span
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project

_SELECT = """SELECT comment.uuid, article.uuid, coder.uuid, comment.words, comment.start,
    comment.end, comment.thread, comment.resolved, comment.created
    FROM comment JOIN article ON article.id = comment.article
    JOIN coder ON coder.id = comment.author"""


def put(project: Project, comment: Comment) -> None:
    """Write a comment's current version."""
    body = {
        "article": comment.article,
        "author": comment.author,
        "words": comment.words,
        "place": list(comment.place),
        "thread": comment.thread,
        "resolved": comment.is_resolved,
        "created": comment.created,
    }
    project.record("comment", comment.id, body)


def drop(project: Project, comment: str) -> None:
    """Take a comment away, and with the first of a thread its answers."""
    for (answer,) in project.rows("SELECT uuid FROM comment WHERE thread = ?", (comment,)):
        project.record("comment", answer, None)
    project.record("comment", comment, None)


def resolve(project: Project, comment: str, *, resolved: bool) -> None:
    """Say that a thread is settled, or open again.

    Raises:
        KeyError: there is no such comment.
    """
    found = get(project, comment)
    if found is None:
        raise KeyError(comment)
    put(project, replace(found, is_resolved=resolved))


def get(project: Project, comment: str) -> Comment | None:
    """The comment with this id, if there still is one."""
    found = _read(project, "comment.uuid = ?", (comment,))
    return found[0] if found else None


def of_article(project: Project, article: str) -> list[Comment]:
    """An article's comments in order of their places, each thread from its first to its last."""
    found = _read(project, "article.uuid = ?", (article,))
    begins = {one.id: (one.place, one.created, one.id) for one in found if not one.thread}

    def order(one: Comment) -> tuple[Any, ...]:
        root = begins.get(one.thread or one.id, (one.place, one.created, one.thread))
        return (*root, bool(one.thread), one.created, one.id)

    return sorted(found, key=order)


def open_threads(project: Project) -> list[Comment]:
    """The first comments of all threads that are not resolved, in order of articles and places."""
    return _read(project, "comment.thread = '' AND NOT comment.resolved", ())


def _read(project: Project, where: str, values: tuple[Any, ...]) -> list[Comment]:
    order = "ORDER BY article.sort, article.id, comment.start, comment.created, comment.uuid"
    return [
        Comment(
            id=uuid,
            article=article,
            author=author,
            words=words,
            place=Span(start, end),
            thread=thread,
            is_resolved=bool(resolved),
            created=created,
        )
        for uuid, article, author, words, start, end, thread, resolved, created in project.rows(
            f"{_SELECT} WHERE {where} {order}", values
        )
    ]


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    start, end = body["place"]
    project.connection.execute(
        "INSERT INTO main.comment(uuid, article, author, thread, start, end, words, resolved, "
        "created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO UPDATE SET "
        "article = excluded.article, author = excluded.author, created = excluded.created, "
        "thread = excluded.thread, start = excluded.start, end = excluded.end, "
        "words = excluded.words, resolved = excluded.resolved",
        (
            target,
            project.row_id("article", body["article"]),
            project.row_id("coder", body["author"]),
            body["thread"],
            start,
            end,
            body["words"],
            int(body["resolved"]),
            body["created"],
        ),
    )


def _drop(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM main.comment WHERE uuid = ?", (target,))


KINDS = {"comment": Kind(_apply, _drop)}
