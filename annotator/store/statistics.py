"""Counts over the whole project."""

from collections.abc import Container, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from annotator.domain.people import DONE
from annotator.store import articles, entries, links
from annotator.store.project import Project


def counts(project: Project) -> dict[str, Any]:
    """Counts by set, layer and label, in the shape of `annotator stats --json`."""
    return {
        "articles": articles.count(project),
        "annotations": int(project.value("SELECT count(*) FROM annotation")),
        "links": links.count(project),
        "entries": entries.count(project),
        "sets": _by_set(project),
        "layers": by_label(project),
    }


def by_label(project: Project, set: str | None = None) -> dict[str, dict[str, int]]:
    """How many annotations carry each label, layer by layer; of one set where its id is given."""
    layers: dict[str, dict[str, int]] = {}
    for layer, label, annotations in project.rows(
        "SELECT layer.code, label.code, coalesce(tallied.annotations, 0) FROM label "  # noqa: S608 - constants only
        "JOIN layer ON layer.id = label.layer "
        f"LEFT JOIN (SELECT label, count(*) AS annotations FROM annotation {_OF_SET if set else ''}"
        " GROUP BY label) AS tallied ON tallied.label = label.id "
        "ORDER BY layer.position, label.position, label.id",
        (set,) if set else (),
    ):
        layers.setdefault(layer, {})[label] = annotations
    return layers


_OF_SET = "WHERE annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?)"


def _by_set(project: Project) -> dict[str, dict[str, Any]]:
    rows = project.rows(
        "SELECT annotation_set.name, coder.name, "
        "(SELECT coalesce(sum(annotations), 0) FROM tally "
        " WHERE tally.annotation_set = annotation_set.id), "
        "(SELECT count(*) FROM state WHERE state.annotation_set = annotation_set.id "
        " AND state.value = ?) "
        "FROM annotation_set JOIN coder ON coder.id = annotation_set.coder "
        "ORDER BY annotation_set.id",
        (DONE,),
    )
    found: dict[str, dict[str, Any]] = {}
    for name, coder, annotations, done in rows:
        known = {"coder": coder, "annotations": annotations, "done": done}
        found[_unlike(name, found)] = known
    return found


def _unlike(name: str, taken: Container[str]) -> str:
    """A set's name, with a number where another set is called the same."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


class SetCounts(NamedTuple):
    """What a set holds: its coder's name, its annotations, and how many articles are done."""

    coder: str
    annotations: int
    done: int


def of_sets(project: Project) -> dict[str, SetCounts]:
    """The counts of every set, by its id."""
    rows = project.rows(
        "SELECT annotation_set.uuid, coder.name, "
        "(SELECT coalesce(sum(annotations), 0) FROM tally "
        "WHERE tally.annotation_set = annotation_set.id), "
        "(SELECT count(*) FROM state WHERE state.annotation_set = annotation_set.id "
        "AND state.value = ?) FROM annotation_set "
        "JOIN coder ON coder.id = annotation_set.coder ORDER BY annotation_set.id",
        (DONE,),
    )
    return {id: SetCounts(coder, annotations, done) for id, coder, annotations, done in rows}


def by_origin(project: Project, sets: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many annotations of each set came from where, by the set's id and the origin."""
    found: dict[str, dict[str, int]] = {one: {} for one in sets}
    for id, origin, annotations in project.rows(
        "SELECT annotation_set.uuid, origin, count(*) FROM annotation "
        "JOIN annotation_set ON annotation_set.id = annotation.annotation_set "
        "GROUP BY annotation_set.id, origin ORDER BY origin"
    ):
        if id in found:
            found[id][origin] = annotations
    return found
