"""What stands on paper about an article besides its text: who labelled it, counts, links, notes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.store import annotations, articles, codebooks, coders, entries, links
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Note:
    """A note, the label it was written on (ids), and the labelled words."""

    layer: str
    label: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A link in words: where it starts (annotation, its label's ids, its words), type, and end."""

    source: str
    layer: str
    label: str
    words: str
    type: str
    end: str


@dataclass(frozen=True, slots=True)
class ArticleSheet:
    """One article in one annotation set; `counts` by layer and label id, in annotations."""

    article: Article
    text: str
    coder: str
    set: str
    codebook: Codebook
    counts: Mapping[tuple[str, str], int]
    ties: tuple[Tie, ...]
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
        ties=tuple(_ties(project, text, found, links.of_article(project, article, set))),
        notes=tuple(
            Note(one.layer, one.label, one.words(text), one.note)
            for one in sorted(found, key=lambda one: (one.start, -one.end))
            if one.note.strip()
        ),
    )


def _ties(
    project: Project, text: str, found: Sequence[Annotation], all_links: Sequence[Link]
) -> Iterator[Tie]:
    known = {one.id: one for one in found}
    for link in all_links:
        source, target = known[link.source], known.get(link.target)
        entry = target.entry if target else link.target if link.kind == "entry" else None
        named = entries.get(project, entry) if entry else None
        end = named.name if named else target.words(text) if target else "…"
        yield Tie(source.id, source.layer, source.label, source.words(text), link.type, end)
