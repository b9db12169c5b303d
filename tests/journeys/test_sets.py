"""Somebody else's labels are read in the same window, and never written in."""

from PySide6.QtCore import Qt

from annotator.domain.sentence import say
from annotator.store import annotations, coders
from tests.records import passage


def colleague(person):
    """A colleague's set with one label in the article on the screen."""
    session = person.window.session
    with session.edit(say("Import")) as project:
        zoe = coders.coder_named(project, "Zoé")
        theirs = coders.set_named(project, "pilot", zoe, "import")
        one = passage(session.article, theirs.id, (3, 9))
        annotations.put(project, one)
    return theirs, one


def drawn(person):
    canvas = person.window.view.canvas
    return {mark.annotation for mark in canvas.page.index.between(0, len(person.window.view.text))}


def test_another_set_is_shown_and_left_again(person):
    person.select("Tarsk")
    person.press("5")
    mine = drawn(person)
    _theirs, one = colleague(person)
    assert drawn(person) == mine
    window = person.window
    window.actions_table["next_set"].trigger()
    person.settle()
    assert drawn(person) == {one.id}
    assert "pilot" in window.status._who.text()
    window.actions_table["own_set"].trigger()
    person.settle()
    assert drawn(person) == mine


def test_nothing_is_written_in_it(person):
    theirs, _one = colleague(person)
    window = person.window
    window.session.show_set(theirs.id)
    person.settle()
    before = annotations.of_article(window.session.project, window.session.article, theirs.id)
    person.select("Tarsk")
    with person.qtbot.captureExceptions() as caught:
        person.press("5")
    assert [str(error)[:30] for _, error, _ in caught] == ["These are somebody else's labe"]
    after = annotations.of_article(window.session.project, window.session.article, theirs.id)
    assert after == before


def test_what_cannot_be_changed_is_not_offered(person):
    theirs, one = colleague(person)
    window = person.window
    window.session.show_set(theirs.id)
    window.view.canvas.setFocus()
    person.press(Qt.Key.Key_Tab)
    window.show_passage()
    card = window.passage.cards[one.id]
    assert not any(one.isEnabled() for one in (card.delete, card.label, card.choose))
    assert card.note.isReadOnly()
    assert window.status._hints.text().startswith("Tab next")
    person.press(Qt.Key.Key_F9)
    window.verbs.step_article(1)
    person.press(Qt.Key.Key_Tab)
    assert window.overlays.notices.notices[-1].words.startswith("No passage")
    window.actions_table["own_set"].trigger()
    person.select(window.view.text[3:9])
    person.press("5")
    window.show_passage()
    (mine,) = window.passage.cards.values()
    assert mine.delete.isEnabled()
    assert not mine.note.isReadOnly()
