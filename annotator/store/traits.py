"""How much a set holds of what not every other program can carry."""

from annotator.store.project import Project

_SET = "annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)"
_ANY = "TRUE"
_TRAITS = {
    "overlap": """id IN (SELECT id FROM (SELECT id, start, max("end") OVER (
        PARTITION BY article, annotation_set ORDER BY start, "end" DESC, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach FROM annotation)
        WHERE start < reach)""",
    "fragments": "(SELECT count(*) FROM fragment WHERE fragment.annotation = annotation.id) > 1",
    "attributes": "attributes <> '{}'",
    "notes": "note <> ''",
    "entries": "entry IS NOT NULL",
    "statements": "id IN (SELECT annotation FROM statement_member)",
    "coder": _ANY,
    "times": _ANY,
}


def annotations(project: Project, set: str | None = None) -> int:
    """How many annotations there are, in one set where its id is given; no table is walked."""
    return int(
        project.value(
            "SELECT coalesce(sum(annotations), 0) FROM tally WHERE ?1 IS NULL "
            "OR annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?1)",
            (set,),
        )
    )


def with_trait(project: Project, set: str, trait: str) -> int:
    """How many of a set's annotations have a trait: an aspect of formats other than links."""
    # The condition is one of the constants above, never somebody's words.
    sql = f"SELECT count(*) FROM annotation WHERE {_SET} AND {_TRAITS[trait]}"  # noqa: S608
    return int(project.value(sql, (set,)))


def links_by_type(project: Project, set: str) -> dict[str, int]:
    """How many links start from a set's annotations, by the id of their type."""
    return _links_by_type(project, set, _ANY)


def attributed_links_by_type(project: Project, set: str) -> dict[str, int]:
    """As `links_by_type`, only links that have attributes of their own, such as a cue."""
    return _links_by_type(project, set, "link.attributes <> '{}'")


def _links_by_type(project: Project, set: str, condition: str) -> dict[str, int]:
    rows = project.rows(
        "SELECT link_type.code, count(*) FROM link "  # noqa: S608 - conditions are constants
        "JOIN link_type ON link_type.id = link.type "
        "JOIN annotation ON annotation.id = link.source "
        "WHERE annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?) "
        f"AND {condition} "
        "GROUP BY link_type.code ORDER BY link_type.position, link_type.id",
        (set,),
    )
    return dict(rows)
