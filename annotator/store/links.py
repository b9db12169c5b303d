"""Links from annotations to annotations and register entries."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from annotator.domain.annotation import Link
from annotator.domain.span import Span
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project


class Speaker(NamedTuple):
    """Whom an annotation is linked to: the register entry's name, if known, and the mention."""

    annotation: str
    name: str | None
    mention: str | None
    place: Span | None


_SELECT = """SELECT link.uuid, link_type.code, source.uuid, target.uuid, register_entry.uuid,
    link.position, link.attributes
    FROM link JOIN link_type ON link_type.id = link.type
    JOIN annotation AS source ON source.id = link.source
    LEFT JOIN annotation AS target ON target.id = link.target_annotation
    LEFT JOIN register_entry ON register_entry.id = link.target_entry"""


def put(project: Project, link: Link) -> None:
    """Write a link's current version.

    Raises:
        KeyError: an end or the type is not in the project.
    """
    article = project.value(
        "SELECT article.uuid FROM annotation JOIN article ON article.id = annotation.article "
        "WHERE annotation.uuid = ?",
        (link.source,),
    )
    project.record("link", link.id, body_of(article, link))


def body_of(article: str, link: Link) -> Body:
    """What the project keeps of a link from an annotation of an article, by the article's id."""
    return {
        "article": article,
        "type": link.type,
        "source": link.source,
        "kind": link.kind,
        "target": link.target,
        "position": link.position,
        "attributes": dict(link.attributes),
    }


def drop(project: Project, link: str) -> None:
    """Take a link away."""
    project.record("link", link, None)


def get(project: Project, link: str) -> Link | None:
    """The link with this id, if there still is one."""
    return next(iter(_read(project, f"{_SELECT} WHERE link.uuid = ?", (link,))), None)


def of_annotation(project: Project, annotation: str) -> list[Link]:
    """Links from and to an annotation, in their order."""
    return _read(
        project,
        f"{_SELECT} WHERE source.uuid = ?1 UNION {_SELECT} WHERE target.uuid = ?1 ORDER BY 2, 6",
        (annotation,),
    )


def of_set(project: Project, set: str) -> dict[str, list[Link]]:
    """The links of a whole set, by the id of the annotation they start from."""
    found: dict[str, list[Link]] = {}
    sql = (
        f"{_SELECT} JOIN annotation_set ON annotation_set.id = source.annotation_set "
        "WHERE annotation_set.uuid = ? ORDER BY link_type.position, link.position, link.id"
    )
    for link in _read(project, sql, (set,)):
        found.setdefault(link.source, []).append(link)
    return found


def of_article(project: Project, article: str, set: str) -> list[Link]:
    """The links between one set's annotations of an article, in order of where they start."""
    sql = (
        f"{_SELECT} JOIN annotation_set ON annotation_set.id = source.annotation_set "
        "JOIN article ON article.id = source.article "
        "WHERE annotation_set.uuid = ? AND article.uuid = ? "
        "ORDER BY source.start, source.end DESC, source.id, link_type.position, link.position"
    )
    return _read(project, sql, (set, article))


def speakers(project: Project, sources: Iterable[str], type: str) -> list[Speaker]:
    """To whom links of one type lead from these annotations, in their order."""
    rows = project.rows(
        "SELECT source.uuid, target.uuid, coalesce(direct.name, named.name), "
        "target.start, target.end FROM json_each(?) AS wanted "
        "CROSS JOIN annotation AS source ON source.uuid = wanted.value "
        "JOIN link ON link.source = source.id "
        "LEFT JOIN annotation AS target ON target.id = link.target_annotation "
        "LEFT JOIN register_entry AS named ON named.id = target.entry "
        "LEFT JOIN register_entry AS direct ON direct.id = link.target_entry "
        "WHERE link.type = (SELECT id FROM link_type WHERE code = ?) "
        "ORDER BY link.position, link.id",
        (bodies.written(list(sources)), type),
    )
    return [
        Speaker(source, name, mention, None if mention is None else Span(start, end))
        for source, mention, name, start, end in rows
    ]


def lead_to(project: Project, annotations: Iterable[str]) -> bool:
    """Whether a link leads to one of these annotations."""
    found = project.value(
        "SELECT 1 FROM json_each(?) AS wanted "
        "CROSS JOIN annotation ON annotation.uuid = wanted.value "
        "JOIN link ON link.target_annotation = annotation.id LIMIT 1",
        (bodies.written(list(annotations)),),
    )
    return found is not None


def count(project: Project) -> int:
    """How many links there are."""
    # Where somebody codes, the annotations they must not see are covered, and so are their links.
    sql = "SELECT count(*) FROM link JOIN annotation ON annotation.id = link.source"
    return int(project.value(sql))


def _read(project: Project, sql: str, values: tuple[Any, ...]) -> list[Link]:
    return [
        Link(
            id=uuid,
            type=type,
            source=source,
            kind="annotation" if target else "entry",
            target=target or entry,
            position=position,
            attributes=bodies.read(attributes),
        )
        for uuid, type, source, target, entry, position, attributes in project.rows(sql, values)
    ]


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    to_annotation = body["kind"] == "annotation"
    end = project.row_id("annotation" if to_annotation else "register_entry", body["target"])
    type = project.value("SELECT id FROM link_type WHERE code = ?", (body["type"],))
    if type is None:
        raise KeyError(body["type"])
    project.connection.execute(
        "INSERT INTO link(uuid, type, source, target_annotation, target_entry, position, "
        "attributes) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO UPDATE SET "
        "type = excluded.type, source = excluded.source, "
        "target_annotation = excluded.target_annotation, target_entry = excluded.target_entry, "
        "position = excluded.position, attributes = excluded.attributes",
        (
            target,
            type,
            project.row_id("annotation", body["source"]),
            end if to_annotation else None,
            None if to_annotation else end,
            body["position"],
            bodies.written(body["attributes"]),
        ),
    )


def _drop(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM link WHERE uuid = ?", (target,))


KINDS = {"link": Kind(_apply, _drop)}
