"""What several sets say about the same articles, article by article: for comparing them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.span import Span
from annotator.store import before_reveal, blindness, bodies
from annotator.store.before_reveal import Stood
from annotator.store.project import Project


class Coded(NamedTuple):
    """An annotation as a comparison needs it; `entry` is an id; links are (type, id of the end)."""

    id: str
    set: str
    layer: str
    label: str
    fragments: tuple[Span, ...]
    attributes: Mapping[str, Value]
    entry: str
    links: frozenset[tuple[str, str]]
    created: str


class CodedArticle(NamedTuple):
    """An article with the annotations of the sets asked for, in order of their places.

    `worked` are the ids of the sets that have annotations or a state there; `equal` counts pairs
    of equal annotations that were left out.
    """

    id: str
    name: str
    length: int
    worked: frozenset[str]
    annotations: list[Coded]
    equal: int = 0


def articles(  # noqa: PLR0913 - what to read, and how much of it
    project: Project,
    sets: Sequence[str],
    *,
    article: str = "",
    links: bool = False,
    but_equal: bool = False,
    blind: bool = False,
) -> Iterator[CodedArticle]:
    """Every article on which one of the sets worked, in order; or the one asked for.

    Links are read where asked for; `but_equal` only counts pairs that two sets have alike;
    `blind` leaves out what coders did after they could see each other's labels.
    """
    keys = [project.row_id("annotation_set", one) for one in sets]
    places = ",".join("?" * len(keys))
    only = "AND {table}.article = (SELECT id FROM article WHERE uuid = ?)" if article else ""
    values = (*keys, *([article] if article else []))
    reader = _Reader(
        dict(zip(keys, sets, strict=True)),
        _labels(project),
        dict(project.rows("SELECT id, uuid FROM register_entry")),
        _fragments(project, places, only, values),
        _links(project, places, only, values) if links else {},
    )
    worked = _worked(project, places, only, values)
    where, which = ("WHERE uuid = ?", (article,)) if article else ("", ())
    sql = f"SELECT id, uuid, name, length FROM article {where} ORDER BY sort, id"  # noqa: S608
    rows = project.connection.execute(
        _ANNOTATIONS.format(places, only.format(table="annotation")), values
    )
    found = {key: [*some] for key, some in groupby(rows, key=itemgetter(0))}
    hidden = blindness.hidden_articles(project, sets)
    turned = before_reveal.turned(project, sets) if blind else before_reveal.NOTHING
    for key, uuid, name, length in project.rows(sql, which):
        if key in hidden:
            continue
        here = [row for row in found.pop(key, []) if row[1] not in turned.out]
        back = [_again(one) for one in turned.back.get(key, ())]
        if here or back or key in worked:
            sets_here = worked.get(key, frozenset()) | {reader.sets[row[2]] for row in here}
            sets_here |= {one.set for one in back}
            rest = reader.without_twins(here) if but_equal else here
            equal = (len(here) - len(rest)) // 2
            read = [*map(reader.read, rest)]
            made = sorted([*read, *back], key=lambda one: one.fragments) if back else read
            yield CodedArticle(uuid, name, length, sets_here, made, equal)


def _again(one: Stood) -> Coded:
    """An annotation as it was before the reveal."""
    links: frozenset[tuple[str, str]] = frozenset()
    values = (one.fragments, one.attributes, one.entry, links, one.created)
    return Coded(one.id, one.set, one.layer, one.label, *values)


class _Reader(NamedTuple):
    """What rows name by integer keys."""

    sets: Mapping[int, str]
    labels: Mapping[int, tuple[str, str]]
    entries: Mapping[int, str]
    parts: Mapping[int, tuple[Span, ...]]
    ends: Mapping[int, AbstractSet[tuple[str, str]]]

    def read(self, row: tuple[Any, ...]) -> Coded:
        """The annotation of a row."""
        _, key, set, label, start, end, attributes, entry, uuid, created = row
        layer, code = self.labels[label]
        return Coded(
            uuid,
            self.sets[set],
            layer,
            code,
            self.parts.get(key) or (Span(start, end),),
            bodies.read(attributes) if attributes != "{}" else _NONE,
            self.entries[entry] if entry else "",
            frozenset(self.ends[key]) if key in self.ends else _NO_LINKS,
            created,
        )

    def without_twins(self, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """The rows of two sets but for pairs that are the same in everything.

        Where one has links nothing is left out: whether they are the same, others must tell.
        """
        if any(row[1] in self.ends for row in rows):
            return rows
        waiting: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for row in rows:
            twin = (*row[3:8], self.parts.get(row[1]))
            facing = waiting.setdefault(twin, [])
            if facing and facing[-1][2] != row[2]:
                facing.pop()
            else:
                facing.append(row)
        return [row for some in waiting.values() for row in some]


_NONE: Mapping[str, Value] = MappingProxyType({})
_NO_LINKS: frozenset[tuple[str, str]] = frozenset()
_ANNOTATIONS = """SELECT article, id, annotation_set, label, start, end, attributes, entry, uuid,
    created
