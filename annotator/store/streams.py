"""A project's records one by one, in the order of articles: for writing them out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from annotator.domain.annotation import Annotation, Link
from annotator.store import annotations, blindness, links
from annotator.store.project import Project

_ORDER = "ORDER BY link_type.position, link.position, link.id"


@contextmanager
def steady(project: Project) -> Iterator[None]:
    """Everything read inside is of one moment, whatever another connection writes meanwhile."""
    begins = project.read_only and not project.connection.in_transaction
    if begins:
        project.connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins:
            project.connection.rollback()


def of_article(project: Project, article: str, set: str) -> Iterator[Annotation]:
    """One set's annotations of one article in order of their places, one by one."""
    return annotations._read(
        project, "article.uuid = ? AND annotation_set.uuid = ?", (article, set)
    )


def imported(project: Project, set: str) -> Iterator[Annotation]:
    """One set's annotations that an import brought and that have attributes or a note."""
    where = (
        "annotation_set.uuid = ? AND annotation.origin LIKE 'import:%' "
        "AND (annotation.attributes != '{}' OR annotation.note != '')"
    )
    return annotations._read(project, where, (set,))


def with_ids(project: Project, ids: Sequence[str]) -> dict[str, Annotation]:
    """The annotations with these ids; at most some hundreds at once."""
    where = f"annotation.uuid IN ({_places(ids)})"
    return {found.id: found for found in annotations._read(project, where, tuple(ids))}


def links_from(project: Project, ids: Sequence[str]) -> dict[str, list[Link]]:
    """The links that start from these annotations, by annotation; at most some hundreds."""
    sql = f"{links._SELECT} WHERE source.uuid IN ({_places(ids)}) {_ORDER}"
    found: dict[str, list[Link]] = {}
    for link in links._read(project, sql, tuple(ids)):
        found.setdefault(link.source, []).append(link)
    return found


def edits(project: Project) -> Iterator[tuple[Any, ...]]:
    """All edits in order: id, device, author, time, name, and the ids of what they undo or redo."""
    yield from project.connection.execute(
        "SELECT edit.uuid, device.uuid, author.uuid, edit.at, edit.name, undone.uuid, redone.uuid "
        "FROM edit JOIN device ON device.id = edit.device JOIN author ON author.id = edit.author "
        "LEFT JOIN edit AS undone ON undone.id = edit.undoes "
        "LEFT JOIN edit AS redone ON redone.id = edit.redoes ORDER BY edit.id"
    )


def events(project: Project) -> Iterator[tuple[Any, ...]]:
    """All events that may be seen, in order.

    They are (id, device, number, lamport, author, time, edit, kind, target, body).
    """
    yield from project.connection.execute(
        "SELECT event.id, device.uuid, event.dseq, event.lamport, author.uuid, event.at, "  # noqa: S608
        "edit.uuid, event.kind, event.target, event.body FROM event "
        "JOIN device ON device.id = event.device JOIN author ON author.id = event.author "
        f"JOIN edit ON edit.id = event.edit WHERE {blindness.shown_events(project)} "
        "ORDER BY event.seq"
    )


def _places(ids: Sequence[str]) -> str:
    return ",".join("?" * len(ids))
