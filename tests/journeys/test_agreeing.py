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


# ---------------------------------------------------------------------- pictures


def tab(dialog, name):
    at = [dialog.tabs.tabText(one) for one in range(dialog.tabs.count())].index(name)
    dialog.tabs.setCurrentIndex(at)


@pytest.fixture
def pictures(qtbot, dialog):
    tab(dialog, "Agreement by label")
    qtbot.waitUntil(lambda: bool(dialog.pictures.labels.spots()))
    return dialog.pictures


def press(picture, words):
    """With the mouse, in the middle of the part that says this."""
    spot = next(one for one in picture.spots() if words in one.words)
    place = spot.box.center().toPoint()
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=place)


def lines_of(dialog):
    return [dialog.passages.item(at).text() for at in range(dialog.passages.count())]


def test_a_label_leads_to_where_it_is_not_agreed_on(qtbot, dialog, pictures):
    words = [spot.words for spot in pictures.labels.spots()]
    assert words[0].startswith("Commitment, plan: F1 0.67")
    press(pictures.labels, "Threat, warning")
    qtbot.waitUntil(lambda: dialog.passages.count() == 1)
    assert "péage" in lines_of(dialog)[0]


def test_an_article_leads_to_itself_and_to_its_passages(qtbot, person, dialog, pictures):
    other = person.window.session.article
    tab(dialog, "Agreement by article")
    press(pictures.course, "000_00000000000000aa: F1 0.40")
    qtbot.waitUntil(lambda: dialog.passages.count() == 3)
    assert lines_of(dialog)[0] == "000_00000000000000aa"
    dialog.passages.itemActivated.emit(dialog.passages.item(0))
    assert person.window.session.article == other


def test_a_coders_bar_leads_to_articles(qtbot, person, dialog, pictures):
    tab(dialog, "Progress by coder")
    press(pictures.coders, "Bo, not started: 2")
    assert len(lines_of(dialog)) == 2
    assert dialog.heading.text() == "Articles: 2"
    dialog.passages.setFocus()
    dialog.passages.setCurrentRow(1)
    QTest.keyClick(dialog.passages, Qt.Key.Key_Return)
    assert person.text.startswith(" date 2024-12")


def test_pictures_with_keys(qtbot, dialog, pictures):
    pictures.labels.setFocus(Qt.FocusReason.TabFocusReason)
    assert pictures.labels.hand.words.startswith("Commitment")
    QTest.keyClick(pictures.labels, Qt.Key.Key_Down)
    QTest.keyClick(pictures.labels, Qt.Key.Key_End)
    QTest.keyClick(pictures.labels, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.passages.count() > 0)
    assert dialog.isVisible()


@pytest.mark.parametrize(
    "name", ["Which labels are mixed up", "Agreement by label", "Agreement by article"]
)
def test_a_figure_is_saved(dialog, pictures, tmp_path, monkeypatch, name):
    out = tmp_path / "figure.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    tab(dialog, "Statistics")
    assert dialog.save.isHidden()
    tab(dialog, name)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert out.read_text(encoding="utf-8").startswith("<?xml")
    assert dialog.state.text() == f"{out} is ready."


def test_only_some_articles_count(qtbot, dialog):
    dialog.articles.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "No article" in dialog.state.text())
    dialog.articles.setCurrentIndex(2)
    qtbot.waitUntil(lambda: dialog.figures.rowCount() > 0)
    assert len(dialog.asked().articles) == 1


def test_return_shows_passages_and_does_not_close(qtbot, person, dialog):
    person.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.passages.count() > 0)
    assert dialog.isVisible()
