"""What a claim is about: labelled names in it and near it, and the register it names."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from annotator.domain.sentence import say
from annotator.domain.span import Span, hull
from annotator.suggest.grammar import DAYS_AND_MONTHS, DETERMINERS, STOPS, TITLES
from annotator.suggest.kinds import PARTICLES, kind_of
from annotator.suggest.naming import Mention, Register
from annotator.suggest.nearness import Nearness, Surroundings
from annotator.suggest.proposal import ENTRY, WORDS, Proposal
from annotator.suggest.speakers import Asked, Assembly
from annotator.suggest.wording import Word, wording

_IN_ARTICLE = 200.0
_NO_NAMES = DETERMINERS | TITLES | STOPS | DAYS_AND_MONTHS
_LABELLED, _NAMED, _FIRST = 90.0, 78.0, 9.0


def propose(asked: Asked, linked: Collection[str] = ()) -> list[Proposal]:
    """Whom a claim may target, the likeliest first: who is named in it comes before who is near.

    Labelled mentions stand for themselves; a name in the claim that nobody labelled stands for
    its register entry, or for a new one (`kind` is then `words`). After them comes the register.
    `linked` are ids of mentions and entries that the claim is linked to already: left out.
    """
    around = Surroundings(asked.text, hull(asked.fragments))
    left = [one for one in asked.mentions if one.annotation not in linked]
    near = [(one, _nearness(asked, around, one)) for one in left]
    assembly = Assembly(replace(asked, mentions=left))
    ranked = assembly.ranked([], near)
    known = {one.entry for one in ranked if one.kind != ENTRY} - {None}
    named = list(_named(asked, assembly.register))
    inside = {one.entry or one.new_entry: one for one in reversed(named)}
    fresh = [one for one in inside.values() if one.kind == WORDS]
    raised = [inside.get(one.id, one) if one.kind == ENTRY else one for one in ranked]
    free = [one for one in raised if one.kind != ENTRY or one.entry not in {*known, *linked}]
    return sorted([*free, *fresh], key=lambda one: -one.score)


def _nearness(asked: Asked, around: Surroundings, mention: Mention) -> Nearness:
    near = around.nearness(mention.span)
    if not any(one.overlaps(mention.span) for one in asked.fragments):
        return Nearness(near.score / 2, near.reason)
    return Nearness(_LABELLED - _away(asked, mention.span), near.reason)


def _away(asked: Asked, span: Span) -> float:
    return min(max(0, span.start - asked.fragments[0].start) / 50, _FIRST)


def _named(asked: Asked, register: Register) -> Iterator[Proposal]:
    """The names in the claim that are labelled nowhere, in their order."""
    words = wording(asked.text)
    for span in [place for one in asked.fragments for place in _names(words.between(one))]:
        name = span.cut(asked.text)
        if any(mention.span.overlaps(span) for mention in asked.mentions):
            continue
        entry = register.entries.get(register.meant(name) or "")
        if entry is None and register.knows(name):
            continue
        made = Proposal(
            kind=ENTRY if entry else WORDS,
            id=entry.id if entry else "",
            name=entry.name if entry else name,
            reason=say("named in the claim itself"),
            score=_IN_ARTICLE + _NAMED - _away(asked, span),
            span=span,
            words=name,
            entry=entry.id if entry else None,
            names=(name,),
        )
        yield (
            made if entry else replace(made, new_entry=name, label=kind_of(words, span, None).label)
        )


def _names(words: list[Word]) -> Iterator[Span]:
    """The runs of capitals with the particles between them: Corée du Nord, Odile Marchais."""
    run: list[Word] = []
    for word in words:
        if run and (word.is_capital or word.plain in PARTICLES):
            run.append(word)
            continue
        yield from _bare(run)
        run = [word] if word.is_capital else []
    yield from _bare(run)


def _bare(run: list[Word]) -> Iterator[Span]:
    while run and not run[-1].is_capital:
        run = run[:-1]
    while run and (not run[0].is_capital or run[0].plain in _NO_NAMES):
        run = run[1:]
    if run:
        yield Span(run[0].start, run[-1].end)
