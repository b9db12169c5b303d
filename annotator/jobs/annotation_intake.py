"""Arriving annotations become the project's: sets, labels, entries, links; nothing comes twice."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

import msgspec

from annotator.domain.annotation import Annotation, Link, Value
from annotator.domain.people import STATES, AnnotationSet, RegisterEntry
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span, joined
from annotator.formats.incoming import IncomingAnnotation, IncomingArticle, IncomingLink
from annotator.jobs import backup
from annotator.jobs.article_intake import Place
from annotator.jobs.label_intake import LabelIntake
from annotator.jobs.plain_words import fit, plain
from annotator.jobs.statement_intake import StatementIntake
from annotator.store import annotations, arrivals, coders, entries, states, streams
from annotator.store.arrivals import Arrivals
from annotator.store.ids import id_of, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose annotations arrive, where the file does not tell: names of a set and a coder."""

    set: str = ""
    coder: str = ""


_BATCH = 500

_Made = tuple[IncomingAnnotation, Annotation]


class AnnotationIntake:
    """Takes in the annotations of one article after the other and counts them."""

    def __init__(self, arrivals: Arrivals, format_name: str, whose: Whose) -> None:
        self._arrivals = arrivals
        self._project = project = arrivals.project
        self._format = format_name
        self._origin = f"import:{format_name}"
        self._whose = whose
        self.labels = LabelIntake(project, format_name)
        self.statements = StatementIntake(project)
        self._sets: dict[tuple[str, str], str] = {}
        self._set_names: dict[str, str] = {}
        self._whose_set: dict[str, tuple[str, str]] = {}
        self._old_sets = {one.id for one in coders.all_sets(project)}
        self._entries: dict[str, str] = {}
        for one in entries.everyone(project):
            self._entries[one.name] = self._entries[one.id] = one.id
        self._layers: dict[str, str] = {}
        self._old: set[str] = set()
        self.annotations = self.fragmented = self.links = self.attributes = self.notes = 0
        self.by_set: Counter[str] = Counter()
        self.by_label: Counter[str] = Counter()
        self.refused: list[Sentence] = []
        self._is_kept = False

    # ------------------------------------------------------------------ register

    def learn_entry(self, arriving: RegisterEntry) -> str:
        """Take over a register entry; its id here. One of the same id or name is the same."""
        found = self._entry_known(arriving.id) or self._entry_known(arriving.name)
        if found is None:
            own = replace(arriving, id=arriving.id if _is_uuid(arriving.id) else new_id())
            entries.put(self._project, own)
            found = own.id
        self._entries[arriving.id or arriving.name] = found
        self._entries.setdefault(arriving.name, found)
        return found

    def _entry(self, name: str) -> str:
        return self._entry_known(name) or self.learn_entry(RegisterEntry(id="", name=plain(name)))

    def _entry_known(self, name: str) -> str | None:
        return self._entries.get(name) if name else None

    # ------------------------------------------------------------------ annotations

    def take(self, incoming: IncomingArticle, place: Place) -> None:
        """Write the annotations and links of an article that are not known yet."""
        self.refused = []
        self._layers.clear()
        article = place.id
        made = self._recognised(list(self._made(incoming, place)), article)
        # What is made of a new text has a new id, unless the file brought its own.
        unheard = place.is_new and not any(source.uuid for source, _ in made)
        known = set() if unheard else self._arrivals.known([one.id for _, one in made])
        fresh = [pair for pair in made if pair[1].id not in known] if known else made
        if fresh and not self._is_kept:
            backup.before_change(self._project)
            self._is_kept = True
        self._arrivals.add_annotations([one for _, one in fresh], unheard=unheard)
        self._count(fresh)
        self._old = known
        if incoming.links or any(source.statements for source, _ in made):
            self._arrivals.settle()
        self.statements.take((source, one.id) for source, one in made)
        self._take_links(incoming.links, article, made)
        if incoming.states:
            self._take_states(incoming.states, article)

    def _made(self, incoming: IncomingArticle, place: Place) -> Iterator[_Made]:
        seen: dict[str, int] = {}
        taken: set[str] = set()
        for source in incoming.annotations:
            fragments = _fragments(source, len(place.text))
            if fragments is None:
                self.refused.append(_outside(source))
                continue
            one = self._one(source, fragments, place, seen)
            if one.id in taken:  # the file gives one id twice
                one = replace(one, id=new_id())
            taken.add(one.id)
            self._layers[one.id] = one.layer
            yield source, one

    def _recognised(self, made: list[_Made], article: str) -> list[_Made]:
        """With the id that an equal annotation of the same set has already, if there is one."""
        old: dict[tuple[object, ...], list[str]] = {}
        for set in {one.set for _, one in made} & self._old_sets:
            self._arrivals.settle(article)
            for one in annotations.of_article(self._project, article, set):
                old.setdefault(_gist(one), []).append(one.id)
        if not old:
            return made
        taken = {one.id for _, one in made}
        found = []
        for source, one in made:
            ids = old.get(_gist(one), [])
            if ids and one.id not in ids and ids[0] not in taken:
                self._layers[ids[0]] = one.layer
                found.append((source, replace(one, id=ids.pop(0))))
            else:
                found.append((source, one))
        return found

    def _one(
        self,
        source: IncomingAnnotation,
        fragments: tuple[Span, ...],
        place: Place,
        seen: dict[str, int],
    ) -> Annotation:
        layer, label = self.labels.place_of(source.layer, source.label)
        owner = self._set_of(source)
        attributes = self._attributes(layer, source.attributes) if source.attributes else {}
        note = fit(source.note) if source.note else ""
        what = (place.sha256, *self._whose_set[owner], layer, label, fragments, attributes, note)
        return Annotation(
            id=source.uuid if _is_uuid(source.uuid) else _made_id(what, seen),
            article=place.id,
            set=owner,
            layer=layer,
            label=label,
            fragments=fragments,
            attributes=attributes,
            note=note,
            origin=plain(source.origin) or self._origin,
            entry=self._entry(source.entry) if source.entry else None,
            codebook_version=source.codebook_version,
            created=source.created,
            updated=source.updated,
        )

    def _attributes(self, layer: str, given: Mapping[str, Value]) -> dict[str, Value]:
        fit = {plain(name): _fit(value) for name, value in given.items()}
        return self.labels.answers(layer, fit)

    def _count(self, made: Sequence[_Made]) -> None:
        self.annotations += len(made)
        self.by_label.update(source.label for source, _ in made)
        self.by_set.update(self._set_names[one.set] for _, one in made)
        for _, one in made:
            self.fragmented += len(one.fragments) > 1
            self.notes += bool(one.note)
            if one.attributes:
                self.attributes += len(one.attributes)
                self.labels.see(one.layer, one.attributes)

    # ------------------------------------------------------------------ sets

    def _set_of(self, source: IncomingAnnotation) -> str:
        named = (source.set, source.coder)
        if named not in self._sets:
            found = self._found_set(plain(source.set), plain(source.coder))
            self._sets[named] = found.id
            self._set_names[found.id] = found.name
            self._whose_set[found.id] = found.name, self._coder_name(found.coder)
        return self._sets[named]

    def _coder_name(self, coder: str) -> str:
        return next(one.name for one in coders.all_coders(self._project) if one.id == coder)

    def _found_set(self, set: str, coder: str) -> AnnotationSet:
        """The set of these names; a file's several coders have a set each, whatever was asked."""
        asked, who = self._whose.set, coder or self._whose.coder
        name = (f"{asked}/{coder}" if asked and coder else asked) or set or who or self._format
        owner = coders.coder_named(self._project, who or name)
        for known in coders.all_sets(self._project):
            if (known.name, known.coder) == (name, owner.id):
                return known
        return coders.set_named(self._project, name, owner, "import")

    # ------------------------------------------------------------------ links

    def _take_links(
        self, arriving: Sequence[IncomingLink], article: str, made_here: Sequence[_Made]
    ) -> None:
        if not arriving:
            return
        ids = {source.id: one.id for source, one in made_here if source.id}
        positions: Counter[tuple[str, str]] = Counter()
        made: dict[str, Link] = {}
        for link in arriving:
            source = ids.get(link.source)
            target = self._entry(link.target) if link.kind == "entry" else ids.get(link.target)
            if source is None or target is None:
                self.refused.append(
                    say("A link of type {type} leads to nothing; it was left out.", type=link.type)
                )
                continue
            one = self._link(link, source, target, positions)
            made.setdefault(one.id, one)
        known = arrivals.known_links(self._project, list(made))
        there = self._equal_links([link for link in made.values() if link.id not in known])
        fresh = [
            link for link in made.values() if link.id not in known and _said(link) not in there
        ]
        arrivals.add_links(self._project, article, fresh)
        self.links += len(fresh)

    def _equal_links(self, arriving: Sequence[Link]) -> set[tuple[str, ...]]:
        """What links of annotations that were there already say, for those that came back."""
        sources = [id for id in dict.fromkeys(link.source for link in arriving) if id in self._old]
        there: set[tuple[str, ...]] = set()
        for first in range(0, len(sources), _BATCH):
            found = streams.links_from(self._project, sources[first : first + _BATCH])
            there.update(_said(link) for several in found.values() for link in several)
        return there

    def _link(
        self, link: IncomingLink, source: str, target: str, positions: Counter[tuple[str, str]]
    ) -> Link:
        ends = self._layers[source], self._layers.get(target, "entry")
        type = self.labels.link_type(link.type, *ends)
        position = positions[source, type]
        positions[source, type] += 1
        attributes = {plain(name): _fit(value) for name, value in link.attributes.items()}
        return Link(
            id=id_of(type, source, target, msgspec.json.encode(attributes).decode()),
            type=type,
            source=source,
            kind=link.kind,
            target=target,
            position=position,
            attributes=attributes,
        )

    # ------------------------------------------------------------------ states

    def _take_states(self, arriving: Mapping[str, str], article: str) -> None:
        """Take over how far sets are with the article, by the name of the set."""
        for set in self._sets.values():
            value = arriving.get(self._set_names[set], "")
            if value in STATES and states.of_article(self._project, article, set) != value:
                states.put(self._project, article, set, value)


