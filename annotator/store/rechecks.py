"""The queue of annotations to be checked again, since a rule changed or a label was split."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from annotator.domain.codebook import Label
from annotator.domain.sentence import Sentence
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project

_KIND = "recheck"


class Recheck(NamedTuple):
    """An annotation that waits, and why; `opened` ones were looked at and left open for change."""

    annotation: str
    article: str
    reason: Sentence
    opened: bool


def ask(project: Project, label: Label, reason: Sentence) -> int:
    """Put all annotations that people gave a label into the queue; how many were not in it yet."""
    rows = project.rows(_CONCERNED, (label.layer, label.id))
    told = bodies.told(reason)
    for article, group in groupby(rows, key=lambda row: row[0]):
        uuids = [uuid for _, uuid in group]
        body = {"article": article, "reason": told, "opened": False}
        project.record_new(_KIND, article, [(uuid, body) for uuid in uuids])
        project.connection.executemany(_PUT, [(told, 0, uuid) for uuid in uuids])
    return len(rows)


def waiting(project: Project, set: str) -> list[Recheck]:
    """What waits in a set, in the order of reading; what was left open comes last."""
    return [
        Recheck(annotation, article, bodies.sentence(reason), bool(opened))
        for annotation, article, reason, opened in project.rows(_WAITING, (set,))
    ]


def count(project: Project, set: str) -> int:
    """How many annotations of a set wait."""
    return int(
        project.value(
            "SELECT count(*) FROM recheck JOIN annotation ON annotation.id = recheck.annotation "
            "WHERE annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)",
            (set,),
        )
    )


def reason_of(project: Project, annotation: str) -> Sentence | None:
    """Why an annotation waits; nothing where it does not."""
    reason = project.value(
        "SELECT reason FROM recheck WHERE annotation = (SELECT id FROM annotation WHERE uuid = ?)",
        (annotation,),
    )
    return None if reason is None else bodies.sentence(reason)


def leave_open(project: Project, one: Recheck) -> None:
    """Say that an annotation is open for change; it waits until it was changed."""
    body = {"article": one.article, "reason": bodies.told(one.reason), "opened": True}
    project.record(_KIND, one.annotation, body)


def settle(project: Project, annotations: Iterable[str]) -> None:
    """Take annotations out of the queue, where they are in it."""
    for annotation in annotations:
        if reason_of(project, annotation) is not None:
            project.record(_KIND, annotation, None)


_CONCERNED = """SELECT article.uuid, annotation.uuid FROM annotation
    JOIN article ON article.id = annotation.article
    JOIN annotation_set ON annotation_set.id = annotation.annotation_set
    WHERE annotation.label = (SELECT label.id FROM label JOIN layer ON layer.id = label.layer
        WHERE layer.code = ? AND label.code = ?)
    AND annotation_set.kind IN ('own', 'gold')
    AND annotation.id NOT IN (SELECT annotation FROM recheck)
    ORDER BY article.id, annotation.id"""
_WAITING = """SELECT annotation.uuid, article.uuid, recheck.reason, recheck.opened FROM recheck
    JOIN annotation ON annotation.id = recheck.annotation
    JOIN article ON article.id = annotation.article
    WHERE annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)
    ORDER BY recheck.opened, article.sort, article.id, annotation.start, annotation.end DESC,
    annotation.id"""
_PUT = """INSERT INTO recheck(reason, opened, annotation)
    VALUES (?, ?, (SELECT id FROM annotation WHERE uuid = ?))
    ON CONFLICT(annotation) DO UPDATE SET reason = excluded.reason, opened = excluded.opened"""


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    project.row_id("annotation", target)
    project.connection.execute(_PUT, (body["reason"], int(body["opened"]), target))


def _drop(project: Project, target: str) -> None:
    project.connection.execute(
        "DELETE FROM recheck WHERE annotation = (SELECT id FROM annotation WHERE uuid = ?)",
        (target,),
    )


KINDS = {_KIND: Kind(_apply, _drop)}
