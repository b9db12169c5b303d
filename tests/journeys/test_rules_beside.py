"""Rules beside the text, notices about what an annotation lacks, attributes by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.desktop.codebook_editor.parts import ATTRIBUTE, Part
from annotator.desktop.popups.label_chip import LabelChip
from annotator.desktop.rows.labels import ROW, LabelRows
from annotator.domain.annotation import Link
from annotator.domain.codebook import Attribute
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.store import annotations, codebooks, entries, links
from annotator.store.ids import new_id

TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def threat(person):
    """A threat is labelled and in hand; its attributes have the keyboard."""
    person.select("Nous avons tout essayé")
    person.press("2", Qt.Key.Key_F2)
    (card,) = person.window.passage.cards.values()
    return card


def values(person):
    (mine,) = person.window.desk.annotations()[:1]
    return dict(annotations.get(person.project, mine.id).attributes)


def test_a_label_shows_its_rule_wherever_it_stands(person, threat):
    rule = "Harm, force or sanctions are announced"
    label = person.window.session.codebook.label("CLAIM", "THREAT")
    rows = person.window.codebook.rows
    assert isinstance(rows, LabelRows)
    for tip in (rows.index_of("CLAIM", "THREAT").data(TIP), threat.label.toolTip()):
        assert rule in tip
        assert label.examples["en"][0][:20] in tip
    person.drag("Tarsk dément")
    chips = person.window.overlays.labels.findChildren(LabelChip)
    assert rule in next(chip.toolTip() for chip in chips if chip.key == "2")


def test_resting_on_a_passage_shows_its_rule(person, threat):
    hover = person.window.verbs.hover
    (mine,) = person.window.desk.annotations()
    place = person.canvas.rect_of(Span(mine.start, mine.end))
    hover.mouse.rested.emit(mine.id, QPoint(place.left() + 4, place.center().y()))
    words = " ".join(hover.plate.words())
    assert "Harm, force or sanctions are announced" in words


def test_f1_shows_the_rule_of_the_passage_in_hand(person, threat):
    person.press(Qt.Key.Key_F1)
    assert person.window.codebook.isVisible()
    assert person.window.codebook.chosen.id == "THREAT"


def test_what_is_missing_is_said_until_it_is_there(person, threat):
    assert threat.shortcomings.isVisible()
    assert threat.shortcomings.text().startswith("Still to be answered: Speech")
    required = {
        one.id
        for one in codebooks.current(person.project).layer("CLAIM").attributes
        if one.required
    }
    for name in required:
        control = threat.values.controls[name]
        control.setFocus()
        person.press("1")
    assert set(values(person)) == required
    assert not threat.shortcomings.isVisible()
    person.window.verbs.undo()
    person.settle()
    assert threat.shortcomings.isVisible()


def test_a_link_that_leads_elsewhere_is_said(person, threat):
    session = person.window.session
    person.select("l’agence Noria")
    person.press("o")
    (org,) = [one.id for one in person.window.desk.annotations()]
    claim = threat.id
    link = Link(id=new_id(), type="said_by", source=claim, kind="annotation", target=org)
    with session.edit(say("Link")) as project:
        links.put(project, link)
    person.window.verbs.go_to(claim)
    person.settle()
    person.window.show_passage()
    card = person.window.passage.cards[claim]
    assert "“Said by” does not lead from here to there." in card.shortcomings.text()


def test_values_are_given_by_keys_alone(person, threat):
    assert QApplication.focusWidget() is threat.values.controls["speech"]
    person.press("2")
    assert values(person) == {"speech": "indirect"}
    person.press("m")
    assert values(person) == {"speech": "mixed"}
    person.press(Qt.Key.Key_Delete)
    assert values(person) == {}
    person.press("1", Qt.Key.Key_Tab, "2")
    before = values(person)
    assert set(before) == {"speech", "stance"}
    person.press((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert values(person) == {"speech": "direct"}
    person.press((Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier))
    assert values(person) == before
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.hasFocus()


def test_a_register_entry_is_an_answer_by_its_name(person, threat):
    session = person.window.session
    layer = session.codebook.layer("CLAIM")
    asked = Attribute(id="whom", type="entry")
    with session.edit(say("Ask")) as project:
        codebooks.put_layer(project, replace(layer, attributes=(asked, *layer.attributes)))
        for number in range(300):
            entry = RegisterEntry(id=new_id(), name=f"Odile Marchais {number}")
            entries.put(project, entry)
    person.settle()
    control = threat.values.controls["whom"]
    control.setFocus()
    person.press("odile marchais 299", Qt.Key.Key_Return)
    assert values(person) == {"whom": entry.id}
    assert control.text() == entry.name
    person.press((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), "nobody", Qt.Key.Key_Return)
    assert values(person) == {"whom": entry.id}
    assert control.text() == entry.name
    person.window.verbs.undo()
    person.settle()
    assert values(person) == {}
    assert control.text() == ""


def test_labels_below_others_stand_further_in(person):
    session = person.window.session
    label = session.codebook.label("CLAIM", "DEMAND")
    with session.edit(say("Move")) as project:
        codebooks.put_label(project, replace(label, parent="THREAT"))
    rows = person.window.codebook.rows
    place = rows.index_of("CLAIM", "DEMAND")
    assert place.row() == rows.index_of("CLAIM", "THREAT").row() + 1
    assert place.data(ROW).depth == 1


def test_an_attribute_has_a_key_of_its_own(person, threat):
    editor = person.window.verbs.editing.open()
    give_key(editor, "speech", "W")
    give_key(editor, "unsure", "Q")
    person.window.verbs.editing.close()
    person.canvas.setFocus()
    person.press("w")
    card = person.window.passage.cards[threat.id]
    assert QApplication.focusWidget() is card.values.controls["speech"]
    person.press("1", Qt.Key.Key_Escape, "q")
    assert values(person) == {"speech": "direct", "unsure": True}
    person.canvas.setFocus()
    person.press("q")
    assert values(person) == {"speech": "direct"}


def give_key(editor, attribute, key):
    editor.show_part(Part(ATTRIBUTE, "CLAIM", attribute))
    editor.forms[ATTRIBUTE].questions["key"].control.given.emit(key)


def test_the_list_is_filtered_by_what_attributes_say(person, threat):
    panel = person.window.articles
    person.press("1")

    def shown(words):
        panel.filter.setText(words)
        panel._filter()
        return panel.rows.rowCount()

    assert shown("") == 2
    assert shown("speech:direct") == 1
    assert shown("Discours:direct essayé") == 1
    assert shown("speech:direct Marchais") == 0
    assert shown("speech:mixed") == 0
    assert shown("unsure:no") == 1
    threat.values.controls["speech"].setFocus()
    person.press("3")
    assert shown("speech:mixed") == 1
    person.window.verbs.undo()
    assert panel.rows.rowCount() == 0
