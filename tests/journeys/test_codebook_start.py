"""Where a codebook comes from, and examples taken from the text."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.desktop.dialogs.start_codebook_dialog import (
    BLANK,
    DEFAULT,
    FILE,
    SET,
    StartCodebookDialog,
)
from annotator.domain.sentence import AnnotatorError
from annotator.formats import codebook_file
from annotator.jobs import codebook_sources, projects
from tests.journeys.codebook_editing import CONTROL, book

EXAMPLE = (Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def ids(person):
    return [f"{one.layer}/{one.id}" for one in book(person).labels()]


def start_from(person, choice, set_at=0):
    def look():
        found = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, StartCodebookDialog)
        ]
        dialog = next(one for one in found if one.isVisible())
        dialog.choices[choice].click()
        dialog.sets.setCurrentIndex(set_at)
        dialog.main.click()

    QTimer.singleShot(50, look)
    person.window.actions_table["start_codebook"].trigger()
    person.settle()


def test_a_blank_codebook_and_the_default_one_again(person):
    before = book(person)
    start_from(person, BLANK)
    blank = book(person)
    assert ids(person) == ["LABELS/LABEL"]
    person.there_and_back(lambda: book(person), before, blank)
    person.select("Nous avons tout essayé")
    person.window.verbs.label("LABELS", "LABEL")
    assert person.found() == [("LABEL", "Nous avons tout essayé")]
    start_from(person, DEFAULT)
    assert ids(person)[-1] == "LABELS/LABEL"
    assert book(person).layers[:-1] == before.layers
    assert "1 label stayed" in person.window.overlays.notices.notices[-1].words


def test_labels_in_use_stay_and_lose_a_key_that_is_taken(person):
    person.select("Nous avons tout essayé")
    person.press("2")
    start_from(person, BLANK)
    assert ids(person) == ["LABELS/LABEL", "CLAIM/THREAT"]
    assert person.found() == [("THREAT", "Nous avons tout essayé")]
    assert book(person).label("CLAIM", "THREAT").key == "2"
    person.there_and_back(lambda: len(ids(person)), 18, 2)


def test_only_the_labels_of_a_set(person):
    before = ids(person)
    person.select("Nous avons tout essayé")
    person.press("2")
    person.select("Aldo Vern")
    person.press("P")
    start_from(person, SET)
    assert ids(person) == ["SPEAKER/PERSON", "CLAIM/THREAT"]
    assert "ENTITY" not in {end for one in book(person).link_types for end in one.targets}
    person.there_and_back(lambda: ids(person), before, ["SPEAKER/PERSON", "CLAIM/THREAT"])


@pytest.mark.parametrize("ending", [".json", ".annot"])
def test_another_project_or_a_file(person, tmp_path, monkeypatch, ending):
    other = codebook_sources.blank("Tones", "Calm", "en")
    place = tmp_path / f"other{ending}"
    file = tmp_path / "book.json"
    file.write_text(codebook_file.write(other), encoding="utf-8")
    if ending == ".annot":
        projects.close(projects.make(place, "Ana", file))
    else:
        place = file
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(place), ""))
    before = book(person)
    start_from(person, FILE)
    person.there_and_back(lambda: book(person), before, other)


def test_a_file_with_mistakes_changes_nothing(tmp_path):
    place = tmp_path / "broken.json"
    place.write_text('{"id": "x"}', encoding="utf-8")
    with pytest.raises(AnnotatorError):
        codebook_sources.of_file(place)


def test_a_new_project_offers_another_codebook(person, tmp_path, monkeypatch):
    place = str(tmp_path / "new.annot")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (place, ""))
    person.press((Qt.Key.Key_N, CONTROL))
    (notice,) = person.window.overlays.notices.notices
    assert "Statements in the press" in notice.words


def test_one_key_makes_the_passage_an_example(person):
    def examples():
        return book(person).label("CLAIM", "THREAT").examples["en"]

    before = examples()
    person.select("Nous avons tout essayé")
    person.press("2", EXAMPLE)
    person.there_and_back(examples, before, (*before, "“Nous avons tout essayé”"))
    person.press(EXAMPLE)
    assert len(examples()) == len(before) + 1
    assert "already" in person.window.overlays.notices.notices[-1].words


def test_without_a_passage_there_is_no_example(person):
    before = book(person)
    person.press(EXAMPLE)
    assert book(person) == before
    assert person.window.overlays.notices.notices
