"""Undo, redo and who changed what: all reads of the events."""

import sqlite3
from typing import NamedTuple

from annotator.domain.sentence import Sentence
from annotator.store import bodies, steps
from annotator.store.bodies import Body
from annotator.store.edits import Edit
from annotator.store.errors import StaleStepError
from annotator.store.project import Project, latest_body

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


class _Turn(NamedTuple):
    """A record as a step must find it and as it leaves it, as JSON; nothing where it is not."""

    kind: str
    target: str
    found: str | None
    left: str | None


def undo(project: Project) -> Edit | None:
    """Take the last edit back by appending what was before; nothing where there is none.

    Raises:
        StaleStepError: another coder has gone on from there; the step is forgotten, nothing else.
    """
    while (step := _last_done(project)) is not None:
        turns = [
            _Turn(kind, target, after, before)
            for kind, target, before, after in reversed(_touched(project, step))
        ]
        edit = _turn(project, step, turns, back=True)
        if edit.changes:
            return edit
    return None


def redo(project: Project) -> Edit | None:
    """Do again what was undone last; nothing where there is none.

    Raises:
        StaleStepError: as for `undo`.
    """
    while (step := _first_undone(project)) is not None:
        turns = [_Turn(*one) for one in _touched(project, step)]
        edit = _turn(project, step, turns, back=False)
        if edit.changes:
            return edit
    return None


def _touched(project: Project, step: int) -> list[tuple[str, str, str | None, str | None]]:
    """The records of an edit with their JSON before and after it."""
    return [
        (
            kind,
            target,
            project.value(_BEFORE, (target, kind, first)),
            project.value(_BEFORE, (target, kind, last + 1)),
        )
        for kind, target, first, last in project.rows(_TOUCHED, (step,))
    ]


def _turn(project: Project, step: int, turns: list[_Turn], *, back: bool) -> Edit:
    name = _name(project, step)
    way = {"undoes": step} if back else {"redoes": step}
    try:
        with project.edit(name, **way) as edit:
            for kind, target, found, _ in turns:
                if latest_body(project.connection, kind, target) != found:
                    raise KeyError(target)  # noqa: TRY301 - the edit must be rolled back
            for kind, target, _, left in _in_order(project, turns):
                project.record(kind, target, _decoded(left))
    except (KeyError, sqlite3.IntegrityError) as error:
        # What is in the way may stay for good, and the steps before must not wait behind it.
        steps.forget(project.connection, step)
        raise StaleStepError(name, back=back) from error
    return edit


def _in_order(project: Project, turns: list[_Turn]) -> list[_Turn]:
    """First what comes, those others refer to before them; then what goes, the other way round."""
    places = {kind: place for place, kind in enumerate(project.kinds)}
    last = len(places)
    puts = [turn for turn in turns if turn.left is not None]
    drops = [turn for turn in turns if turn.left is None]
    return [
        *sorted(puts, key=lambda turn: places.get(turn.kind, last)),
        *sorted(drops, key=lambda turn: -places.get(turn.kind, last)),
    ]


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
        "WHERE event.target = ? AND event.kind = ? ORDER BY event.lamport, event.id",
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
