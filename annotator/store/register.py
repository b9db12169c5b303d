"""Whole deeds on the register: who is named where, merging, splitting and taking entries away."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.domain import register
from annotator.domain.annotation import Annotation, Link, Value
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.store import annotations, bodies, entries, links
from annotator.store.ids import new_id
from annotator.store.project import Project

Key = tuple[int, int]
"""A passage of an entry: rows of the annotation and of the link that leads to the entry, or 0."""


class Use(NamedTuple):
    """How much an entry is used: passages that name it or are linked to it, in articles."""

    passages: int
    articles: int


class Passage(NamedTuple):
    """A passage that names an entry, or a claim that `link` (of type `type`) leads from to it.

    `article`, `outlet`, `date`, `set` are as people know them; ids where the name says so.
    `before` and `after` are some of the text around it.
    """

    annotation: str
    link: str
    type: str
    article: str
    article_id: str
    outlet: str
    date: str
    set: str
    layer: str
    label: str
    words: str
    before: str
    after: str


class EntryInUseError(AnnotatorError):
    """An entry that passages still name cannot be taken away."""

    def __init__(self, entry: RegisterEntry, use: Use) -> None:
        super().__init__(
            say(
                "{name} is in use and stays (passages: {passages}, articles: {articles}). Merge it "
                "into another entry, or move its passages first.",
                name=entry.name,
                passages=use.passages,
                articles=use.articles,
            )
        )


_KEYS = """SELECT annotation.id AS one, 0 AS link, annotation.article AS article,
    annotation.start AS start FROM annotation
    WHERE annotation.entry = (SELECT id FROM register_entry WHERE uuid = ?1)
    UNION ALL SELECT annotation.id, link.id, annotation.article, annotation.start FROM link
    JOIN annotation ON annotation.id = link.source
    WHERE link.target_entry = (SELECT id FROM register_entry WHERE uuid = ?1)"""
_PASSAGES = """SELECT annotation.uuid, coalesce(link.uuid, ''), coalesce(link_type.code, ''),
    article.name, article.uuid, article.outlet, article.date, annotation_set.name, layer.code,
    label.code, (SELECT group_concat(words, ' […] ') FROM (
        SELECT substr(text.content, fragment.start + 1, fragment.end - fragment.start) AS words
        FROM fragment WHERE fragment.annotation = annotation.id ORDER BY fragment.position)),
    substr(text.content, max(annotation.start - 40, 0) + 1, min(40, annotation.start)),
    substr(text.content, annotation."end" + 1, 40)
    FROM json_each(?) AS wanted
    JOIN annotation ON annotation.id = wanted.value ->> 0
    LEFT JOIN link ON link.id = wanted.value ->> 1 LEFT JOIN link_type ON link_type.id = link.type
    JOIN article ON article.id = annotation.article JOIN text ON text.id = article.text
    JOIN annotation_set ON annotation_set.id = annotation.annotation_set
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
    ORDER BY wanted.key"""
_USES = """SELECT register_entry.uuid, sum(passages) FROM (
    SELECT entry, count(*) AS passages FROM annotation WHERE entry IS NOT NULL GROUP BY entry
    UNION ALL SELECT target_entry, count(*) FROM link
    JOIN annotation ON annotation.id = link.source WHERE target_entry IS NOT NULL
    GROUP BY target_entry) JOIN register_entry ON register_entry.id = entry GROUP BY entry"""
_VALUED = """EXISTS (SELECT 1 FROM json_each(annotation.attributes) AS given
    WHERE given.value = ?)"""


def passage_keys(project: Project, entry: str) -> list[Key]:
    """All passages of an entry across the corpus, in the order of articles and places."""
    sql = f"""SELECT one, link FROM ({_KEYS}) AS found
        JOIN article ON article.id = found.article ORDER BY article.sort, article.id, start, link"""  # noqa: S608 - constants only
    return [(one, link) for one, link in project.rows(sql, (entry,))]


def passages(project: Project, keys: Sequence[Key]) -> list[Passage]:
    """These passages; one that is gone meanwhile is left out."""
    return [Passage(*row) for row in project.rows(_PASSAGES, (bodies.written(list(keys)),))]


def uses(project: Project) -> dict[str, int]:
    """How many passages each entry has; those without any are left out."""
    return {entry: int(passages) for entry, passages in project.rows(_USES)}


def use(project: Project, entry: str) -> Use:
    """How much one entry is used."""
    sql = f"SELECT count(*), count(DISTINCT article) FROM ({_KEYS})"  # noqa: S608 - constants only
    (found,) = project.rows(sql, (entry,))
    valued = len(_valued(project, entry))
    return Use(found[0] + valued, max(found[1], bool(valued)))


def merge(project: Project, kept: str, gone: Sequence[str]) -> None:
    """Make several entries one: annotations, links and values of the others follow to `kept`.

    Raises:
        KeyError: one of them is not in the register.
    """
    others = [_get(project, one) for one in dict.fromkeys(gone) if one != kept]
    ids = frozenset(one.id for one in others)
    entries.put(project, register.merged(_get(project, kept), others))
    for one in others:
        _lead(project, one.id, kept, lambda _annotation: True)
        for annotation in _valued(project, one.id):
            given = {name: _now(value, ids, kept) for name, value in annotation.attributes.items()}
            annotations.put(project, replace(annotation, attributes=given))
    for entry in entries.everyone(project):
        if ids.intersection(entry.distinct) and entry.id not in ids:
            entries.put(project, register.instead_of(entry, ids, kept))
    for one in others:
        entries.drop(project, one.id)


def split(project: Project, entry: str, keys: Sequence[Key]) -> str:
    """Give some passages of an entry to a new one, called as the first of them; its id.

    Raises:
        KeyError: the entry is not in the register.
    """
    chosen = set(keys)
    staying = [one for one in passage_keys(project, entry) if one not in chosen]
    moved = [one.words for one in passages(project, keys) if not one.link]
    stays = [one.words for one in passages(project, staying) if not one.link]
    old, fresh = register.parted(_get(project, entry), moved, stays, new_id())
    entries.put(project, fresh)
    entries.put(project, old)
    move(project, entry, keys, fresh.id)
    return fresh.id


def move(project: Project, entry: str, keys: Sequence[Key], to: str) -> None:
    """Give some passages of an entry to another one."""
    found = passages(project, keys)
    named = {one.annotation for one in found if not one.link}
    linked = {one.link for one in found if one.link}
    _lead(project, entry, to, lambda one: one in named, lambda one: one in linked)


def delete(project: Project, entry: str) -> None:
    """Take an entry away that nothing names.

    Raises:
        EntryInUseError: passages name it.
        KeyError: it is not in the register.
    """
    known, used = _get(project, entry), use(project, entry)
    if used.passages:
        raise EntryInUseError(known, used)
    for other in entries.everyone(project):
        if entry in other.distinct:
            left = tuple(one for one in other.distinct if one != entry)
            entries.put(project, replace(other, distinct=left))
    entries.drop(project, entry)


def _everything(_one: str) -> bool:
    return True


def _lead(
    project: Project,
    entry: str,
    to: str,
    named: Callable[[str], bool],
    linked: Callable[[str], bool] = _everything,
) -> None:
    """Lead the annotations and links of an entry, those asked for, to another one."""
    where = "annotation.entry = (SELECT id FROM register_entry WHERE uuid = ?)"
    for annotation in list(annotations._read(project, where, (entry,))):
        if named(annotation.id):
            annotations.put(project, replace(annotation, entry=to))
    sql = f"{links._SELECT} WHERE register_entry.uuid = ?"
    for link in links._read(project, sql, (entry,)):
        if linked(link.id):
            _lead_link(project, link, to)


def _lead_link(project: Project, link: Link, to: str) -> None:
    """Two links from one claim to one entry say no more than one."""
    beside = links.of_annotation(project, link.source)
    ends = {(one.type, one.source, one.target) for one in beside if one.id != link.id}
    if (link.type, link.source, to) in ends:
        links.drop(project, link.id)
    else:
        links.put(project, replace(link, target=to))


def _valued(project: Project, entry: str) -> list[Annotation]:
    """The annotations that have an entry as the value of an attribute."""
    sql = "annotation.attributes LIKE ? AND " + _VALUED
    return list(annotations._read(project, sql, (f"%{entry}%", entry)))


def _now(value: Value, gone: Collection[str], kept: str) -> Value:
    return kept if isinstance(value, str) and value in gone else value


def _get(project: Project, entry: str) -> RegisterEntry:
    found = entries.get(project, entry)
    if found is None:
        raise KeyError(entry)
    return found
