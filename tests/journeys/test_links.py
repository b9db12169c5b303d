"""Links in the passage panel: their attributes, their order, the card a claim is on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.store import integrity, links, statements

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
ARTICLE = """ date 2024-11 Lisbourg, 23 novembre, AZUR

Le gouverneur Aldo Vern a promis que l’île n’accepterait aucun péage, a rapporté lundi l’agence de \
presse Noria (APN). « La politique de Tarsk est hostile », a-t-il noté. (Yoram)
"""
PROMISE, QUOTE = "l’île n’accepterait aucun péage", "« La politique de Tarsk est hostile »"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    (made / "000_00000000000000cc.txt").write_text(ARTICLE, encoding="utf-8", newline="")
    return made


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


def there_and_back(person, read, before, after):
    assert read() == after
    person.window.verbs.undo()
    person.settle()
    assert read() == before
    person.window.verbs.redo()
    person.settle()
    assert read() == after
    assert list(integrity.problems(person.project)) == []


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
    there_and_back(person, lambda: linked(person, claim), before, after)
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
    there_and_back(person, order, before, before[::-1])
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
    there_and_back(person, relation, ["verbatim"], ["paraphrase"])
    row = rows(person, claim)[-1]
    row.remove.click()
    there_and_back(person, relation, ["paraphrase"], [])
    assert statements.count(person.project) == 0
