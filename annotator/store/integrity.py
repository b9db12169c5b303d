"""Whether a project file is whole: SQLite's own checks, ours, and current tables against events."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.store import articles, refolding, schema
from annotator.store.kinds import KINDS
from annotator.store.project import Project
from annotator.store.schema_cards import CARDS
from annotator.store.schema_review import REVIEW
from annotator.store.schema_versions import VERSIONS


class Problem(NamedTuple):
    """Something that is wrong: what kind of thing, which record, and a sentence."""

    kind: str
    record: str
    message: Sentence


_MANY = 5000
"""Rows that are compared at one go."""


def problems(project: Project) -> Iterator[Problem]:
    """Everything that is wrong with a project; nothing where all is well."""
    yield from file_problems(project)
    yield from _text_problems(project)
    yield from _offset_problems(project)
    yield from _rebuild_problems(project)


def file_problems(project: Project) -> Iterator[Problem]:
    """What SQLite itself finds."""
    try:
        for (answer,) in project.rows("PRAGMA integrity_check(20)"):
            if answer != "ok":
                yield Problem("file", "", say("The file is damaged: {answer}", answer=answer))
        for table, row, parent, _ in project.rows("PRAGMA foreign_key_check"):
            message = say(
                "Row {row} of {table} refers to a missing {parent}.",
                row=row,
                table=table,
                parent=parent,
            )
            yield Problem("reference", f"{table}/{row}", message)
    except sqlite3.DatabaseError as error:
        yield Problem("file", "", say("The file is damaged: {answer}", answer=error))


def count_events(project: Project) -> int:
    """How many events there are."""
    return int(project.value("SELECT count(*) FROM event"))


def _text_problems(project: Project) -> Iterator[Problem]:
    for sha256, content in project.connection.execute("SELECT sha256, content FROM text"):
        if articles.text_sha256(content) != sha256:
            yield Problem("text", sha256, say("A text is no longer the one that was read."))


def _offset_problems(project: Project) -> Iterator[Problem]:
    rows = project.rows(
        "SELECT annotation.uuid, article.name FROM fragment "
        "JOIN annotation ON annotation.id = fragment.annotation "
        "JOIN article ON article.id = annotation.article WHERE fragment.end > article.length"
    )
    for annotation, article in rows:
        yield Problem(
            "offset",
            annotation,
            say("An annotation reaches beyond the end of {article}.", article=article),
        )


def _rebuild_problems(project: Project) -> Iterator[Problem]:
    """Fold all events into fresh tables and compare: what differs was not written by an edit."""
    fresh = rebuilt(project)
    try:
        for what, query in _COMPARED.items():
            for row, is_now in _differing(project, fresh, query):
                yield Problem(what, str(row[0]), _difference(what, is_now))
    finally:
        fresh.connection.close()


def _differing(
    project: Project, fresh: Project, query: str
) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Rows that only one of the two has, and whether it is the project.

    Both are read in one order and laid side by side: there may be millions of them.
    """
    ordered = f"SELECT * FROM ({query}) ORDER BY 1"  # noqa: S608 - constants of this room
    here, there = (one.connection.execute(ordered) for one in (project, fresh))
    # Nearly always all is the same: then nothing needs to be told apart.
    while (first := here.fetchmany(_MANY)) == (second := there.fetchmany(_MANY)) and first:
        pass
    ours, theirs = _groups(chain(first, here)), _groups(chain(second, there))
    mine, other = next(ours, None), next(theirs, None)
    while mine is not None or other is not None:
        least = min(key for key, _ in (one for one in (mine, other) if one is not None))
        now = mine[1] if mine is not None and mine[0] == least else set()
        then = other[1] if other is not None and other[0] == least else set()
        for row in sorted(now ^ then, key=repr):
            yield row, row in now
        mine = next(ours, None) if mine is not None and mine[0] == least else mine
        other = next(theirs, None) if other is not None and other[0] == least else other


def _groups(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, set[tuple[Any, ...]]]]:
    """Rows by what stands first in them."""
    for key, group in groupby(rows, key=itemgetter(0)):
        yield key, set(group)


def _difference(what: str, is_now: bool) -> Sentence:
    if is_now:
        return say("{what}: this record differs from what the history says.", what=_NAMES[what])
    return say(
        "{what}: a record that the history knows is missing or different.", what=_NAMES[what]
    )


def rebuilt(project: Project) -> Project:
    """The current tables made anew from events and texts, in memory."""
    fresh = Project(project.path, sqlite3.connect(":memory:"), lambda: KINDS)
    for statement in (*schema.TRUTH, *schema.CURRENT, *VERSIONS, *CARDS, *REVIEW):
        fresh.connection.execute(statement)
    for row in project.connection.execute("SELECT id, sha256, content FROM text"):
        fresh.connection.execute("INSERT INTO text VALUES (?, ?, ?)", row)
    # What cannot be put is missing then, and found to differ.
    refolding.fold(project, fresh)
    return fresh


