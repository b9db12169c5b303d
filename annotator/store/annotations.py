"""Annotations and their fragments."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.domain.annotation import Annotation
from annotator.domain.span import Span
from annotator.store import bodies, codebooks, links, rechecks, statements
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project, inserted

_SEVERAL = """CASE WHEN EXISTS (SELECT 1 FROM fragment
    WHERE fragment.annotation = annotation.id AND fragment.position = 1)
    THEN (SELECT group_concat(start || ',' || end, ';') FROM (SELECT start, end FROM fragment
    WHERE fragment.annotation = annotation.id ORDER BY position)) END"""
_COLUMNS = f"""annotation.uuid, article.uuid, annotation_set.uuid, layer.code, label.code,
    annotation.attributes, annotation.note, annotation.origin, register_entry.uuid,
    annotation.codebook_version, annotation.created, annotation.updated,
    {_SEVERAL}, annotation.start, annotation.end"""
_FROM = """FROM annotation JOIN article ON article.id = annotation.article
    JOIN annotation_set ON annotation_set.id = annotation.annotation_set
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
    LEFT JOIN register_entry ON register_entry.id = annotation.entry"""


def put(project: Project, annotation: Annotation) -> None:
    """Write an annotation's current version.

    Raises:
        KeyError: article, set, label or register entry are not in the project.
    """
    project.record("annotation", annotation.id, body(annotation))


def body(annotation: Annotation) -> Body:
    """What the project keeps of an annotation; when it was changed, its event knows."""
    return {
        "article": annotation.article,
        "set": annotation.set,
        "layer": annotation.layer,
        "label": annotation.label,
        "fragments": [list(fragment) for fragment in annotation.fragments],
        "attributes": dict(annotation.attributes),
        "note": annotation.note,
        "origin": annotation.origin,
        "entry": annotation.entry,
        "codebook_version": annotation.codebook_version,
        "created": annotation.created,
    }


def drop(project: Project, annotation: str) -> None:
    """Take an annotation away, and with it the links from and to it and its place on cards."""
    rechecks.settle(project, (annotation,))
    statements.forget(project, annotation)
    for link in links.of_annotation(project, annotation):
        links.drop(project, link.id)
    project.record("annotation", annotation, None)


def get(project: Project, annotation: str) -> Annotation | None:
    """The annotation with this id, if there still is one."""
    rows = project.rows(f"SELECT {_COLUMNS} {_FROM} WHERE annotation.uuid = ?", (annotation,))
    return _annotation(rows[0]) if rows else None


def of_article(project: Project, article: str, set: str) -> list[Annotation]:
    """One set's annotations of one article, in order of their places."""
    return list(_read(project, "article.uuid = ? AND annotation_set.uuid = ?", (article, set)))


def of_set(project: Project, set: str) -> Iterator[Annotation]:
    """All annotations of a set, article by article in the order of names, one by one."""
    sql = f"""SELECT {_COLUMNS} {_FROM} WHERE annotation_set.uuid = ?
        ORDER BY article.sort, article.id, annotation.start, annotation.end DESC, annotation.id"""
    for row in project.connection.execute(sql, (set,)):
        yield _annotation(row)


def with_label(project: Project, layer: str, label: str) -> Iterator[Annotation]:
    """All annotations that carry a label, in every set, article by article."""
    sql = f"""SELECT {_COLUMNS} {_FROM} WHERE annotation.label = (SELECT label.id FROM label
        JOIN layer ON layer.id = label.layer WHERE layer.code = ? AND label.code = ?)
        ORDER BY annotation.article, annotation.id"""  # noqa: S608 - constants only
    for row in project.connection.execute(sql, (layer, label)).fetchall():
        yield _annotation(row)


def of_place(project: Project, article: str, set: str, place: Span) -> list[Annotation]:
    """One set's annotations of an article whose first fragment starts and last one ends there."""
    return list(
        _read(
            project,
            "annotation.article = (SELECT id FROM article WHERE uuid = ?) "
            "AND annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?) "
            "AND annotation.start = ? AND annotation.end = ?",
            (article, set, place.start, place.end),
        )
    )


