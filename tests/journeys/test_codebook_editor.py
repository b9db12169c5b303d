"""The codebook's editor beside the text: changes are seen at once, taken back and done again."""

import sys
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from annotator.desktop.codebook_editor.attribute_form import answers
from annotator.desktop.codebook_editor.parts import (
    ATTRIBUTE,
    BOOK,
    LABEL,
    LAYER,
    LINK_ATTRIBUTE,
    LINK_TYPE,
    Part,
)
from annotator.domain.codebook import Choice, Label, Layer
from annotator.domain.sentence import say
from annotator.store import codebooks
from tests.journeys.codebook_editing import CONTROL, THREAT, book, control, label, shape, write


def test_it_opens_beside_the_text_at_the_label_in_hand(person):
    person.select("Nous avons tout essayé")
    person.press("2", (Qt.Key.Key_B, CONTROL))
    editor = person.window.verbs.editing.editor
    assert editor.isVisible()
    assert person.canvas.isVisible()
    assert person.canvas.width() > 350
    assert editor.outline.chosen == THREAT
    assert control(editor, "names").text() == "Threat, warning"
    person.press(Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert person.window.side.isVisible()
    assert person.canvas.hasFocus()


def test_f6_goes_round_by_way_of_the_editor(person, editor):
    person.canvas.setFocus()
    person.press(Qt.Key.Key_F6)
    assert editor.outline.hasFocus()
    person.press(Qt.Key.Key_Tab)
    assert editor.isAncestorOf(QApplication.focusWidget())
    person.press(Qt.Key.Key_F6, Qt.Key.Key_F6)
    assert person.canvas.hasFocus()


def test_a_colour_and_a_name_are_seen_in_the_text_at_once(person):
    person.select("Nous avons tout essayé")
    person.press("2", (Qt.Key.Key_B, CONTROL))
    editor = person.window.verbs.editing.editor

    def look():
        shown = person.canvas.page.looks["CLAIM/THREAT"]
        return shown.color, shown.name

    before = look()
    field = control(editor, "color")
    field.swatches[2].click()
    person.there_and_back(look, before, ("#009E73", before[1]), by_keys=True)
    write(person, control(editor, "names"), "Menacing")
    person.there_and_back(look, ("#009E73", before[1]), ("#009E73", "Menacing"), by_keys=True)
    assert editor.outline.currentItem().text(0) == "Menacing"


def test_the_contrast_of_a_colour_is_said_for_light_and_dark(person, editor):
    editor.show_part(THREAT)
    light, dark = control(editor, "color").samples
    assert light.ratio() >= 3
    assert dark.ratio() >= 3
    assert light.accessibleName().startswith("In light: contrast 8.")
    write(person, control(editor, "color").hex, "#fefefe")
    assert label(person).color == "#fefefe"
    assert light.ratio() >= 3
    write(person, control(editor, "color").hex, "nonsense"[:7])
    assert label(person).color == "#fefefe"


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("question", "Really?", lambda one: one.question["en"]),
        ("definition", "Harm announced.", lambda one: one.definition["en"]),
        ("code", "TH", lambda one: one.code),
    ],
)
def test_words_of_a_label_are_one_edit_each(person, editor, name, written, read):
    editor.show_part(THREAT)
    before = read(label(person))
    write(person, control(editor, name), written)
    person.there_and_back(lambda: read(label(person)), before, written, by_keys=True)


def test_lists_are_one_line_each_in_the_language_chosen(person, editor):
    editor.show_part(THREAT)
    before = label(person).include
    editor.languages.choose("fr")
    field = control(editor, "include")
    field.setFocus()
    field.setPlainText("gel des avoirs\n\n  rupture des  relations ")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    after = {**before, "fr": ("gel des avoirs", "rupture des relations")}
    person.there_and_back(lambda: dict(label(person).include), dict(before), after, by_keys=True)


