"""Taking back what another coder has gone on from: a sentence, nothing lost, and no dead end."""

from dataclasses import replace

import pytest

from annotator.domain.codebook import Label
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.store import (
    annotations,
    articles,
    closing,
    codebooks,
    entries,
    history,
    integrity,
    opening,
)
from annotator.store.errors import StaleStepError
from annotator.store.ids import new_id


@pytest.fixture
def hand_over(path, small):
    """Close the project and open it for another coder."""
    opened = [small]

    def to(coder):
        closing.close(opened[-1])
        opened.append(opening.open_project(path, coder=coder))
        return opened[-1]

    yield to
    closing.close(opened[-1])


def test_an_import_another_coder_labels_in_stays(article, annotation, hand_over):
    bea = hand_over("Bea")
    with bea.edit(say("Label")):
        annotations.put(bea, annotation(bea, article, (0, 2)))
    ana = hand_over("Ana")
    with pytest.raises(StaleStepError, match=r"Import 1 articles"):
        history.undo(ana)
    assert articles.count(ana) == 1
    assert history.next_undo(ana) is None
    assert history.undo(ana) is None
    assert not ana.connection.in_transaction
    assert not list(integrity.problems(ana))


def test_a_label_another_coder_uses_stays_and_earlier_steps_go(
    small, article, annotation, hand_over
):
    label = Label(id="VOW", layer="CLAIM")
    with small.edit(say("Add the label")):
        codebooks.put_label(small, label)
    bea = hand_over("Bea")
    with bea.edit(say("Label")):
        annotations.put(bea, annotation(bea, article, (0, 2), label="VOW"))
    ana = hand_over("Ana")
    with pytest.raises(StaleStepError):
        history.undo(ana)
    assert codebooks.uses(ana, label) == 1
    with pytest.raises(StaleStepError):  # the import: Bea has labelled in it
        history.undo(ana)
    assert history.undo(ana) is None


def test_what_another_coder_changed_since_is_not_overwritten(small, hand_over):
    threat = codebooks.current(small).label("CLAIM", "THREAT")
    with small.edit(say("Rename")):
        codebooks.put_label(small, replace(threat, names={"en": "Warning"}))
    bea = hand_over("Bea")
    with bea.edit(say("Rename")):
        codebooks.put_label(bea, replace(threat, names={"en": "Ultimatum"}))
    ana = hand_over("Ana")
    with pytest.raises(StaleStepError):
        history.undo(ana)
    assert codebooks.current(ana).label("CLAIM", "THREAT").names == {"en": "Ultimatum"}


def test_what_another_coder_took_away_is_not_needed_again(small, article, annotation, hand_over):
    with small.edit(say("Label")):
        annotations.put(small, annotation(small, article, (0, 2), label="DENIAL"))
    history.undo(small)
    bea = hand_over("Bea")
    with bea.edit(say("Delete the label")):
        codebooks.drop_label(bea, codebooks.current(bea).label("CLAIM", "DENIAL"))
    ana = hand_over("Ana")
    with pytest.raises(StaleStepError):
        history.redo(ana)
    assert history.next_redo(ana) is None
    assert history.undo(ana)  # the import


def test_a_step_that_left_all_as_it_was_is_no_dead_end(small, article, annotation):
    made = annotation(small, article, (0, 2))
    with small.edit(say("There and back")):
        annotations.put(small, made)
        annotations.drop(small, made.id)
    assert history.undo(small)
    assert articles.count(small) == 0
    assert history.redo(small)
    assert articles.count(small) == 1


def test_records_may_come_in_any_order_within_an_edit(small, article, annotation):
    made = annotation(small, article, (0, 2))
    entry = RegisterEntry(id=new_id(), name="Odile Marchais")
    with small.edit(say("Label")):
        annotations.put(small, made)
        entries.put(small, entry)
        annotations.put(small, replace(made, entry=entry.id))
    assert history.undo(small)
    assert entries.count(small) == 0
    assert history.redo(small)
    assert annotations.get(small, made.id).entry == entry.id
    assert not list(integrity.problems(small))


def test_who_was_named_last_comes_first_however_often(small, article, annotation):
    names = [RegisterEntry(id=new_id(), name=name) for name in ("Aldo", "Bice", "Carl")]
    with small.edit(say("Name them")):
        for one in names:
            entries.put(small, one)
        annotations.put(small, annotation(small, article, (0, 2), entry=names[1].id))
        for _ in range(9):
            annotations.put(small, annotation(small, article, (0, 2), entry=names[0].id))
    assert entries.recent(small, 2) == [names[0].id, names[1].id]
