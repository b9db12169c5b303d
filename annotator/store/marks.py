"""What the canvas shows of annotations: their fragments, and how many stand where.

Reading them is a module of its own because the window's first picture needs nothing else of
`annotations`.
"""

from collections import Counter
from typing import NamedTuple

from annotator.domain.span import Span
from annotator.store.project import Project
from annotator.store.schema import REACH_OF, REACHES

_FAR = 1 << 40
_MARK = """SELECT fragment.start, fragment.end, annotation.uuid, layer.code, label.code,
    register_entry.name, fragment.position,
    EXISTS (SELECT 1 FROM link WHERE link.source = annotation.id)"""
_OF_MARK = """JOIN fragment ON fragment.annotation = annotation.id
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
    LEFT JOIN register_entry ON register_entry.id = annotation.entry"""
# One search of the index for each class of lengths; files that lack it are searched from the start.
_MARKS = f"""WITH reach(class, longest) AS
    (VALUES {", ".join(f"({number}, {longest})" for number, longest in enumerate(REACHES))})
    {_MARK} FROM reach CROSS JOIN annotation
    ON annotation.article = (SELECT id FROM article WHERE uuid = ?1)
    AND annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?2)
    AND {REACH_OF} = reach.class
    AND annotation.start > ?3 - reach.longest AND annotation.start < ?4
    {_OF_MARK}
    WHERE fragment.start < ?4 AND fragment.end > ?3
    ORDER BY fragment.start, fragment.end DESC, annotation.uuid"""  # noqa: S608 - constants only
_MARKS_OF = f"""{_MARK} FROM annotation {_OF_MARK} WHERE annotation.uuid = ?1
    AND annotation.article = (SELECT id FROM article WHERE uuid = ?2)
    AND annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?3)
    ORDER BY fragment.position"""  # noqa: S608 - constants only


class Mark(NamedTuple):
    """One fragment as the canvas needs it; `entry` is the register entry's name or nothing.

    `position` counts the fragments of its annotation; `is_linked` says whether links start there.
    """

    start: int
    end: int
    annotation: str
    layer: str
    label: str
    entry: str | None
    position: int
    is_linked: bool


def within(project: Project, article: str, set: str, stretch: Span) -> list[Mark]:
    """The fragments of one set's annotations that share a character with a stretch.

    In order of their starts, the longer first. What it costs depends on how many there are, not
    on the article.
    """
    rows = project.connection.execute(_MARKS, (article, set, stretch.start, stretch.end))
    return list(map(Mark._make, rows))


def of_annotation(project: Project, article: str, set: str, annotation: str) -> list[Mark]:
    """The fragments of one annotation in their order; none where it is gone or elsewhere."""
    rows = project.connection.execute(_MARKS_OF, (annotation, article, set))
    return list(map(Mark._make, rows))


def density(
    project: Project, article: str, set: str, buckets: int, starting: Span | None = None
) -> list[tuple[int, str, str, int]]:
    """How many fragments of each label touch each of so many equal parts of an article.

    (part, layer, label, count), by part; what touches none is left out. With `starting` only
    annotations that start there are counted: those of all stretches together are all.
    """
    first, beyond = starting or (0, _FAR)
    rows = project.connection.execute(
        "SELECT fragment.start * ?1 / max(article.length, 1), "
        "max(fragment.start, fragment.end - 1) * ?1 / max(article.length, 1), "
        "annotation.label, count(*) "
        "FROM article JOIN annotation ON annotation.article = article.id "
        "JOIN fragment ON fragment.annotation = annotation.id "
        "WHERE article.uuid = ?2 "
        "AND annotation.annotation_set = (SELECT id FROM annotation_set WHERE uuid = ?3) "
        "AND annotation.start >= ?4 AND annotation.start < ?5 "
        "GROUP BY 1, 2, 3",
        (buckets, article, set, first, beyond),
    )
    counts = Counter[tuple[int, int]]()
    for first, last, label, count in rows:
        for bucket in range(first, last + 1):
            counts[bucket, label] += count
    names = project.rows(
        "SELECT label.id, layer.code, label.code FROM label JOIN layer ON layer.id = label.layer"
    )
    known = {key: (layer, label) for key, layer, label in names}
    return [(at, *known[label], count) for (at, label), count in sorted(counts.items())]
