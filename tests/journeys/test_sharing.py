"""Two people's files are brought together from the window: sent, added, reported, twice nothing."""

import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.desktop.dialogs.merge_report_dialog import MergeReportDialog
from annotator.domain.sentence import say
from annotator.jobs import check, import_files, projects
from annotator.store import annotations, articles, coders
from tests.records import passage


@pytest.fixture
def colleague(tmp_path, folder):
    """Bo's own project on the same articles, with one label."""
    path = tmp_path / "bo.annot"
    project = projects.make(path, "Bo")
    import_files.run(project, [folder])
    article = articles.first(project)
    with project.edit(say("Label")):
        one = passage(article, project.own_set.id, (10, 20))
        annotations.put(project, one)
    projects.close(project)
    return path


def sets(person):
    return {one.name: one.id for one in coders.all_sets(person.project)}


def choose(monkeypatch, way, answer):
    monkeypatch.setattr(QFileDialog, way, lambda *_: (answer, ""))


def test_a_colleagues_project_is_added_once(person, colleague, monkeypatch):
    choose(monkeypatch, "getOpenFileNames", [str(colleague)])
    window = person.window
    window.actions_table["add_work"].trigger()
    person.settle()
    (dialog,) = window.findChildren(MergeReportDialog)
    assert "Bo: +1" in dialog.text.toPlainText()
    dialog.main.click()
    assert len(list(annotations.of_set(person.project, sets(person)["Bo"]))) == 1
    assert window.verbs.team.review.begin.isEnabled()
    window.actions_table["add_work"].trigger()
    person.settle()
    assert "Nothing new" in window.overlays.notices.notices[-1].words
    assert check.run(person.project).ok


def test_my_work_is_sent_and_added_elsewhere(person, colleague, monkeypatch, tmp_path):
    person.select("Tarsk")
    person.press("5")
    choose(monkeypatch, "getSaveFileName", str(tmp_path / "ana"))
    person.window.actions_table["send_work"].trigger()
    person.settle()
    assert "1 annotation is in ana.zip" in person.window.overlays.notices.notices[-1].words
    person.window.verbs.files.open(str(colleague))
    person.settle()
    choose(monkeypatch, "getOpenFileNames", [str(tmp_path / "ana.zip")])
    person.window.actions_table["add_work"].trigger()
    person.settle()
    assert len(list(annotations.of_set(person.project, sets(person)["Ana"]))) == 1
    assert check.run(person.project).ok


def test_a_text_that_differs_is_named(person, tmp_path, monkeypatch):
    place = tmp_path / "other.annot"
    project = projects.make(place, "Bo")
    changed = tmp_path / "000_00000000000000aa.txt"
    changed.write_text(person.text.replace("péage", "impôt"), encoding="utf-8", newline="")
    import_files.run(project, [changed])
    projects.close(project)
    choose(monkeypatch, "getOpenFileNames", [str(place)])
    person.window.actions_table["add_work"].trigger()
    person.settle()
    (dialog,) = person.window.findChildren(MergeReportDialog)
    words = dialog.text.toPlainText()
    assert "000_00000000000000aa" in words
    assert str(person.text.index("péage")) in words
    dialog.main.click()


def test_what_is_no_project_is_refused_in_a_sentence(person, tmp_path, monkeypatch):
    (tmp_path / "x.annot").write_bytes(b"SQLite format 3\x00" + b"\x07" * 200)
    choose(monkeypatch, "getOpenFileNames", [str(tmp_path / "x.annot")])
    with person.qtbot.captureExceptions() as caught:
        person.window.actions_table["add_work"].trigger()
        person.settle()
    assert ["not a project" in str(error) or "x.annot" in str(error) for _, error, _ in caught] == [
        True
    ]
    assert check.run(person.project).ok
