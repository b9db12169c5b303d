"""Reading and reaching: layers out of sight, links to places off screen, the overview."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop import settings as remembered
from annotator.desktop.actions import TABLE
from annotator.desktop.canvas.exits import exits
from annotator.desktop.canvas.scene import End
from annotator.desktop.panels.label_delegate import eye_box
from annotator.desktop.rows.labels import ROW
from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.jobs import projects
from annotator.store import annotations, articles, entries, links, marks
from annotator.store.ids import new_id
from tests.records import article_of, passage

TEXT = (
    "Aldo Vern parle. « Nous ne céderons pas », dit-il à Lisbourg.\n\n"
    + "Une ligne de remplissage que personne ne labellise vraiment.\n" * 80
    + "Rien ne rouvrira, prévient la garde.\n"
    + "Encore une ligne.\n" * 40
)
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def annotate(project, words, layer, label, **more):
    article = articles.first(project)
    start = TEXT.index(words)
    made = passage(
        article,
        project.own_set.id,
        (start, start + len(words)),
        layer=layer,
        label=label,
        codebook_version="1.0.0",
        **more,
    )
    annotations.put(project, made)
    return made.id


@pytest.fixture
def path(tmp_path):
    """One long article: a speaker and a place at its start, what he says far below."""
    place = tmp_path / "long.annot"
    project = projects.make(place, "Ana")
    article = article_of(TEXT, "000_long")
    vern = RegisterEntry(id=new_id(), name="Aldo Vern")
    with project.edit(say("Label")):
        articles.add(project, article, TEXT)
        entries.put(project, vern)
        speaker = annotate(project, "Aldo Vern", "SPEAKER", "PERSON", entry=vern.id)
        annotate(project, "Lisbourg", "ENTITY", "LOC")
        claim = annotate(
            project, "Rien ne rouvrira", "CLAIM", "THREAT", note="<b>Sans</b> condition"
        )
        made = Link(
            id=new_id(), type="said_by", source=claim, kind="annotation", target=speaker, position=0
        )
        links.put(project, made)
    projects.close(project)
    return place


def layers(person):
    return person.window.view.layers


def looks(person):
    return {look.split("/")[0] for look in person.canvas.page.looks}


def notices(person):
    return " ".join(one.words for one in person.window.overlays.notices.notices)


def click_eye(person, layer):
    panel = person.window.codebook
    person.window.side.setCurrentIndex(1)
    person.settle()
    rows = [panel.rows.index(at) for at in range(panel.rows.rowCount())]
    heading = next(row for row in rows if getattr(row.data(ROW), "id", "") == layer)
    panel.list.scrollTo(heading)
    place = eye_box(panel.list.visualRect(heading).toRectF()).center().toPoint()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()


def test_the_eye_dims_hides_and_shows_a_layer_again(person):
    click_eye(person, "ENTITY")
    assert layers(person).of("ENTITY") == "dimmed"
    assert person.canvas.page.looks["ENTITY/LOC"].dimmed
    assert not person.window.status.hidden.isVisible()
    click_eye(person, "ENTITY")
    assert looks(person) == {"SPEAKER", "CLAIM"}
    assert person.window.status.hidden.isVisible()
    assert "Entity" in person.window.status.hidden.text()
    click_eye(person, "ENTITY")
    assert looks(person) == {"SPEAKER", "CLAIM", "ENTITY"}
    assert not person.window.status.hidden.isVisible()


def test_space_in_the_list_does_the_same_by_keyboard(person):
    panel = person.window.codebook
    person.window.side.setCurrentIndex(1)
    panel.show_rule("CLAIM", "THREAT")
    panel.list.setFocus()
    person.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert looks(person) == {"SPEAKER", "ENTITY"}


def test_dimmed_passages_have_no_names_and_little_contrast(person):
    person.canvas.reveal(0)
    person.settle()
    captions = [
        one.mark.look for placed in person.canvas.page.placed() for one in placed.marks.captions
    ]
    assert "SPEAKER/PERSON" in captions
    strong = person.canvas.viewport().grab().toImage()
    layers(person).put({"SPEAKER": "dimmed", "ENTITY": "dimmed"})
    person.settle()
    marks = [placed.marks for placed in person.canvas.page.placed()]
    assert not any(one.captions for one in marks)
    assert any(one.below for one in marks)
    assert person.canvas.viewport().grab().toImage() != strong


def test_tab_and_clicks_pass_over_what_is_hidden(person):
    layers(person).put({"ENTITY": "hidden"})
    person.press(Qt.Key.Key_Tab)
    assert person.in_hand() == [("PERSON", "Aldo Vern")]
    person.press(Qt.Key.Key_Tab)
    assert person.in_hand() == [("THREAT", "Rien ne rouvrira")]
    person.press((Qt.Key.Key_Tab, SHIFT), (Qt.Key.Key_Tab, SHIFT))
    assert person.in_hand() == [("THREAT", "Rien ne rouvrira")]
    person.press(Qt.Key.Key_Escape)
    person.canvas.reveal(0)
    person.click("Lisbourg")
    assert person.in_hand() == []
    assert person.window.status.hidden.isVisible()


def test_what_is_hidden_cannot_be_deleted_with_what_is_seen(person):
    person.press(Qt.Key.Key_Tab)
    person.press("n")
    assert sorted(person.in_hand()) == [("PER", "Aldo Vern"), ("PERSON", "Aldo Vern")]
    layers(person).put({"ENTITY": "hidden"})
    assert person.in_hand() == [("PERSON", "Aldo Vern")]
    person.press(Qt.Key.Key_Escape)
    person.click("Aldo")
    assert person.in_hand() == [("PERSON", "Aldo Vern")]
    person.press(Qt.Key.Key_Delete)
    assert ("PER", "Aldo Vern") in person.found()
    assert ("PERSON", "Aldo Vern") not in person.found()
    layers(person).put({"SPEAKER": "hidden"})
    person.window.verbs.undo()
    person.settle()
    assert ("PERSON", "Aldo Vern") in person.found()
    assert layers(person).of("SPEAKER") == "shown"
    assert layers(person).of("ENTITY") == "hidden"


def test_labelling_in_a_hidden_layer_shows_it_again_and_says_so(person):
    layers(person).put({"ENTITY": "hidden", "CLAIM": "hidden"})
    person.select("Nous")
    person.press("n")
    assert layers(person).of("ENTITY") == "shown"
    assert layers(person).of("CLAIM") == "hidden"
    assert person.in_hand() == [("PER", "Nous")]
    assert "Entity" in notices(person)
    layers(person).put({"ENTITY": "hidden"})
    person.window.verbs.undo()
    assert ("PER", "Nous") not in person.found()
    assert layers(person).of("ENTITY") == "hidden"
    person.window.verbs.redo()
    assert ("PER", "Nous") in person.found()
    assert layers(person).of("ENTITY") == "shown"


def test_sights_are_remembered_for_the_project(person, new_person, path, settings):
    layers(person).put({"ENTITY": "hidden", "CLAIM": "dimmed"})
    person.window.close()
    assert remembered.load().layers == {str(path): {"ENTITY": "hidden", "CLAIM": "dimmed"}}
    settings.layers = remembered.load().layers
    again = new_person(path)
    assert looks(again) == {"SPEAKER", "CLAIM"}
    assert again.canvas.page.looks["CLAIM/THREAT"].dimmed
    assert again.window.status.hidden.isVisible()
    QTest.mouseClick(again.window.status.hidden, Qt.MouseButton.LeftButton)
    assert looks(again) == {"SPEAKER", "CLAIM", "ENTITY"}
    assert remembered.load().layers == {}


@pytest.mark.parametrize("broken", [{"x": 3}, {"x": {"ENTITY": ["hidden"]}}, {"x": {"ENTITY": ""}}])
def test_broken_settings_count_as_shown(person, path, broken):
    person.window.settings.layers = {str(path): broken["x"]}
    assert layers(person).of("ENTITY") == "shown"
    layers(person).put({"ENTITY": "hidden"})
    assert layers(person).hides("ENTITY")


def test_commands_show_only_one_layer_and_all_again(person):
    person.press(Qt.Key.Key_Tab)
    person.window.verbs.perform("only_layer")
    assert looks(person) == {"SPEAKER"}
    person.press((Qt.Key.Key_A, CONTROL_SHIFT))
    assert looks(person) == {"SPEAKER", "CLAIM", "ENTITY"}
    person.press((Qt.Key.Key_L, CONTROL_SHIFT), (Qt.Key.Key_L, CONTROL_SHIFT))
    assert looks(person) == {"CLAIM", "ENTITY"}
    person.press((Qt.Key.Key_L, CONTROL_SHIFT))
    assert looks(person) == {"SPEAKER", "CLAIM", "ENTITY"}


def test_the_palette_has_each_layer_by_name(person):
    person.window.verbs.perform("palette")
    palette = person.window.overlays.palette
    palette.field.setText("only entity")
    person.press(Qt.Key.Key_Return)
    assert looks(person) == {"ENTITY"}


def test_no_two_rows_share_a_key():
    keys = [key for entry in TABLE for key in entry.keys]
    assert len(keys) == len(set(keys))


def test_label_names_turn_from_names_to_codes_to_none(person):
    control = Qt.KeyboardModifier.ControlModifier
    for wanted in ("codes", "none", "names"):
        person.press((Qt.Key.Key_L, control))
        assert person.canvas.page.style.names == wanted
        assert remembered.load().names == wanted


# ---------------------------------------------------------------------- links and fragments


def test_a_link_is_followed_to_its_other_end_and_back(person):
    person.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert person.in_hand() == [("THREAT", "Rien ne rouvrira")]
    place = person.canvas.verticalScrollBar().value()
    assert place > 0
    person.press(Qt.Key.Key_F4)
    assert person.in_hand() == [("PERSON", "Aldo Vern")]
    assert person.canvas.rect_of(person.span("Aldo Vern")).isValid()
    person.press((Qt.Key.Key_F4, SHIFT))
    assert person.in_hand() == [("THREAT", "Rien ne rouvrira")]
    assert person.canvas.verticalScrollBar().value() == place
    person.press((Qt.Key.Key_F4, SHIFT))
    assert "no way back" in notices(person)


def test_a_plate_at_the_edge_leads_to_what_it_names(person):
    person.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    (plate,) = exits(person.canvas.page, person.canvas.scene).values()
    assert plate.text.text() == "Said by · Aldo Vern"
    QTest.mouseClick(
        person.canvas.viewport(), Qt.MouseButton.LeftButton, pos=plate.box.center().toPoint()
    )
    assert person.in_hand() == [("PERSON", "Aldo Vern")]


def test_a_further_fragment_is_reached_the_same_way(person):
    person.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    person.select("la garde")
    person.press("+")
    assert person.in_hand() == [("LOC", "Lisbourg […] la garde")]
    far = person.span("la garde")
    person.canvas.reveal(0)
    person.settle()
    assert End(person.window.desk.current[0], far.start) in exits(
        person.canvas.page, person.canvas.scene
    )
    person.press(Qt.Key.Key_F4)
    assert person.canvas.rect_of(far).isValid()
    assert person.canvas.caret() == far.start
    assert person.in_hand() == [("LOC", "Lisbourg […] la garde")]


def test_following_without_links_says_so(person):
    person.press(Qt.Key.Key_F4)
    assert "no link" in notices(person)


# ---------------------------------------------------------------------- mouse and overview


def test_resting_on_a_passage_says_all_about_it_as_plain_words(person):
    person.canvas.reveal(person.span("Rien ne rouvrira").start)
    person.settle()
    plate = person.window.verbs.hover.plate
    point = person.canvas.rect_of(person.span("Rien ne")).center()
    view = person.canvas.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(view.mapToGlobal(point)),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    person.qtbot.waitUntil(plate.isVisible, timeout=30_000)
    words = plate.words()
    assert words[1:4] == ["Claim type", "Said by: Aldo Vern", "<b>Sans</b> condition"]
    rule = person.window.session.codebook.label("CLAIM", "THREAT")
    assert words[4:] == [rule.definition["en"], rule.examples["en"][0]]
    assert person.window.view.rect().contains(plate.geometry())
    assert (
        not plate.geometry()
        .adjusted(12, 12, -12, -12)
        .contains(view.mapTo(person.window.view, QPoint(point)))
    )
    person.canvas.scroll_by(30)
    assert not plate.isVisible()


def buckets(person):
    person.qtbot.wait(10)
    return sorted(
        (one.look, one.passages) for one in person.window.view.overview.strip._buckets or ()
    )


def test_the_overview_follows_what_is_labelled(person):
    person.qtbot.waitUntil(
        lambda: (
            {look for look, _ in buckets(person)}
            == {"CLAIM/THREAT", "ENTITY/LOC", "SPEAKER/PERSON"}
        )
    )
    before = buckets(person)
    person.select("Encore")
    person.press("l")
    person.qtbot.waitUntil(lambda: len(buckets(person)) == len(before) + 1, timeout=30_000)
    person.window.verbs.undo()
    person.qtbot.waitUntil(lambda: buckets(person) == before, timeout=30_000)
    person.window.verbs.redo()
    person.qtbot.waitUntil(lambda: len(buckets(person)) == len(before) + 1, timeout=30_000)


def test_several_edits_are_counted_once(person, monkeypatch):
    buckets(person)
    asked = []
    real = marks.density
    monkeypatch.setattr(marks, "density", lambda *about: asked.append(about) or real(*about))
    for words in ("Nous", "remplissage", "vraiment"):
        person.select(words)
        person.press("l")
    person.qtbot.wait(500)
    assert 1 <= len(asked) <= 2
