"""Articles: their texts, which never change, and what is known about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.domain.article import Article, Metadata, Source
from annotator.domain.folding import fold
from annotator.domain.value_terms import Term
from annotator.store import bodies, value_search
from annotator.store.bodies import Body
from annotator.store.ids import id_of
from annotator.store.project import Kind, Project, inserted

_COLUMNS = """article.uuid, article.name, article.title, article.outlet, article.author,
    article.date, article.url, article.extra, article.source, article.length, text.sha256"""
_FROM = "FROM article JOIN text ON text.id = article.text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article as a list shows it, with the state and the annotations of one set."""

    id: str
    name: str
    title: str
    outlet: str
    date: str
    state: str
    annotations: int


class Filter(NamedTuple):
    """Which articles a list shows; empty fields do not restrict.

    `words` must all occur in text, title, outlet or name, each as the start of a word, without
    regard to case and accents; `label` is a pair of layer and label id, used in the list's set;
    of `values` each term must fit an annotation or a link of that set; `coder` is the id of whom
    they are assigned to.
    """

    words: str = ""
    state: str = ""
    label: tuple[str, str] | None = None
    values: tuple[tuple[Term, ...], ...] = ()
    coder: str = ""


def add(project: Project, article: Article, text: str) -> None:
    """Write a new article with its text; the same text is kept once.

    Raises:
        ValueError: length or checksum in `article` are not those of the text.
    """
    if (article.length, article.text_sha256) != (len(text), text_sha256(text)):
        raise ValueError(article.name)
    keep_text(project, article.text_sha256, text)
    put(project, article)


def keep_text(project: Project, sha256: str, text: str) -> int:
    """Keep a text under its checksum; one that is there already stays. Gives its integer key."""
    known = project.value("SELECT id FROM text WHERE sha256 = ?", (sha256,))
    if known is not None:
        return int(known)
    key = inserted(
        project.connection, "INSERT INTO text(sha256, content) VALUES (?, ?)", (sha256, text)
    )
    project.connection.execute("INSERT INTO text_search(rowid, content) VALUES (?, ?)", (key, text))
    return key


def put(project: Project, article: Article) -> None:
    """Write an article's current version; its text is known already."""
    body = {
        "name": article.name,
        "text": article.text_sha256,
        "metadata": bodies.plain(article.metadata),
        "source": bodies.plain(article.source),
    }
    project.record("article", article.id, body)


def count(project: Project) -> int:
    """How many articles there are."""
    return int(project.value("SELECT count(*) FROM article"))


def get(project: Project, article: str) -> Article:
    """The article with this id.

    Raises:
        KeyError: there is none.
    """
    rows = project.rows(f"SELECT {_COLUMNS} {_FROM} WHERE article.uuid = ?", (article,))
    if not rows:
        raise KeyError(article)
    return _article(rows[0])


def first(project: Project) -> str | None:
    """The id of the first article, if there is any."""
    return _text_or_none(project.value("SELECT uuid FROM article ORDER BY sort, id LIMIT 1"))


def everyone(project: Project) -> Iterator[Article]:
    """Every article in order, one by one."""
    sql = f"SELECT {_COLUMNS} {_FROM} ORDER BY article.sort, article.id"
    for row in project.connection.execute(sql):
        yield _article(row)


def with_more(project: Project) -> Iterator[Article]:
    """Articles with fields beyond the usual ones, or with an @ in those, in no order."""
    sql = f"""SELECT {_COLUMNS} {_FROM} WHERE extra <> '{{}}'
        OR instr(title || outlet || author || url, '@')"""
    for row in project.connection.execute(sql):
        yield _article(row)


def named(project: Project, name: str) -> str | None:
    """The id of the article of this name, if any."""
    return _text_or_none(project.value("SELECT uuid FROM article WHERE name = ?", (name,)))


def with_text(project: Project, sha256: str) -> str | None:
    """The name of an article that has exactly this text, if any."""
    return _text_or_none(
        project.value(f"SELECT article.name {_FROM} WHERE text.sha256 = ?", (sha256,))
    )


def text(project: Project, article: str) -> str:
    """An article's text, exactly as it was read.

    Raises:
        KeyError: there is no such article.
    """
    found = project.value(f"SELECT text.content {_FROM} WHERE article.uuid = ?", (article,))
    if found is None:
        raise KeyError(article)
    return str(found)


def id_of_text(sha256: str) -> str:
    """The id of the article with this text.

    It is the same in everybody's project, so that work on one text meets when they are merged.
    """
    return id_of("article", sha256)


def text_sha256(text: str) -> str:
    """The checksum that stands for a text: SHA-256 over its UTF-8, in hexadecimal."""
    # Nothing that the window's first picture shows needs it.
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(text.encode()).hexdigest()


def matching(project: Project, set: str, wanted: Filter) -> list[int]:
    """Integer keys of the articles a filter lets through, in order of their names."""
    conditions, values = _conditions(project, set, wanted)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT article.id FROM article {where} ORDER BY article.sort, article.id"  # noqa: S608
    return [key for (key,) in project.rows(sql, tuple(values))]


