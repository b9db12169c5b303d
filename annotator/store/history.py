"""Undo, redo and who changed what: all reads of the events."""

from typing import NamedTuple

from annotator.domain.sentence import Sentence
from annotator.store import bodies, steps
from annotator.store.bodies import Body
from annotator.store.edits import Edit
from annotator.store.project import Project

_TOUCHED = """SELECT kind, target, min(seq) AS first, max(seq) FROM event WHERE edit = ?
    GROUP BY kind, target ORDER BY first"""
_BEFORE = """SELECT body FROM event WHERE target = ? AND kind = ? AND seq < ?
    ORDER BY seq DESC LIMIT 1"""


class Version(NamedTuple):
    """One version of a record: when, by whom (coder's name), in which edit, what it said."""

    at: str
    coder: str
    edit: Sentence
    body: Body | None


def undo(project: Project) -> Edit | None:
    """Take the last edit back by appending what was before; nothing where there is none."""
    step = _last_done(project)
    if step is None:
        return None
    with project.edit(_name(project, step), undoes=step) as edit:
        for kind, target, first, _ in reversed(project.rows(_TOUCHED, (step,))):
            project.record(kind, target, _decoded(project.value(_BEFORE, (target, kind, first))))
    return edit


def redo(project: Project) -> Edit | None:
    """Do again what was undone last; nothing where there is none."""
    step = _first_undone(project)
    if step is None:
        return None
    with project.edit(_name(project, step), redoes=step) as edit:
        for kind, target, _, last in project.rows(_TOUCHED, (step,)):
            project.record(kind, target, _decoded(project.value(_BEFORE, (target, kind, last + 1))))
    return edit


def next_undo(project: Project) -> Sentence | None:
    """The name of the edit that undo would take back."""
    step = _last_done(project)
    return None if step is None else _name(project, step)


def next_redo(project: Project) -> Sentence | None:
    """The name of the edit that redo would do again."""
    step = _first_undone(project)
    return None if step is None else _name(project, step)


def of_record(project: Project, kind: str, target: str) -> list[Version]:
    """All versions of a record, oldest first."""
    rows = project.rows(
        "SELECT event.at, coalesce(coder.name, ''), edit.name, event.body FROM event "
        "JOIN edit ON edit.id = event.edit JOIN author ON author.id = event.author "
        "LEFT JOIN coder ON coder.uuid = author.uuid "
        "WHERE event.target = ? AND event.kind = ? ORDER BY event.seq",
        (target, kind),
    )
    return [
        Version(at, coder, bodies.sentence(name), _decoded(body)) for at, coder, name, body in rows
    ]


def last_saved(project: Project) -> str:
    """When the newest event was written, in UTC; empty where there is none."""
    return str(project.value("SELECT at FROM event ORDER BY seq DESC LIMIT 1") or "")


def _last_done(project: Project) -> int | None:
    return None if project.read_only else steps.last_done(project.connection, project.author())


def _first_undone(project: Project) -> int | None:
    return None if project.read_only else steps.first_undone(project.connection, project.author())


def _name(project: Project, edit: int) -> Sentence:
    return bodies.sentence(project.value("SELECT name FROM edit WHERE id = ?", (edit,)))


def _decoded(body: str | None) -> Body | None:
    return None if body is None else dict(bodies.read(body))
