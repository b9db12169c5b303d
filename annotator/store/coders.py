"""Coders and their annotation sets."""

from annotator.domain.people import AnnotationSet, Coder
from annotator.store.bodies import Body
from annotator.store.ids import new_id
from annotator.store.project import Kind, Project

_SETS = """SELECT annotation_set.uuid, annotation_set.name, coder.uuid, annotation_set.kind
    FROM annotation_set JOIN coder ON coder.id = annotation_set.coder"""


GOLD = "gold"
"""The kind of a set of settled labels."""


def all_coders(project: Project) -> list[Coder]:
    """Every coder, in the order they came."""
    return [
        Coder(id=uuid, name=name) for uuid, name in project.rows("SELECT uuid, name FROM coder")
    ]


def all_sets(project: Project) -> list[AnnotationSet]:
    """Every annotation set, in the order they came."""
    return [_set(row) for row in project.rows(f"{_SETS} ORDER BY annotation_set.id")]


def name_of_viewer(project: Project) -> str:
    """What the coder who looks is called; empty where nobody was named."""
    return next((one.name for one in all_coders(project) if one.id == project.viewer), "")


def gold_of(project: Project) -> AnnotationSet | None:
    """The gold set of whoever works in the project, if they have one."""
    mine = project.coder.id if project.coder else ""
    found = (one for one in all_sets(project) if one.kind == GOLD and one.coder == mine)
    return next(found, None)


def is_coding(project: Project, coder: str) -> bool:
    """Whether a coder has anything to label by assignment."""
    sql = "SELECT 1 FROM assignment WHERE coder = (SELECT id FROM coder WHERE uuid = ?)"
    return project.value(sql, (coder,)) is not None


def put_coder(project: Project, coder: Coder) -> None:
    """Write a coder's current version."""
    project.record("coder", coder.id, {"name": coder.name})


def put_set(project: Project, set: AnnotationSet) -> None:
    """Write a set's current version."""
    body = {"name": set.name, "coder": set.coder, "kind": set.kind}
    project.record("annotation_set", set.id, body)


def coder_named(project: Project, name: str, otherwise: Coder | None = None) -> Coder:
    """The coder of this name; where there is none yet, `otherwise` or a new one is written."""
    for coder in all_coders(project):
        if coder.name == name:
            return coder
    coder = otherwise or Coder(id=new_id(), name=name)
    put_coder(project, coder)
    return coder


def set_named(project: Project, name: str, coder: Coder, kind: str = "own") -> AnnotationSet:
    """The annotation set of this name and coder, made where there is none yet."""
    for found in all_sets(project):
        if (found.name, found.coder, found.kind) == (name, coder.id, kind):
            return found
    made = AnnotationSet(id=new_id(), name=name, coder=coder.id, kind=kind)
    put_set(project, made)
    return made


def _set(row: tuple[str, str, str, str]) -> AnnotationSet:
    return AnnotationSet(id=row[0], name=row[1], coder=row[2], kind=row[3])


def _apply_coder(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO coder(uuid, name) VALUES (?, ?) "
        "ON CONFLICT(uuid) DO UPDATE SET name = excluded.name",
        (target, body["name"]),
    )


def _drop_coder(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM coder WHERE uuid = ?", (target,))


def _apply_set(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO annotation_set(uuid, name, coder, kind) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(uuid) DO UPDATE SET name = excluded.name, coder = excluded.coder, "
        "kind = excluded.kind",
        (target, body["name"], project.row_id("coder", body["coder"]), body["kind"]),
    )


def _drop_set(project: Project, target: str) -> None:
    row = project.row_id("annotation_set", target)
    project.connection.execute("DELETE FROM main.tally WHERE annotation_set = ?", (row,))
    project.connection.execute("DELETE FROM annotation_set WHERE id = ?", (row,))


KINDS = {
    "coder": Kind(_apply_coder, _drop_coder),
    "annotation_set": Kind(_apply_set, _drop_set),
}
