from dataclasses import replace

import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.register import told_apart
from annotator.domain.sentence import say
from annotator.store import (
    annotations,
    entries,
    history,
    integrity,
    links,
    register,
)
from annotator.store.ids import new_id
from tests.records import picture

SECOND = "L’amiral dément. Le port rouvrira."


def deed(project, do):
    """Do it in one edit, undo and redo it; each time the file is what it was."""
    before = picture(project)
    with project.edit(say("Change")):
        made = do()
    after = picture(project)
    assert not list(integrity.problems(project))
    history.undo(project)
    assert picture(project) == before
    history.redo(project)
    assert picture(project) == after
    return made


@pytest.fixture
def corpus(small, article, add_article, annotation):
    """Two articles: an admiral under two entries, named twice and linked to once from each."""
    other = add_article(small, "001_port", SECOND)
    one = RegisterEntry(id=new_id(), name="L’amiral", aliases=("amiral",))
    two = RegisterEntry(id=new_id(), name="Amiral Vern", wikidata="Q1")
    third = told_apart(RegisterEntry(id=new_id(), name="Vern"), two.id)
    speaker = {"layer": "SPEAKER", "label": "PERSON"}
    first = annotation(small, article, (77, 85), entry=one.id, **speaker)
    second = annotation(small, other, (0, 8), entry=two.id, **speaker)
    claim = annotation(small, article, (40, 66))
    with small.edit(say("Fill")):
        for entry in (one, two, third):
            entries.put(small, entry)
        for made in (first, second, claim):
            annotations.put(small, made)
        for to in (one, two):
            annotations_link(small, claim.id, to.id)
    return small, one, two, third, claim


def annotations_link(project, source, target):
    links.put(
        project, Link(id=new_id(), type="said_by", source=source, kind="entry", target=target)
    )


def words_of(project, entry):
    keys = register.passage_keys(project, entry)
    return [(one.article, one.type, one.words) for one in register.passages(project, keys)]


def test_passages_of_an_entry_come_from_all_articles_and_links(corpus):
    project, one, two, third, _ = corpus
    assert words_of(project, one.id) == [
        ("000_port", "said_by", "« Tout navire sera saisi »"),
        ("000_port", "", "l’amiral"),
    ]
    assert register.use(project, one.id) == (2, 1)
    assert register.use(project, two.id) == (2, 2)
    assert register.uses(project) == {one.id: 2, two.id: 2}
    assert register.use(project, third.id) == (0, 0)


def test_merging_leads_everything_to_the_entry_that_stays(corpus):
    project, one, two, third, claim = corpus
    deed(project, lambda: register.merge(project, two.id, [one.id]))
    assert entries.get(project, one.id) is None
    kept = entries.get(project, two.id)
    assert (kept.name, kept.aliases, kept.wikidata) == ("Amiral Vern", ("L’amiral", "amiral"), "Q1")
    assert [words for _, _, words in words_of(project, two.id)][1:] == ["l’amiral", "L’amiral"]
    ends = links.of_annotation(project, claim.id)
    assert [link.target for link in ends] == [two.id], "two links to one entry say no more"
    assert entries.get(project, third.id).distinct == (two.id,)


def test_merging_follows_what_others_were_told_apart_from(corpus):
    project, one, two, third, _ = corpus
    deed(project, lambda: register.merge(project, one.id, [two.id]))
    assert entries.get(project, third.id).distinct == (one.id,)
    deed(project, lambda: register.merge(project, third.id, [one.id]))
    assert entries.get(project, third.id).distinct == ()
    assert [entry.id for entry in entries.everyone(project)] == [third.id]


def test_values_of_attributes_follow_too(corpus):
    project, one, two, _, claim = corpus
    with project.edit(say("Value")):
        annotations.put(project, replace(claim, attributes={"about": one.id, "other": "x"}))
    assert register.use(project, one.id).passages == 3
    deed(project, lambda: register.merge(project, two.id, [one.id]))
    assert annotations.get(project, claim.id).attributes == {"about": two.id, "other": "x"}


def test_splitting_moves_the_chosen_passages(corpus):
    project, one, two, _, claim = corpus
    with project.edit(say("Merge")):
        register.merge(project, one.id, [two.id])
    keys = register.passage_keys(project, one.id)
    moved = [keys[0], keys[2]]  # the claim's link and the mention of the second article
    new = deed(project, lambda: register.split(project, one.id, moved))
    assert entries.get(project, new).name == "L’amiral"
    assert [(article, type) for article, type, _ in words_of(project, new)] == [
        ("000_port", "said_by"),
        ("001_port", ""),
    ]
    assert [type for _, type, _ in words_of(project, one.id)] == [""]
    assert links.of_annotation(project, claim.id)[0].target == new


def test_moving_to_an_entry_there_is(corpus):
    project, one, two, _, _ = corpus
    keys = register.passage_keys(project, one.id)[1:]
    deed(project, lambda: register.move(project, one.id, keys, two.id))
    assert register.uses(project) == {one.id: 1, two.id: 3}


def test_an_entry_in_use_stays_and_says_how_much(corpus):
    project, _one, two, third, _ = corpus
    with (
        pytest.raises(register.EntryInUseError, match="passages: 2, articles: 2"),
        project.edit(say("Delete")),
    ):
        register.delete(project, two.id)
    deed(project, lambda: register.delete(project, third.id))
    assert entries.get(project, third.id) is None


def test_whoever_was_told_apart_from_a_deleted_entry_forgets_it(corpus):
    project, _, _, third, _ = corpus
    fourth = told_apart(RegisterEntry(id=new_id(), name="Vern"), third.id)
    with project.edit(say("New")):
        entries.put(project, fourth)
    deed(project, lambda: register.delete(project, third.id))
    assert entries.get(project, fourth.id).distinct == ()


def test_bodies_of_older_versions_are_read(small):
    body = {"name": "Tass", "kind": "body", "aliases": ["TASS"], "roles": [], "note": ""}
    with small.edit(say("Old")):
        small.record("register_entry", "old", {**body, "wikidata": ""})
    found = entries.get(small, "old")
    assert (found.aliases, found.described, found.distinct) == (("TASS",), (), ())
