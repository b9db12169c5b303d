"""Who says it: ranked proposals for the speaker of a claim, each with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span, hull
from annotator.suggest.antecedents import antecedent, is_pronoun
from annotator.suggest.kinds import kind_of
from annotator.suggest.leads import Lead, leads
from annotator.suggest.matching import key
from annotator.suggest.naming import Mention, Naming, Register, called
from annotator.suggest.nearness import Nearness, Surroundings
from annotator.suggest.proposal import ENTRY, MENTION, WORDS, Proposal
from annotator.suggest.silences import Silence, silences
from annotator.suggest.wording import Wording, wording

_NEWEST, _NEWEST_COUNT = 150.0, 50
# What is in the article comes before what was used last, and that before the rest.
_IN_ARTICLE = 200.0
_FAR = 100.0
_MEANT = 0.5


@dataclass(frozen=True)
class Asked:
    """What is known when somebody asks who says a claim.

    `fragments` are the claim's, in order; `mentions` the speakers labelled in the article;
    `recent` ids of entries, the last used first. Offsets are code points of `text`.
    """

    text: str
    fragments: Sequence[Span]
    mentions: Sequence[Mention]
    entries: Sequence[RegisterEntry]
    recent: Sequence[str] = ()


def propose(asked: Asked) -> list[Proposal]:
    """Who may have said a claim, the likeliest first; every entry comes once, at its best.

    First those whom the words around the claim point to, with the one a pronoun means, then
    labelled mentions by nearness, entries used last, entries the article names, and the rest.
    """
    search = Assembly(asked)
    around = Surroundings(asked.text, hull(asked.fragments))
    found = leads(wording(asked.text), asked.fragments)
    nobody = silences(wording(asked.text), asked.fragments)
    near = [(one, around.nearness(one.span)) for one in asked.mentions]
    ranked = [*search.ranked(found, near), *map(_silent, nobody)]
    return sorted(ranked, key=lambda one: -one.score)


def everyone(text: str, entries: Sequence[RegisterEntry], recent: Sequence[str]) -> list[Proposal]:
    """The register for words nobody has said are a claim: used last, named here, the rest."""
    return Assembly(Asked(text, (), (), entries, recent)).others(set())


class Assembly:
    """Leads, labelled mentions and the register, put together into one ranking."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._wording: Wording = wording(asked.text)
        self.register = Register(asked.entries)

    def ranked(
        self, found: Iterable[Lead], near: Iterable[tuple[Mention, Nearness]]
    ) -> list[Proposal]:
        """Whom the leads and the mentions name, each once, then the other entries."""
        pointed = [proposal for lead in found for proposal in self._of_lead(lead)]
        labelled = [self._labelled(one, how.reason, how.score) for one, how in near]
        placed = _once(sorted([*pointed, *labelled], key=lambda one: -one.score))
        return [*placed, *self.others({one.entry for one in placed})]

    def _of_lead(self, lead: Lead) -> Iterator[Proposal]:
        words = lead.span.cut(self._asked.text)
        known = self._at(lead.span)
        if not is_pronoun(words):
            yield self._placed(lead.span, known, lead.reason, lead.score)
            return
        meant = antecedent(self._wording, lead.span, self._asked.mentions, self.register)
        if meant is None:
            yield self._placed(lead.span, known, lead.reason, lead.score)
            return
        why = say("whom “{pronoun}” means", pronoun=words)
        named = self._placed(meant.span, self._at(meant.span), why, lead.score - _MEANT)
        pronoun = say(
            "{why} · “{pronoun}” for “{name}”", why=lead.reason, pronoun=words, name=named.words
        )
        found = self._placed(lead.span, known, pronoun, lead.score, named.entry)
        names = (*found.names, *named.names)
        label = found.label and (named.label or found.label)
        yield replace(found, name=named.name, new_entry=named.new_entry, names=names, label=label)
        yield named

    def _at(self, span: Span) -> Mention | None:
        """The labelled mention that shares most with a place."""
        touching = [one for one in self._asked.mentions if one.span.overlaps(span)]
        return max(touching, key=lambda one: _shared(one.span, span), default=None)

    def _placed(
        self,
        span: Span,
        known: Mention | None,
        reason: Sentence,
        score: float,
        entry: str | None = None,
    ) -> Proposal:
        if known is not None:
            return self._labelled(known, reason, score, entry)
        words = span.cut(self._asked.text)
        named = self.register.entries.get(entry or self.register.meant(words) or "")
        seems = kind_of(self._wording, span, named)
        known_name = named is not None or self.register.knows(seems.name or words)
        return Proposal(
            kind=WORDS,
            label=seems.label,
            mention=seems.mention,
            new_entry="" if known_name else seems.name,
            name=named.name if named else words,
            reason=reason,
            score=_IN_ARTICLE + score,
            span=span,
            words=words,
            entry=named.id if named else None,
            names=(words, *(called(named) if named else ())),
        )

    def _labelled(
        self, mention: Mention, reason: Sentence, score: float, entry: str | None = None
    ) -> Proposal:
        named = self.register.entries.get(mention.entry or entry or "")
        return Proposal(
            kind=MENTION,
            id=mention.annotation,
            name=named.name if named else mention.words,
            reason=reason,
            score=_IN_ARTICLE + score,
            span=mention.span,
            words=mention.words,
            entry=named.id if named else None,
            names=(mention.words, mention.label, *(called(named) if named else ())),
        )

    def others(self, taken: set[str | None]) -> list[Proposal]:
        """The entries not taken: used last, named in the article, the rest by name."""
        newest = list(enumerate(self._asked.recent[:_NEWEST_COUNT]))
        used = {entry: _NEWEST - place for place, entry in reversed(newest)}
        named = _first_of_each(self.register.named(self._wording))
        rest = sorted(
            (self._rank_of(entry, used, named), key(entry.name), at)
            for at, entry in enumerate(self._asked.entries)
            if entry.id not in taken
        )
        entries = (self._asked.entries[at] for _, _, at in rest)
        return [self._registered(one, used.get(one.id, 0.0), named.get(one.id)) for one in entries]

    def _rank_of(
        self, entry: RegisterEntry, used: Mapping[str, float], named: Mapping[str, Span]
    ) -> float:
        return -used.get(entry.id, _FAR / 2 if entry.id in named else 0.0)

    def _registered(self, entry: RegisterEntry, used: float, named: Span | None) -> Proposal:
        reason: Sentence | None = None
        score = used
        if used:
            reason = say("used last") if used == _NEWEST else say("used recently")
        elif named is not None:
            words = named.cut(self._asked.text)
            own = key(words) == key(entry.name)
            reason = say("named in this article") if own else say("alias: {alias}", alias=words)
            score = _FAR / 2
        found = _entered(entry.id, called(entry), entry.note)
        return found if reason is None else replace(found, reason=reason, score=score)


