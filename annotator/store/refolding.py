"""All current records made again from the events: quickly, for there may be millions.

Annotations are most of what there is, so they are put in bulk; all other kinds one by one.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

import msgspec

from annotator.store import annotations, bodies
from annotator.store.bodies import Body
from annotator.store.kinds import KINDS
from annotator.store.project import Project

UNFIT = (KeyError, ValueError, IndexError, TypeError, AttributeError, sqlite3.Error)
"""What a record raises whose body is not as it should be, or that refers to what is not there."""

_BULK = "annotation"
_NO_VALUES = bodies.written({})
_BATCH = 20_000
# The order of events is that of (lamport, id): rows may have come later from another file.
_OTHERS = "SELECT kind, target, body, at FROM event WHERE kind <> ? ORDER BY lamport, id"
_NEWEST = """SELECT target, body FROM event WHERE kind = ?1 AND body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS later
    WHERE later.target = event.target AND later.kind = ?1
    AND (later.lamport, later.id) > (event.lamport, event.id))"""


def fold(project: Project, fresh: Project) -> None:
    """Put the newest version of every record of a project into the empty tables of another one.

    What cannot be put is left out.
    """
    newest: dict[str, dict[str, tuple[str | None, str]]] = {kind: {} for kind in KINDS}
    for kind, target, body, at in project.connection.execute(_OTHERS, (_BULK,)):
        if kind in newest:
            newest[kind].pop(target, None)  # it counts from its newest version on
            newest[kind][target] = body, at
    for kind, records in newest.items():
        if kind == _BULK:
            _fold_annotations(project, fresh)
        for target, (body, at) in records.items():
            if body is not None:
                with contextlib.suppress(*UNFIT):
                    KINDS[kind].put(fresh, target, bodies.read(body), at)


def _fold_annotations(project: Project, fresh: Project) -> None:
    keys, tally = _Keys(fresh), Counter[tuple[int, int]]()
    rows = enumerate(project.connection.execute(_NEWEST, (_BULK,)), 1)
    while batch := list(islice(rows, _BATCH)):
        made = list(_made(batch, keys))
        fresh.connection.executemany(_ANNOTATION, [row for row, _ in made])
        fresh.connection.executemany(
            _FRAGMENT,
            [
                (row[0], place, start, end)
                for row, fragments in made
                for place, (start, end) in enumerate(fragments)
            ],
        )
        tally.update((row[2], row[3]) for row, _ in made)
    fresh.connection.executemany(
        annotations._TALLY, [(*place, count) for place, count in tally.items()]
    )


def _made(
    batch: list[tuple[int, tuple[str, str]]], keys: "_Keys"
) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    for key, (target, written) in batch:
        with contextlib.suppress(*UNFIT):
            body = _read(written)
            fragments = [(start, end) for start, end in body["fragments"]]
            if all(0 <= start <= end for start, end in fragments):
                yield (key, target, *keys.values(body, fragments)), fragments


def _read(written: str) -> Body:
    """As `bodies.read`, several times faster: there may be a million of them."""
    try:
        return cast("Body", msgspec.json.decode(written))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return cast("Body", bodies.read(written))


class _Keys:
    """The integer keys of what annotations refer to, looked up once."""

    def __init__(self, fresh: Project) -> None:
        self._articles = _by_id(fresh, "article")
        self._sets = _by_id(fresh, "annotation_set")
        self._entries = _by_id(fresh, "register_entry")
        self._labels = {
            (layer, label): key
            for key, layer, label in fresh.rows(
                "SELECT label.id, layer.code, label.code FROM label "
                "JOIN layer ON layer.id = label.layer"
            )
        }

    def values(self, body: Body, fragments: list[tuple[int, int]]) -> tuple[Any, ...]:
        """The columns of an annotation after its key and its id."""
        return (
            self._articles[body["article"]],
            self._sets[body["set"]],
            self._labels[body["layer"], body["label"]],
            fragments[0][0],
            fragments[-1][1],
            bodies.written(body["attributes"]) if body["attributes"] else _NO_VALUES,
            body["note"],
            body["origin"],
            body["entry"] and self._entries[body["entry"]],
            body["codebook_version"],
            body["created"],
            body.get("updated") or "",
        )


def _by_id(project: Project, table: str) -> dict[str, int]:
    return dict(project.rows(f"SELECT uuid, id FROM {table}"))  # noqa: S608 - constants


_ANNOTATION = """INSERT INTO annotation(id, uuid, article, annotation_set, label, start, end,
    attributes, note, origin, entry, codebook_version, created, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FRAGMENT = "INSERT INTO fragment(annotation, position, start, end) VALUES (?, ?, ?, ?)"
