"""Links in the passage panel: their attributes, their order, the card a claim is on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.codebook import Attribute, LinkType
from annotator.domain.sentence import say
from annotator.store import annotations, codebooks, entries, links, statements

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
ARTICLE = """ date 2024-11 Lisbourg, 23 novembre, AZUR

Le gouverneur Aldo Vern a promis que l’île n’accepterait aucun péage, a rapporté lundi l’agence de \
presse Noria (APN). « La politique de Tarsk est hostile », a-t-il noté. (Yoram)
"""
PROMISE, QUOTE = "l’île n’accepterait aucun péage", "« La politique de Tarsk est hostile »"


@pytest.fixture
def texts():
    return {"000_00000000000000cc.txt": ARTICLE}


@pytest.fixture
def claim(person):
    """The promise, said by the governor, is in hand."""
    person.select(PROMISE)
    person.press("3", "s", ENTER)
    return person.window.desk.current[0]


def linked(person, claim):
    """Type, place and attributes of the claim's own links."""
    found = links.of_annotation(person.project, claim)
    return [(one.type, one.position, dict(one.attributes)) for one in found if one.source == claim]


def rows(person, claim):
    person.settle()
    return person.window.passage.cards[claim].links.rows


def test_the_words_that_attribute_are_kept_with_the_link(person, claim):
    assert linked(person, claim) == [("said_by", 0, {"cue": "a promis"})]
    (row,) = rows(person, claim)
    assert row.values.controls["cue"].text() == "a promis"
    person.select(QUOTE)
    person.press("5", "s", ENTER)
    quote = person.window.desk.current[0]
    assert linked(person, quote) == [("said_by", 0, {"cue": "a-t-il noté"})]


def test_an_attribute_of_a_link_is_edited_by_keys_and_taken_back(person, claim):
    before = linked(person, claim)
    (row,) = rows(person, claim)
    row.values.controls["cue"].setFocus()
    person.press((Qt.Key.Key_A, CTRL), "promit", ENTER)
    after = [("said_by", 0, {"cue": "promit"})]
    person.there_and_back(lambda: linked(person, claim), before, after)
    assert QApplication.focusWidget() is row.values.controls["cue"]
    person.press((Qt.Key.Key_A, CTRL), Qt.Key.Key_Delete, ENTER)
    assert linked(person, claim) == [("said_by", 0, {})]


def test_what_is_written_is_kept_when_another_passage_is_taken(person, claim):
    (row,) = rows(person, claim)
    row.values.controls["cue"].setFocus()
    person.press((Qt.Key.Key_A, CTRL), "promit")
    person.canvas.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert linked(person, claim) == [("said_by", 0, {"cue": "promit"})]


def test_relays_change_places(person, claim):
    person.press("s", ENTER, "s", ENTER)

    def order():
        return [row.words.words for row in rows(person, claim) if "Vern" not in row.words.words]

    before = order()
    assert len(before) == 2
    first = rows(person, claim)[0]
    later = first.focusProxy()
    assert later.accessibleName() == "One place later"
    later.setFocus()
    person.press(ENTER)
    person.there_and_back(order, before, before[::-1])
    assert [place for type, place, _ in linked(person, claim) if type == "relayed_by"] == [0, 1]


def test_the_card_of_a_claim_shows_and_how_it_reports_it_is_said_there(person, claim):
    person.press("=", ENTER)
    person.canvas.setFocus()

    def relation():
        return [one.relation for one in statements.of_annotation(person.project, claim)]

    row = rows(person, claim)[-1]
    assert PROMISE in row.words.words
    assert relation() == ["verbatim"]
    row.values.controls["relation"].setFocus()
    person.press("p")
    person.there_and_back(relation, ["verbatim"], ["paraphrase"])
    row = rows(person, claim)[-1]
    row.remove.click()
    person.there_and_back(relation, ["paraphrase"], [])
    assert statements.count(person.project) == 0


def test_the_list_is_filtered_by_links_and_what_they_say(person, claim):
    panel = person.window.articles

    def shown(words):
        panel.filter.setText(words)
        panel._filter()
        return panel.rows.rowCount()

    assert shown("") == 1
    assert shown("said_by:vern") == shown("said_by:*") == shown("Attribué:vern") + 1 == 1
    assert shown("said_by:aldo promis") == 1
    assert shown("said_by:marne") == shown("relayed_by:*") == 0
    assert shown("relayed_by:-") == 1
    assert shown("said_by:-") == 0
    assert shown("cue:promis") == shown("cue:*") == 1
    assert shown("cue:selon") == 0
    assert shown("entry:vern") == shown("entry:*") == 1
    assert shown("entry:marne") == 0
    person.press("s", ENTER)
    assert shown("relayed_by:noria") == 1
    person.window.verbs.undo()
    assert panel.rows.rowCount() == 0


