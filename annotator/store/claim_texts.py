"""All claims of a project with what likeness is judged by: words, speakers, date."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from annotator.domain.annotation import SAID_BY
from annotator.domain.span import Span, hull
from annotator.domain.statements import ClaimText
from annotator.store import bodies
from annotator.store.project import Project

_BETWEEN = " […] "


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
    said = _said(project, "", ())
    rows = project.rows(
        "SELECT article.id, article.uuid, article.date FROM article WHERE EXISTS "
        "(SELECT 1 FROM annotation WHERE annotation.article = article.id)"
    )
    yield from _claims(project, layers, rows, said)


def of_articles(
    project: Project, layers: Sequence[str], articles: Collection[str]
) -> Iterator[ClaimText]:
    """The annotations of these layers in some articles."""
    some = (bodies.written(list(articles)),)
    wanted = "article.uuid IN (SELECT value FROM json_each(?))"
    rows = project.rows(
        f"SELECT article.id, article.uuid, article.date FROM article WHERE {wanted}",  # noqa: S608 - constants only
        some,
    )
    of_them = f" AND source.article IN (SELECT id FROM article WHERE {wanted})"  # noqa: S608 - constants only
    yield from _claims(project, layers, rows, _said(project, of_them, some))


def _said(project: Project, where: str, values: tuple[str, ...]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    for claim, entry in project.rows(_SPEAKERS + where, (SAID_BY, *values)):
        said.setdefault(claim, set()).add(entry)
    return said


def _claims(
    project: Project,
    layers: Sequence[str],
    rows: Iterable[tuple[int, str, str]],
    said: Mapping[str, Collection[str]],
) -> Iterator[ClaimText]:
    wanted = bodies.written(list(layers))
    for key, article, date in rows:
        fragments = project.rows(_FRAGMENTS, (key, wanted))
        text = _text(project, key) if fragments else ""
        for claim, own in groupby(fragments, key=itemgetter(0)):
            spans = [Span(start, end) for _, start, end in own]
            words = _BETWEEN.join(span.cut(text) for span in spans)
            who = frozenset(said.get(claim, ()))
            yield ClaimText(claim, words, who, article, date, *hull(spans))


def _text(project: Project, article: int) -> str:
    return str(
        project.value(
            "SELECT content FROM text JOIN article ON article.text = text.id WHERE article.id = ?",
            (article,),
        )
    )
