"""Edits, undo and redo: one transaction a gesture, and back again exactly."""

import sqlite3
from dataclasses import replace

import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import DONE, RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.store import (
    annotations,
    articles,
    closing,
    codebooks,
    entries,
    history,
    integrity,
    links,
    opening,
    states,
)
from annotator.store.errors import WriteOutsideEditError
from annotator.store.ids import new_id
from tests.records import picture


@pytest.fixture
def two(small, article, annotation):
    """A claim and its speaker, linked, with a register entry."""
    entry = RegisterEntry(id=new_id(), name="Odile Marchais")
    claim = annotation(small, article, (3, 16))
    speaker = annotation(small, article, (27, 38), layer="SPEAKER", label="PERSON", entry=entry.id)
    link = Link(id=new_id(), type="said_by", source=claim.id, kind="annotation", target=speaker.id)
    with small.edit(say("Set up")):
        entries.put(small, entry)
        annotations.put(small, claim)
        annotations.put(small, speaker)
        links.put(small, link)
    return claim, speaker, entry, link


GESTURES = {
    "label": lambda p, a, two, new: annotations.put(p, new(p, a, (0, 2))),
    "two fragments": lambda p, a, two, new: annotations.put(p, new(p, a, (0, 2), (5, 9))),
    "relabel": lambda p, a, two, new: annotations.put(p, replace(two[0], label="DENIAL")),
    "move an edge": lambda p, a, two, new: annotations.put(
        p, replace(two[0], fragments=(Span(0, 16),))
    ),
    "note": lambda p, a, two, new: annotations.put(p, replace(two[0], note="à vérifier")),
    "values": lambda p, a, two, new: annotations.put(
        p, replace(two[0], attributes={"speech": "direct", "unsure": True})
    ),
    "delete a linked speaker": lambda p, a, two, new: annotations.drop(p, two[1].id),
    "delete a linked claim": lambda p, a, two, new: annotations.drop(p, two[0].id),
    "unlink": lambda p, a, two, new: links.drop(p, two[3].id),
    "no entry": lambda p, a, two, new: annotations.put(p, replace(two[1], entry=None)),
    "rename an entry": lambda p, a, two, new: entries.put(p, replace(two[2], name="O. M.")),
    "done": lambda p, a, two, new: states.put(p, a, p.own_set.id, DONE),
    "rename a label": lambda p, a, two, new: codebooks.put_label(
        p, replace(codebooks.current(p).label("CLAIM", "THREAT"), names={"en": "Warning"})
    ),
    "new label": lambda p, a, two, new: codebooks.put_label(
        p, replace(codebooks.current(p).label("CLAIM", "THREAT"), id="VOW", key="3")
    ),
    "metadata": lambda p, a, two, new: articles.put(
        p, replace(articles.get(p, a), metadata=replace(articles.get(p, a).metadata, title="Port"))
    ),
}


@pytest.mark.parametrize("gesture", GESTURES)
def test_every_gesture_goes_back_and_again(small, article, two, annotation, gesture):
    before = picture(small)
    with small.edit(say("A gesture")) as edit:
        GESTURES[gesture](small, article, two, annotation)
    after = picture(small)
    assert after != before
    assert edit.changes
    assert history.undo(small)
    assert picture(small) == before
    assert history.redo(small)
    assert picture(small) == after
    assert not list(integrity.problems(small))


def test_undo_and_redo_survive_a_restart(path, small, article, two):
    full = picture(small)
    history.undo(small)
    closing.close(small)
    again = opening.open_project(path, coder="Ana")
    assert history.next_undo(again) == say("Import {count} articles", count="1")
    history.redo(again)
    assert picture(again) == full
    history.undo(again)
    history.undo(again)
    assert history.undo(again) is None
    assert articles.count(again) == 0
    closing.close(again)


def test_a_new_edit_forgets_what_was_undone(small, article, two, annotation):
    history.undo(small)
    with small.edit(say("Other")):
        annotations.put(small, annotation(small, article, (0, 2)))
    assert history.next_redo(small) is None
    assert history.redo(small) is None


def test_a_failing_edit_leaves_nothing(small, article, annotation):
    before = picture(small)
    events = integrity.count_events(small)
    with pytest.raises(ZeroDivisionError), small.edit(say("Fails")):
        annotations.put(small, annotation(small, article, (0, 2)))
        raise ZeroDivisionError
    assert picture(small) == before
    assert integrity.count_events(small) == events
    with small.edit(say("Works")):
        annotations.put(small, annotation(small, article, (0, 2)))
    assert not list(integrity.problems(small))


def test_writing_outside_an_edit_is_a_bug(small, article, annotation):
    with pytest.raises(WriteOutsideEditError):
        annotations.put(small, annotation(small, article, (0, 2)))


def test_an_edit_that_changes_nothing_is_no_step(small, article, two):
    events = integrity.count_events(small)
    with small.edit(say("Nothing")) as edit:
        annotations.put(small, two[0])
    assert not edit.changes
    assert integrity.count_events(small) == events
    assert str(history.next_undo(small)) == "Set up"


def test_an_edit_inside_another_joins_it(small, article, annotation):
    with small.edit(say("Outer")), small.edit(say("Inner")):
        annotations.put(small, annotation(small, article, (0, 2)))
    assert str(history.next_undo(small)) == "Outer"


def test_events_are_never_changed(small, article):
    for statement in ("UPDATE event SET body = NULL", "DELETE FROM event"):
        with pytest.raises(sqlite3.IntegrityError):
            small.connection.execute(statement)
        small.connection.rollback()


def test_unknown_kinds_are_kept(small):
    with small.edit(say("From a newer version")):
        small.record("hologram", "h1", {"light": 1})
    assert [version.body for version in history.of_record(small, "hologram", "h1")] == [
        {"light": 1}
    ]
    history.undo(small)
    assert not list(integrity.problems(small))


def test_history_tells_who_and_what(small, two):
    with small.edit(say("Write a note")):
        annotations.put(small, replace(two[0], note="n"))
    versions = history.of_record(small, "annotation", two[0].id)
    assert [(str(v.edit), v.coder) for v in versions] == [
        ("Set up", "Ana"),
        ("Write a note", "Ana"),
    ]


def test_check_finds_what_no_edit_wrote(small, article, two):
    with small.connection:
        small.connection.execute("UPDATE annotation SET note = 'forged'")
        small.connection.execute("UPDATE fragment SET end = 100000 WHERE id = 1")
        small.connection.execute("UPDATE text SET content = content || '!'")
    kinds = {problem.kind for problem in integrity.problems(small)}
    assert {"annotation", "fragment", "offset", "text"} <= kinds


def test_each_coder_takes_back_their_own_work(path, small, article, two, annotation):
    mine = {one.id for one in annotations.of_article(small, article, small.own_set.id)}
    closing.close(small)
    ben = opening.open_project(path, coder="Ben")
    assert history.next_undo(ben) is None
    with ben.edit(say("Label")):
        annotations.put(ben, annotation(ben, article, (0, 2)))
    history.undo(ben)
    assert history.undo(ben) is None
    assert annotations.of_article(ben, article, ben.own_set.id) == []
    closing.close(ben)
    ana = opening.open_project(path, coder="Ana")
    assert {one.id for one in annotations.of_article(ana, article, ana.own_set.id)} == mine
    assert history.undo(ana)
    assert annotations.of_article(ana, article, ana.own_set.id) == []
    closing.close(ana)
