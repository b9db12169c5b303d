import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.statements import Member, StatementCard
from annotator.store import annotations, entries, history, integrity, links, statements
from annotator.store.ids import new_id
from tests.records import picture


def deed(project, do):
    """Do it in one edit, undo and redo it; each time the file is what it was."""
    before = picture(project)
    with project.edit(say("Change")):
        do()
    after = picture(project)
    assert after != before
    assert not list(integrity.problems(project))
    history.undo(project)
    assert picture(project) == before
    history.redo(project)
    assert picture(project) == after


@pytest.fixture
def corpus(small, article, add_article, annotation):
    """Three claims of two articles, two of them on a card, one of those said by the admiral."""
    other = add_article(small, "001_port", "L’amiral dément. Tout navire sera saisi.")
    claims = [
        annotation(small, article, (40, 66)),
        annotation(small, other, (17, 40)),
        annotation(small, article, (0, 16)),
    ]
    speaker = annotation(small, article, (77, 85), layer="SPEAKER", label="PERSON")
    vern = RegisterEntry(id=new_id(), name="Vern")
    card = StatementCard(id=new_id(), wording="Tout navire sera saisi", date="2024-11-23")
    with small.edit(say("Fill")):
        entries.put(small, vern)
        for one in (*claims, speaker):
            annotations.put(small, one)
        for kind, target in (("annotation", speaker.id), ("entry", vern.id)):
            made = Link(id=new_id(), type="said_by", source=claims[0].id, kind=kind, target=target)
            links.put(small, made)
        statements.put(small, card)
        statements.join(small, Member(card.id, claims[0].id, "verbatim"))
        statements.join(small, Member(card.id, claims[1].id, "paraphrase"))
    return small, card, [one.id for one in claims]


def test_a_card_shows_its_claims_with_outlet_date_and_speakers(corpus):
    project, card, claims = corpus
    found = statements.claims_of(project, card.id)
    assert [(one.annotation, one.relation, one.outlet) for one in found] == [
        (claims[0], "verbatim", "Le Phare"),
        (claims[1], "paraphrase", "Le Phare"),
    ]
    assert found[0].words == "« Tout navire sera saisi »"
    assert set(found[0].speakers) == {"Vern", "l’amiral"}
    (row,) = statements.everyone(project)
    assert row == (card, 2, 2, 1)
    assert statements.row(project, card.id) == row


def test_claims_are_asked_for_in_an_order(corpus):
    project, card, claims = corpus
    found = statements.claims(project, [claims[2], claims[0]])
    assert [(one.annotation, one.card) for one in found] == [(claims[2], ""), (claims[0], card.id)]


def test_joining_changing_leaving(corpus):
    project, card, claims = corpus
    deed(project, lambda: statements.join(project, Member(card.id, claims[2], "contradicts")))
    deed(project, lambda: statements.join(project, Member(card.id, claims[2], "shortened")))
    assert statements.of_annotation(project, claims[2])[0].relation == "shortened"
    deed(project, lambda: statements.leave(project, Member(card.id, claims[2], "")))
    assert statements.of_annotation(project, claims[2]) == []
    assert set(statements.of_all(project, claims)) == set(claims[:2])


def test_cards_merge_and_a_claim_of_both_is_on_it_once(corpus):
    project, card, claims = corpus
    second = StatementCard(id=new_id(), wording="Le port rouvrira")
    with project.edit(say("Second")):
        statements.put(project, second)
        for one in (claims[0], claims[2]):
            statements.join(project, Member(second.id, one, "shortened"))
    deed(project, lambda: statements.merge(project, card.id, [second.id, card.id]))
    assert [one.card.id for one in statements.everyone(project)] == [card.id]
    found = {one.annotation: one.relation for one in statements.members(project, card.id)}
    assert found == {claims[0]: "verbatim", claims[1]: "paraphrase", claims[2]: "shortened"}


def test_a_no_is_remembered_both_ways(corpus):
    project, _, claims = corpus
    deed(project, lambda: statements.refuse(project, claims[2], claims[0]))
    assert statements.refused(project, [claims[0]]) == {claims[2]}
    assert statements.refused(project, [claims[2], claims[1]]) == {claims[0]}
    assert statements.refusals(project) == [tuple(sorted((claims[0], claims[2])))]


def test_a_claim_that_goes_leaves_its_cards(corpus):
    project, card, claims = corpus
    with project.edit(say("No")):
        statements.refuse(project, claims[2], claims[0])
    deed(project, lambda: annotations.drop(project, claims[0]))
    assert [one.annotation for one in statements.members(project, card.id)] == [claims[1]]
    assert statements.refusals(project) == []
    deed(project, lambda: statements.drop(project, card.id))
    assert statements.count(project) == 0
