"""Articles for formats in which a record is what one set says of one text."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.sentence import AnnotatorError, say
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings


class SetOfArticle(NamedTuple):
    """An article and the annotations of one set on it; `set` and `coder` are names."""

    article: OutgoingArticle
    set: str
    coder: str
    annotations: list[Outgoing]


def by_set(going: Outgoings) -> Iterator[SetOfArticle]:
    """Each article once for each set that has annotations on it, or once where none has."""
    for article in going.articles():
        found = list(_of(article, going))
        first = next(iter(going.sets), None)
        nobody = ("", "") if first is None else (first.name, first.coder)
        yield from found or [SetOfArticle(article, *nobody, [])]


def _of(article: OutgoingArticle, going: Outgoings) -> Iterator[SetOfArticle]:
    for set in dict.fromkeys((one.name, one.coder) for one in going.sets):
        mine = [one for one in article.annotations if (one.set, one.coder) == set]
        if mine:
            yield SetOfArticle(article, *set, mine)


def text_of(article: OutgoingArticle) -> str:
    """The text, for a format that is nothing without it.

    Raises:
        AnnotatorError: it may not leave.
    """
    if article.annotations and not article.text:
        raise AnnotatorError(
            say("This format holds the whole texts; it cannot be written without them.")
        )
    return article.text