# ---------------------------------------------------------------------- what it is about

AIM = (Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
HOSTILE = "La politique de Tarsk est hostile"


def offered(person):
    return [row.title for row in person.window.verbs.linking._picker.list.rows()]


def aims(person, claim):
    """What the claim targets: words of a passage, or an entry's name."""
    named = {one.id: one.name for one in entries.everyone(person.project)}
    found = links.of_annotation(person.project, claim)
    mine = [one for one in found if (one.source, one.type) == (claim, "targets")]
    return [
        named.get(one.target) or annotations.get(person.project, one.target).words(person.text)
        for one in mine
    ]


@pytest.fixture
def hostile(person):
    """A claim about Tarsk is in hand."""
    person.select(HOSTILE)
    person.press("5")
    return person.window.desk.current[0]


def test_a_name_in_the_claim_is_one_key_and_enter_away(person, hostile):
    person.press(AIM)
    assert offered(person) == ["Tarsk"]
    person.press(ENTER)
    person.there_and_back(lambda: aims(person, hostile), [], ["Tarsk"])
    assert [one.name for one in entries.everyone(person.project)] == ["Tarsk"]
    assert person.canvas.hasFocus()


def test_what_is_labelled_in_the_claim_comes_first(person, claim):
    person.select("Tarsk")
    person.press("l")
    person.select("Noria")
    person.press("o")
    person.select(HOSTILE)
    person.press("5")
    hostile = person.window.desk.current[0]
    person.press(AIM)
    assert offered(person)[0] == "Tarsk"
    assert "Noria" in offered(person)
    person.press(ENTER, AIM)
    assert "Tarsk" not in offered(person)
    person.press("noria", ENTER)
    person.there_and_back(lambda: aims(person, hostile), ["Tarsk"], ["Tarsk", "Noria"])


def test_who_says_a_claim_is_not_what_it_is_about(person, claim):
    person.press(AIM)
    picker = person.window.verbs.linking._picker
    assert not any(one.kind == "mention" for one in picker._proposals)


def test_whom_nobody_names_becomes_an_entry(person, hostile):
    person.press(AIM, "Odile Marne", (Qt.Key.Key_Return, CTRL))
    person.there_and_back(lambda: aims(person, hostile), [], ["Odile Marne"])


def test_another_type_of_link_is_one_key_away(person, hostile):
    layers = ("ENTITY",)
    with person.window.session.edit(say("More links"), labels=False) as project:
        made = LinkType(id="cites", source="CLAIM", targets=layers, names={"en": "Cites"})
        codebooks.put_link_type(project, made)
    person.select("Noria")
    person.press("o")
    person.window.desk.take(hostile)
    person.press(AIM, (Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier))
    assert offered(person) == ["Noria"], "only what such a link may lead to"
    person.press(ENTER)
    assert ("cites", 0, {}) in linked(person, hostile)


def test_the_key_says_what_it_needs(person, claim):
    person.press(Qt.Key.Key_Escape, AIM)
    (notice,) = person.window.overlays.notices.notices[:1]
    assert "Shift+S" in notice.words


def test_the_panel_has_a_button_for_it(person, hostile):
    person.settle()
    card = person.window.passage.cards[hostile]
    assert card.aim.text() == "Targets… (Shift+S)"
    card.aim.click()
    person.settle()
    person.press(ENTER)
    assert aims(person, hostile) == ["Tarsk"]
    person.select("Noria")
    person.press("o")
    person.settle()
    (other,) = person.window.passage.cards.values()
    assert not other.aim.isVisible()


def test_a_link_that_must_say_something_is_reminded_of_it(person, claim):
    book = codebooks.current(person.project)
    said = book.link_type("said_by")
    must = Attribute(id="tone", type="text", names={"en": "Tone"}, required=True)
    with person.window.session.edit(say("Ask"), labels=False) as project:
        codebooks.put_link_type(project, replace(said, attributes=(*said.attributes, must)))
    person.settle()
    card = person.window.passage.cards[claim]
    assert "“Said by”: still to be answered: Tone" in card.shortcomings.text()
    (row,) = rows(person, claim)
    row.values.controls["tone"].setFocus()
    person.press("calm", ENTER)
    person.settle()
    assert "Tone" not in card.shortcomings.text()
