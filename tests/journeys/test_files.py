"""Files in and out through the window: folders, imports, exports, drops."""

import contextlib
import json
import time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from annotator import words
from annotator.desktop import theme
from annotator.desktop.dialogs.export_dialog import ExportDialog, Request
from annotator.desktop.popups.progress import ProgressCard
from annotator.desktop.session import Session
from annotator.desktop.window import Window
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, check, import_files, projects
from annotator.jobs.export import Wanted
from annotator.jobs.progress import tell
from annotator.store import articles

CTRL = Qt.KeyboardModifier.ControlModifier
QUOTE = "«La politique de Tarsk est hostile»"
FIRST_HALF, SECOND_HALF = "« Nous avons tout essayé »", "« et nous ne céderons pas »"


@pytest.fixture
def window(qtbot, settings):
    """A window with nothing open."""
    words.speak("en")
    theme.apply("light")
    made = Window(Session(), settings)
    qtbot.addWidget(made)
    made.complete()
    made.show()
    made.activateWindow()
    yield made
    made.close()


def notices(window):
    return [notice.words for notice in window.overlays.notices.notices]


def names(window):
    return [one.name for one in articles.everyone(window.session.project)]


def write(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def drop(window, *paths):
    """Let go of files over the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPointF(99, 99), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(99, 99), copy, data, left, none))


# ---------------------------------------------------------------------- a folder


def test_a_folder_becomes_a_project_beside_it(window, folder):
    window.verbs.files.open_folder(str(folder))
    assert window.session.project.path == folder.with_name("articles.annot")
    assert names(window) == ["000_00000000000000aa", "003_00000000000000bb"]
    assert window.view.text.startswith(" date 2024-11 Lisbourg")
    assert notices(window) == ["2 articles imported"]
    assert window.windowTitle() == "articles – Annotator"
    assert sorted(one.name for one in folder.iterdir()) == [
        "000_00000000000000aa.txt",
        "003_00000000000000bb.txt",
    ]


def test_opened_again_it_takes_in_only_what_is_new(window, folder):
    window.verbs.files.open_folder(str(folder))
    before = [one.id for one in articles.everyone(window.session.project)]
    window.verbs.files.close()
    window.overlays.notices.clear()
    window.verbs.files.open_folder(str(folder))
    assert notices(window) == []
    write(folder, "001_00000000000000cc.txt", "Un texte nouveau.\n")
    window.verbs.files.open_folder(str(folder))
    assert notices(window) == ["1 article imported"]
    after = {one.name: one.id for one in articles.everyone(window.session.project)}
    assert set(before) < set(after.values())
    assert len(after) == 3
    assert window.articles.rows.rowCount() == 3


def test_the_start_page_asks_which_folder(window, folder, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.start.folder.click()
    assert len(names(window)) == 2
    assert window.pages.currentWidget() is window.splitter
    window.verbs.files.close()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.start.folder.click()
    assert not window.session.is_open
    assert window.pages.currentWidget() is window.start


def test_the_demo_is_a_project_of_the_persons_own(window, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Documents").mkdir()
    window.start.demo.click()
    made = window.session.project.path
    assert made.is_relative_to(tmp_path)
    assert len(names(window)) >= 15
    window.verbs.files.close()
    window.start.demo.click()
    assert window.session.project.path == made
    assert len(names(window)) >= 15


# ---------------------------------------------------------------------- import


def test_an_import_is_one_step(window, folder):
    window.verbs.files.open_folder(str(folder))
    write(folder, "001_00000000000000cc.txt", "Un texte nouveau.\n")
    write(folder, "002_00000000000000dd.txt", "Un autre.\n")
    window.verbs.files.take_in([folder])
    assert window.articles.rows.rowCount() == 4
    undo = window.actions_table["undo"]
    assert undo.text() == "Undo: Import 2 articles"
    undo.trigger()
    assert (len(names(window)), window.articles.rows.rowCount()) == (2, 2)
    window.actions_table["redo"].trigger()
    assert (len(names(window)), window.articles.rows.rowCount()) == (4, 4)
    assert check.run(window.session.project).ok


def test_undoing_the_first_import_leaves_an_empty_window_that_lives(window, folder):
    window.verbs.files.open_folder(str(folder))
    window.actions_table["undo"].trigger()
    assert (names(window), window.session.article, window.view.text) == ([], None, "")
    assert not window.actions_table["done"].isEnabled()
    window.actions_table["redo"].trigger()
    assert len(names(window)) == 2
    window.verbs.open_article(next(articles.everyone(window.session.project)).id)
    assert window.view.text


def test_the_notice_counts_known_and_names_refused(window, folder):
    window.verbs.files.open_folder(str(folder))
    window.overlays.notices.clear()
    for number in range(5):
        write(folder, f"leer{number}.txt", "")
    write(folder, "neu.txt", "Neu.")
    window.verbs.files.take_in([folder])
    info, warning = notices(window)
    assert info == "1 article imported · 2 already known"
    assert warning.count("The file is empty.") == 3
    assert "leer0.txt" in warning
    assert warning.endswith("… and 2 more")


def test_files_asked_for_are_taken_in(window, folder, tmp_path, monkeypatch):
    window.verbs.files.open_folder(str(folder))
    write(tmp_path / "mehr", "neu.txt", "Neu.")
    file = str(tmp_path / "mehr" / "neu.txt")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([file], ""))
    QTest.keyClick(window.view.canvas, Qt.Key.Key_I, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert names(window)[-1] == "neu"


def test_a_path_that_is_gone_is_a_sentence_and_nothing_else(window, folder, tmp_path):
    window.verbs.files.open_folder(str(folder))
    with pytest.raises(AnnotatorError, match="is not there"):
        window.verbs.files.take_in([tmp_path / "gone"])
    assert len(names(window)) == 2
    window.verbs.open_article(next(articles.everyone(window.session.project)).id)


def slowly(stop_when, meanwhile=lambda: None):
    """The import, with a file that takes its time, and a person who watches it."""
    run = import_files.run

    def job(project, paths, *, wish, progress):
        def patient(done, total):
            end = time.monotonic() + 5
            while done == 2 and time.monotonic() < end:
                meanwhile()
                time.sleep(0.01)
                tell(progress, done, total)
                if stop_when():
                    break
            return progress(done, total)

        return run(project, paths, wish=wish, progress=patient)

    return job


def test_cancel_leaves_nothing(window, folder, tmp_path, monkeypatch):
    window.verbs.files.open_folder(str(folder))
    window.overlays.notices.clear()
    for number in range(5):
        write(tmp_path / "mehr", f"{number}.txt", f"Text {number}.")
    shown = []

    def press_cancel():
        for card in window.findChildren(ProgressCard):
            if not card.isVisible():
                continue
            shown.append(card.findChild(QPushButton).text())
            QTest.mouseClick(card.findChild(QPushButton), Qt.MouseButton.LeftButton)

    never = slowly(lambda: False, press_cancel)
    monkeypatch.setattr("annotator.desktop.files.import_files.run", never)
    events = check.run(window.session.project).events
    window.verbs.files.take_in([tmp_path / "mehr"])
    assert shown[0] == "Cancel"
    assert notices(window) == ["The import was stopped; nothing was changed."]
    report = check.run(window.session.project)
    assert (report.ok, report.articles, report.events) == (True, 2, events)
    assert window.articles.rows.rowCount() == 2
    assert window.actions_table["undo"].text() == "Undo: Import 2 articles"


def test_while_an_import_runs_keys_do_nothing(person, tmp_path, monkeypatch):
    window = person.window
    person.select(QUOTE)
    for number in range(5):
        write(tmp_path / "mehr", f"{number}.txt", f"Text {number}.")
    tries = []

    def meddle():
        tries.append(1)
        QTest.keyClicks(person.canvas, "5p")
        QTest.keyClick(person.canvas, Qt.Key.Key_Z, CTRL)
        QTest.keyClick(person.canvas, Qt.Key.Key_W, CTRL)
        QTest.mouseClick(window.articles.list.viewport(), Qt.MouseButton.LeftButton)
        window.close()

    often = slowly(lambda: len(tries) > 10, meddle)
    monkeypatch.setattr("annotator.desktop.files.import_files.run", often)
    window.verbs.files.take_in([tmp_path / "mehr"])
    assert len(tries) > 10
    assert person.found() == []
    assert len(names(window)) == 7
    assert window.isVisible()
    assert person.canvas.selection() == person.span(QUOTE)
    person.canvas.setFocus()
    person.press("5")
    assert person.found() == [("ACCUSATION", QUOTE)]


def test_a_note_being_written_is_no_part_of_a_stopped_import(person, tmp_path, monkeypatch):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a revoir")
    write(tmp_path / "mehr", "0.txt", "Text.")

    def stopped(project, paths, *, wish, progress):
        return import_files_run(project, paths, wish=wish, progress=lambda *_: False)

    import_files_run = import_files.run
    monkeypatch.setattr("annotator.desktop.files.import_files.run", stopped)
    drop(person.window, tmp_path / "mehr")
    person.settle()
    assert notices(person.window) == ["The import was stopped; nothing was changed."]
    person.canvas.setFocus()
    person.settle()
    assert person.window.desk.annotations()[0].note == "a revoir"


# ---------------------------------------------------------------------- export


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_what_is_exported_is_what_the_canvas_shows(person, tmp_path, monkeypatch, name):
    person.select(QUOTE)
    person.press("5")
    person.select(FIRST_HALF)
    person.press("3")
    person.select(SECOND_HALF)
    person.press("+")
    person.select("🚢")
    person.press("n")
    person.select("Tarsk", nth=1)
    person.press("l")
    out = tmp_path / f"out.{name}"
    request = Request(path=out, wanted=Wanted(format=name))
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: request)
    person.press((Qt.Key.Key_E, CTRL))
    assert notices(person.window)[-1] == f"4 annotations written to out.{name}"
    if name == "jsonl":
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        drawn = sorted(
            (*fragment, f"{line['layer']}/{line['label']}")
            for line in lines
            for fragment in line["fragments"]
        )
        assert drawn == person.shown()
        cut = [[person.text[start:end] for start, end in line["fragments"]] for line in lines]
        assert [line["text"] for line in lines] == cut
        assert len([line for line in lines if len(line["fragments"]) == 2]) == 1
    else:
        assert len(out.read_text(encoding="utf-8").splitlines()) == 5


def test_an_export_that_is_not_wanted_after_all_writes_nothing(person, tmp_path, monkeypatch):
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: None)
    before = sorted(tmp_path.iterdir())
    person.press((Qt.Key.Key_E, CTRL))
    assert (sorted(tmp_path.iterdir()), notices(person.window)) == (before, [])


def test_the_check_says_that_all_is_well(person):
    person.window.actions_table["check"].trigger()
    person.qtbot.waitUntil(lambda: bool(notices(person.window)))
    assert notices(person.window)[-1].startswith("All is well: 2 articles, 0 annotations")


def test_damage_is_said_when_a_project_is_opened(person, path, qtbot):
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'text_search_data'"
    page = person.project.value(sql)  # nothing reads it before somebody searches
    person.window.session.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(bytes(whole))
    person.window.verbs.files.open_path(path)
    qtbot.waitUntil(lambda: any("damaged" in words for words in notices(person.window)))


# ---------------------------------------------------------------------- drops


def test_a_dropped_folder_is_opened_where_nothing_is(window, folder, qtbot):
    drop(window, folder)
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.session.project.path == folder.with_name("articles.annot")
    qtbot.waitUntil(lambda: window.articles.rows.rowCount() == 2)


def test_a_dropped_folder_is_taken_into_the_open_project(person, tmp_path, qtbot):
    write(tmp_path / "mehr", "neu.txt", "Neu.")
    before = person.project.path
    drop(person.window, tmp_path / "mehr")
    qtbot.waitUntil(lambda: len(names(person.window)) == 3)
    assert person.project.path == before


def test_dropped_files_become_a_project_beside_them(window, folder, qtbot):
    files = sorted(folder.iterdir())
    (folder / "articles.annot").write_bytes(b"something else")
    drop(window, *files)
    qtbot.waitUntil(lambda: window.session.is_open and len(names(window)) == 2)
    assert window.session.project.path == folder / "articles 2.annot"
    assert (folder / "articles.annot").read_bytes() == b"something else"


def test_a_dropped_project_is_opened_instead(person, tmp_path, qtbot):
    other = projects.make(tmp_path / "other.annot", "Ana")
    projects.close(other)
    first = person.project.path
    drop(person.window, tmp_path / "other.annot", tmp_path)
    qtbot.waitUntil(lambda: person.window.session.project.path == other.path)
    assert names(person.window) == []
    assert person.window.view.text == ""
    assert not list(tmp_path.glob(f".{first.name}*"))


def test_a_dropped_link_to_the_web_is_no_import(person):
    """A drop that holds nothing of ours may be refused, or do nothing."""
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/article.html")])
    none = Qt.KeyboardModifier.NoModifier
    place, copy, left = QPointF(99, 99), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, copy, data, left, none)
    QApplication.sendEvent(person.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(person.window, QDropEvent(place, copy, data, left, none))
    person.settle()
    assert notices(person.window) == []


# ---------------------------------------------------------------------- new


def test_a_new_project_is_empty_and_where_it_was_wished(window, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "neu"), ""))
    window.actions_table["new"].trigger()
    assert window.session.project.path == tmp_path / "neu.annot"
    assert names(window) == []
    assert not window.actions_table["find"].isEnabled()


def test_a_project_nobody_asked_about_is_not_overwritten(window, path, monkeypatch):
    """The file dialog asked about `affair`, not about `affair.annot`."""
    name = str(path.with_suffix(""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    before = path.read_bytes()
    with contextlib.suppress(AnnotatorError):
        window.verbs.files.new()
    window.session.close()
    assert path.read_bytes() == before


def test_a_project_that_is_replaced_is_kept_as_a_backup(window, path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.verbs.files.new()
    assert names(window) == []
    (kept,) = backup.folder_of(path).iterdir()
    old = projects.open_(kept, read_only=True)
    assert len(list(articles.everyone(old))) == 2
    projects.close(old)


def test_a_project_somebody_works_in_is_not_overwritten(window, path, monkeypatch):
    other = projects.open_(path, "Bob")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with contextlib.suppress(AnnotatorError):
        window.verbs.files.new()
    window.session.close()
    projects.close(other)
    assert path.is_file()
    again = projects.open_(path, read_only=True)
    assert len(list(articles.everyone(again))) == 2
    projects.close(again)
