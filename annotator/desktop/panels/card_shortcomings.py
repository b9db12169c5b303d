"""What one annotation lacks, or has against the codebook, as its card says it."""

from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Link
from annotator.domain.constraints import shortcomings
from annotator.domain.sentence import Sentence
from annotator.domain.span import hull
from annotator.store import annotations, links
from annotator.words import language


def shortcomings_of(session: Session, annotation: Annotation) -> list[Sentence]:
    """Everything that is not as the codebook wants it."""
    project, place = session.project, hull(annotation.fragments)
    near = annotations.of_place(project, annotation.article, annotation.set, place)
    beside = [one for one in near if one.fragments == annotation.fragments]
    mine = links.of_annotation(project, annotation.id)
    ends = [(link, _end(session, link)) for link in mine if link.source == annotation.id]
    return shortcomings(session.codebook, annotation, beside, ends, language())


def _end(session: Session, link: Link) -> str:
    """What a link leads to: a layer's id, `entry` or `card`."""
    if link.kind != "annotation":
        return link.kind
    other = annotations.get(session.project, link.target)
    return other.layer if other else ""
