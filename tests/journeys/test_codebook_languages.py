"""A codebook in more languages than the window has: each to be read, written and carried."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from annotator.desktop.codebook_editor.attribute_form import answers
from annotator.desktop.codebook_editor.parts import ATTRIBUTE, BOOK, LABEL, LINK_TYPE, Part
from annotator.domain.codebook import Choice
from annotator.formats import codebook_file
from annotator.store import rechecks
from tests.journeys.codebook_editing import CONTROL, THREAT, book, control, label, write


def speak(person, editor, codes):
    editor.show_part(Part(BOOK))
    write(person, control(editor, "languages", BOOK), codes)


def test_a_language_that_is_listed_can_be_written_in_at_once(person, editor):
    speak(person, editor, "en, fr DE pt-BR")
    assert book(person).languages == ("en", "fr", "de", "pt-BR")
    assert editor.languages.values == ["en", "fr", "de", "pt-BR"]
    person.press((Qt.Key.Key_Z, CONTROL))
    assert editor.languages.values == list(book(person).languages)
    assert "de" not in editor.languages.values
    person.press((Qt.Key.Key_Y, CONTROL))
    editor.languages.button("de").click()
    editor.show_part(THREAT)
    name = control(editor, "names")
    assert name.text() == ""
    assert name.placeholderText() == "Threat, warning (en)"
    write(person, name, "Drohung")
    write(person, control(editor, "definition"), "Jemandem wird Schaden angedroht.")
    write(person, control(editor, "include"), "Ultimatum")
    found = label(person)
    assert (found.names["de"], found.names["en"]) == ("Drohung", "Threat, warning")
    assert found.definition["de"] == "Jemandem wird Schaden angedroht."
    assert found.include["de"] == ("Ultimatum",)
    assert editor.outline.currentItem().text(0) == "Drohung"
    editor.languages.button("en").click()
    assert editor.outline.currentItem().text(0) == "Threat, warning"
    assert name.placeholderText() == ""


def test_what_is_being_written_belongs_to_the_language_it_was_begun_in(person, editor):
    speak(person, editor, "en fr de")
    editor.show_part(THREAT)
    field = control(editor, "definition")
    field.setFocus()
    field.setPlainText("Harm is announced.")
    editor.languages.button("de").click()
    assert label(person).definition["en"] == "Harm is announced."
    assert "de" not in label(person).definition
    assert field.toPlainText() == ""


def test_new_parts_and_new_names_are_in_the_language_chosen(person, editor):
    speak(person, editor, "en fr de")
    editor.languages.button("de").click()
    editor.show_part(THREAT)
    editor.outline.setFocus()
    person.press(Qt.Key.Key_F2)
    field = editor.outline.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Drohung")
    QTest.keyClick(field, Qt.Key.Key_Return)
    person.settle()
    assert label(person).names["de"] == "Drohung"
    for kind, read in (
        (LABEL, lambda: label(person, editor.outline.chosen.id)),
        (ATTRIBUTE, lambda: book(person).layer("CLAIM").attributes[-1]),
        (LINK_TYPE, lambda: book(person).link_types[-1]),
    ):
        editor.show_part(THREAT)
        editor.add(kind)
        person.press(Qt.Key.Key_Return)
        assert list(read().names) == ["de"]


def test_what_is_no_language_is_refused_with_a_sentence(person, editor):
    before = book(person)
    speak(person, editor, "en german")
    assert editor.said.text() == "the language “german” is not like en or fr-CA."
    assert book(person) == before
    assert control(editor, "languages", BOOK).text() == " ".join(before.languages)


def test_no_language_with_words_is_out_of_reach(person, editor):
    speak(person, editor, "en fr de")
    editor.languages.button("de").click()
    editor.show_part(THREAT)
    write(person, control(editor, "names"), "Drohung")
    speak(person, editor, "fr")
    assert editor.languages.values == ["fr", "en", "de"]
    assert editor.languages.value == "de"


def test_files_carry_every_language(person, editor):
    speak(person, editor, "en fr de pt-BR")
    for code, name in (("de", "Drohung"), ("pt-BR", "Ameaca")):
        editor.languages.button(code).click()
        editor.show_part(THREAT)
        write(person, control(editor, "names"), name)
    assert codebook_file.read(codebook_file.write(book(person)), "book.json") == book(person)


def test_answers_get_a_name_in_another_language_one_by_one():
    known = (
        Choice(id="a", names={"en": "minister", "fr": "ministre"}),
        Choice(id="b", names={"en": "expert"}),
    )
    found = answers(known, ("Minister", "expert"), "de")
    assert [one.id for one in found] == ["a", "b"]
    assert found[0].names == {"en": "minister", "fr": "ministre", "de": "Minister"}
    assert found[1] == known[1]


def test_a_translation_of_a_rule_lets_nothing_wait(person, editor):
    person.select("Nous avons tout essayé")
    person.press("2")
    speak(person, editor, "en fr de")
    editor.languages.button("de").click()
    editor.show_part(THREAT)
    write(person, control(editor, "definition"), "Schaden wird angedroht.")
    assert label(person).definition["de"]
    assert rechecks.waiting(person.project, person.window.session.set) == []
    write(person, control(editor, "definition"), "Schaden.")
    assert len(rechecks.waiting(person.project, person.window.session.set)) == 1
