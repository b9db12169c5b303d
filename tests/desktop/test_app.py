"""The program with a window: what it opens at the start, and itself in another language."""

import os
import subprocess
import sys
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QPushButton

from annotator import words
from annotator.desktop import app, theme
from annotator.desktop import settings as remembered
from annotator.desktop.app import Program
from annotator.desktop.dialogs.error_dialog import ErrorDialog
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span
from annotator.jobs import check, import_files, projects
from annotator.store import articles, history

TEXTS = {
    "000_port.txt": "Le port rouvrira.\n\nLe ministre l’a dit « lundi » à Noria.\n",
    "001_mer.txt": "Rien à signaler, selon Tarsk.\n",
}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def path(tmp_path, folder):
    project = projects.make(tmp_path / "affaire.annot", "Ana")
    import_files.run(project, [folder])
    projects.close(project)
    return project.path


@pytest.fixture
def settings():
    return Settings(theme="light", coder="Ana", font="DejaVu Serif", language="en")


@pytest.fixture
def window(qtbot, settings):
    """A window nothing was opened in yet."""
    words.speak("en")
    theme.apply("light")
    made = Window(Session(), settings)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def program(qapp, settings, path, monkeypatch, tmp_path):
    """The whole program with a project on its second article."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = qInstallMessageHandler(None)
    words.speak("en")
    theme.apply("light")
    program = Program(qapp, settings)
    assert app.open_quickly(program.window, path)
    program.window.complete()
    program.window.show()
    program.window.activateWindow()
    second = articles.named(program.window.session.project, "001_mer")
    program.window.verbs.open_article(second)
    QApplication.processEvents()
    yield program
    qInstallMessageHandler(handler)
    program.window.close()
    shiboken6.delete(program.window)
    shiboken6.delete(program)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        shiboken6.delete(translator)
    words.speak("en")
    theme.apply("light")


def open_name(window):
    return articles.get(window.session.project, window.session.article).name


def notices(window):
    return [notice.words for notice in window.overlays.notices.notices]


def settle():
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ---------------------------------------------------------------------- what is opened


def test_what_was_asked_for_comes_before_what_was_last(path, tmp_path):
    assert app._wanted(str(tmp_path), str(path)) == tmp_path
    assert app._wanted("", str(path)) == path
    assert app._wanted("", "") is None
    assert app._wanted("", str(tmp_path / "gone.annot")) is None
    with pytest.raises(AnnotatorError, match=r"gone\.annot is not there"):
        app._wanted(str(tmp_path / "gone.annot"), str(path))


def test_a_project_in_order_is_open_before_the_first_picture(window, path, settings):
    assert app.open_quickly(window, path)
    assert open_name(window) == "000_port"
    assert settings.last_project == str(path)


def test_everything_else_waits_for_it(window, path, folder, settings):
    assert not app.open_quickly(window, folder)
    assert not app.open_quickly(window, path.with_name("gone.annot"))
    strange = path.with_name("strange.annot")
    strange.write_bytes(b"no project")
    assert not app.open_quickly(window, strange)
    settings.coder = ""
    assert not app.open_quickly(window, path)
    assert not window.session.is_open


def test_what_cannot_be_opened_is_said_in_the_window(window, path):
    strange = path.with_name("strange.annot")
    strange.write_bytes(b"no project")
    window.complete()
    app.open_at_start(window, strange)
    assert "strange.annot" in notices(window)[0]
    assert not window.session.is_open
    assert window.pages.currentWidget() is window.start


def test_a_folder_is_opened_behind_the_first_picture(window, folder):
    app.open_at_start(window, folder)
    assert window.session.project.path == folder.with_suffix(".annot")
    assert open_name(window) == "000_port"


# ---------------------------------------------------------------------- another language


def test_another_language_is_the_same_article_in_another_window(program):
    old = program.window
    session, article = old.session, old.session.article
    old.settings.language = "fr"
    old.language_changed.emit()
    settle()
    new = program.window
    assert new is not old
    assert not shiboken6.isValid(old)
    assert (new.session, new.session.article, new.view.text) == (
        session,
        article,
        TEXTS["001_mer.txt"],
    )
    titles = [action.text() for action in new.menuBar().actions()]
    assert titles[0] == "Fichier"
    assert new.isVisible()
    assert len([one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]) == 1


def test_labelling_undo_and_closing_go_on_in_the_new_window(program, path):
    program.window.settings.language = "fr"
    program.window.language_changed.emit()
    settle()
    window = program.window
    window.view.canvas.setFocus()
    window.view.canvas.select(Span(23, 28))
    window.verbs.label("ENTITY", "LOC")
    assert [one.label for one in window.desk.annotations()] == ["LOC"]
    assert len(window.view.canvas.page.index.between(0, 99)) == 1
    window.actions_table["undo"].trigger()
    assert len(window.view.canvas.page.index.between(0, 99)) == 0
    assert str(history.next_redo(window.session.project))
    assert window.close()
    assert not window.session.is_open
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == [path.name]


def test_the_old_window_reads_nothing_more_when_it_goes(program, monkeypatch):
    """Qt ends the program where a thread's object goes before the thread."""
    running = []

    def look(path):
        running.append(path)
        time.sleep(0.2)
        running.pop()

    monkeypatch.setattr(check, "quickly", look)
    old = program.window.verbs.checking
    program.window.settings.language = "fr"
    program.window.language_changed.emit()
    settle()
    assert old._readings == []
    program.window.session.close()
    assert running == []


