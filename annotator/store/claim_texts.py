"""All claims of a project with what likeness is judged by: words, speakers, date."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from annotator.domain.annotation import SAID_BY
from annotator.store import bodies
from annotator.store.project import Project

_BETWEEN = " […] "


class ClaimText(NamedTuple):
    """A claim: its words, ids of the entries that say it, and its article with the date."""

    annotation: str
    words: str
    speakers: frozenset[str]
    article: str
    date: str


_LABELS = """SELECT label.id FROM label JOIN layer ON layer.id = label.layer
    WHERE layer.code IN (SELECT value FROM json_each(?))"""
_FRAGMENTS = f"""SELECT annotation.uuid, fragment.start, fragment.end FROM annotation
    JOIN fragment ON fragment.annotation = annotation.id
    WHERE annotation.article = ? AND annotation.label IN ({_LABELS})
    ORDER BY annotation.id, fragment.position"""  # noqa: S608 - constants only
_SPEAKERS = """SELECT source.uuid, coalesce(direct.uuid, named.uuid) FROM link
    JOIN link_type ON link_type.id = link.type JOIN annotation AS source ON source.id = link.source
    LEFT JOIN annotation AS target ON target.id = link.target_annotation
    LEFT JOIN register_entry AS named ON named.id = target.entry
    LEFT JOIN register_entry AS direct ON direct.id = link.target_entry
    WHERE link_type.code = ? AND coalesce(direct.uuid, named.uuid) IS NOT NULL"""


def of_layers(project: Project, layers: Sequence[str]) -> Iterator[ClaimText]:
    """Every annotation of these layers, article by article: each text is read once."""
    wanted = bodies.written(list(layers))
    said: dict[str, set[str]] = {}
    for claim, entry in project.rows(_SPEAKERS, (SAID_BY,)):
        said.setdefault(claim, set()).add(entry)
    rows = project.rows(
        "SELECT article.id, article.uuid, article.date FROM article WHERE EXISTS "
        "(SELECT 1 FROM annotation WHERE annotation.article = article.id)"
    )
    for key, article, date in rows:
        fragments = project.rows(_FRAGMENTS, (key, wanted))
        text = _text(project, key) if fragments else ""
        for claim, own in groupby(fragments, key=itemgetter(0)):
            words = _BETWEEN.join(text[start:end] for _, start, end in own)
            yield ClaimText(claim, words, frozenset(said.get(claim, ())), article, date)


def _text(project: Project, article: int) -> str:
    return str(
        project.value(
            "SELECT content FROM text JOIN article ON article.text = text.id WHERE article.id = ?",
            (article,),
        )
    )
