"""Many new records in one go, as an import brings them: their events and rows in few statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.domain.annotation import Annotation, Link
from annotator.store import annotations, bodies, codebooks
from annotator.store.bodies import Body
from annotator.store.project import Project

_MANY = 500


def known(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these annotations are in the project now."""
    return _found(project, "SELECT uuid FROM annotation WHERE uuid IN ({})", ids)


def known_links(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these links are in the project now."""
    return _found(project, "SELECT uuid FROM link WHERE uuid IN ({})", ids)


def remembered(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these records the project ever knew, dropped ones included."""
    return _found(project, "SELECT DISTINCT target FROM event WHERE target IN ({})", ids)


def _found(project: Project, sql: str, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for first in range(0, len(ids), _MANY):
        some = tuple(ids[first : first + _MANY])
        found.update(row[0] for row in project.rows(sql.format(",".join("?" * len(some))), some))
    return found


def add_annotations(project: Project, article: str, arriving: Sequence[Annotation]) -> None:
    """Write new annotations of one article; their `updated` is kept where it is given.

    Raises:
        KeyError: article, a set, a label or a register entry are not in the project.
    """
    old = remembered(project, [one.id for one in arriving])
    fresh = [one for one in arriving if one.id not in old]
    for one in arriving:
        if one.id in old:
            annotations.put(project, one)
    records = [(one.id, _body(one)) for one in fresh]
    at = project.record_new("annotation", article, records)
    _insert_annotations(project, article, fresh, at)


def _body(annotation: Annotation) -> Body:
    body = annotations.body(annotation)
    return {**body, "updated": annotation.updated} if annotation.updated else body


def _insert_annotations(
    project: Project, article: str, arriving: Sequence[Annotation], at: str
) -> None:
    rows = _Rows(project)
    key = int(project.value("SELECT coalesce(max(id), 0) FROM main.annotation"))
    place = project.row_id("article", article)
    made, fragments = [], []
    counts: dict[int, int] = {}
    for key, one in enumerate(arriving, key + 1):  # noqa: B020 - it goes on from there
        set = rows.of("annotation_set", one.set)
        counts[set] = counts.get(set, 0) + 1
        made.append((key, *_values(rows, place, set, one, at)))
        fragments += [(key, number, *span) for number, span in enumerate(one.fragments)]
    project.connection.executemany(_ANNOTATION, made)
    project.connection.executemany(_FRAGMENT, fragments)
    project.connection.executemany(
        annotations._TALLY, [(place, set, count) for set, count in counts.items()]
    )


def _values(rows: "_Rows", place: int, set: int, one: Annotation, at: str) -> tuple[Any, ...]:
    return (
        one.id,
        place,
        set,
        rows.of_label(one.layer, one.label),
        one.start,
        one.end,
        bodies.written(dict(one.attributes)),
        one.note,
        one.origin,
        one.entry and rows.of("register_entry", one.entry),
        one.codebook_version,
        one.created,
        one.updated or at,
    )


class _Rows:
    """Integer keys of records by their ids, each looked up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._keys: dict[tuple[str, str], int] = {}

    def of(self, table: str, uuid: str) -> int:
        """The key of a record of a table."""
        if (table, uuid) not in self._keys:
            self._keys[table, uuid] = self._project.row_id(table, uuid)
        return self._keys[table, uuid]

    def of_label(self, layer: str, label: str) -> int:
        """The key of a label."""
        if (layer, label) not in self._keys:
            self._keys[layer, label] = codebooks.row_of_label(self._project, layer, label)
        return self._keys[layer, label]


def add_links(project: Project, article: str, arriving: Iterable[Link]) -> None:
    """Write new links between annotations of one article, or from them to register entries.

    Raises:
        KeyError: an end or a type is not in the project.
    """
    fresh = list(arriving)
    old = remembered(project, [link.id for link in fresh])
    records = []
    for link in fresh:
        body = links_body(article, link)
        if link.id in old:
            project.record("link", link.id, body)
        else:
            records.append((link.id, body))
    project.record_new("link", article, records)
    for target, body in records:
        project.apply("link", target, body)


def links_body(article: str, link: Link) -> Body:
    """What the project keeps of a link."""
    return {
        "article": article,
        "type": link.type,
        "source": link.source,
        "kind": link.kind,
        "target": link.target,
        "position": link.position,
        "attributes": dict(link.attributes),
    }


_ANNOTATION = """INSERT INTO main.annotation(id, uuid, article, annotation_set, label, start, end,
    attributes, note, origin, entry, codebook_version, created, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FRAGMENT = "INSERT INTO fragment(annotation, position, start, end) VALUES (?, ?, ?, ?)"
