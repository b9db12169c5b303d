"""A project's life through the window: opened, left, opened twice, left by accident."""

import pytest
from PySide6.QtCore import Qt

from annotator import words
from annotator.desktop import recent, theme
from annotator.desktop.actions import TABLE
from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import check, projects
from annotator.store import articles, states
from annotator.store.errors import ReadOnlyError, StaleStepError

CTRL = Qt.KeyboardModifier.ControlModifier
QUOTE = "«La politique de Tarsk est hostile»"


@pytest.fixture
def make_bare(qtbot):
    """Windows with nothing open; each closes in the end."""
    made = []

    def make(settings=None):
        words.speak("en")
        theme.apply("light")
        window = Window(Session(), settings or Settings(theme="light", coder="Bob"))
        qtbot.addWidget(window)
        window.complete()
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()


def notices(window):
    return [notice.words for notice in window.overlays.notices.notices]


def label(window):
    """Label the selection in a window that need not be the active one."""
    window.desk.label(window.session.codebook.label_of_key("5"))


def around(path):
    """What lies beside the project, the articles left out."""
    return sorted(one.name for one in path.parent.iterdir() if one.is_file())


def test_while_open_there_is_a_lock_afterwards_one_file(person, path):
    assert f".{path.name}.lock" in around(path)
    person.select(QUOTE)
    person.press("5")
    person.window.close()
    assert around(path) == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"  # no log is wanted: it opens from a CD too
    assert not person.window.session.is_open


@pytest.mark.parametrize("how", ["close", "quit"])
def test_close_and_quit_leave_one_file(person, path, how):
    person.select(QUOTE)
    person.press("5")
    person.window.actions_table[how].trigger()
    assert around(path) == [path.name]
    assert person.window.isVisible() == (how == "close")
    if how == "close":
        assert person.window.pages.currentWidget() is person.window.start
        assert person.window.windowTitle() == "Annotator"
        person.window.verbs.files.open(str(path))
        assert person.found() == [("ACCUSATION", QUOTE)]


def test_a_note_still_being_written_is_kept_when_the_window_closes(person, path, new_person):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_M, CTRL), "a revoir")
    person.window.close()
    again = new_person(path)
    again.press(Qt.Key.Key_Tab)
    assert again.window.desk.annotations()[0].note == "a revoir"


def test_yesterdays_steps_can_be_taken_back(person, path, new_person):
    before = person.shown()
    person.select(QUOTE)
    person.press("5")
    after = person.shown()
    person.window.close()
    again = new_person(path)
    assert again.shown() == after
    again.press((Qt.Key.Key_Z, CTRL))
    assert again.shown() == before
    again.window.close()
    third = new_person(path)
    third.press((Qt.Key.Key_Y, CTRL))
    assert third.shown() == after


# ---------------------------------------------------------------------- a second window


def test_a_second_window_reads_and_says_why(person, path, make_bare):
    person.select(QUOTE)
    person.press("5")
    second = make_bare()
    assert second.verbs.files.open_path(path)
    assert second.session.project.read_only
    (words,) = notices(second)
    assert path.name in words
    assert second.view.text == person.text
    assert not second.actions_table["import_folder"].isEnabled()
    assert second.actions_table["export"].isEnabled()


def test_a_second_window_shows_the_labels_of_the_first(person, path, make_bare):
    person.select(QUOTE)
    person.press("5")
    second = make_bare()
    second.verbs.files.open_path(path)
    marks = second.view.canvas.page.index.between(0, len(second.view.text))
    assert sorted((mark.start, mark.end, mark.look) for mark in marks) == person.shown()


def test_what_is_open_for_reading_cannot_be_changed(person, path, make_bare):
    second = make_bare()
    second.verbs.files.open_path(path)
    second.view.canvas.select(person.span(QUOTE))
    with pytest.raises(ReadOnlyError):
        label(second)
    with pytest.raises(ReadOnlyError):
        second.desk.finish()
    assert person.found() == []
    person.select(QUOTE)
    label(person.window)
    assert person.found() == [("ACCUSATION", QUOTE)]


@pytest.mark.parametrize("first_goes_first", [True, False])
def test_both_gone_there_is_one_file(person, path, make_bare, first_goes_first):
    second = make_bare()
    second.verbs.files.open_path(path)
    person.select(QUOTE)
    label(person.window)
    order = [person.window, second]
    for window in order if first_goes_first else reversed(order):
        window.close()
    assert [name for name in around(path) if name.endswith(".lock")] == []
    reopened = projects.open_(path, "Ana")
    assert check.run(reopened).annotations == 1
    projects.close(reopened)
    assert around(path) == [path.name]


def test_when_the_first_has_gone_the_second_may_write(person, path, make_bare):
    second = make_bare()
    second.verbs.files.open_path(path)
    person.window.close()
    assert second.verbs.files.open_path(path)
    assert not second.session.project.read_only
    assert second.session.project.coder.name == "Bob"


def test_another_coder_labels_in_a_set_of_their_own(person, path, make_bare):
    person.select(QUOTE)
    person.press("5")
    person.window.close()
    window = make_bare()
    window.verbs.files.open_path(path)
    assert window.view.canvas.page.index.between(0, len(window.view.text)) == []
    assert check.run(window.session.project).ok


