"""R3: a full disk or a failing one loses nothing; a banner says so, and work goes on by itself."""

import os
import random
import sqlite3
import stat

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.desktop.controls.notes import NoteField
from annotator.desktop.safety import saving
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import check, import_files, projects
from annotator.store import probing
from annotator.store.errors import NotSavedError

QUOTE = "«La politique de Tarsk est hostile»"


def fill(project):
    """From now on the disk has no more room than the file takes."""
    pages = project.value("PRAGMA page_count")
    project.connection.execute(f"PRAGMA max_page_count = {pages}")


def make_room(project):
    project.connection.execute("PRAGMA max_page_count = 1073741823")


def fill_to_the_brim(project, label):
    """Fill the disk and what room was left in the file."""
    fill(project)
    saved = []
    with pytest.raises(NotSavedError):
        while True:
            start = len(saved)
            saved.append(label(project, start, start + 5, note="x" * 300))
    return saved


@pytest.mark.parametrize("seed", range(8))
def test_any_edit_is_saved_whole_or_not_at_all(in_hand, label, picture, seed):
    chance = random.Random(seed)
    fill(in_hand)
    for _ in range(200):
        before = picture(in_hand)
        try:
            label(in_hand, note="x" * chance.randrange(2000))
        except NotSavedError:
            assert picture(in_hand) == before
            assert not in_hand.connection.in_transaction
    make_room(in_hand)
    label(in_hand)
    assert check.run(in_hand).ok


def test_the_probe_tells_and_leaves_nothing(in_hand, label):
    assert probing.can_save(in_hand)
    assert in_hand.value("SELECT count(*) FROM meta WHERE key = 'probe'") == 0
    fill_to_the_brim(in_hand, label)
    assert not probing.can_save(in_hand)
    assert not in_hand.connection.in_transaction
    make_room(in_hand)
    assert probing.can_save(in_hand)
    assert check.run(in_hand).ok


def test_an_import_on_a_full_disk_leaves_nothing_of_it(in_hand, import_more, picture):
    before = picture(in_hand)
    fill(in_hand)
    with pytest.raises(NotSavedError):
        import_files.run(in_hand, [import_more(300)])
    assert picture(in_hand) == before
    make_room(in_hand)
    assert import_files.run(in_hand, [import_more(300)]).articles == 300
    assert check.run(in_hand).ok


# ---------------------------------------------------------------------- what a person sees


@pytest.fixture
def full(person, label):
    """A person whose disk is full."""
    label(person.project)
    fill_to_the_brim(person.project, label)
    person.window.session.open_article(person.window.session.article)
    return person


def try_to_label(person):
    person.select(QUOTE)
    with pytest.raises(NotSavedError):
        person.window.desk.label(person.window.session.codebook.label_of_key("5"))


def banner(person):
    return person.window.overlays.banner


def test_a_banner_says_it_once_and_work_goes_on_by_itself(full, qtbot, monkeypatch):
    monkeypatch.setattr(saving, "PATIENCE_MS", 20)
    before = full.found()
    for _ in range(3):
        try_to_label(full)
    assert full.found() == before
    assert banner(full).isVisible()
    assert "safe" in banner(full).words
    assert banner(full).words.count(". ") <= 1
    make_room(full.project)
    full.window.verbs.saving._timer.setInterval(20)
    qtbot.waitUntil(lambda: not banner(full).isVisible())
    full.select(QUOTE)
    full.press("5")
    assert len(full.found()) == len(before) + 1
    assert check.run(full.project).ok


def test_try_again_is_a_button(full):
    try_to_label(full)
    (again,) = banner(full).findChildren(QPushButton)
    again.click()
    assert banner(full).isVisible()
    make_room(full.project)
    again.click()
    assert not banner(full).isVisible()
    assert full.window.overlays.notices.notices[-1].words == "Saving works again."


def test_a_note_that_could_not_be_saved_is_saved_later(full, qtbot):
    full.window.desk.walk(backwards=False)
    full.window.verbs.write_note()
    note = next(one for one in full.window.passage.findChildren(NoteField) if one.isVisible())
    note.insertPlainText("n" * 30_000)
    with qtbot.captureExceptions() as caught:
        full.window.passage.commit()
    assert [kind for kind, *_ in caught] == [NotSavedError]
    assert banner(full).isVisible()
    make_room(full.project)
    full.window.verbs.saving.try_again()
    assert any("n" * 30_000 in one.note for one in full.window.desk.annotations())


def test_closing_the_project_takes_the_banner_along(full):
    try_to_label(full)
    full.window.session.close()
    assert not banner(full).isVisible()
    assert not full.window.verbs.saving.is_paused


def test_the_notice_does_not_repeat_the_banner(full):
    try_to_label(full)
    before = len(full.window.overlays.notices.notices)
    with pytest.raises(NotSavedError) as caught:
        full.window.desk.label(full.window.session.codebook.label_of_key("5"))
    full.window.overlays.say_sentence(caught.value.sentence)
    assert len(full.window.overlays.notices.notices) == before


# ---------------------------------------------------------------------- media that refuse


class Failing(sqlite3.Connection):
    """A connection whose commits fail as a broken disk's do, while `broken` is set."""

    broken = False

    def execute(self, sql, *values):
        if self.broken and sql.startswith(("COMMIT", "RELEASE", "INSERT INTO event")):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise error
        return super().execute(sql, *values)


@pytest.mark.parametrize("broken", ["INSERT", "COMMIT"])
def test_an_error_of_the_disk_is_told_and_rolled_back(worked, label, picture, monkeypatch, broken):
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "factory": Failing})
    )
    project = projects.open_(worked, "Ana")
    before = picture(project)
    project.connection.broken = True
    with pytest.raises(NotSavedError, match="I/O"):
        label(project)
    project.connection.broken = False
    assert picture(project) == before
    label(project)
    assert check.run(project).ok
    projects.close(project)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_sentence(worked):
    worked.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(AnnotatorError):
            projects.open_(worked, "Ana")
    finally:
        worked.parent.chmod(stat.S_IRWXU)