FROM annotation WHERE annotation_set IN ({}) {} ORDER BY article, start, end, id"""


Place = tuple[int, int, int, str, tuple[Span, ...]]
"""Start and end, the place of the set among those asked for, the label, and the fragments of an
annotation that has several."""


class PlacedArticle(NamedTuple):
    """An article with nothing but places and labels, layer by layer.

    `worked` says for each set asked for whether it has annotations or a state there.
    """

    id: str
    name: str
    length: int
    worked: tuple[bool, ...]
    layers: dict[str, list[Place]]


def placed(project: Project, sets: Sequence[str]) -> Iterator[PlacedArticle]:
    """Every article on which one of the sets worked, in order, as briefly as can be.

    Only what coders did before they could see each other's labels is there.
    """
    keys = [project.row_id("annotation_set", one) for one in sets]
    by_article = _by_article(project, sets, keys)
    states = _worked(project, ",".join("?" * len(keys)), "", tuple(keys))
    hidden = blindness.hidden_articles(project, sets)
    sql = "SELECT id, uuid, name, length FROM article ORDER BY sort, id"
    for key, uuid, name, length in project.rows(sql):
        found = by_article.pop(key, {})
        if key not in hidden and (found or key in states):
            here = {place[2] for some in found.values() for place in some}
            said = states.get(key, frozenset())
            worked = tuple(number in here or one in said for number, one in enumerate(sets))
            yield PlacedArticle(uuid, name, length, worked, found)


def _by_article(
    project: Project, sets: Sequence[str], keys: Sequence[int]
) -> dict[int, dict[str, list[Place]]]:
    """The places of all annotations of the sets, by the rows of articles and by layers."""
    number_of = {key: number for number, key in enumerate(keys)}
    places = ",".join("?" * len(keys))
    parts = _fragments(project, places, "", tuple(keys))
    names = _labels(project)
    turned = before_reveal.turned(project, sets)
    found: dict[int, dict[str, list[Place]]] = {}
    read = project.connection.execute(_PLACES.format(places), keys)
    for article, rows in groupby(read, key=itemgetter(0)):
        layers = found[article] = {}
        for _, set, label, start, end, key in rows:
            if key not in turned.out:
                layer, code = names[label]
                place = (start, end, number_of[set], code, parts.get(key, ()))
                layers.setdefault(layer, []).append(place)
    for article, stood in turned.back.items():
        for one in stood:
            several = one.fragments if len(one.fragments) > 1 else ()
            place = (*one.span, sets.index(one.set), one.label, several)
            found.setdefault(article, {}).setdefault(one.layer, []).append(place)
    return found


_PLACES = """SELECT article, annotation_set, label, start, end, id FROM annotation
WHERE annotation_set IN ({}) ORDER BY article"""


def _labels(project: Project) -> dict[int, tuple[str, str]]:
    """Layer and label by the label's key."""
    sql = "SELECT label.id, layer.code, label.code FROM label JOIN layer ON layer.id = label.layer"
    return {key: (layer, label) for key, layer, label in project.rows(sql)}


