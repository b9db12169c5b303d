"""Many new records in one go, as an import brings them: their events and rows in few statements."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.store import annotations, articles, bodies, codebooks
from annotator.store.bodies import Body
from annotator.store.project import Project


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


def add_annotations(project: Project, article: str, arriving: Sequence[Annotation]) -> None:
    """Write new annotations of one article; their `updated` is kept where it is given.

    Raises:
        KeyError: article, a set, a label or a register entry are not in the project.
    """
    Arrivals(project).add_annotations(article, arriving)


class Arrivals:
    """Takes in what arrives within one edit; what rows are called is looked up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._rows = _Rows(project)

    def add_article(self, article: Article, text: str) -> bool:
        """Write a new article with its text; whether the project never knew one of this id."""
        project = self._project
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

    def add_annotations(
        self, article: str, arriving: Sequence[Annotation], *, unheard: bool = False
    ) -> None:
        """Write new annotations of one article, of which the project never knew any if `unheard`.

        Raises:
            KeyError: article, a set, a label or a register entry are not in the project.
        """
        old = set() if unheard else remembered(self._project, [one.id for one in arriving])
        fresh = [one for one in arriving if one.id not in old] if old else arriving
        for one in arriving if old else ():
            if one.id in old:
                annotations.put(self._project, one)
        records = [(one.id, written(one)) for one in fresh]
        at = self._project.record_new("annotation", article, records)
        self._insert_annotations(article, fresh, at)

    def _insert_annotations(self, article: str, arriving: Sequence[Annotation], at: str) -> None:
        connection, rows = self._project.connection, self._rows
        key = int(self._project.value("SELECT coalesce(max(id), 0) FROM main.annotation"))
        place = rows.of("article", article)
        made, fragments = [], []
        counts: dict[int, int] = {}
        for key, one in enumerate(arriving, key + 1):  # noqa: B020 - it goes on from there
            set = rows.of("annotation_set", one.set)
            counts[set] = counts.get(set, 0) + 1
            made.append((key, *_values(rows, place, set, one, at)))
            fragments += [(key, number, *span) for number, span in enumerate(one.fragments)]
        connection.executemany(_ANNOTATION, made)
        connection.executemany(_FRAGMENT, fragments)
        tallies = [(place, set, count) for set, count in counts.items()]
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


def _values(rows: "_Rows", place: int, set: int, one: Annotation, at: str) -> tuple[Any, ...]:
    return (
        one.id,
        place,
        set,
        rows.of_label(one.layer, one.label),
        one.start,
        one.end,
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
        body = links_body(article, link)
        if link.id in old:
            project.record("link", link.id, body)
        else:
            records.append((link.id, body))
    project.record_new("link", article, records)
    for target, body in records:
        project.apply("link", target, body)


def links_body(article: str, link: Link) -> Body:
    """What the project keeps of a link."""
    return {
        "article": article,
        "type": link.type,
        "source": link.source,
        "kind": link.kind,
        "target": link.target,
        "position": link.position,
        "attributes": dict(link.attributes),
    }


_ANNOTATION = """INSERT INTO main.annotation(id, uuid, article, annotation_set, label, start, end,
    attributes, note, origin, entry, codebook_version, created, updated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FRAGMENT = "INSERT INTO fragment(annotation, position, start, end) VALUES (?, ?, ?, ?)"
