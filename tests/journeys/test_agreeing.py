"""The window of agreement: sets are chosen, figures read, and the passages behind them shown."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.jobs import import_files, projects

SAID = (
    ("n’accepterait aucun péage", "COMMITMENT", "THREAT"),
    ("nous ne céderons pas", "COMMITMENT", "COMMITMENT"),
    ("La politique de Tarsk est hostile", "ACCUSATION", ""),
)


@pytest.fixture
def double(path, folder, tmp_path):
    """Two colleagues labelled the first article."""
    text = (folder / "000_00000000000000aa.txt").read_bytes().decode()
    lines = []
    for words, *labels in SAID:
        for coder, label in zip(("Bo", "Cy"), labels, strict=True):
            if label:
                record = {"article": "000_00000000000000aa", "set": coder, "coder": coder}
                start = text.index(words)
                record |= {"layer": "CLAIM", "label": label, "attributes": {}}
                record |= {"fragments": [[start, start + len(words)]]}
                lines.append(msgspec.json.encode(record))
    (tmp_path / "both.jsonl").write_bytes(b"\n".join(lines))
    project = projects.open_(path, "Ana")
    import_files.run(project, [tmp_path / "both.jsonl"])
    projects.close(project)
    return path


@pytest.fixture
def person(new_person, double):
    return new_person(double)


@pytest.fixture
def dialog(person, qtbot):
    person.press((Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier))
    dialog = person.window.verbs.team.agreeing.dialog
    qtbot.waitUntil(lambda: dialog.figures.rowCount() > 0)
    return dialog


def words_of(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def row_of(table, name):
    return next(at for at in range(table.rowCount()) if table.item(at, 0).text() == name)


def click(qtbot, table, row, column):
    """With the mouse, in the middle of a cell."""
    table.scrollToItem(table.item(row, column))
    place = table.visualItemRect(table.item(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_figures_with_a_sentence_each(dialog):
    overlap = words_of(dialog.figures, row_of(dialog.figures, "F1, overlapping passages"))
    assert overlap[1:3] == ["0.400", "–"]
    assert overlap[3].startswith("Of all the passages")
    nothing = words_of(dialog.figures, row_of(dialog.figures, "αU of Accusation"))
    assert all(nothing)
    assert dialog.layer.currentText() == "Claim type"


def test_a_figure_opens_its_passages_and_leads_there(qtbot, person, dialog):
    click(qtbot, dialog.figures, row_of(dialog.figures, "F1, overlapping passages"), 1)
    qtbot.waitUntil(lambda: dialog.passages.count() == 2)
    line = dialog.passages.item(0).text()
    assert "péage" in line
    assert "Bo: Commitment, plan · Cy: Threat, warning" in line
    place = dialog.passages.visualItemRect(dialog.passages.item(1)).center()
    QTest.mouseClick(dialog.passages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert person.in_hand() == [("ACCUSATION", "La politique de Tarsk est hostile")]
    assert not person.window.session.shows_own


def test_a_cell_of_the_matrix_opens_its_passages(qtbot, dialog):
    head = [
        dialog.matrix.horizontalHeaderItem(at).text() for at in range(dialog.matrix.columnCount())
    ]
    row = row_of(dialog.matrix, "Accusation")
    column = head.index("nothing")
    assert dialog.matrix.item(row, column).text() == "1"
    dialog.matrix.itemClicked.emit(dialog.matrix.item(row, column))
    qtbot.waitUntil(lambda: dialog.passages.count() == 1)
    assert "hostile" in dialog.passages.item(0).text()


def test_one_set_alone_is_not_compared(qtbot, dialog):
    dialog.sets.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.figures.rowCount() == 0
    assert dialog.state.text() == "Choose at least two annotation sets."
    assert not dialog.report.isEnabled()
    dialog.sets.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: dialog.figures.rowCount() > 0)


def test_more_figures_on_request(qtbot, dialog):
    before = dialog.figures.rowCount()
    dialog.advanced.click()
    qtbot.waitUntil(lambda: dialog.figures.rowCount() > before)
    names = [dialog.figures.item(at, 0).text() for at in range(dialog.figures.rowCount())]
    assert names[-2:] == ["γ", "AC1 of Bo and Cy"]


def test_the_report_is_written(qtbot, dialog, tmp_path, monkeypatch):
    out = tmp_path / "report.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    QTest.mouseClick(dialog.report, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.exists)
    assert "Agreement in affair" in out.read_text(encoding="utf-8")


def test_closing_the_project_closes_it(qtbot, person, dialog):
    dialog.ask()
    person.window.session.close()
    assert person.window.verbs.team.agreeing.dialog is None


def test_nothing_to_compare_is_said(new_person, path):
    person = new_person(path)
    person.window.verbs.team.agreeing.show()
    assert person.window.verbs.team.agreeing.dialog is None


def test_all_of_it_with_keys(qtbot, person, dialog):
    dialog.figures.setFocus()
    dialog.figures.setCurrentCell(0, 0)
    QTest.keyClick(dialog.figures, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.passages.count() == 2)
    dialog.passages.setFocus()
    dialog.passages.setCurrentRow(0)
    QTest.keyClick(dialog.passages, Qt.Key.Key_Return)
    assert person.in_hand() == [("COMMITMENT", "n’accepterait aucun péage")]