def _fragments(
    project: Project, places: str, only: str, values: tuple[Any, ...]
) -> dict[int, tuple[Span, ...]]:
    """The fragments of annotations that have several."""
    found: dict[int, list[Span]] = defaultdict(list)
    sql = (
        "SELECT fragment.annotation, fragment.start, fragment.end FROM fragment "  # noqa: S608
        "JOIN annotation ON annotation.id = fragment.annotation "
        f"WHERE {_SEVERAL_HERE if only else _SEVERAL} "
        f"AND annotation.annotation_set IN ({places}) {only.format(table='annotation')} "
        "ORDER BY fragment.annotation, fragment.position"
    )
    for key, start, end in project.connection.execute(sql, values):
        found[key].append(Span(start, end))
    return {key: tuple(spans) for key, spans in found.items()}


# Over all articles one walk through the fragments is quicker than a look for each annotation.
_SEVERAL = "fragment.annotation IN (SELECT annotation FROM fragment WHERE position = 1)"
_SEVERAL_HERE = """EXISTS (SELECT 1 FROM fragment AS more
    WHERE more.annotation = annotation.id AND more.position = 1)"""


def _links(
    project: Project, places: str, only: str, values: tuple[Any, ...]
) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    sql = (
        "SELECT link.source, link_type.code, coalesce(target.uuid, register_entry.uuid) "  # noqa: S608
        "FROM link JOIN link_type ON link_type.id = link.type "
        "JOIN annotation ON annotation.id = link.source "
        "LEFT JOIN annotation AS target ON target.id = link.target_annotation "
        "LEFT JOIN register_entry ON register_entry.id = link.target_entry "
        f"WHERE annotation.annotation_set IN ({places}) {only.format(table='annotation')}"
    )
    for key, type, to in project.connection.execute(sql, values):
        found[key].add((type, to))
    return found


def _worked(
    project: Project, places: str, only: str, values: tuple[Any, ...]
) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    sql = (
        "SELECT state.article, annotation_set.uuid FROM state "  # noqa: S608
        "JOIN annotation_set ON annotation_set.id = state.annotation_set "
        f"WHERE state.annotation_set IN ({places}) {only.format(table='state')} "
        "AND state.value <> 'not_started'"
    )
    for key, one in project.connection.execute(sql, values):
        found[key].add(one)
    return {key: frozenset(sets) for key, sets in found.items()}


def begun(project: Project, sets: Sequence[str]) -> dict[str, str]:
    """When articles were labelled, by their ids: from when on two of the sets had something there.

    Times are UTC as annotations carry them, and order nothing but pictures.
    """
    rows = project.rows(
        "SELECT article.uuid, min(annotation.created) FROM annotation "
        "JOIN article ON article.id = annotation.article "
        "JOIN annotation_set ON annotation_set.id = annotation.annotation_set "
        "WHERE annotation_set.uuid IN (SELECT value FROM json_each(?)) "
        "GROUP BY annotation.article, annotation.annotation_set ORDER BY 1, 2",
        (bodies.written(list(sets)),),
    )
    found: dict[str, list[str]] = defaultdict(list)
    for article, at in rows:
        found[article].append(at)
    return {article: times[min(1, len(times) - 1)] for article, times in found.items()}


def sets_with_annotations(project: Project) -> set[str]:
    """The ids of the sets that hold an annotation."""
    sql = (
        "SELECT uuid FROM annotation_set WHERE EXISTS "
        "(SELECT 1 FROM tally WHERE tally.annotation_set = annotation_set.id AND annotations > 0)"
    )
    return {uuid for (uuid,) in project.rows(sql)}
