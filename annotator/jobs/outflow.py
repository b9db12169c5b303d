"""A project's annotations as writers want them, one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.people import AnnotationSet
from annotator.domain.personal import article_without_personal, masked
from annotator.domain.statements import StatementCard
from annotator.formats.outgoing import (
    Outgoing,
    OutgoingArticle,
    OutgoingEdit,
    OutgoingEvent,
    OutgoingLink,
    OutgoingSet,
    OutgoingStatement,
    WriteOptions,
)
from annotator.jobs.fitting import fitted
from annotator.jobs.personal import clean_annotation, clean_entry, clean_event
from annotator.store import (
    articles,
    bodies,
    codebooks,
    coded,
    coders,
    entries,
    links,
    statements,
    streams,
)
from annotator.store.project import Project

SAID_BY = "said_by"
"""The type of link that names the speaker of a claim."""

_BATCH = 500

AS_THEY_ARE = WriteOptions()


def _untold(_done: int) -> None:
    """Nobody wants to know how far it is."""


@bodies.legible("statement_card")
def wordless(event: OutgoingEvent) -> OutgoingEvent:
    """An event without the words of articles that a statement card repeats."""
    if event.kind != "statement_card" or event.body is None:
        return event
    body = {**msgspec.json.decode(event.body), "wording": ""}
    return event._replace(body=msgspec.json.encode(body).decode())


def _place(one: Outgoing) -> tuple[int, int]:
    return one.annotation.start, -one.annotation.end


class Outflow:
    """Everything in some sets, article by article; counts what has gone out so far.

    However much there is, only some hundred annotations and one text are held at a time; with
    `articles` it is one article.
    """

    def __init__(
        self,
        project: Project,
        sets: Sequence[AnnotationSet],
        options: WriteOptions = AS_THEY_ARE,
        told: Callable[[int], None] = _untold,
    ) -> None:
        self._project = project
        self._options = options
        self._told = told
        names = {one.id: self._name_of(one.name) for one in coders.all_coders(project)}
        self.sets = tuple(
            OutgoingSet(set.id, self._name_of(set.name), names[set.coder], set.kind) for set in sets
        )
        """The sets that leave."""
        known = entries.everyone(project)
        self.entries = tuple(known if options.personal else map(clean_entry, known))
        self._cards = {row.card.id: row.card for row in statements.everyone(project)}
        self._entries = {entry.id: entry.name for entry in self.entries}
        self.codebook = codebooks.current(project)
        said_by = self.codebook.link_type(SAID_BY)
        self._speaker_layers = said_by.targets if said_by else ()
        filled = coded.sets_with_annotations(project)
        self._filled = [set for set in self.sets if set.id in filled]
        self._passages = streams.Passages(project)
        self._has_links = links.count(project) > 0
        self.layer = ""
        self.article_count = 0
        self.annotations = 0

    def fit(self, options: WriteOptions) -> None:
        """From now on everything leaves as these options say."""
        self._options = options

    def __iter__(self) -> Iterator[Outgoing]:
        """The annotations one by one."""
        if self._options.fragments or self._options.overlap or self.layer:
            for one in self.articles():
                yield from one.annotations
            return
        for article in self._everyone():
            before = self.annotations
            for set in self._filled:
                for outgoing in self._of_set(article, set):
                    self._count()
                    yield outgoing
            self.article_count += self.annotations > before

    def articles(self) -> Iterator[OutgoingArticle]:
        """Articles one by one, with all that leaves of them."""
        for article in self._everyone():
            found = [one for set in self._filled for one in self._of_set(article, set)]
            if self.layer:
                found = [one for one in found if one.annotation.layer == self.layer]
            text = articles.text(self._project, article.id)
            if self._options.fragments or self._options.overlap:
                fit = self._options
                found = fitted(found, text, fragments=fit.fragments, overlap=fit.overlap)
            found.sort(key=_place)
            self.article_count += bool(found)
            for _ in found:
                self._count()
            share = text if self._options.text == "full" else ""
            yield OutgoingArticle(article, share, tuple(found))

    def edits(self) -> Iterator[OutgoingEdit]:
        """The project's edits in their order."""
        return (OutgoingEdit(*row) for row in streams.edits(self._project))

    def events(self) -> Iterator[OutgoingEvent]:
        """The project's events in their order."""
        for row in streams.events(self._project):
            event = OutgoingEvent(*row)
            told = event if self._with_words else wordless(event)
            yield told if self._options.personal else clean_event(told)

    def _everyone(self) -> Iterator[Article]:
        found = articles.everyone(self._project)
        return found if self._options.personal else map(article_without_personal, found)

    def _name_of(self, name: str) -> str:
        return name if self._options.personal else masked(name)

    @property
    def cards(self) -> Sequence[StatementCard]:
        """All statement cards, without their wordings where no text may leave."""
        cards = self._cards.values()
        return list(cards) if self._with_words else [replace(card, wording="") for card in cards]

    @property
    def refusals(self) -> Sequence[tuple[str, str]]:
        """Pairs of claims that were said to be two statements."""
        return statements.refusals(self._project)

    def _count(self) -> None:
        self.annotations += 1
        self._told(self.annotations)

    def _of_set(self, article: Article, set: OutgoingSet) -> Iterator[Outgoing]:
        found = self._passages.of_article(article.id, set.id)
        text = None
        while batch := list(islice(found, _BATCH)):
            if text is None:
                text = articles.text(self._project, article.id)
            ids = [one.id for one in batch] if self._has_links or self._cards else []
            tied = streams.links_from(self._project, ids) if self._has_links else {}
            speakers = self._speakers(tied) if tied else {}
            on = self._statements(ids)
            for annotation in batch:
                made = self._outgoing(annotation, article, text, set)
                if annotation.id in tied or annotation.entry is not None:
                    self._tie(made, tied.get(annotation.id, ()), speakers)
                made.statements = on.get(annotation.id, ())
                yield made

    def _statements(self, ids: Sequence[str]) -> dict[str, tuple[OutgoingStatement, ...]]:
        """The cards that some annotations are on, by annotation."""
        if not self._cards:
            return {}
        cards = {card.id: card for card in self.cards}
        return {
            claim: tuple(OutgoingStatement(cards[one.card], one.relation) for one in several)
            for claim, several in statements.of_all(self._project, ids).items()
        }

    @property
    def _with_words(self) -> bool:
        return self._options.text != "none"

    def _outgoing(
        self, annotation: Annotation, article: Article, text: str, set: OutgoingSet
    ) -> Outgoing:
        """An annotation without what it is tied to."""
        if not self._options.personal:
            annotation = clean_annotation(annotation)
        words = [text[start:end] for start, end in annotation.fragments] if self._with_words else ()
        return Outgoing(
            annotation=annotation,
            article=article,
            words=tuple(words),
            set=set.name,
            coder=set.coder,
        )

    def _tie(self, made: Outgoing, links: Sequence[Link], speakers: dict[str, str]) -> None:
        """Say of an annotation that was just made which entry it names and where its links lead."""
        entry = self._entries.get(made.annotation.entry or "")
        said_by = [speakers.get(link.target, "") for link in links if link.type == SAID_BY]
        if entry is not None and made.annotation.layer in self._speaker_layers:
            said_by.insert(0, entry)
        made.entry = entry
        made.speakers = tuple(filter(None, said_by))
        made.links = tuple(
            OutgoingLink(link.type, link.target, dict(link.attributes), link.kind) for link in links
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
        if not self._with_words:
            return ""
        return speaker.words(articles.text(self._project, speaker.article))