def _said(link: Link) -> tuple[str, ...]:
    """What makes two links the same to somebody who reads them."""
    attributes = msgspec.json.encode(dict(link.attributes), order="sorted").decode()
    return link.type, link.source, link.target, attributes


def _gist(one: Annotation) -> tuple[object, ...]:
    """What makes two annotations of one set the same to somebody who reads it."""
    return one.set, one.layer, one.label, one.fragments


def _fragments(source: IncomingAnnotation, length: int) -> tuple[Span, ...] | None:
    """Its fragments in order and apart; nothing where one is outside the text."""
    if len(source.fragments) == 1:
        start, end = source.fragments[0]
        return source.fragments if 0 <= start <= end <= length else None
    spans = tuple(sorted(source.fragments))
    if not spans or any(not 0 <= one.start <= one.end <= length for one in spans):
        return None
    apart = all(one.end <= other.start for one, other in pairwise(spans))
    return spans if apart else joined(spans)


def _outside(source: IncomingAnnotation) -> Sentence:
    places = ", ".join(f"{one.start}-{one.end}" for one in source.fragments)
    return say(
        "A passage labelled {label} lies outside its text ({places}); it was left out.",
        label=plain(source.label),
        places=places,
    )


def _fit(value: Value) -> Value:
    if isinstance(value, list):
        return [fit(str(one)) for one in value]
    return fit(value) if isinstance(value, str) else value


def _is_uuid(id: str) -> bool:
    try:
        return len(id) == 36 and str(UUID(id)) == id  # noqa: PLR2004 - with its four hyphens
    except ValueError:
        return False


def _made_id(what: tuple[object, ...], seen: dict[str, int]) -> str:
    """An id that the same annotation gets again, so that a second import adds nothing."""
    written = _ENCODER.encode(what).decode()
    seen[written] = number = seen.get(written, 0) + 1
    return id_of(written, str(number))


_ENCODER = msgspec.json.Encoder()