def test_a_step_another_coder_built_on_is_said_and_leaves_the_menu(person, path, make_bare):
    person.window.close()
    project = projects.open_(path, "Bob")
    with project.edit(say("Done")):
        for article in articles.everyone(project):
            states.put(project, article.id, project.own_set.id, "done")
    projects.close(project)
    window = make_bare()
    window.settings.coder = "Ana"
    window.verbs.files.open_path(path)
    assert window.session.project.coder.name == "Ana"
    with pytest.raises(StaleStepError):
        window.verbs.undo()
    assert window.actions_table["undo"].text() == "Undo"
    assert articles.count(window.session.project) == 2
    window.verbs.undo()  # says that there is nothing more


# ---------------------------------------------------------------------- what is no project


@pytest.mark.parametrize("content", [b"", b"no project at all", b"SQLite format 3\x00" + b"x" * 99])
def test_what_is_no_project_is_a_sentence_and_stays_as_it_is(make_bare, tmp_path, content):
    strange = tmp_path / "strange.annot"
    strange.write_bytes(content)
    window = make_bare()
    with pytest.raises(AnnotatorError, match=r"strange\.annot"):
        window.verbs.files.open_path(strange)
    assert (strange.read_bytes(), around(strange)) == (content, ["strange.annot"])
    assert not window.session.is_open


def test_what_cannot_be_opened_leaves_the_open_project_on_the_screen(person, path, tmp_path):
    strange = tmp_path / "strange.annot"
    strange.write_bytes(b"no project")
    with pytest.raises(AnnotatorError):
        person.window.verbs.files.open_path(strange)
    assert person.window.session.is_open
    assert person.project.path == path


# ---------------------------------------------------------------------- where one was


def test_the_article_seen_last_is_shown_first(person, path, new_person, settings):
    person.press((Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier))
    second = person.window.session.article
    assert settings.last_articles == {str(path): second}
    person.window.close()
    assert new_person(path).window.session.article == second


def test_an_article_that_has_gone_is_no_hindrance(path, settings, new_person):
    settings.last_articles[str(path)] = "gone"
    person = new_person(path)
    assert person.window.session.article == articles.first(person.project)


def test_two_hundred_projects_are_remembered_the_last_ones(person, settings, path):
    settings.last_articles = {f"/{number}.annot": "a" for number in range(205)}
    recent.remember(person.window.session, settings, "b")
    assert len(settings.last_articles) == 200
    assert list(settings.last_articles.items())[-1] == (str(path), "b")
    assert "/5.annot" not in settings.last_articles


def test_the_start_page_offers_what_was_open(person, path):
    person.window.actions_table["close"].trigger()
    buttons = person.window.start.findChildren(type(person.window.start.new))
    recent_ones = [one for one in buttons if one.property("kind") == "link"]
    assert recent_ones[-1].text().startswith(path.stem)
    recent_ones[-1].click()
    assert person.project.path == path


def test_going_back_to_an_article_finds_the_caret_where_it_was(person):
    person.put_caret(QUOTE, inside=4)
    place = person.canvas.caret()
    alt = Qt.KeyboardModifier.AltModifier
    person.press((Qt.Key.Key_Down, alt), (Qt.Key.Key_Up, alt))
    assert person.canvas.caret() == place


# ---------------------------------------------------------------------- every row of the table


@pytest.fixture
def quick_dialogs(monkeypatch, tmp_path):
    """Whoever is asked gives up at once."""
    from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415
    from PySide6.QtWidgets import QDialog, QFileDialog, QMenu  # noqa: PLC0415

    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QDialog, "exec", lambda _self: 0)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: 0)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: None)


def test_every_row_has_a_callee_and_every_callee_a_row(person):
    assert set(person.window.verbs._callees) == {entry.id for entry in TABLE}


@pytest.mark.parametrize("state", ["an article", "a passage", "no article", "reading"])
def test_every_row_runs_on_an_open_project(person, path, make_bare, quick_dialogs, state):
    window = person.window
    if state == "a passage":
        person.select(QUOTE)
        person.press("5")
        person.select("Noria")
    elif state == "no article":
        window.actions_table["undo"].trigger()
        assert window.session.article is None
    elif state == "reading":
        window = make_bare()
        window.verbs.files.open_path(path)
    changing = {"done", "toggle_done", "undo", "redo"} if state == "reading" else set()
    for entry in TABLE:
        if entry.id in {"quit", "close", "open_demo", *changing}:
            continue
        window.actions_table[entry.id].trigger()
        person.settle()
    assert window.session.is_open
    assert check.run(window.session.project).ok


def test_every_row_runs_with_nothing_open(make_bare, quick_dialogs, qtbot):
    window = make_bare()
    for entry in TABLE:
        if entry.id in {"quit", "open_demo", "tour"}:
            continue
        window.actions_table[entry.id].trigger()
        qtbot.wait(0)
    assert not window.session.is_open
    assert window.isVisible()


@pytest.mark.parametrize("row", ["open_demo", "tour"])
def test_the_demo_opens_where_nothing_is(make_bare, quick_dialogs, tmp_path, row):
    window = make_bare()
    window.actions_table[row].trigger()
    assert window.session.project.path.is_relative_to(tmp_path)
    assert window.view.text