def rows(project: Project, set: str, keys: list[int]) -> list[Row]:
    """What a list shows of the articles with these integer keys, in the order of the keys."""
    places = ",".join("?" * len(keys))
    found = project.rows(
        "SELECT article.id, article.uuid, article.name, article.title, article.outlet, "  # noqa: S608
        "article.date, coalesce(state.value, 'not_started'), coalesce(tally.annotations, 0) "
        "FROM article "
        "LEFT JOIN annotation_set ON annotation_set.uuid = ? "
        "LEFT JOIN state ON state.article = article.id "
        "AND state.annotation_set = annotation_set.id "
        "LEFT JOIN tally ON tally.article = article.id "
        "AND tally.annotation_set = annotation_set.id "
        f"WHERE article.id IN ({places})",
        (set, *keys),
    )
    by_key = {row[0]: _row(row[1:]) for row in found}
    return [by_key[key] for key in keys if key in by_key]


def row_key(project: Project, article: str) -> int | None:
    """The integer key of an article, as `matching` gives it."""
    found = project.value("SELECT id FROM article WHERE uuid = ?", (article,))
    return None if found is None else int(found)


def sort_key(name: str) -> str:
    """A name as it is put in order: numbers count as numbers."""
    return re.sub(r"\d{1,12}", lambda found: found[0].zfill(12), name.casefold())


def _row(row: tuple[str, str, str, str, str, str, int]) -> Row:
    uuid, name, title, outlet, date, state, annotations = row
    return Row(
        id=uuid,
        name=name,
        title=title,
        outlet=outlet,
        date=date,
        state=state,
        annotations=annotations,
    )


def _conditions(project: Project, set: str, wanted: Filter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    owner = project.value("SELECT id FROM annotation_set WHERE uuid = ?", (set,))
    if wanted.state:
        conditions.append(_STATE)
        values += [owner, wanted.state]
    if wanted.label:
        conditions.append(_CARRIES)
        values += [owner, *wanted.label]
    for terms in wanted.values:
        sql, places = value_search.condition(owner, terms)
        conditions.append(sql)
        values += places
    if wanted.coder:
        conditions.append(_ASSIGNED)
        values.append(wanted.coder)
    for word in re.findall(r"\w+", wanted.words):
        conditions.append(_HAS_WORD)
        values += [f'"{word}"*', fold(word)]
    return conditions, values


_STATE = """coalesce((SELECT value FROM state WHERE state.article = article.id
    AND state.annotation_set = ?), 'not_started') = ?"""
_CARRIES = """article.id IN (SELECT annotation.article FROM annotation
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
    WHERE annotation.annotation_set = ? AND layer.code = ? AND label.code = ?)"""
_ASSIGNED = """article.id IN (SELECT assignment.article FROM assignment
    WHERE assignment.coder = (SELECT id FROM coder WHERE uuid = ?))"""
_HAS_WORD = """(article.text IN (SELECT rowid FROM text_search WHERE text_search MATCH ?)
    OR instr(folded(article.title || ' ' || article.outlet || ' ' || article.name), ?))"""


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


@bodies.legible("article")
def _article(row: tuple[str, ...]) -> Article:
    uuid, name, title, outlet, author, date, url, extra, source, length, sha256 = row
    return Article(
        id=uuid,
        name=name,
        metadata=Metadata(
            title=title,
            outlet=outlet,
            author=author,
            date=date,
            url=url,
            extra=bodies.read(extra) if extra != "{}" else {},
        ),
        source=Source(**bodies.read(source)),
        length=int(length),
        text_sha256=sha256,
    )


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    metadata = Metadata(**body["metadata"])
    kept = project.rows("SELECT id, content FROM text WHERE sha256 = ?", (body["text"],))
    text, content = kept[0]
    source = bodies.written(body["source"])
    values = _values(target, body["name"], metadata, source, (text, len(content)))
    project.connection.execute(_PUT, values)


def _values(
    target: str, name: str, metadata: Metadata, source: str, kept: tuple[int, int]
) -> tuple[Any, ...]:
    """An article's row; `kept` is its text's integer key and length."""
    return (
        target,
        name,
        sort_key(name),
        *kept,
        metadata.title,
        metadata.outlet,
        metadata.author,
        metadata.date,
        metadata.date_precision,
        metadata.url,
        bodies.written(metadata.extra),
        source,
    )


_PUT = """INSERT INTO article(uuid, name, sort, text, length, title, outlet, author, date,
    date_precision, url, extra, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(uuid) DO UPDATE SET name = excluded.name, sort = excluded.sort,
    title = excluded.title, outlet = excluded.outlet, author = excluded.author,
    date = excluded.date, date_precision = excluded.date_precision, url = excluded.url,
    extra = excluded.extra, source = excluded.source"""


def _drop(project: Project, target: str) -> None:
    row = project.row_id("article", target)
    project.connection.execute("DELETE FROM main.tally WHERE article = ?", (row,))
    project.connection.execute("DELETE FROM article WHERE id = ?", (row,))


KINDS = {"article": Kind(_apply, _drop)}