def test_there_and_back_again(program):
    for language, title in (("fr", "Fichier"), ("en", "File"), ("fr", "Fichier")):
        program.window.settings.language = language
        program.window.language_changed.emit()
        settle()
        assert program.window.menuBar().actions()[0].text() == title
        assert open_name(program.window) == "001_mer"


def test_qts_own_buttons_speak_the_language_too(program):
    def cancel():
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    app.speak(QApplication.instance(), "fr")
    assert cancel() == "Annuler"
    app.speak(QApplication.instance(), "en")
    assert cancel() == "Cancel"


def test_as_the_system_is_the_systems_language(program, monkeypatch):
    monkeypatch.setattr(app.QLocale, "system", lambda: app.QLocale("fr_FR"))
    program.window.settings.language = ""
    program.window.language_changed.emit()
    settle()
    assert words.language() == "fr"


def test_a_note_being_written_is_kept_when_the_language_changes(program):
    window = program.window
    window.view.canvas.select(Span(23, 28))
    window.verbs.label("ENTITY", "LOC")
    window.show_passage()
    (card,) = window.passage.cards.values()
    card.note.setPlainText("à revoir")
    (id,) = window.desk.current
    window.settings.language = "fr"
    window.language_changed.emit()
    settle()
    program.window.desk.take(id)
    assert program.window.desk.annotations()[0].note == "à revoir"


# ---------------------------------------------------------------------- what nobody caught


def raising(error):
    def slot():
        raise error

    return slot


def test_a_sentence_nobody_caught_is_a_notice(program, qtbot):
    button = QPushButton(program.window)
    button.clicked.connect(raising(AnnotatorError(say("The disk is full."))))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert notices(program.window) == ["The disk is full."]


def test_after_a_bug_the_window_lives_on(program, qtbot, tmp_path):
    window = program.window
    button = QPushButton(window)
    button.clicked.connect(raising(KeyError("nobody")))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(ErrorDialog) is not None)  # damage could be behind it
    dialog = window.findChild(ErrorDialog)
    assert dialog.isVisible()
    (report,) = (tmp_path / "state").rglob("report-*.txt")
    assert report.read_text(encoding="utf-8") == dialog.report.toPlainText()
    assert TEXTS["001_mer.txt"].strip() not in report.read_text(encoding="utf-8")
    dialog.main.click()
    window.view.canvas.select(Span(23, 28))
    window.verbs.label("ENTITY", "LOC")
    assert [one.label for one in window.desk.annotations()] == ["LOC"]


def test_in_another_language_notices_go_to_the_new_window(program, qtbot):
    program.window.settings.language = "fr"
    program.window.language_changed.emit()
    settle()
    button = QPushButton(program.window)
    button.clicked.connect(raising(AnnotatorError(say("Nothing to do."))))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert notices(program.window) == ["Nothing to do."]


def test_as_the_system_follows_the_systems_colours(program, monkeypatch):
    program.window.settings.theme = "system"
    monkeypatch.setattr(theme, "_system_is_dark", lambda: True)
    program._follow_system()
    assert theme.current().dark
    program.window.settings.theme = "light"
    program._follow_system()
    assert theme.current().dark  # a choice by hand is taken where it is made


# ---------------------------------------------------------------------- the whole of it

RUN = """
import gc, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.desktop import app, entry
warm = app.warm

def then():
    warm()
    window, = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Window"]
    print(window.windowTitle(), "|", window.view.text.split(".")[0], "|", gc.isenabled())
    window.close()

app.warm = then
sys.exit(entry.main(sys.argv[1:]))
"""


def run(*argv):
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, argv)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=30,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )


def test_the_program_from_its_start_to_its_end_and_once_more(path):
    first, second = run(path), run()
    for done in (first, second):
        assert done.returncode == 0, done.stderr
        assert done.stdout == "affaire – Annotator | Le port rouvrira | True\n"
    assert sorted(one.name for one in path.parent.iterdir()) == ["affaire.annot", "articles"]
    assert remembered.load().last_project == str(path)
    assert remembered.load().geometry
