"""Arriving articles find their place in the project: known ones are recognised, new ones kept."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.article import Article, Metadata
from annotator.domain.sentence import Sentence, say
from annotator.formats.incoming import IncomingArticle
from annotator.jobs import backup
from annotator.jobs.file_search import shown
from annotator.jobs.plain_words import fit, plain
from annotator.store import articles
from annotator.store.arrivals import Arrivals

_SURE = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings that are found by rule; others are guessed."""


class Place(NamedTuple):
    """Where an article lies in the project, with the text that offsets count in.

    One that `is_new` the project never knew before, not even in what was undone.
    """

    id: str
    text: str
    sha256: str
    is_new: bool = False


class ArticleIntake:
    """Takes in one article after the other; `remarks` are about the last one."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._project = arrivals.project
        self._next_number: dict[str, int] = {}
        self.added: list[str] = []
        self.known = 0
        self.remarks: list[Sentence] = []

    def take(self, incoming: IncomingArticle, folders: tuple[str, ...]) -> Place | None:
        """The article's place, made if it is new; nothing where its text is nowhere to be had."""
        self.remarks = []
        if incoming.text is None:
            return self._named(incoming)
        text = fit_text(incoming.text)
        sha256 = articles.text_sha256(text)
        twin = articles.with_text(self._project, sha256)
        if twin is not None:
            self._recognise(incoming, twin)
            return Place(articles.named(self._project, twin) or "", text, sha256)
        return self._added(incoming, text, sha256, folders)

    def _named(self, incoming: IncomingArticle) -> Place | None:
        """An article that came without its text: by the text's checksum, else by its name."""
        name = plain(incoming.name)
        if incoming.text_sha256:
            name = articles.with_text(self._project, incoming.text_sha256) or ""
        found = articles.named(self._project, name)
        if found is None:
            return None
        self.known += 1
        return Place(
            found,
            articles.text(self._project, found),
            articles.get(self._project, found).text_sha256,
        )

    def _recognise(self, incoming: IncomingArticle, twin: str) -> None:
        self.known += 1
        if incoming.annotations or twin.rpartition("/")[2] == shown(incoming.name):
            return
        self.remarks.append(
            say("The text is that of the article {name}; it was skipped.", name=twin)
        )

    def _added(
        self, incoming: IncomingArticle, text: str, sha256: str, folders: tuple[str, ...]
    ) -> Place:
        if not self.added:
            backup.before_change(self._project)
        article = Article(
            id=articles.id_of_text(sha256),
            name=self._free_name(plain(shown(incoming.name)) or "?", folders),
            metadata=_fit_metadata(incoming),
            source=replace(incoming.source, path=shown(incoming.source.path)),
            length=len(text),
            text_sha256=sha256,
        )
        is_new = self._arrivals.add_article(article, text)
        if article.source.encoding not in _SURE:
            sentence = say(
                "The file does not say how it is encoded; it was read as {encoding}. Look whether "
                "its accents are right.",
                encoding=article.source.encoding,
            )
            self.remarks.append(sentence)
        self.added.append(article.name)
        return Place(article.id, text, sha256, is_new)

    def _free_name(self, name: str, folders: tuple[str, ...]) -> str:
        return next(one for one in self._names(name, folders) if self._is_free(one))

    def _names(self, name: str, folders: tuple[str, ...]) -> Iterator[str]:
        """The file's name, then with more and more of its folders, then with a number."""
        yield name
        for first in range(len(folders) - 1, -1, -1):
            yield "/".join((*map(shown, folders[first:]), name))
        while True:
            number = self._next_number[name] = self._next_number.get(name, 1) + 1
            yield f"{name} ({number})"

    def _is_free(self, name: str) -> bool:
        return articles.named(self._project, name) is None


def fit_text(text: str) -> str:
    """The text, with a replacement character for each half of a pair, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _fit_metadata(incoming: IncomingArticle) -> Metadata:
    given = incoming.metadata
    return replace(
        given,
        title=plain(given.title),
        outlet=plain(given.outlet),
        author=plain(given.author),
        date=plain(given.date),
        url=plain(given.url),
        extra={plain(key): fit(value) for key, value in given.extra.items()},
    )
