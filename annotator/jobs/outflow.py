"""A project's annotations as writers want them, one by one."""

from collections.abc import Iterator, Sequence
from itertools import islice

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.people import AnnotationSet
from annotator.formats.outgoing import Outgoing, OutgoingLink, TextShare
from annotator.store import articles, codebooks, coders, entries, streams
from annotator.store.project import Project

SAID_BY = "said_by"
"""The type of link that names the speaker of a claim."""

_BATCH = 500


class Outflow:
    """Everything in some sets, article by article; counts what has gone out so far.

    However much there is, only some hundred annotations and one text are held at a time.
    """

    def __init__(
        self, project: Project, sets: Sequence[AnnotationSet], text: TextShare = "full"
    ) -> None:
        self._project = project
        self._sets = sets
        self._with_text = text != "none"
        self._coders = {coder.id: coder.name for coder in coders.all_coders(project)}
        self._entries = {entry.id: entry.name for entry in entries.everyone(project)}
        said_by = codebooks.current(project).link_type(SAID_BY)
        self._speaker_layers = said_by.targets if said_by else ()
        self.articles = 0
        self.annotations = 0

    def __iter__(self) -> Iterator[Outgoing]:
        for article in articles.everyone(self._project):
            before = self.annotations
            for set in self._sets:
                yield from self._of_set(article, set)
            self.articles += self.annotations > before

    def _of_set(self, article: Article, set: AnnotationSet) -> Iterator[Outgoing]:
        found = streams.of_article(self._project, article.id, set.id)
        text = None
        while batch := list(islice(found, _BATCH)):
            if text is None:
                text = articles.text(self._project, article.id)
            links = streams.links_from(self._project, [one.id for one in batch])
            speakers = self._speakers(links)
            for annotation in batch:
                self.annotations += 1
                own = links.get(annotation.id, [])
                yield self._outgoing(annotation, (article, text), set, own, speakers)

    def _outgoing(
        self,
        annotation: Annotation,
        place: tuple[Article, str],
        set: AnnotationSet,
        links: list[Link],
        speakers: dict[str, str],
    ) -> Outgoing:
        article, text = place
        entry = self._entries.get(annotation.entry or "")
        said_by = [speakers.get(link.target, "") for link in links if link.type == SAID_BY]
        if entry is not None and annotation.layer in self._speaker_layers:
            said_by.insert(0, entry)
        return Outgoing(
            annotation=annotation,
            article=article,
            words=tuple(one.cut(text) for one in annotation.fragments) if self._with_text else (),
            set=set.name,
            coder=self._coders[set.coder],
            entry=entry,
            speakers=tuple(filter(None, said_by)),
            links=tuple(
                OutgoingLink(link.type, link.target, dict(link.attributes)) for link in links
            ),
        )

    def _speakers(self, links: dict[str, list[Link]]) -> dict[str, str]:
        """What to call the targets of said_by: their entry's name, else their words."""
        targets = {
            link.target: link.kind
            for several in links.values()
            for link in several
            if link.type == SAID_BY
        }
        named = {target: self._entries.get(target, "") for target in targets}
        ids = [target for target, kind in targets.items() if kind == "annotation"]
        for first in range(0, len(ids), _BATCH):
            found = streams.with_ids(self._project, ids[first : first + _BATCH])
            named |= {speaker.id: self._name(speaker) for speaker in found.values()}
        return named

    def _name(self, speaker: Annotation) -> str:
        if speaker.entry is not None:
            return self._entries.get(speaker.entry, "")
        if not self._with_text:
            return ""
        return speaker.words(articles.text(self._project, speaker.article))