def test_nothing_changes_by_looking_at_it(person, editor):
    """French rules hold no-break spaces, which a field must not swallow."""
    before = book(person)
    for language in ("fr", "en"):
        editor.languages.choose(language)
        for layer in before.layers:
            for one in layer.labels:
                editor.show_part(Part(LABEL, layer.id, one.id))
            for one in layer.attributes:
                editor.show_part(Part(ATTRIBUTE, layer.id, one.id))
        for one in before.link_types:
            editor.show_part(Part(LINK_TYPE, "", one.id))
        editor.show_part(Part(BOOK))
    editor.commit()
    assert book(person) == before


def test_a_key_is_asked_for_and_a_taken_one_refused(person, editor):
    editor.show_part(THREAT)
    popover = control(editor, "key").ask()
    QTest.keyClick(popover, "1")
    assert "Denial" in popover.said.text()
    french = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Ampersand, Qt.KeyboardModifier(0), 10, 0, 0, "&"
    )
    if sys.platform == "linux":  # the key of the figure 1, on a French keyboard
        popover.said.clear()
        QApplication.sendEvent(popover, french)
        assert "1 stands for Denial" in popover.said.text()
    QTest.keyClick(popover, "x")
    person.window.activateWindow()
    editor.outline.setFocus()
    person.settle()
    person.there_and_back(lambda: label(person).key, "2", "X", by_keys=True)


@pytest.mark.parametrize("modifier", [CONTROL, Qt.KeyboardModifier.AltModifier])
def test_labels_move_by_keys(person, editor, modifier):
    before = shape(person)
    editor.show_part(THREAT)
    for key, after in (
        (Qt.Key.Key_Down, [before[0], before[2], before[1], *before[3:]]),
        (Qt.Key.Key_Up, before),
        (Qt.Key.Key_Right, [before[0], "." + before[1], *before[2:]]),
        (Qt.Key.Key_Left, before),
    ):
        now = shape(person)
        person.press((key, modifier))
        person.there_and_back(lambda: shape(person), now, after, by_keys=True)
        assert editor.outline.chosen == THREAT


