"""A codebook that changes while people label: versions, checking again, merging, splitting."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.desktop import tasks
from annotator.desktop.codebook_editor import editing as codebook_editing
from annotator.desktop.codebook_editor.parts import LABEL
from annotator.store import annotations, codebooks, history, integrity, rechecks, versions
from tests.journeys.codebook_editing import CONTROL, THREAT, when_asked

RECHECK = (Qt.Key.Key_R, CONTROL | Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def editor(person):
    """Two threats and a denial are labelled, and the editor is open."""
    for words, key in (("Nous avons tout essayé", "2"), ("nous ne céderons pas", "2")):
        person.select(words)
        person.press(key)
    person.select("Tarsk dément")
    person.press("1", (Qt.Key.Key_B, CONTROL))
    return person.window.verbs.editing.editor


def answer(kind, act):
    """Answer the dialog that opens next."""

    def checked(dialog):
        assert type(dialog).__name__ == kind
        act(dialog)

    when_asked(checked)


def queue(person):
    mine = rechecks.waiting(person.project, person.window.session.set)
    return [(words_of(person, one.annotation), one.opened) for one in mine]


def words_of(person, annotation):
    return annotations.get(person.project, annotation).words(person.text)


def version_of(person, words):
    session = person.window.session
    mine = annotations.of_article(person.project, session.article, session.set)
    return next(one.codebook_version for one in mine if one.words(person.text) == words)


def labels(person):
    return [one.id for one in codebooks.current(person.project).layer("CLAIM").labels]


def define(editor, words):
    editor.show_part(THREAT)
    field = editor.forms[LABEL].questions["definition"].control
    field.setFocus()
    field.setPlainText(words)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_a_version_is_published_with_its_note_and_read_afterwards(person, editor):
    define(editor, "Harm is announced.")

    def known():
        return [(one.version, one.note) for one in versions.everyone(person.project)]

    def publish(dialog):
        assert dialog.version.text() == "1.1.0"
        assert dialog.found.lines == ["Threat, warning, definition (en): changed."]
        dialog.note.setPlainText("Sharper")
        dialog.main.click()

    answer("PublishDialog", publish)
    editor.head.publish.click()
    person.there_and_back(known, [("1.0.0", "")], [("1.0.0", ""), ("1.1.0", "Sharper")])
    assert editor.head.version.text() == "1.1.0"
    dialog = person.window.verbs.editing.show_versions()
    assert dialog.found.lines == []
    dialog.old.setCurrentIndex(dialog.old.count() - 1)
    assert dialog.found.lines == ["Threat, warning, definition (en): changed."]
    assert "Sharper" not in dialog.about.text()
    dialog.new.setCurrentIndex(1)
    assert "Sharper" in dialog.about.text()
    dialog.close()


def test_annotations_keep_the_version_they_were_made_under(person, editor):
    assert version_of(person, "Tarsk dément") == "1.0.0"
    define(editor, "Harm is announced.")
    person.select("essayé")
    person.press("2")
    assert version_of(person, "essayé").startswith("1.0.0+")
    assert version_of(person, "essayé") == editor.head.version.text()
    assert version_of(person, "Tarsk dément") == "1.0.0"


def test_the_history_of_a_passage_names_the_codebook_it_was_made_under(person, editor):
    define(editor, "Harm is announced.")
    person.press(Qt.Key.Key_Escape)
    person.select("essayé")
    person.press("2")
    now = person.window.session.codebook_version
    card = next(iter(person.window.passage.cards.values()))
    card.history.toggle.click()
    assert card.history.list.text().endswith(f"codebook {now}")
    person.click("Tarsk dément")
    card = next(iter(person.window.passage.cards.values()))
    card.history.toggle.click()
    assert card.history.list.text().endswith("codebook 1.0.0")


def test_another_rule_lets_its_annotations_wait_and_two_keys_work_through_them(person, editor):
    define(editor, "Harm is announced.")
    both = [("Nous avons tout essayé", False), ("nous ne céderons pas", False)]
    person.there_and_back(lambda: queue(person), [], both)
    person.canvas.setFocus()
    person.press(RECHECK)
    bar = person.window.verbs.rechecking.bar
    assert bar.isVisible()
    assert bar.hasFocus()
    assert "Threat" in bar.label.text()
    assert person.in_hand()[0] == ("THREAT", "Nous avons tout essayé")
    person.press(Qt.Key.Key_Return)
    assert queue(person) == both[1:]
    assert person.in_hand()[0] == ("THREAT", "nous ne céderons pas")
    now = person.window.session.codebook_version
    assert version_of(person, "Nous avons tout essayé") == now
    person.press("o")
    assert queue(person) == [("nous ne céderons pas", True)]
    assert not bar.isVisible()
    assert person.canvas.hasFocus()
    person.press("3")
    person.there_and_back(lambda: queue(person), [("nous ne céderons pas", True)], [])


def test_wording_alone_lets_nothing_wait(person, editor):
    editor.forms[LABEL].only_words.setChecked(True)
    define(editor, "Harm is announced.")
    assert queue(person) == []


def test_names_colours_and_examples_let_nothing_wait(person, editor):
    editor.show_part(THREAT)
    form = editor.forms[LABEL]
    form.questions["color"].control.swatches[0].click()
    form.questions["names"].control.setText("Menacing")
    form.questions["examples"].control.setPlainText("« Gare à vous »")
    editor.commit()
    assert codebooks.current(person.project).label("CLAIM", "THREAT").names["en"] == "Menacing"
    assert queue(person) == []


def test_a_label_in_use_is_merged_into_another_one(person, editor):
    before = (labels(person), person.found())
    editor.show_part(THREAT)

    def merge(dialog):
        dialog.others.setCurrentIndex(dialog.others.findData("DENIAL"))
        dialog.main.click()

    answer("UsedLabelDialog", merge)
    editor.drop()
    after = (
        [one for one in before[0] if one != "THREAT"],
        [("DENIAL", words) for _, words in before[1]],
    )
    person.there_and_back(lambda: (labels(person), person.found()), before, after)
    assert all(look == "CLAIM/DENIAL" for _, _, look in person.shown())


def test_a_label_in_use_goes_with_its_annotations(person, editor):
    before = (labels(person), person.found())
    editor.show_part(THREAT)

    def drop(dialog):
        said = [one.text() for one in dialog.findChildren(QLabel)]
        assert "2 annotations carry Threat, warning. What becomes of them?" in said
        dialog.drop.setChecked(True)
        dialog.main.click()

    answer("UsedLabelDialog", drop)
    editor.drop()
    after = ([one for one in before[0] if one != "THREAT"], [("DENIAL", "Tarsk dément")])
    person.there_and_back(lambda: (labels(person), person.found()), before, after)


@pytest.mark.parametrize("stopped", [True, False])
def test_very_many_annotations_change_behind_a_bar(person, editor, monkeypatch, stopped):
    monkeypatch.setattr(codebook_editing, "MANY", 1)
    monkeypatch.setattr(tasks, "run", lambda _window, _title, job: job(lambda *_: not stopped))
    before = (labels(person), person.found())
    editor.show_part(THREAT)
    answer("UsedLabelDialog", lambda dialog: dialog.main.click())
    editor.drop()
    assert ((labels(person), person.found()) == before) is stopped
    assert list(integrity.problems(person.project)) == []


def test_whoever_does_not_answer_changes_nothing(person, editor):
    before = history.last_saved(person.project)
    editor.show_part(THREAT)
    answer("UsedLabelDialog", lambda dialog: dialog.cancel.click())
    editor.drop()
    assert history.last_saved(person.project) == before
    assert "2" in editor.said.text()


def test_a_split_label_lets_its_annotations_wait(person, editor):
    before = (labels(person), queue(person))
    editor.show_part(THREAT)

    def split(dialog):
        assert not dialog.main.isEnabled()
        dialog.names.setPlainText("Warning\n\nUltimatum\nWarning")
        dialog.main.click()

    answer("SplitDialog", split)
    editor.head.split_wanted.emit()
    place = before[0].index("THREAT") + 1
    after = (
        [*before[0][:place], "WARNING", "ULTIMATUM", *before[0][place:]],
        [("Nous avons tout essayé", False), ("nous ne céderons pas", False)],
    )
    person.there_and_back(lambda: (labels(person), queue(person)), before, after)
    made = codebooks.current(person.project).label("CLAIM", "WARNING")
    assert made.definition == codebooks.current(person.project).label("CLAIM", "THREAT").definition
    assert made.key == ""


def test_nothing_waits_at_first(person):
    person.press(RECHECK)
    assert person.window.overlays.notices.notices[0].words == "Nothing waits to be checked again."
    assert person.window.verbs.rechecking.bar is None
