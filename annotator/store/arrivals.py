"""Many new records in one go, as an import brings them: their events and rows in few statements."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.store import annotations, articles, bodies, codebooks, links
from annotator.store.project import Project

_CACHE = -64_000
"""KiB of pages in memory while much is written; with SQLite's own 2 MB it writes pages twice."""


@contextmanager
def roomy(project: Project) -> Iterator[None]:
    """Give much writing room in memory."""
    before = int(project.value("PRAGMA cache_size"))
    project.connection.execute(f"PRAGMA cache_size = {_CACHE}")
    try:
        yield
    finally:
        project.connection.execute(f"PRAGMA cache_size = {before}")


def known(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these annotations are in the project now."""
    return _found(project, "annotation WHERE annotation.uuid", ids)


def known_links(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these links are in the project now."""
    return _found(project, "link WHERE link.uuid", ids)


def remembered(project: Project, ids: Sequence[str]) -> set[str]:
    """Which of these records the project ever knew, dropped ones included."""
    return _found(project, "event WHERE event.target", ids)


def _found(project: Project, where: str, ids: Sequence[str]) -> set[str]:
    """The ids that a table has; one statement, so that SQLite prepares it once."""
    if not ids:
        return set()
    sql = (
        "SELECT wanted.value FROM json_each(?) AS wanted "  # noqa: S608 - constants of this room
        f"WHERE EXISTS (SELECT 1 FROM {where} = wanted.value)"
    )
    return {id for (id,) in project.rows(sql, (bodies.written(ids),))}


def add_annotations(project: Project, arriving: Sequence[Annotation]) -> None:
    """Write new annotations; their `updated` is kept where it is given.

    Raises:
        KeyError: article, a set, a label or a register entry are not in the project.
    """
    arrivals = Arrivals(project)
    arrivals.add_annotations(arriving)
    arrivals.settle()


_MANY = 2_000


class Arrivals:
    """Takes in what arrives within one edit; annotations wait until there are many.

    Whoever reads annotations before the end lets them settle first.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._rows = _Rows(project)
        self._waiting: dict[str, Annotation] = {}
        self._articles: set[str] = set()

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of these annotations are in the project now, or wait to be."""
        return known(self.project, ids) | (self._waiting.keys() & ids)

    def settle(self, article: str = "") -> None:
        """Write what waits, if some of it is of the article where one is named."""
        if not self._waiting or (article and article not in self._articles):
            return
        waiting = list(self._waiting.values())
        self._waiting.clear()
        self._articles.clear()
        records = [(one.article, one.id, written(one)) for one in waiting]
        at = self.project.record_many("annotation", records)
        self._insert_annotations(waiting, at)

    def add_article(self, article: Article, text: str) -> bool:
        """Write a new article with its text; whether the project never knew one of this id."""
        project = self.project
        key = articles.keep_text(project, article.text_sha256, text)
        if remembered(project, [article.id]):
            articles.put(project, article)
            return False
        source = bodies.written(article.source)
        body = (
            f'{{"metadata":{bodies.written(article.metadata)},"name":{bodies.written(article.name)}'
            f',"source":{source},"text":{bodies.written(article.text_sha256)}}}'
        )
        project.record_new("article", article.id, [(article.id, body)])
        kept = key, article.length
        values = articles._values(article.id, article.name, article.metadata, source, kept)
        project.connection.execute(articles._PUT, values)
        return True

    def add_annotations(self, arriving: Sequence[Annotation], *, unheard: bool = False) -> None:
        """Take in new annotations; `unheard` are those that the project never knew.

        Raises:
            KeyError: article, a set, a label or a register entry are not in the project.
        """
        old = set() if unheard else remembered(self.project, [one.id for one in arriving])
        for one in arriving:
            if one.id in old:
                annotations.put(self.project, one)
            else:
                self._waiting[one.id] = one
                self._articles.add(one.article)
        if len(self._waiting) > _MANY:
            self.settle()

    def _insert_annotations(self, arriving: Sequence[Annotation], at: str) -> None:
        connection, rows = self.project.connection, self._rows
        key = int(self.project.value("SELECT coalesce(max(id), 0) FROM main.annotation"))
        made, fragments = [], []
        counts: dict[tuple[int, int], int] = {}
        for key, one in enumerate(arriving, key + 1):  # noqa: B020 - it goes on from there
            place = rows.of("article", one.article), rows.of("annotation_set", one.set)
            counts[place] = counts.get(place, 0) + 1
            made.append((key, *_values(rows, place, one, at)))
            fragments += [(key, number, *span) for number, span in enumerate(one.fragments)]
        connection.executemany(_ANNOTATION, made)
        connection.executemany(_FRAGMENT, fragments)
        tallies = [(*place, count) for place, count in counts.items()]
        connection.executemany(annotations._TALLY, tallies)


_words = lru_cache(maxsize=1000)(bodies.written)
"""A word or nothing as JSON: the same few ids and labels come again and again."""


def written(one: Annotation) -> str:
    """What the project keeps of an annotation, as `bodies.written` has it.

    `updated` is only there where it was brought along.
    """
    attributes = bodies.written(dict(one.attributes)) if one.attributes else "{}"
    fragments = ",".join([f"[{start},{end}]" for start, end in one.fragments])
    note = bodies.written(one.note) if one.note else '""'
    updated = f',"updated":{_words(one.updated)}' if one.updated else ""
    return (
        f'{{"article":{_words(one.article)},"attributes":{attributes},'
        f'"codebook_version":{_words(one.codebook_version)},"created":{_words(one.created)},'
        f'"entry":{_words(one.entry)},"fragments":[{fragments}],"label":{_words(one.label)},'
        f'"layer":{_words(one.layer)},"note":{note},"origin":{_words(one.origin)},'
        f'"set":{_words(one.set)}{updated}}}'
    )


def _values(rows: "_Rows", place: tuple[int, int], one: Annotation, at: str) -> tuple[Any, ...]:
    return (
        one.id,
        *place,
        rows.of_label(one.layer, one.label),
        one.fragments[0].start,
        one.fragments[-1].end,
        bodies.written(dict(one.attributes)) if one.attributes else "{}",
        one.note,
        one.origin,
        one.entry and rows.of("register_entry", one.entry),
        one.codebook_version,
        one.created,
        one.updated or at,
    )


class _Rows:
    """Integer keys of records by their ids, each looked up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._keys: dict[tuple[str, str], int] = {}
        self._article = "", 0

    def of(self, table: str, uuid: str) -> int:
        """The key of a record of a table."""
        if table == "article":  # one after the other, and never again
            if self._article[0] != uuid:
                self._article = uuid, self._project.row_id(table, uuid)
            return self._article[1]
        if (table, uuid) not in self._keys:
            self._keys[table, uuid] = self._project.row_id(table, uuid)
        return self._keys[table, uuid]

    def of_label(self, layer: str, label: str) -> int:
        """The key of a label."""
        if (layer, label) not in self._keys:
            self._keys[layer, label] = codebooks.row_of_label(self._project, layer, label)
        return self._keys[layer, label]


def add_links(project: Project, article: str, arriving: Iterable[Link]) -> None:
    """Write new links between annotations of one article, or from them to register entries.

    Raises:
        KeyError: an end or a type is not in the project.
    """
    fresh = list(arriving)
    if not fresh:
        return
    old = remembered(project, [link.id for link in fresh])
    records = []
    for link in fresh:
        body = links.body_of(article, link)
        if link.id in old:
            project.record("link", link.id, body)
        else:
            records.append((link.id, body))
    project.record_new("link", article, records)
    for target, body in records:
        project.apply("link", target, body)


_ANNOTATION = """INSERT INTO main.annotation(id, uuid, article, annotation_set, label, start, end,
    attributes, note, origin, entry, codebook_version, created, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FRAGMENT = "INSERT INTO fragment(annotation, position, start, end) VALUES (?, ?, ?, ?)"