def test_labels_move_by_dragging(person, editor, monkeypatch):
    before = shape(person)
    editor.show_part(THREAT)
    outline = editor.outline
    target = next(one for one in outline._items() if one.text(0).startswith("Factual"))

    def drop(where):
        monkeypatch.setattr(outline, "dropIndicatorPosition", lambda: where)
        place = QPointF(outline.visualItemRect(target).center())
        event = QDropEvent(
            place,
            Qt.DropAction.MoveAction,
            QMimeData(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        outline.dropEvent(event)

    outline.scrollToItem(target)
    drop(QAbstractItemView.DropIndicatorPosition.OnItem)
    rest = [one for one in before if one != "THREAT"]
    at = rest.index("FACT") + 1
    person.there_and_back(
        lambda: shape(person), before, [*rest[:at], ".THREAT", *rest[at:]], by_keys=True
    )
    target = next(one for one in outline._items() if one.text(0).startswith("Factual"))
    outline.scrollToItem(target)
    drop(QAbstractItemView.DropIndicatorPosition.AboveItem)
    assert shape(person) == [*rest[: at - 1], "THREAT", *rest[at - 1 :]]


def test_a_label_is_added_named_and_used(person, editor):
    editor.show_part(THREAT)
    before = shape(person)
    person.press(Qt.Key.Key_Insert)
    field = editor.outline.findChild(QLineEdit)
    QTest.keyClicks(field, "Promise")
    QTest.keyClick(field, Qt.Key.Key_Return)
    person.settle()
    at = before.index("THREAT") + 1
    made = book(person).layer("CLAIM").labels[at]
    assert made.name("en") == "Promise"
    assert shape(person) == [*before[:at], made.id, *before[at:]]
    person.press((Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Z, CONTROL))
    assert shape(person) == before
    person.press((Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Y, CONTROL))
    assert book(person).layer("CLAIM").labels[at] == made


@pytest.mark.parametrize("kind", [LAYER, LABEL, ATTRIBUTE, LINK_TYPE, "below"])
def test_every_kind_of_part_is_added_and_taken_away(person, editor, kind):
    editor.show_part(THREAT)
    before = book(person)
    editor.add(kind)
    after = book(person)
    assert after != before
    person.press(Qt.Key.Key_Return)  # the name stays as it is
    person.there_and_back(lambda: book(person), before, after, by_keys=True)
    expected = {"below": LABEL, ATTRIBUTE: LAYER}  # an attribute is a part of its layer's record
    assert editor.outline.chosen.kind == expected.get(kind, kind)


@pytest.mark.parametrize("kind", [LAYER, LABEL, ATTRIBUTE, LINK_TYPE])
def test_what_is_not_used_is_deleted(person, editor, kind):
    editor.show_part(THREAT)
    if kind != LABEL:
        editor.add(kind)
        editor.outline.setFocus()
    with_it = book(person)
    editor.outline.setFocus()
    person.press(Qt.Key.Key_Delete)
    after = book(person)
    assert after != with_it
    person.there_and_back(lambda: book(person), with_it, after, by_keys=True)


def test_what_is_used_is_not_deleted_and_the_count_said(person, editor):
    person.select("Nous avons tout essayé")
    person.press("2")
    before = book(person)
    editor.show_part(THREAT)
    offered = []
    editor.ways_out_wanted.disconnect()
    editor.ways_out_wanted.connect(lambda *label: offered.append(label))
    editor.drop()
    assert offered == [("CLAIM", "THREAT")]
    assert "1" in editor.said.text()
    assert editor.said.isVisible()
    editor.show_part(Part(LAYER, "", "CLAIM"))
    editor.drop()
    assert book(person) == before


def test_attributes_get_answers_labels_and_types(person, editor):
    editor.show_part(THREAT)
    editor.add(ATTRIBUTE)
    part = editor.outline.chosen

    def attribute():
        found = book(person).layer("CLAIM").attributes
        return next(one for one in found if one.id == part.id)

    before = attribute()
    field = control(editor, "values", ATTRIBUTE)
    field.setFocus()
    field.setPlainText("yes\nno\nperhaps")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert [one.id for one in attribute().values] == ["yes", "no", "perhaps"]
    person.there_and_back(lambda: len(attribute().values), 2, 3, by_keys=True)
    picked = control(editor, "labels", ATTRIBUTE)
    assert picked.words() == "all labels"
    picked.choices.actions()[1].trigger()
    person.there_and_back(lambda: attribute().labels, (), ("THREAT",), by_keys=True)
    must = control(editor, "required", ATTRIBUTE)
    must.click()
    person.there_and_back(lambda: attribute().required, before.required, True, by_keys=True)
    kind = control(editor, "type", ATTRIBUTE)
    kind.setCurrentIndex(kind.findData("number"))
    kind.activated.emit(kind.currentIndex())
    person.there_and_back(lambda: attribute().type, "choice", "number", by_keys=True)
    assert not field.isVisible()


def test_links_say_what_they_join(person, editor):
    editor.show_part(Part(LINK_TYPE, "", "said_by"))

    def ends():
        found = book(person).link_type("said_by")
        return found.targets, found.limit

    before = ends()
    targets = control(editor, "targets", LINK_TYPE)
    entity = next(one for one in targets.choices.actions() if one.data() == "ENTITY")
    entity.trigger()
    assert "ENTITY" in ends()[0]
    person.there_and_back(ends, before, ends(), by_keys=True)
    write(person, control(editor, "limit", LINK_TYPE), "2")
    assert ends()[1] == 2


def test_the_passage_panel_shows_a_new_attribute(person, editor):
    person.select("Nous avons tout essayé")
    person.press("2")
    editor.show_part(THREAT)
    editor.add(ATTRIBUTE)
    person.settle()
    (card,) = person.window.passage.cards.values()
    assert editor.outline.chosen.id in card.values.controls


def test_answers_keep_their_ids_when_they_are_spelled_anew():
    known = (
        Choice(id="a", names={"en": "head of state", "fr": "chef d’État"}),
        Choice(id="b", names={"en": "minister"}),
        Choice(id="c"),
    )
    again = answers(known, ("c", "minister", "Head of State"), "en")
    assert [one.id for one in again] == ["c", "b", "a"]
    assert again[2].names == {"en": "Head of State", "fr": "chef d’État"}
    assert [one.id for one in answers(known, ("minister", "expert"), "en")] == ["b", "expert"]
    assert answers(known, ("head of state", "minister", "c"), "en")[0] == known[0]


def test_two_hundred_labels_are_no_burden(person, editor):
    many = tuple(
        Label(id=f"M{number}", layer="MANY", names={"en": f"Many {number}"}, color="#0072B2")
        for number in range(200)
    )
    with person.window.session.edit(say("Add"), labels=False) as project:
        codebooks.put_layer(project, Layer(id="MANY"))
        codebooks.arrange(project, Layer(id="MANY", labels=many))
    editor.show_part(Part(LABEL, "MANY", "M100"))
    person.settle()
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        control(editor, "color").swatches[len(spent)].click()
        editor.shift(Part(LABEL, "MANY", "M100"), "up")
        QApplication.processEvents()
        spent.append(time.perf_counter() - began)
    assert min(spent) < 10


CUE = Part(LINK_ATTRIBUTE, "said_by", "cue")


def test_attributes_of_links_are_edited_like_those_of_layers(person, editor):
    editor.show_part(CUE)
    form = editor.forms[LINK_ATTRIBUTE]
    assert form.isVisible()
    assert not form.labels.isVisible()
    assert not form.key.isVisible()

    def attributes():
        return book(person).link_type("said_by").attributes

    before = attributes()
    write(person, control(editor, "names", LINK_ATTRIBUTE), "Signal")
    renamed = (replace(before[0], names={**before[0].names, "en": "Signal"}),)
    person.there_and_back(attributes, before, renamed, by_keys=True)
    assert editor.outline.chosen == CUE
    editor.outline.setFocus()
    person.press(Qt.Key.Key_Insert, Qt.Key.Key_Return)
    assert [one.id for one in attributes()] == ["cue", "new_attribute"]
    assert editor.outline.chosen.id == "new_attribute"
    person.there_and_back(lambda: len(attributes()), 1, 2, by_keys=True)
    editor.show_part(Part(LINK_ATTRIBUTE, "said_by", "new_attribute"))
    editor.outline.setFocus()
    person.press((Qt.Key.Key_Up, CONTROL))
    person.there_and_back(
        lambda: [one.id for one in attributes()],
        ["cue", "new_attribute"],
        ["new_attribute", "cue"],
        by_keys=True,
    )
    editor.show_part(Part(LINK_ATTRIBUTE, "said_by", "new_attribute"))
    editor.outline.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.there_and_back(lambda: len(attributes()), 2, 1, by_keys=True)


def test_an_attribute_that_links_answer_is_not_deleted(person, editor):
    person.select("l’île n’accepterait aucun péage")
    person.press("3", "s", Qt.Key.Key_Return)
    before = book(person)
    editor.show_part(CUE)
    editor.drop()
    assert book(person) == before
    assert "1" in editor.said.text()


def test_a_new_attribute_of_links_is_asked_in_the_passage_panel(person, editor):
    person.select("l’île n’accepterait aucun péage")
    person.press("3", "s", Qt.Key.Key_Return)
    editor.show_part(Part(LINK_TYPE, "", "said_by"))
    editor.add(ATTRIBUTE)
    person.settle()
    card = next(iter(person.window.passage.cards.values()))
    (row,) = card.links.rows
    assert list(row.values.controls) == ["cue", "new_attribute"]
