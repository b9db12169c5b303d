"""Who changed what, in the window: a passage, an article, and what others did meanwhile."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.sentence import say
from annotator.jobs import projects
from annotator.store import annotations, articles
from tests.records import passage

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


def rows(dialog):
    """The rows without their times."""
    table = dialog.table
    return [
        [table.item(row, column).text() for column in range(1, table.columnCount())]
        for row in range(table.rowCount())
    ]


def threat(person):
    return person.window.session.codebook.label("CLAIM", "THREAT").key


def looking(person):
    return person.window.verbs.team.looking_back.dialog


@pytest.fixture
def theirs(path, tmp_path):
    """Bo's copy of the project, in which both articles have a label."""
    copy = tmp_path / "bo.annot"
    shutil.copy(path, copy)
    project = projects.open_(copy, "Bo")
    for one in articles.everyone(project):
        with project.edit(say("Label as {label}", label="Threat")):
            made = passage(one.id, project.own_set.id, (6, 13))
            annotations.put(project, made)
    projects.close(project)
    return copy


def test_the_passage_in_hand_before_and_after(person):
    person.select("péage")
    person.press(threat(person))
    person.press("]")
    person.press((Qt.Key.Key_H, CTRL))
    dialog = looking(person)
    assert dialog.scope == "passage"
    found = rows(dialog)
    assert [row[0] for row in found] == ["Ana", "Ana"]
    assert found[1][4:] == ["", "label: Threat, warning"]
    assert found[0][4] == "words: péage"
    assert found[0][5].startswith("words: péage. «")


def test_it_follows_what_is_done(qtbot, person):
    person.select("péage")
    person.press(threat(person))
    person.press((Qt.Key.Key_H, CTRL))
    dialog = looking(person)
    dialog.scopes.setCurrentIndex(dialog.scopes.findData("article"))
    before = len(rows(dialog))
    person.window.actions_table["undo"].trigger()
    qtbot.waitUntil(lambda: len(rows(dialog)) > before)
    assert rows(dialog)[0][1].startswith("Undone: ")
    dialog.scopes.setCurrentIndex(dialog.scopes.findData("project"))
    assert len(rows(dialog)) > before + 2
    person.window.session.close()
    assert looking(person) is None


def test_news_come_with_a_colleagues_work_and_lead_there(person, theirs, qtbot):
    window = person.window
    person.press((Qt.Key.Key_H, BOTH))
    assert rows(looking(person)) == []
    looking(person).close()
    window.verbs.team.sharing.add_from([theirs])
    person.settle()
    report = next(one for one in window.findChildren(object) if hasattr(one, "news"))
    QTest.mouseClick(report.news, Qt.MouseButton.LeftButton)
    dialog = looking(person)
    found = [row for row in rows(dialog) if row[1] == "Label as Threat"]
    assert {row[0] for row in found} == {"Bo"}
    assert [row[2] for row in found] == ["003_00000000000000bb", "000_00000000000000aa"]
    at = rows(dialog).index(found[0])
    dialog.table.setFocus()
    dialog.table.setCurrentCell(at, 0)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert person.text.startswith(" date 2024-12")
    assert [label for label, _ in person.in_hand()] == ["THREAT"]
    assert dialog.isVisible()
    QTest.mouseClick(dialog.all_seen, Qt.MouseButton.LeftButton)
    assert rows(dialog) == []
    dialog.close()
    window.actions_table["news"].trigger()
    assert rows(looking(person)) == []


def test_what_is_gone_leads_to_where_it_was(person):
    person.select("péage")
    person.press(threat(person))
    place = person.span("péage")
    person.press(Qt.Key.Key_Delete)
    person.press((Qt.Key.Key_H, CTRL))
    dialog = looking(person)
    assert dialog.scope == "article"
    dialog.table.itemClicked.emit(dialog.table.item(0, 0))
    assert person.canvas.selection() == place


def test_the_change_in_hand_stays_so_when_one_goes_there(person, theirs, qtbot):
    person.window.verbs.team.sharing.add_from([theirs])
    person.settle()
    next(one for one in person.window.findChildren(object) if hasattr(one, "news")).close()
    person.window.actions_table["history"].trigger()
    dialog = looking(person)
    for scope in ("project", "article"):
        dialog.show_scope(scope)
        dialog.table.setCurrentCell(1, 0)
        dialog.table.itemActivated.emit(dialog.table.currentItem())
        qtbot.wait(300)
        assert dialog.table.currentRow() == 1
