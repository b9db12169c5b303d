"""What stands on paper about one article besides its text: who labelled it, how often, notes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.store import annotations, articles, codebooks
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Note:
    """A note, the label it was written on (ids), and the labelled words."""

    layer: str
    label: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class ArticleSheet:
    """One article in one annotation set; `counts` by layer and label id, in annotations."""

    article: Article
    text: str
    coder: str
    set: str
    codebook: Codebook
    counts: Mapping[tuple[str, str], int]
    notes: tuple[Note, ...]


def read(project: Project, article: str) -> ArticleSheet:
    """Everything about one article in the coder's own set."""
    own = project.own_set
    text = articles.text(project, article)
    found = annotations.of_article(project, article, own.id) if own else []
    return ArticleSheet(
        article=articles.get(project, article),
        text=text,
        coder=project.coder.name if project.coder else "",
        set=own.name if own else "",
        codebook=codebooks.current(project),
        counts=Counter((one.layer, one.label) for one in found),
        notes=tuple(
            Note(one.layer, one.label, one.words(text), one.note)
            for one in sorted(found, key=lambda one: (one.start, -one.end))
            if one.note.strip()
        ),
    )
