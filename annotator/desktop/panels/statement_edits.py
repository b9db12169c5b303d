"""What one can change about statement cards: each one edit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.quotations import unquoted
from annotator.domain.sentence import say
from annotator.domain.statements import Member, StatementCard, relation_of
from annotator.store import annotations, articles, statements
from annotator.store.ids import new_id
from annotator.store.project import Project


def claim_layers(book: Codebook) -> list[str]:
    """The layers whose annotations may be on a card, else those that are said by somebody."""
    joining = [one.source for one in book.link_types if "card" in one.targets]
    return list(dict.fromkeys(joining or [one.source for one in book.link_types]))


def new_card(session: Session, claim: str) -> str:
    """A card with this claim's words, its article's date, and the claim on it; the card's id."""
    found = _claim(session, claim)
    article = articles.get(session.project, found.article)
    wording = _words(session.project, found)
    card = StatementCard(id=new_id(), wording=wording, date=article.metadata.date)
    with session.edit(say("New statement card"), labels=False) as project:
        statements.put(project, card)
        _join(project, card, [claim])
    return card.id


def join(session: Session, card: str, claims: Sequence[str]) -> None:
    """Put claims on a card; one that is on another brings that whole card along."""
    known = statements.get(session.project, card)
    if known is None:
        return
    with session.edit(say("Put the claim on the card"), labels=False) as project:
        for claim in claims:
            others = [one.card for one in statements.of_annotation(project, claim)]
            if others and card not in others:
                statements.merge(project, card, others)
            elif not others:
                _join(project, known, [claim])


def join_claim(session: Session, claim: str, other: str) -> str:
    """Put two claims on one card, that of either or a new one; the card's id."""
    found = [
        one.card
        for each in (other, claim)
        for one in statements.of_annotation(session.project, each)
    ]
    with session.edit(say("Put the claims on one card"), labels=False):
        card = found[0] if found else new_card(session, claim)
        join(session, card, [other, claim])
    return card


def relate(session: Session, member: Member, relation: str) -> None:
    """Say how a claim reports its card's statement."""
    with session.edit(say("Change how the claim reports it"), labels=False) as project:
        statements.join(project, member._replace(relation=relation))


def leave(session: Session, members: Iterable[Member]) -> None:
    """Take claims off their cards; a card whose last claim leaves goes."""
    with session.edit(say("Take the claim off the card"), labels=False) as project:
        for member in members:
            statements.leave(project, member)
            if not statements.members(project, member.card):
                statements.drop(project, member.card)


def refuse(session: Session, claim: str, other: str) -> None:
    """Remember that two claims are two statements."""
    with session.edit(say("Not the same statement"), labels=False) as project:
        statements.refuse(project, claim, other)


def change(session: Session, card: str, field: str, value: str) -> None:
    """Give a field of a card another value; a wording is never empty."""
    known = statements.get(session.project, card) if session.is_open else None
    if known is None or getattr(known, field) == value or (field == "wording" and not value):
        return
    with session.edit(say("Change the statement card"), labels=False) as project:
        statements.put(project, replace(known, **{field: value}))


def merge(session: Session, kept: str, gone: Sequence[str]) -> None:
    """Make several cards one, which keeps the wording of the first."""
    with session.edit(say("Merge statement cards"), labels=False) as project:
        statements.merge(project, kept, gone)


def drop(session: Session, cards: Iterable[str]) -> None:
    """Take cards away; the claims stay in their articles."""
    with session.edit(say("Delete the statement card"), labels=False) as project:
        for card in cards:
            statements.drop(project, card)


def _join(project: Project, card: StatementCard, claims: Iterable[str]) -> None:
    for claim in claims:
        found = annotations.get(project, claim)
        if found is not None:
            relation = relation_of(card.wording, _words(project, found))
            statements.join(project, Member(card.id, claim, relation))


def _claim(session: Session, claim: str) -> Annotation:
    found = annotations.get(session.project, claim)
    if found is None:
        raise KeyError(claim)
    return found


def _words(project: Project, claim: Annotation) -> str:
    return " ".join(unquoted(claim.words(articles.text(project, claim.article))).split())
