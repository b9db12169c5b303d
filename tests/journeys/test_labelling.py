"""Labelling by keyboard and mouse, each gesture done, undone and done again."""

import pytest
from PySide6.QtCore import Qt

from annotator.desktop import labelling
from annotator.desktop.panels import annotation_edits
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import import_files, projects
from annotator.store import annotations, entries, links, states
from annotator.store.ids import new_id

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
QUOTE = "«La politique de Tarsk est hostile»"
FIRST_HALF, SECOND_HALF = "« Nous avons tout essayé »", "« et nous ne céderons pas »"


def back_and_again(person, before):
    """Undo everything since `before` was the picture, then redo it."""
    after = (person.found(), person.shown())
    steps = 0
    while (person.found(), person.shown()) != before:
        person.press((Qt.Key.Key_Z, CTRL))
        steps += 1
        assert steps < 20
    for _ in range(steps):
        person.press((Qt.Key.Key_Y, CTRL))
    assert (person.found(), person.shown()) == after


@pytest.fixture
def before(person):
    return person.found(), person.shown()


def test_six_keys_from_the_caret_to_a_linked_accusation(person, before):
    vern = RegisterEntry(id=new_id(), name="Aldo Vern")
    with person.window.session.edit(say("New entry {name}", name="Aldo Vern")):
        entries.put(person.project, vern)
    person.put_caret(QUOTE, inside=5)
    person.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert person.canvas.selection() == person.span(QUOTE)
    person.press("5", "s", Qt.Key.Key_Return)
    assert person.found() == [("ACCUSATION", QUOTE), ("PERSON", "Vern")]
    (link,) = links.of_annotation(person.project, person.window.desk.current[0])
    assert (link.type, link.kind) == ("said_by", "annotation")
    mention = annotations.get(person.project, link.target)
    assert (mention.entry, mention.attributes) == (vern.id, {"mention": "named"})
    assert person.canvas.hasFocus()
    back_and_again(person, before)


def test_a_mouse_selection_finds_words_and_marks(person, before):
    person.drag("politique de Tarsk", nudge=(8, -8))
    assert person.canvas.selection() == person.span("politique de Tarsk")
    person.press("1")
    assert person.found() == [("DENIAL", "politique de Tarsk")]
    back_and_again(person, before)


def test_alt_keeps_the_raw_edges(person):
    person.drag("politique de Tarsk", Qt.KeyboardModifier.AltModifier, nudge=(8, 0))
    selected = person.canvas.selection().cut(person.text)
    assert selected.endswith("Tarsk")
    assert not selected.startswith("p")


def test_the_popup_labels_what_the_mouse_selected(person, before, qtbot):
    person.drag("Noria", nudge=(1, -1))
    popup = person.window.overlays.labels
    assert popup.is_open
    popup.label_requested.emit("ENTITY", "ORG")
    assert person.found()[0][0] == "ORG"
    back_and_again(person, before)


def test_an_interrupted_quotation_is_one_passage(person, before):
    person.select(FIRST_HALF)
    person.press("3")
    person.select(SECOND_HALF)
    person.press("+")
    assert person.found() == [("COMMITMENT", f"{FIRST_HALF} […] {SECOND_HALF}")]
    assert len(person.shown()) == 2
    back_and_again(person, before)


def test_fragments_can_wait_for_their_label(person, before):
    person.select(FIRST_HALF)
    person.press("+")
    person.select(SECOND_HALF)
    person.press("3")
    assert person.found() == [("COMMITMENT", f"{FIRST_HALF} […] {SECOND_HALF}")]
    back_and_again(person, before)


def test_several_labels_on_the_same_words(person, before):
    person.select("Aldo Vern")
    person.press("p")
    person.select("Aldo Vern")
    person.press("n")
    assert sorted(person.found()) == [("PER", "Aldo Vern"), ("PERSON", "Aldo Vern")]
    assert len(person.window.desk.current) == 2
    assert len(person.window.passage.cards) == 2
    back_and_again(person, before)


def test_an_exclusive_layer_replaces(person, before):
    person.select(QUOTE)
    person.press("5")
    person.select(QUOTE)
    person.press("7")
    assert person.found() == [("EVALUATION", QUOTE)]
    person.press("8")  # nothing selected: the passage in hand
    assert person.found() == [("FACT", QUOTE)]
    back_and_again(person, before)


def test_the_same_label_is_not_given_twice(person, before):
    for key in ("l", "n"):
        person.select("Tarsk")
        person.press(key)
    assert sorted(person.found()) == [("LOC", "Tarsk"), ("PER", "Tarsk")]
    person.press("l")  # nothing selected: the passage in hand carries it already
    assert sorted(person.found()) == [("LOC", "Tarsk"), ("PER", "Tarsk")]
    named = next(one for one in person.window.desk.annotations() if one.label == "PER")
    with pytest.raises(AnnotatorError, match="already"):
        annotation_edits.relabel(person.window.session, named.id, "LOC")
    back_and_again(person, before)