_NAMES = {
    "coder": say("Coder"),
    "annotation set": say("Annotation set"),
    "codebook": say("Codebook"),
    "layer": say("Layer"),
    "label": say("Label"),
    "link type": say("Link type"),
    "article": say("Article"),
    "register entry": say("Register entry"),
    "annotation": say("Annotation"),
    "fragment": say("Fragment"),
    "link": say("Link"),
    "statement card": say("Statement card"),
    "statement member": say("Claim on a statement card"),
    "statement refusal": say("Refused pair of claims"),
    "state": say("State"),
    "comment": say("Comment"),
    "decision": say("Decision"),
    "assignment": say("Assignment"),
    "reveal": say("Reveal"),
    "tally": say("Count of annotations"),
    "codebook version": say("Version of the codebook"),
    "recheck": say("Annotation to check again"),
}

_COMPARED = {
    "coder": "SELECT uuid, name FROM coder",
    "annotation set": """SELECT annotation_set.uuid, annotation_set.name, coder.uuid, kind
        FROM annotation_set JOIN coder ON coder.id = annotation_set.coder""",
    "codebook": "SELECT code, version, body FROM codebook",
    "layer": "SELECT code, position, body FROM layer",
    "label": """SELECT layer.code || '/' || label.code, label.position, label.body
        FROM label JOIN layer ON layer.id = label.layer""",
    "link type": "SELECT code, position, body FROM link_type",
    "article": """SELECT uuid, article.name, text.sha256, article.length, title, outlet, author,
        date, url, extra, source FROM article JOIN text ON text.id = article.text""",
    "register entry": "SELECT uuid, kind, name, body FROM register_entry",
    "annotation": """SELECT annotation.uuid, article.uuid, annotation_set.uuid, layer.code,
        label.code, annotation.start, annotation.end, attributes, annotation.note, origin,
        register_entry.uuid, codebook_version, created FROM annotation
        JOIN article ON article.id = annotation.article
        JOIN annotation_set ON annotation_set.id = annotation.annotation_set
        JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
        LEFT JOIN register_entry ON register_entry.id = annotation.entry""",
    "fragment": """SELECT annotation.uuid, fragment.position, fragment.start, fragment.end
        FROM fragment JOIN annotation ON annotation.id = fragment.annotation""",
    "link": """SELECT link.uuid, link_type.code, source.uuid, target.uuid, register_entry.uuid,
        link.position, link.attributes FROM link JOIN link_type ON link_type.id = link.type
        JOIN annotation AS source ON source.id = link.source
        LEFT JOIN annotation AS target ON target.id = link.target_annotation
        LEFT JOIN register_entry ON register_entry.id = link.target_entry""",
    "statement card": "SELECT uuid, wording, date, occasion, note FROM statement_card",
    "statement member": """SELECT statement_card.uuid || '/' || annotation.uuid, relation
        FROM statement_member JOIN statement_card ON statement_card.id = statement_member.card
        JOIN annotation ON annotation.id = statement_member.annotation""",
    "statement refusal": """SELECT one.uuid || '/' || other.uuid FROM statement_refusal
        JOIN annotation AS one ON one.id = statement_refusal.one
        JOIN annotation AS other ON other.id = statement_refusal.other""",
    "state": """SELECT article.uuid || '/' || annotation_set.uuid, value FROM state
        JOIN article ON article.id = state.article
        JOIN annotation_set ON annotation_set.id = state.annotation_set""",
    "comment": """SELECT comment.uuid, article.uuid, coder.uuid, comment.thread, comment.start,
        comment.end, comment.words, comment.resolved, comment.created FROM comment
        JOIN article ON article.id = comment.article JOIN coder ON coder.id = comment.author""",
    "decision": """SELECT decision.uuid, article.uuid, annotation_set.uuid, decision.layer, choice,
        first, second, made, seen, decision.created FROM decision
        JOIN article ON article.id = decision.article
        JOIN annotation_set ON annotation_set.id = decision.gold""",
    "assignment": """SELECT article.uuid || '/' || coder.uuid, blind, seed, assignment.created
        FROM assignment JOIN article ON article.id = assignment.article
        JOIN coder ON coder.id = assignment.coder""",
    "reveal": """SELECT article.uuid, reveal.at FROM reveal
        JOIN article ON article.id = reveal.article""",
    "tally": """SELECT article.uuid || '/' || annotation_set.uuid, annotations FROM tally
        JOIN article ON article.id = tally.article
        JOIN annotation_set ON annotation_set.id = tally.annotation_set WHERE annotations > 0""",
    "codebook version": """SELECT uuid, version, note, sha256, published, body
        FROM codebook_version""",
    "recheck": """SELECT annotation.uuid, recheck.reason, recheck.opened FROM recheck
        JOIN annotation ON annotation.id = recheck.annotation""",
}


def sqlite_version() -> str:
    """Which SQLite keeps the projects."""
    return sqlite3.sqlite_version
