"""The codebook's panel: reading rules, asking for labels, changing them with undo and redo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QColorDialog, QLabel, QLineEdit, QMenu

from annotator import words
from annotator.desktop.panels.codebook import CodebookPanel
from annotator.desktop.panels.codebook_edits import id_from_name, key_refusal
from annotator.desktop.panels.label_delegate import key_box
from annotator.desktop.rows.labels import ROW, LabelRows
from annotator.domain.codebook import Codebook
from annotator.store import opening


@pytest.fixture
def panel(desk, qtbot):
    made = CodebookPanel(desk.session)
    qtbot.addWidget(made)
    made.resize(280, 900)
    made.show()
    made.activateWindow()
    return made


def label(desk, layer="CLAIM", id="THREAT"):
    return desk.session.codebook.label(layer, id)


def ids(desk, layer="CLAIM"):
    return [one.id for one in desk.session.codebook.layer(layer).labels]


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or QPoint())


def asked(panel):
    found = []
    panel.label_requested.connect(lambda *wanted: found.append(wanted))
    return found


def said(panel):
    return panel.said.text() if panel.said.isVisible() else ""


def row_of(panel, layer="CLAIM", id="THREAT"):
    panel.show_rule(layer, id)
    return panel.rows.index_of(layer, id)


def test_layers_are_headings_above_their_labels(desk, panel):
    names = [panel.rows.index(row).data() for row in range(6)]
    assert names == [
        "Speaker",
        "Person",
        "Institution",
        "News relay",
        "Unnamed source",
        "Claim type",
    ]
    assert panel.rows.flags(panel.rows.index(0)) == Qt.ItemFlag.NoItemFlags


def test_the_rule_of_the_chosen_label_is_shown(desk, panel, qtbot):
    panel.show_rule("CLAIM", "DENIAL")
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.chosen.id == "THREAT"
    shown = [one.text() for one in panel.rule.widget().findChildren(QLabel)]
    threat = label(desk)
    expected = [
        threat.question["en"],
        threat.definition["en"],
        *threat.include["en"],
        *threat.exclude["en"],
        *threat.examples["en"],
    ]
    assert [line for line in shown if line in expected] == expected
    assert {one.textFormat() for one in panel.rule.widget().findChildren(QLabel)} == {
        Qt.TextFormat.PlainText
    }


def test_double_click_enter_and_the_key_ask_for_the_label(desk, panel, qtbot):
    index = row_of(panel)
    found = asked(panel)
    box = panel.list.visualRect(index)
    click(qtbot, panel.list.viewport(), box.center())
    qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert found == [("CLAIM", "THREAT")]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(found) == 2
    click(qtbot, panel.list.viewport(), key_box(box.toRectF()).center().toPoint())
    assert len(found) == 3
    click(qtbot, panel.list.viewport(), box.center())
    assert len(found) == 3


def test_counts_follow_a_little_later(desk, panel, qtbot):
    [article] = desk.add_articles(1)
    desk.annotate(article, "CLAIM", "THREAT", "navire")
    index = panel.rows.index_of("CLAIM", "THREAT")
    assert index.data(ROW).annotations == 0
    qtbot.waitUntil(lambda: index.data(ROW).annotations == 1, timeout=30_000)
    desk.session.undo()
    qtbot.waitUntil(lambda: index.data(ROW).annotations == 0, timeout=30_000)


def test_a_label_is_renamed_in_its_place(desk, panel, qtbot):
    row_of(panel)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = panel.list.viewport().findChild(QLineEdit)
    assert editor.text() == "Threat, warning"
    editor.selectAll()
    qtbot.keyClicks(editor, "Menace")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: label(desk).names["en"] == "Menace", timeout=30_000)
    desk.and_back_again(lambda: label(desk).names["en"], "Threat, warning", "Menace")
    assert label(desk).names["fr"] == "Menace, mise en garde"
    assert panel.rows.index_of("CLAIM", "THREAT").data() == "Menace"
    assert panel.chosen.id == "THREAT"


def test_a_new_label_gets_an_id_from_its_name(desk, panel, qtbot):
    row_of(panel)
    click(qtbot, panel.tools.buttons["add"])
    assert panel.new.isVisible()
    panel.new.insert("Éloge appuyé")
    qtbot.keyClick(panel.new, Qt.Key.Key_Return)
    before = ids(desk)[:-1]
    desk.and_back_again(lambda: ids(desk), before, [*before, "ELOGE_APPUYE"])
    made = label(desk, id="ELOGE_APPUYE")
    assert made.names == {"en": "Éloge appuyé"}
    others = {one.color for one in desk.session.codebook.layer("CLAIM").labels if one != made}
    assert made.color not in others
    assert not panel.new.isVisible()


def test_escape_makes_no_label(desk, panel, qtbot):
    before = ids(desk)
    row_of(panel)
    panel.start_new()
    qtbot.keyClicks(panel.new, "x")
    qtbot.keyClick(panel.new, Qt.Key.Key_Escape)
    assert ids(desk) == before
    assert not panel.new.isVisible()


def test_a_colour_is_picked_from_safe_ones(desk, panel, qtbot):
    before = label(desk).color
    row_of(panel)
    popover = panel.start_color()
    swatch = next(one for one in popover.swatches if one.accessibleName() == "Teal")
    click(qtbot, swatch)
    desk.and_back_again(lambda: label(desk).color, before, "#44AA99")


def test_any_other_colour_can_be_had(desk, panel, qtbot):
    before = label(desk).color
    row_of(panel)
    popover = panel.start_color()
    click(qtbot, popover.custom)
    dialog = panel.findChild(QColorDialog)
    dialog.setCurrentColor("#123456")
    dialog.accept()
    desk.and_back_again(lambda: label(desk).color, before, "#123456")


@pytest.mark.parametrize("key", ["s", "S", "+", "[", "]", "{", "}", "?", " "])
def test_keys_of_the_window_are_refused(desk, panel, qtbot, key):
    row_of(panel)
    popover = panel.start_key()
    qtbot.keyClicks(popover, key)
    assert "The window needs" in popover.said.text()
    assert popover.isVisible()
    popover.close()
    assert label(desk).key == "2"


def test_keys_of_other_labels_are_refused_free_ones_taken(desk, panel, qtbot):
    row_of(panel)
    popover = panel.start_key()
    qtbot.keyClicks(popover, "p")
    assert popover.said.text() == "P stands for Person already."
    qtbot.keyClicks(popover, "t")
    desk.and_back_again(lambda: label(desk).key, "2", "T")
    popover = panel.start_key()
    qtbot.keyClick(popover, Qt.Key.Key_Backspace)
    assert label(desk).key == ""


def test_an_unused_label_is_deleted(desk, panel, qtbot):
    before = ids(desk)
    row_of(panel)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    desk.and_back_again(lambda: ids(desk), before, [one for one in before if one != "THREAT"])


def test_a_label_in_use_is_not_deleted_and_the_count_is_said(desk, panel, qtbot):
    before = ids(desk)
    [article] = desk.add_articles(1)
    desk.annotate(article, "CLAIM", "THREAT", "navire")
    row_of(panel)
    click(qtbot, panel.tools.buttons["delete"])
    assert ids(desk) == before
    assert said(panel) == "Threat, warning cannot be deleted: annotations that carry it: 1."


def test_the_menu_offers_the_same(desk, panel, qtbot):
    index = row_of(panel)
    place = panel.list.visualRect(index).center()
    wish = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, panel.list.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(panel.list.viewport(), wish)
    menu = panel.findChild(QMenu)
    assert [one.text() for one in menu.actions()] == [
        "New label…",
        "Show, dim or hide the layer",
        "Rename",
        "Colour…",
        "Key…",
        "Delete",
    ]
    menu.actions()[5].trigger()
    assert "THREAT" not in ids(desk)
    menu.close()


def test_without_a_chosen_label_there_is_only_a_new_one(desk, panel):
    on = {name for name, tool in panel.tools.buttons.items() if tool.isEnabled()}
    assert on == {"add"}
    row_of(panel)
    assert all(tool.isEnabled() for tool in panel.tools.buttons.values())


def test_a_project_for_reading_cannot_be_changed(desk, qtbot, tmp_path):
    desk.session.close()
    desk.session.open(opening.open_project(tmp_path / "project.annot", read_only=True))
    panel = CodebookPanel(desk.session)
    qtbot.addWidget(panel)
    row_of(panel)
    on = {name for name, tool in panel.tools.buttons.items() if tool.isEnabled()}
    assert on == {"sight"}
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    assert panel.list.viewport().findChild(QLineEdit) is None


def test_words_are_in_the_language_in_use(desk, qtbot, monkeypatch):
    monkeypatch.setattr(words._Speech, "language", "fr")
    panel = CodebookPanel(desk.session)
    qtbot.addWidget(panel)
    row_of(panel)
    shown = [one.text() for one in panel.rule.widget().findChildren(QLabel)]
    assert "Menace, mise en garde" in shown
    assert label(desk).definition["fr"] in shown


def test_the_model_passes_the_model_test(desk, qtbot):
    rows = LabelRows()
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show_codebook(desk.session.codebook)
    rows.show_counts({"CLAIM": {"THREAT": 3}})
    rows.show_codebook(Codebook(id="empty", version="0"))
    assert rows.rowCount() == 0
    rows.show_codebook(desk.session.codebook)
    assert rows.index_of("CLAIM", "THREAT").data(ROW).annotations == 3
    del tester


def test_rows_are_read_aloud(desk, panel):
    spoken = row_of(panel).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Threat, warning, key 2, annotations: 0"
    assert panel.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Speaker"


def test_the_list_is_left_where_it_is_when_names_change(desk, panel, qtbot):
    index = row_of(panel)
    with qtbot.assertNotEmitted(panel.rows.modelReset):
        panel.rows.setData(index, "Menace")
    assert panel.chosen.names["en"] == "Menace"


def test_a_closed_project_leaves_an_empty_panel(desk, panel):
    row_of(panel)
    desk.session.close()
    assert panel.rows.rowCount() == 0
    assert panel.chosen is None
    assert not panel.tools.buttons["add"].isEnabled()


@given(st.text(), st.sets(st.sampled_from(["LABEL", "A", "A_2", "B"])))
def test_ids_are_plain_and_new(name, taken):
    made = id_from_name(name, taken)
    assert made not in taken
    assert made
    assert set(made) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def test_a_key_of_its_own_is_no_obstacle(desk):
    assert key_refusal(desk.session.codebook, label(desk), "2") is None
    assert key_refusal(desk.session.codebook, label(desk), "") is None
    assert key_refusal(desk.session.codebook, label(desk), "ab") is not None