def next_after(  # noqa: PLR0913 - a place, a direction and what to pass over
    project: Project,
    article: str,
    set: str,
    place: tuple[int, int],
    *,
    backwards: bool = False,
    without: Sequence[str] = (),
) -> tuple[int, int] | None:
    """The next passage's (start, end) after a place in reading order, outer ones first.

    Annotations of the layers `without` are passed over.
    """
    before, after = ("<", "DESC") if backwards else (">", "")
    opposite = "" if backwards else "DESC"
    rows = project.rows(
        "SELECT start, end FROM annotation "  # noqa: S608 - constants only
        "WHERE article = (SELECT id FROM article WHERE uuid = ?) "
        "AND annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?) "
        f"AND (start {before} ? OR (start = ? AND -end {before} ?)) "
        f"{_passing_over(without)}"
        f"ORDER BY start {after}, end {opposite} LIMIT 1",
        (article, set, place[0], place[0], -place[1], *without),
    )
    return (rows[0][0], rows[0][1]) if rows else None


def _passing_over(layers: Sequence[str]) -> str:
    if not layers:
        return ""
    wanted = ", ".join("?" * len(layers))
    return (
        "AND label NOT IN (SELECT label.id FROM label JOIN layer ON layer.id = label.layer "  # noqa: S608 - constants only
        f"WHERE layer.code IN ({wanted})) "
    )


def _read(project: Project, where: str, values: tuple[Any, ...]) -> Iterator[Annotation]:
    order = "ORDER BY annotation.start, annotation.end DESC, annotation.id"
    for row in project.connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} {order}",
        values,
    ):
        yield _annotation(row)


@bodies.legible("annotation")
def _annotation(row: tuple[Any, ...]) -> Annotation:
    return Annotation(
        id=row[0],
        article=row[1],
        set=row[2],
        layer=row[3],
        label=row[4],
        attributes=bodies.read(row[5]) if row[5] != "{}" else {},
        note=row[6],
        origin=row[7],
        entry=row[8],
        codebook_version=row[9],
        created=row[10],
        updated=row[11],
        fragments=(Span(row[13], row[14]),) if row[12] is None else _fragments(row[12]),
    )


def _fragments(told: str) -> tuple[Span, ...]:
    return tuple(Span(*map(int, pair.split(","))) for pair in told.split(";"))


def _apply(project: Project, target: str, body: Body, at: str) -> None:
    fragments = body["fragments"]
    article = project.row_id("article", body["article"])
    set = project.row_id("annotation_set", body["set"])
    entry = body["entry"] and project.row_id("register_entry", body["entry"])
    values = (
        article,
        set,
        codebooks.row_of_label(project, body["layer"], body["label"]),
        fragments[0][0],
        fragments[-1][1],
        bodies.written(body["attributes"]),
        body["note"],
        body["origin"],
        entry,
        body["codebook_version"],
        body["created"],
        body.get("updated") or at,  # an import brings it along
    )
    found = project.value("SELECT id FROM main.annotation WHERE uuid = ?", (target,))
    if found is None:
        found = inserted(project.connection, _INSERT, (target, *values))
        project.connection.execute(_TALLY, (article, set, 1))
    else:
        project.connection.execute(_UPDATE, (*values, found))
        project.connection.execute("DELETE FROM fragment WHERE annotation = ?", (found,))
    project.connection.executemany(
        "INSERT INTO fragment(annotation, position, start, end) VALUES (?, ?, ?, ?)",
        [(found, place, start, end) for place, (start, end) in enumerate(fragments)],
    )


def _drop(project: Project, target: str) -> None:
    rows = project.rows(
        "SELECT id, article, annotation_set FROM main.annotation WHERE uuid = ?", (target,)
    )
    for key, article, set in rows:
        project.connection.execute("DELETE FROM fragment WHERE annotation = ?", (key,))
        project.connection.execute("DELETE FROM main.annotation WHERE id = ?", (key,))
        project.connection.execute(_TALLY, (article, set, -1))


_INSERT = """INSERT INTO main.annotation(uuid, article, annotation_set, label, start, end,
    attributes, note, origin, entry, codebook_version, created, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UPDATE = """UPDATE main.annotation SET article = ?, annotation_set = ?, label = ?, start = ?,
    end = ?, attributes = ?, note = ?, origin = ?, entry = ?, codebook_version = ?, created = ?,
    updated = ? WHERE id = ?"""
_TALLY = """INSERT INTO main.tally(article, annotation_set, annotations) VALUES (?, ?, ?)
    ON CONFLICT(article, annotation_set) DO UPDATE
    SET annotations = annotations + excluded.annotations"""

KINDS = {"annotation": Kind(_apply, _drop)}
