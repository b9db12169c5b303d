"""Records as tests make them: the article of a text, a passage in it; and all a project holds."""

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.store import annotations, articles, integrity
from annotator.store.ids import new_id


def article_of(text, name="a", **more):
    return Article(
        id=more.pop("id", "") or new_id(),
        name=name,
        metadata=more.pop("metadata", None) or Metadata(),
        source=more.pop("source", None) or Source(),
        length=len(text),
        text_sha256=articles.text_sha256(text),
        **more,
    )


def passage(article, set, *places, layer="CLAIM", label="THREAT", **more):
    """A new annotation of these places, each a start and an end."""
    fragments = tuple(Span(*place) for place in places)
    return Annotation(
        id=new_id(), article=article, set=set, layer=layer, label=label, fragments=fragments, **more
    )


def add_labelled(project, article, text, found):
    """Add an article with passages, each a layer, a label, a start and an end."""
    with project.edit(say("Label")):
        articles.add(project, article, text)
        for layer, label, *place in found:
            names = {"layer": layer, "label": label, "codebook_version": "1.0.0"}
            annotations.put(project, passage(article.id, project.own_set.id, place, **names))


def picture(project):
    """Everything current, as plain rows: equal pictures are equal projects."""
    return {what: set(project.rows(query)) for what, query in integrity._COMPARED.items()}
