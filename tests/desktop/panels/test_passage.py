"""The passage's panel: every change through its widgets, undone and done again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton

from annotator.desktop import theme
from annotator.desktop.controls.lines import Lines
from annotator.desktop.panels.passage import PassagePanel
from annotator.domain.annotation import Link
from annotator.domain.codebook import Attribute, Choice
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.store import annotations, closing, codebooks, entries, links, opening
from annotator.store.ids import new_id


@pytest.fixture
def article(desk):
    return desk.add_articles(1)[0]


@pytest.fixture
def claim(desk, article):
    return desk.annotate(article, "CLAIM", "THREAT", "Tout navire intrus", "rien ne rouvrira")


@pytest.fixture
def speaker(desk, article):
    return desk.annotate(article, "SPEAKER", "PERSON", "l’amiral Odile Marchais 🚢")


@pytest.fixture
def panel(desk, qtbot):
    made = PassagePanel(desk.session)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    made.activateWindow()
    desk.session.changed.connect(lambda _edit: QApplication.processEvents())
    return made


@pytest.fixture
def card(desk, panel, article, claim):
    panel.show_annotations(desk.text(article), [claim])
    return panel.cards[claim]


def pick(qtbot, box, words):
    """Choose an item with the keyboard, as a person would."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    view = box.view()
    view.setCurrentIndex(box.model().index(box.findText(words), 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def link_to(desk, source, target, kind="annotation", type="said_by"):
    made = Link(id=new_id(), type=type, source=source, kind=kind, target=target)
    with desk.session.edit(say("Link")) as project:
        links.put(project, made)
    return made.id


def enter(desk, name, *annotation_ids):
    entry = RegisterEntry(id=new_id(), name=name)
    with desk.session.edit(say("Enter")) as project:
        entries.put(project, entry)
        for one in annotation_ids:
            found = desk.get(one)
            annotations.put(project, type(found)(**{**_fields(found), "entry": entry.id}))
    return entry.id


def _fields(annotation):
    return {name: getattr(annotation, name) for name in annotation.__slots__}


def button_named(widget, name):
    return next(b for b in widget.findChildren(QToolButton) if b.accessibleName() == name)


def test_a_card_says_what_is_labelled(card):
    assert card.layer.text() == "Claim type"
    assert card.label.currentText() == "Threat, warning"
    assert card.words.words == "Tout navire intrus […] rien ne rouvrira"


def test_without_annotations_the_keys_are_shown(desk, panel, card, article):
    panel.show_annotations(desk.text(article), [])
    assert not panel.cards
    hints = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert hints == ["Select words, then press a label’s key."]


def test_the_label_can_be_changed(desk, card, claim, qtbot):
    pick(qtbot, card.label, "Call, demand")
    desk.and_back_again(lambda: desk.get(claim).label, "THREAT", "DEMAND")
    assert card.label.currentText() == "Call, demand"
    desk.session.undo()
    assert card.label.currentText() == "Threat, warning"


def test_a_changed_label_takes_only_its_own_attributes_along(desk, panel, article, qtbot):
    place = desk.annotate(
        article, "ENTITY", "LOC", "Lisbourg", attributes={"metonymy": True, "unsure": True}
    )
    panel.show_annotations(desk.text(article), [place])
    card = panel.cards[place]
    assert set(card.values.controls) == {"metonymy", "unsure"}
    pick(qtbot, card.label, "Organisation")
    assert desk.get(place).attributes == {"unsure": True}
    assert set(card.values.controls) == {"unsure"}
    desk.session.undo()
    assert desk.get(place).attributes == {"metonymy": True, "unsure": True}


def test_a_choice_can_be_given_and_taken_away(desk, card, claim, qtbot):
    box = card.values.controls["speech"]
    pick(qtbot, box, "Direct")
    desk.and_back_again(lambda: desk.get(claim).attributes, {}, {"speech": "direct"})
    pick(qtbot, box, "–")
    desk.and_back_again(lambda: desk.get(claim).attributes, {"speech": "direct"}, {})
    assert box.currentText() == "–"


def test_yes_or_not_said(desk, card, claim, qtbot):
    box = card.values.controls["unsure"]
    click(qtbot, box)
    desk.and_back_again(lambda: desk.get(claim).attributes, {}, {"unsure": True})
    qtbot.keyClick(box, Qt.Key.Key_Space)
    desk.and_back_again(lambda: desk.get(claim).attributes, {"unsure": True}, {})


def test_a_text_is_written_on_enter(desk, card, claim, qtbot):
    field = card.values.controls["topic"]
    qtbot.keyClicks(field, "ports")
    assert desk.get(claim).attributes == {}
    qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.and_back_again(lambda: desk.get(claim).attributes, {}, {"topic": "ports"})
    desk.session.undo()
    assert field.text() == ""


def test_several_choices_and_numbers(desk, article, panel, qtbot):
    layer = desk.session.codebook.layer("CLAIM")
    more = (
        Attribute(
            id="tone",
            type="choices",
            values=(Choice(id="calm", names={"en": "Calm"}), Choice(id="loud")),
        ),
        Attribute(id="weight", type="number"),
    )
    with desk.session.edit(say("More")) as project:
        codebooks.put_layer(project, type(layer)(**{**_fields(layer), "attributes": more}))
    claim = desk.annotate(article, "CLAIM", "THREAT", "navire")
    panel.show_annotations(desk.text(article), [claim])
    tone, weight = (panel.cards[claim].values.controls[key] for key in ("tone", "weight"))
    for action in tone.choices.actions():
        action.trigger()
    assert tone.words() == "Calm, loud"
    assert desk.get(claim).attributes == {"tone": ["calm", "loud"]}
    desk.session.undo()
    assert tone.words() == "Calm"
    qtbot.keyClicks(weight, "x2,5")
    qtbot.keyClick(weight, Qt.Key.Key_Return)
    assert desk.get(claim).attributes == {"tone": ["calm"], "weight": 2.5}
    weight.setText("-")
    weight.commit()
    assert weight.text() == "2.5"


def test_a_note_is_one_edit(desk, card, claim, qtbot):
    qtbot.keyClicks(card.note, "perhaps")
    assert desk.get(claim).note == ""
    card.commit()
    desk.and_back_again(lambda: desk.get(claim).note, "", "perhaps")
    desk.session.undo()
    assert card.note.toPlainText() == ""


def test_a_note_is_kept_when_it_is_left(desk, card, claim, qtbot):
    card.note.setFocus()
    qtbot.keyClicks(card.note, "perhaps")
    qtbot.keyClick(card.note, Qt.Key.Key_Tab)
    assert desk.get(claim).note == "perhaps"


def test_a_note_is_kept_when_another_passage_is_shown(desk, panel, card, claim, speaker, article):
    card.note.insertPlainText("perhaps")
    panel.show_annotations(desk.text(article), [speaker])
    assert desk.get(claim).note == "perhaps"
    assert list(panel.cards) == [speaker]


def test_a_note_is_kept_when_the_panel_is_asked(desk, panel, card, claim, tmp_path):
    card.note.insertPlainText("perhaps")
    panel.commit()
    desk.session.close()
    with_note = opening.open_project(tmp_path / "project.annot", coder="Ann")
    assert annotations.get(with_note, claim).note == "perhaps"
    closing.close(with_note)


def test_a_note_being_written_survives_other_changes(desk, card, claim, qtbot):
    card.note.insertPlainText("perh")
    click(qtbot, card.values.controls["unsure"])
    assert card.note.toPlainText() == "perh"
    card.note.insertPlainText("aps")
    card.commit()
    assert desk.get(claim).note == "perhaps"
    assert desk.get(claim).attributes == {"unsure": True}


def test_focus_stays_where_one_works(desk, card, claim, qtbot):
    box = card.values.controls["unsure"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.hasFocus()
    desk.session.undo()
    assert card.values.controls["unsure"] is box
    assert box.hasFocus()


def test_links_lead_there_and_can_be_removed(desk, panel, card, claim, speaker, qtbot):
    enter(desk, "Odile Marchais", speaker)
    link_to(desk, claim, speaker)
    assert [line.words for line in card.links.findChildren(Lines)] == [
        "Odile Marchais “l’amiral Odile Marchais 🚢”"
    ]
    with qtbot.waitSignal(panel.annotation_requested) as asked:
        click(qtbot, button_named(card.links, "Go there"))
    assert asked.args == [speaker]
    count = lambda: len(links.of_annotation(desk.session.project, claim))  # noqa: E731
    click(qtbot, button_named(card.links, "Remove the link"))
    desk.and_back_again(count, 1, 0)


def test_links_show_at_the_end_they_point_to(desk, panel, claim, speaker, article, qtbot):
    link_to(desk, claim, speaker)
    panel.show_annotations(desk.text(article), [speaker])
    card = panel.cards[speaker]
    assert "Says" in [label.text() for label in card.links.findChildren(QLabel)]
    with qtbot.waitSignal(panel.annotation_requested) as asked:
        click(qtbot, button_named(card.links, "Go there"))
    assert asked.args == [claim]


def test_a_link_to_an_entry_has_a_name_and_leads_nowhere(desk, card, claim):
    entry = enter(desk, "Comité du port")
    link_to(desk, claim, entry, "entry", "targets")
    assert [line.words for line in card.links.findChildren(Lines)] == ["Comité du port"]
    names = [b.accessibleName() for b in card.links.findChildren(QToolButton)]
    assert names == ["Remove the link"]


def test_a_register_entry_is_shown_and_can_be_forgotten(desk, panel, speaker, article, qtbot):
    panel.show_annotations(desk.text(article), [speaker])
    card = panel.cards[speaker]
    assert not card.forget.isVisible()
    entry = enter(desk, "Odile Marchais", speaker)
    assert card.entry.words == "Names Odile Marchais"
    click(qtbot, card.forget)
    desk.and_back_again(lambda: desk.get(speaker).entry, entry, None)


def test_wishes_are_told(panel, card, claim, qtbot):
    assert card.choose.text() == "Said by… (S)"
    with qtbot.waitSignal(panel.entry_requested) as asked:
        click(qtbot, card.choose)
    assert asked.args == [claim]
    with qtbot.waitSignal(panel.delete_requested) as asked:
        click(qtbot, card.delete)
    assert asked.args == [claim]


def test_a_deleted_annotation_leaves_and_comes_back(desk, panel, card, claim):
    with desk.session.edit(say("Delete")) as project:
        annotations.drop(project, claim)
    assert not panel.cards
    desk.session.undo()
    assert panel.cards[claim].words.words == "Tout navire intrus […] rien ne rouvrira"


def test_cards_stay_in_the_order_asked_for(desk, panel, claim, speaker, article):
    panel.show_annotations(desk.text(article), [claim])
    panel.show_annotations(desk.text(article), [speaker, claim])
    tops = [panel.cards[id] for id in (speaker, claim)]
    panel.layout().activate()
    body = tops[0].parentWidget().layout()
    assert [body.indexOf(card) for card in tops] == [0, 1]


def test_history_tells_who_changed_what(desk, card, claim, qtbot):
    pick(qtbot, card.label, "Call, demand")
    assert not card.history.list.isVisible()
    click(qtbot, card.history.toggle)
    lines = card.history.list.text().splitlines()
    assert [line.split(" · ")[1:] for line in lines] == [
        ["Ann", "Change the label to Call, demand"],
        ["Ann", "Label", "codebook 1.0.0"],
    ]
    click(qtbot, card.values.controls["unsure"])
    assert len(card.history.list.text().splitlines()) == 3


def test_a_renamed_label_is_renamed_here(desk, card):
    label = desk.session.codebook.label("CLAIM", "THREAT")
    with desk.session.edit(say("Rename")) as project:
        codebooks.put_label(project, type(label)(**{**_fields(label), "names": {"en": "Menace"}}))
    assert card.label.currentText() == "Menace"


def test_nothing_is_read_as_markup(desk, panel, qtbot):
    [article] = desk.add_articles(1, text="Il dit <b>non</b> & <i>oui</i>")
    made = desk.annotate(article, "CLAIM", "OTHER", "<b>non</b> & <i>oui</i>", note="<b>x</b>")
    panel.show_annotations(desk.text(article), [made])
    formats = {label.textFormat() for label in panel.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    assert panel.cards[made].note.toPlainText() == "<b>x</b>"


def test_a_project_for_reading_cannot_be_changed(desk, qtbot, article, claim, tmp_path):
    text = desk.text(article)
    desk.session.close()
    desk.session.open(opening.open_project(tmp_path / "project.annot", read_only=True))
    panel = PassagePanel(desk.session)
    qtbot.addWidget(panel)
    panel.show_annotations(text, [claim])
    card = panel.cards[claim]
    assert card.note.isReadOnly()
    assert not any(
        one.isEnabled()
        for one in (card.label, card.delete, card.choose, *card.values.controls.values())
    )
    assert card.history.toggle.isEnabled()


def test_colours_follow_the_theme(panel, card):
    try:
        theme.apply("dark")
        assert theme.DARK.base in panel.styleSheet()
    finally:
        theme.apply("light")
    assert theme.LIGHT.base in panel.styleSheet()
    assert card.isVisible()
