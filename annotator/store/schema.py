"""The tables of a project file, and how older files become newer ones.

`event` and `edit` are the truth and only ever grow; every other table holds current versions and
can be made again from them. All tables are ordinary rowid tables, so that a damaged file can be
salvaged row by row.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.store.schema_cards import CARDS
from annotator.store.schema_review import REVIEW
from annotator.store.schema_versions import VERSIONS

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x414E4E54
"""`ANNT`, at byte 68 of the file: whose file it is."""

TRUTH = (
    """CREATE TABLE meta(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT""",
    """CREATE TABLE device(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine TEXT NOT NULL,
    place TEXT NOT NULL
) STRICT""",
    """CREATE TABLE author(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE
) STRICT""",
    """CREATE TABLE edit(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    device INTEGER NOT NULL REFERENCES device(id),
    author INTEGER NOT NULL REFERENCES author(id),
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    undoes INTEGER REFERENCES edit(id),
    redoes INTEGER REFERENCES edit(id)
) STRICT""",
    """CREATE TABLE event(
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device INTEGER NOT NULL REFERENCES device(id),
    dseq INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES author(id),
    at TEXT NOT NULL,
    edit INTEGER NOT NULL REFERENCES edit(id),
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT,
    UNIQUE(device, dseq)
) STRICT""",
    "CREATE INDEX event_target ON event(target, seq)",
    "CREATE INDEX event_edit ON event(edit)",
    "CREATE INDEX event_lamport ON event(lamport)",
    """CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER event_remains BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END""",
    """CREATE TABLE text(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
) STRICT""",
)
"""What is never derived: events with their edits, and the texts they stand for."""

_REACHES = (64, 256, 1024, 4096, 16384, 65536, 262144)
REACHES = (*_REACHES, 1 << 40)
"""Annotations are filed by how long they are: each class holds those shorter than its bound, in
code points, so that those over a stretch of text are found without looking at all before it."""

REACH_OF = " + ".join(f'(annotation."end" - annotation.start >= {bound})' for bound in _REACHES)
"""The number of an annotation's class, as SQL."""

REACH = (
    "CREATE INDEX annotation_reach ON annotation(article, annotation_set, "
    f"{REACH_OF.replace('annotation.', '')}, start)"
)

CURRENT = (
    """CREATE TABLE step(
    id INTEGER PRIMARY KEY,
    edit INTEGER NOT NULL REFERENCES edit(id),
    author INTEGER NOT NULL REFERENCES author(id),
    undone INTEGER NOT NULL DEFAULT 0
) STRICT""",
    "CREATE INDEX step_author ON step(author, undone, id)",
    "CREATE INDEX step_edit ON step(edit)",
    """CREATE TABLE coder(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT""",
    """CREATE TABLE annotation_set(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    coder INTEGER NOT NULL REFERENCES coder(id),
    kind TEXT NOT NULL
) STRICT""",
    """CREATE TABLE codebook(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE layer(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    position REAL NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE label(
    id INTEGER PRIMARY KEY,
    layer INTEGER NOT NULL REFERENCES layer(id),
    code TEXT NOT NULL,
    position REAL NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE(layer, code)
) STRICT""",
    """CREATE TABLE link_type(
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    position REAL NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE article(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort TEXT NOT NULL,
    text INTEGER NOT NULL REFERENCES text(id),
    length INTEGER NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    author TEXT NOT NULL,
    date TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    url TEXT NOT NULL,
    extra TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT""",
    "CREATE INDEX article_name ON article(name)",
    "CREATE INDEX article_sort ON article(sort, id)",
    "CREATE INDEX article_text ON article(text)",
    """CREATE TABLE register_entry(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE annotation(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id),
    annotation_set INTEGER NOT NULL REFERENCES annotation_set(id),
    label INTEGER NOT NULL REFERENCES label(id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL,
    entry INTEGER REFERENCES register_entry(id),
    codebook_version TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    CHECK(0 <= start AND start <= end)
) STRICT""",
    "CREATE INDEX annotation_place ON annotation(article, annotation_set, start)",
    "CREATE INDEX annotation_label ON annotation(label)",
    "CREATE INDEX annotation_counts ON annotation(annotation_set, label)",
    "CREATE INDEX annotation_entry ON annotation(entry) WHERE entry IS NOT NULL",
    """CREATE TABLE fragment(
    id INTEGER PRIMARY KEY,
    annotation INTEGER NOT NULL REFERENCES annotation(id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    CHECK(0 <= start AND start <= end)
) STRICT""",
    "CREATE INDEX fragment_annotation ON fragment(annotation, position)",
    """CREATE TABLE link(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    type INTEGER NOT NULL REFERENCES link_type(id),
    source INTEGER NOT NULL REFERENCES annotation(id),
    target_annotation INTEGER REFERENCES annotation(id),
    target_entry INTEGER REFERENCES register_entry(id),
    position INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    CHECK((target_annotation IS NULL) <> (target_entry IS NULL))
) STRICT""",
    "CREATE INDEX link_source ON link(source)",
    "CREATE INDEX link_target ON link(target_annotation) WHERE target_annotation IS NOT NULL",
    "CREATE INDEX link_entry ON link(target_entry) WHERE target_entry IS NOT NULL",
    """CREATE TABLE state(
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article(id),
    annotation_set INTEGER NOT NULL REFERENCES annotation_set(id),
    value TEXT NOT NULL,
    UNIQUE(article, annotation_set)
) STRICT""",
    "CREATE INDEX state_value ON state(annotation_set, value, article)",
    """CREATE TABLE tally(
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article(id),
    annotation_set INTEGER NOT NULL REFERENCES annotation_set(id),
    annotations INTEGER NOT NULL,
    UNIQUE(article, annotation_set)
) STRICT""",
    """CREATE VIRTUAL TABLE text_search USING fts5(
    content, content='text', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)""",
)
"""Current versions, rebuilt from the events by `annotator check`."""

VIEWS = (
    """CREATE VIEW annotations_readable AS
SELECT
    article.name AS article, article.outlet, article.date, annotation_set.name AS "set",
    coder.name AS coder, layer.code AS layer, label.code AS label, label.name AS label_name,
    annotation.start, annotation.end,
    (SELECT group_concat(words, ' […] ') FROM (
        SELECT substr(text.content, fragment.start + 1, fragment.end - fragment.start) AS words
        FROM fragment WHERE fragment.annotation = annotation.id ORDER BY fragment.position
    )) AS words,
    register_entry.name AS entry, annotation.attributes, annotation.note, annotation.origin,
    annotation.created, annotation.updated, annotation.uuid
FROM annotation
JOIN article ON article.id = annotation.article
JOIN text ON text.id = article.text
JOIN annotation_set ON annotation_set.id = annotation.annotation_set
JOIN coder ON coder.id = annotation_set.coder
JOIN label ON label.id = annotation.label
JOIN layer ON layer.id = label.layer
LEFT JOIN register_entry ON register_entry.id = annotation.entry""",
    """CREATE VIEW links_readable AS
SELECT
    link_type.code AS link, article.name AS article, source_label.code AS source_label,
    source.start AS source_start, source.end AS source_end,
    target_label.code AS target_label, target.start AS target_start, target.end AS target_end,
    coalesce(register_entry.name, target_entry.name) AS entry, link.position, link.attributes,
    source.uuid AS source, target.uuid AS target
FROM link
JOIN link_type ON link_type.id = link.type
JOIN annotation AS source ON source.id = link.source
JOIN label AS source_label ON source_label.id = source.label
JOIN article ON article.id = source.article
LEFT JOIN annotation AS target ON target.id = link.target_annotation
LEFT JOIN label AS target_label ON target_label.id = target.label
LEFT JOIN register_entry AS target_entry ON target_entry.id = target.entry
LEFT JOIN register_entry ON register_entry.id = link.target_entry""",
    """CREATE VIEW agreement_ready AS
SELECT
    article.name AS article, article.length AS article_length, layer.code AS layer,
    label.code AS label, annotation_set.name AS "set", coder.name AS coder,
    annotation.uuid AS annotation, fragment.start, fragment.end
FROM fragment
JOIN annotation ON annotation.id = fragment.annotation
JOIN article ON article.id = annotation.article
JOIN annotation_set ON annotation_set.id = annotation.annotation_set
JOIN coder ON coder.id = annotation_set.coder
JOIN label ON label.id = annotation.label
JOIN layer ON layer.id = label.layer""",
    """CREATE VIEW articles_readable AS
SELECT
    article.name, article.title, article.outlet, article.author, article.date, article.url,
    article.length, text.content AS text
FROM article JOIN text ON text.id = article.text""",
    """CREATE VIEW history_readable AS
SELECT
    event.seq, event.at, coder.name AS coder, edit.name AS edit, event.kind, event.target,
    event.body
FROM event
JOIN edit ON edit.id = event.edit
JOIN author ON author.id = event.author
LEFT JOIN coder ON coder.uuid = author.uuid""",
)
"""For anyone with an SQLite browser."""

Migration = Callable[["Database"], None]


def m001_first_tables(db: "Database") -> None:
    """Everything the first released version knew."""
    for statement in (*TRUTH, *CURRENT, *VIEWS):
        db.execute(statement)


def m002_reach(db: "Database") -> None:
    """Annotations over a stretch of text are found at once, however long others are."""
    db.execute(REACH)


def m003_teamwork(db: "Database") -> None:
    """Versions of the codebook, statement cards and review."""
    for statement in (*VERSIONS, *CARDS, *REVIEW):
        db.execute(statement)


MIGRATIONS: list[Migration] = [m001_first_tables, m002_reach, m003_teamwork]
"""In order; a file's `user_version` is how many of them it has seen."""

EXPECTED = frozenset((*TRUTH, *CURRENT, *VIEWS, REACH, *VERSIONS, *CARDS, *REVIEW))
"""Every statement that a file of the newest version may hold, as SQLite keeps it."""
