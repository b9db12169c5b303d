"""Blindness: who codes sees nobody else's labels of an article before they are revealed.

Where somebody codes, `annotation`, `tally` and `comment` are covered on their connection by views
of the same names that leave out what they must not see: all that reads, reads so, and no list,
count, search or export can forget it. What writes names the tables in full (`main.annotation`), and
inside an edit everything is there, as a record that is changed must be found. The file itself is
not changed; it is no secret from whoever opens it with another program.
"""

from collections.abc import Sequence

from annotator.store import coders
from annotator.store.project import Project

_COVERED = {
    "annotation": "annotation_set IN (SELECT own.id FROM main.annotation_set AS own "
    "WHERE own.coder = {coder})",
    "tally": "annotation_set IN (SELECT own.id FROM main.annotation_set AS own "
    "WHERE own.coder = {coder})",
    "comment": "author = {coder}",
}
"""By table, which rows are of whoever looks; what others remark tells where they have labels."""
_BLIND = """SELECT assignment.article FROM main.assignment WHERE assignment.blind
    AND assignment.article NOT IN (SELECT reveal.article FROM main.reveal)
    GROUP BY assignment.article HAVING count(*) > 1"""
_COVER = """CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} AS whole
    WHERE NOT is_covered() OR whole.{own} OR whole.article NOT IN ({blind})"""


def cover(project: Project) -> None:
    """Cover what whoever looks must not see, or uncover it where they code nothing."""
    wanted = _coder(project)
    if wanted == project.covered_for:
        return
    # Without arguments and the same within a statement: SQLite asks once for all rows.
    project.connection.create_function(
        "is_covered", 0, lambda: not project.is_editing, deterministic=True
    )
    # Where nothing may be written, not even a view of this connection's own may be made.
    project.connection.execute("PRAGMA query_only = OFF")
    for table, own in _COVERED.items():
        project.connection.execute(f"DROP VIEW IF EXISTS temp.{table}")
        if wanted:
            # Names are constants of this room, and the coder is a number.
            mine = own.format(coder=wanted)
            sql = _COVER.format(table=table, own=mine, blind=_BLIND)
            project.connection.execute(sql)
    project.connection.execute(f"PRAGMA query_only = {int(project.read_only)}")
    project.covered_for = wanted


def hidden_articles(project: Project, sets: Sequence[str]) -> frozenset[int]:
    """The rows of the articles in which one of these sets is covered: there is nothing to compare.

    What is left of such an article would pass for everything that its coders marked.
    """
    if not project.covered_for:
        return frozenset()
    mine = {uuid for (uuid,) in project.rows(_OWN, (project.covered_for,))}
    return frozenset() if mine.issuperset(sets) else blind_articles(project)


def blind_articles(project: Project) -> frozenset[int]:
    """The rows of the articles in which whoever looks sees only what is their own."""
    if not project.covered_for:
        return frozenset()
    return frozenset(key for (key,) in project.rows(_BLIND))


_OWN = "SELECT uuid FROM annotation_set WHERE coder = ?"


def shown_events(project: Project) -> str:
    """As SQL, which events may leave: not those that say what is covered."""
    if not project.covered_for:
        return "TRUE"
    return _SHOWN.format(coder=project.covered_for, blind=_BLIND)


_SHOWN = """NOT coalesce(event.kind IN ('annotation', 'link', 'comment')
    AND json_extract(event.body, '$.article') IN
        (SELECT article.uuid FROM article WHERE article.id IN ({blind}))
    AND coalesce(json_extract(event.body, '$.set'), (SELECT annotation_set.uuid
        FROM main.annotation AS source
        JOIN annotation_set ON annotation_set.id = source.annotation_set
        WHERE source.uuid = json_extract(event.body, '$.source')), '') NOT IN
        (SELECT own.uuid FROM annotation_set AS own WHERE own.coder = {coder})
    AND coalesce(json_extract(event.body, '$.author'), '') <>
        (SELECT coder.uuid FROM coder WHERE coder.id = {coder}), FALSE)"""


def _coder(project: Project) -> int:
    """The row of whoever looks, if they code by assignment; else 0."""
    if not project.viewer or not coders.is_coding(project, project.viewer):
        return 0
    return project.row_id("coder", project.viewer)
