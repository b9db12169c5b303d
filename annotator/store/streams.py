"""A project's records one by one, in the order of articles: for writing them out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from annotator.domain.annotation import Annotation, Link
from annotator.domain.span import Span
from annotator.store import annotations, blindness, bodies, coded, links
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


class Passages:
    """Reads the annotations of one article after the other; what rows name is looked up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._labels = coded._labels(project)
        self._entries = dict(project.rows("SELECT id, uuid FROM register_entry"))
        broken = project.value("SELECT EXISTS (SELECT 1 FROM fragment WHERE position = 1)")
        self._sql = _OF_ARTICLE.format(several=annotations._SEVERAL if broken else "NULL")
        self._sets = {uuid: id for id, uuid in project.rows("SELECT id, uuid FROM annotation_set")}

    def of_article(self, article: str, set: str) -> Iterator[Annotation]:
        """One set's annotations of one article in order of their places, one by one."""
        rows = self._project.connection.execute(self._sql, (article, self._sets[set]))
        return (self._annotation(row, article, set) for row in rows)

    def _annotation(self, row: tuple[Any, ...], article: str, set: str) -> Annotation:
        uuid, label, start, end, attributes, note, origin, entry, version, created, updated = row[
            :11
        ]
        layer, code = self._labels[label]
        several = row[11]
        return Annotation(
            id=uuid,
            article=article,
            set=set,
            layer=layer,
            label=code,
            fragments=annotations._fragments(several) if several else (Span(start, end),),
            attributes=bodies.read(attributes) if attributes != "{}" else {},
            note=note,
            origin=origin,
            entry=None if entry is None else self._entries[entry],
            codebook_version=version,
            created=created,
            updated=updated,
        )


_OF_ARTICLE = """SELECT uuid, label, start, "end", attributes, note, origin, entry,
    codebook_version, created, updated, {several} FROM annotation
    WHERE article = (SELECT id FROM article WHERE uuid = ?) AND annotation_set = ?
    ORDER BY start, "end" DESC, id"""


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
