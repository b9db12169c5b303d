"""What stands on paper about one article besides its text: who labelled it, how often, notes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.store import annotations, articles, codebooks, coders
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


def read(project: Project, article: str, set: str) -> ArticleSheet:
    """Everything about one article in an annotation set; an empty id is no set."""
    names = {coder.id: coder.name for coder in coders.all_coders(project)}
    known = next((one for one in coders.all_sets(project) if one.id == set), None)
    text = articles.text(project, article)
    found = annotations.of_article(project, article, set) if known else []
    return ArticleSheet(
        article=articles.get(project, article),
        text=text,
        coder=names.get(known.coder, "") if known else "",
        set=known.name if known else "",
        codebook=codebooks.current(project),
        counts=Counter((one.layer, one.label) for one in found),
        notes=tuple(
            Note(one.layer, one.label, one.words(text), one.note)
            for one in sorted(found, key=lambda one: (one.start, -one.end))
            if one.note.strip()
        ),
    )