def test_a_labelled_speaker_is_named_and_not_labelled_again(person, before):
    person.select("Vern", nth=1)
    person.press("p")
    person.select("Vern", nth=1)
    person.press("s", "Aldo Vern", Qt.Key.Key_Return)
    assert person.found() == [("PERSON", "Vern")]
    (named,) = person.window.desk.annotations()
    assert named.entry == entries.everyone(person.project)[0].id
    back_and_again(person, before)


def test_tab_finds_passages_of_the_same_ends(person):
    person.select("politique de Tarsk")
    person.press("1")
    person.press(Qt.Key.Key_Escape)
    for part in ("politique", "Tarsk"):
        person.select(part)
        person.press("+")
    person.press("2", Qt.Key.Key_Escape, (Qt.Key.Key_Home, CTRL))
    seen = []
    for _ in range(3):
        person.press(Qt.Key.Key_Tab)
        seen.append(person.in_hand()[0][1])
    assert seen[0] == seen[2] != seen[1]
    assert set(seen) == {"politique de Tarsk", "politique […] Tarsk"}
    for _ in range(2):
        person.press((Qt.Key.Key_Backtab, SHIFT))
        seen.append(person.in_hand()[0][1])
    assert seen[3] == seen[1]
    assert seen[4] == seen[0]


def test_a_new_name_makes_an_entry_and_links_it(person, before):
    person.select(QUOTE)
    person.press("5", "s", "Carla Vern", Qt.Key.Key_Return)
    (entry,) = entries.everyone(person.project)
    assert entry.name == "Carla Vern"
    (link,) = links.of_annotation(person.project, person.window.desk.current[0])
    assert link.target == entry.id
    person.press((Qt.Key.Key_Z, CTRL))
    assert entries.everyone(person.project) == []
    person.press((Qt.Key.Key_Y, CTRL))
    back_and_again(person, before)


def test_a_selected_name_becomes_the_speaker_of_the_claim_in_hand(person, before):
    person.select(QUOTE)
    person.press("5")
    person.select("Vern", nth=1)
    person.press("s", "Aldo Vern", Qt.Key.Key_Return)
    assert person.found() == [("ACCUSATION", QUOTE), ("PERSON", "Vern")]
    (link,) = links.of_annotation(person.project, person.window.desk.current[0])
    assert link.kind == "annotation"
    assert entries.everyone(person.project)[0].aliases == (), "a name is offered, never taken"
    back_and_again(person, before)


def test_a_claim_is_linked_to_the_mention_after_it(person):
    person.select("Vern", nth=1)
    person.press("p")
    person.select(QUOTE)
    person.press("5", "s", Qt.Key.Key_Return)
    (link,) = links.of_annotation(person.project, person.window.desk.current[0])
    assert link.kind == "annotation"
    assert person.canvas.scene.ties


def test_edges_move_by_words(person, before):
    person.select("politique de Tarsk")
    person.press("1", "[")
    assert person.found() == [("DENIAL", "La politique de Tarsk")]
    person.press("]", "{", "}")
    assert person.found() == [("DENIAL", "politique de Tarsk")]
    back_and_again(person, before)


def test_tab_walks_passages_round_and_round(person):
    for words, key in (("Aldo Vern", "p"), (QUOTE, "5"), ("Tarsk", "l")):
        person.select(words)
        person.press(key)
    person.press(Qt.Key.Key_Escape, (Qt.Key.Key_Home, CTRL))
    seen = []
    for _ in range(4):
        person.press(Qt.Key.Key_Tab)
        seen.append(person.in_hand()[0][0])
    assert seen == ["PERSON", "ACCUSATION", "LOC", "PERSON"]
    person.press((Qt.Key.Key_Backtab, SHIFT))
    assert person.in_hand()[0][0] == "LOC"


def test_clicking_again_takes_the_outer_passage(person):
    person.select(QUOTE)
    person.press("5")
    person.select("Tarsk")
    person.press("l", Qt.Key.Key_Escape)
    person.click("Tarsk")
    assert person.in_hand() == [("LOC", "Tarsk")]
    person.click("Tarsk")
    assert person.in_hand() == [("ACCUSATION", QUOTE)]
    person.click("Tarsk")
    assert person.in_hand() == [("LOC", "Tarsk")]


def test_delete_takes_the_links_along_and_undo_brings_them_back(person, before):
    person.select("Vern", nth=1)
    person.press("p")
    person.select(QUOTE)
    person.press("5", "s", Qt.Key.Key_Return)
    person.click("Vern", nth=1)
    person.press(Qt.Key.Key_Delete)
    assert person.found() == [("ACCUSATION", QUOTE)]
    assert links.count(person.project) == 0
    person.press((Qt.Key.Key_Z, CTRL))
    assert links.count(person.project) == 1
    back_and_again(person, before)