@lru_cache(maxsize=16_384)
def _entered(entry: str, names: tuple[str, ...], note: str) -> Proposal:
    """An entry that nothing speaks for; of thousands most are proposed so, for every claim."""
    first, *others = names
    return Proposal(
        kind=ENTRY, id=entry, name=first, reason=None, score=0.0,
        entry=entry, names=tuple(others), note=note.partition("\n")[0],
    )  # fmt: skip


def _silent(silence: Silence) -> Proposal:
    return Proposal(
        kind=silence.kind, name="", reason=silence.reason, score=_IN_ARTICLE + silence.score
    )


def _first_of_each(namings: Iterable[Naming]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for naming in namings:
        found.setdefault(naming.entry, naming.span)
    return found


def _once(ranked: Iterable[Proposal]) -> list[Proposal]:
    """Each mention, each entry and each wording once, where it comes first.

    A pronoun does not hide the name it stands for.
    """
    kept: dict[tuple[str, ...], Proposal] = {}
    for one in ranked:
        pronoun = is_pronoun(one.words)
        who = one.entry or (f"mention {one.id}" if one.kind == MENTION else key(one.words))
        kept.setdefault((who, "pronoun" if pronoun else ""), one)
    mentions: dict[Span | None, Proposal] = {}
    for one in kept.values():
        mentions.setdefault(one.span, one)
    return list(mentions.values())


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