def test_notes_and_values(person, before):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a revoir")
    person.canvas.setFocus()
    person.settle()
    (card,) = person.window.passage.cards.values()
    assert person.window.desk.annotations()[0].note == "a revoir"
    person.press((Qt.Key.Key_Z, CTRL))
    assert person.window.desk.annotations()[0].note == ""
    assert card.note.toPlainText() == ""
    back_and_again(person, before)


def test_done_goes_on_to_the_next_article(person):
    first = person.window.session.article
    person.press((Qt.Key.Key_Return, CTRL))
    second = person.window.session.article
    assert second != first
    assert states.of_article(person.project, first, person.window.session.set) == "done"
    person.press((Qt.Key.Key_Z, CTRL))
    assert states.of_article(person.project, first, person.window.session.set) == "not_started"
    assert person.window.session.article == first


def test_labelling_begins_the_article(person):
    person.select("Tarsk")
    person.press("l")
    article, own = person.window.session.article, person.window.session.set
    assert states.of_article(person.project, article, own) == "in_progress"


def test_letters_typed_into_fields_label_nothing(person):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_F, CTRL), "popul 5")
    assert person.found() == [("ACCUSATION", QUOTE)]
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.hasFocus()


def test_escape_lets_go_one_thing_at_a_time(person):
    person.select(QUOTE)
    person.press("5")
    person.select("Noria")
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.selection() is None
    assert person.window.desk.current
    person.press(Qt.Key.Key_Escape)
    assert not person.window.desk.current


def test_f2_goes_to_the_attributes(person, before):
    person.select(QUOTE)
    person.press("5", Qt.Key.Key_F2)
    (card,) = person.window.passage.cards.values()
    speech = card.values.controls["speech"]
    assert speech.hasFocus()
    speech.setCurrentIndex(1)
    speech.activated.emit(1)  # what choosing from the opened list does
    assert person.window.desk.annotations()[0].attributes == {"speech": "direct"}
    back_and_again(person, before)


def captions(person):
    """What the canvas writes above claims."""
    marks = person.canvas.page.index.between(0, len(person.text))
    return [mark.caption for mark in marks if mark.look.startswith("CLAIM/")]


def test_a_claims_caption_says_who_speaks(person):
    person.select(QUOTE)
    person.press("5")
    assert captions(person) == [""]
    person.select("Vern", nth=1)
    person.press("p")
    person.select(QUOTE)
    person.press("5", "s", Qt.Key.Key_Return)
    assert captions(person) == ["Accusation · Vern"]
    person.click("Vern", nth=1)
    person.press("s", "Aldo Vern", (Qt.Key.Key_Return, CTRL))
    assert captions(person) == ["Accusation · Aldo Vern"]
    person.press((Qt.Key.Key_Z, CTRL))
    assert captions(person) == ["Accusation · Vern"]
    person.press((Qt.Key.Key_Z, CTRL))
    assert captions(person) == [""]
    person.press((Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Y, CTRL))
    assert captions(person) == ["Accusation · Aldo Vern"]
    person.click("Vern", nth=1)
    person.press(Qt.Key.Key_Delete)
    assert captions(person) == [""]


def test_edges_that_meet_those_of_a_twin_take_nothing_along(person, before):
    person.select("politique de Tarsk")
    person.press("5")
    person.select("politique de")
    person.press("5", "]")
    assert person.found() == [("ACCUSATION", "politique de Tarsk")] * 2
    (card,) = person.window.passage.cards.values()
    assert "twice" in card.shortcomings.text()
    person.press("]")
    assert {words for _, words in person.found()} == {
        "politique de Tarsk est",
        "politique de Tarsk",
    }
    back_and_again(person, before)


def test_a_caption_shortens_many_words_to_one_line(person):
    person.select(QUOTE)
    person.press("5")
    claim = person.window.desk.current[0]
    person.select(person.text[:60])
    person.press("p")
    labelling.link_to_mention(person.window.session, claim, person.window.desk.current[0])
    label, speaker = captions(person)[0].split(" · ")
    assert label == "Accusation"
    assert len(speaker) <= 30
    assert speaker.endswith("…")
    assert " ".join(person.text.split()).startswith(speaker[:-1])


def test_without_a_layer_of_speakers_nothing_is_made(new_person, folder, tmp_path):
    book = tmp_path / "book.json"
    book.write_text('{"id": "b", "version": "1", "layers": [{"id": "X", "labels": ["Y"]}]}')
    place = tmp_path / "plain.annot"
    project = projects.make(place, "Ana", book)
    import_files.run(project, [folder])
    projects.close(project)
    person = new_person(place)
    person.select("Aldo Vern")
    person.press("s", "Aldo Vern", Qt.Key.Key_Return)
    assert entries.everyone(person.project) == []
    assert person.found() == []
