"""The ways back through the window: backups while one works, restore, damage, salvage."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from annotator.desktop.dialogs.restore_dialog import RestoreDialog
from annotator.jobs import backup, check, projects
from annotator.store.errors import ReadOnlyError

QUOTE = "«La politique de Tarsk est hostile»"


def banner(window):
    return window.overlays.banner


def notices(window):
    return [notice.words for notice in window.overlays.notices.notices]


def way(window, words):
    return next(one for one in banner(window).findChildren(QPushButton) if words in one.text())


def damage(path, page=None):
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for number in [page] if page else range(pages // 2, pages):
        content[number * 4096 : number * 4096 + 300] = b"\xee" * 300
    path.write_bytes(content)


def test_after_half_an_hour_of_work_there_is_a_backup(person, qtbot):
    person.select(QUOTE)
    person.press("5")
    safety = person.window.verbs.safety
    assert safety._timer.isActive()
    assert safety._timer.interval() == 30 * 60 * 1000
    safety._timer.timeout.emit()
    safety._wait()
    (kept,) = backup.kept(person.project.path)
    assert kept.holdings.annotations == 1
    safety._timer.timeout.emit()  # nothing changed meanwhile
    safety._wait()
    assert len(backup.kept(person.project.path)) == 1


def test_a_backup_that_fails_is_a_notice_and_stops_nothing(person, qtbot, home):
    (home / "data").write_text("no folder")
    person.window.verbs.safety.keep()
    qtbot.waitUntil(lambda: bool(notices(person.window)))
    assert "No backup could be made" in notices(person.window)[-1]
    person.select(QUOTE)
    person.press("5")
    assert len(person.found()) == 1
    (home / "data").unlink()


def test_restoring_by_the_dialog(person, monkeypatch):
    person.select(QUOTE)
    person.press("5")
    person.window.actions_table["backup"].trigger()
    before = person.found()
    person.select("l’agence Noria")
    person.press("P")
    shown = []

    def accept(dialog):
        shown.extend(dialog.list.topLevelItem(0).text(n) for n in range(4))
        return 1

    monkeypatch.setattr(RestoreDialog, "exec", accept)
    person.window.actions_table["restore"].trigger()
    assert shown[1:3] == ["2", "1"]
    assert person.found() == before
    assert check.run(person.project).ok
    assert len(backup.kept(person.project.path)) == 2
    person.select(QUOTE)
    person.press("2")
    assert len(person.found()) == 2 or person.found() != before


def test_without_a_backup_there_is_nothing_to_restore(person):
    person.window.actions_table["restore"].trigger()
    assert "no backup" in notices(person.window)[-1]


def test_whoever_cancels_keeps_everything(person, monkeypatch):
    person.window.actions_table["backup"].trigger()
    person.select(QUOTE)
    person.press("5")
    monkeypatch.setattr(RestoreDialog, "exec", lambda _dialog: 0)
    person.window.actions_table["restore"].trigger()
    assert len(person.found()) == 1


# ---------------------------------------------------------------------- damage


@pytest.fixture
def window(make_window, path):
    made = make_window(path)
    made.session.close()
    return made


def test_a_file_that_was_cut_off_is_shown_as_far_as_it_goes(window, worked):
    content = worked.read_bytes()
    worked.write_bytes(content[:-4096])
    cut = worked.read_bytes()
    window.verbs.files.open_path(worked)
    assert banner(window).isVisible()
    assert "is damaged" in banner(window).words
    if window.session.is_open:
        assert window.session.project.read_only
        with pytest.raises(ReadOnlyError):
            window.desk.finish()
    window.session.close()
    assert worked.read_bytes() == cut


def test_damage_found_after_opening_ends_the_writing(window, worked, qtbot):
    backup.make_backup(worked)
    damage(worked)
    window.verbs.files.open_path(worked)
    qtbot.waitUntil(lambda: "is damaged" in banner(window).words)
    assert not window.session.is_open or window.session.project.read_only


def test_a_backup_is_offered_and_mends_it(window, worked, monkeypatch, whole):
    before = whole(worked)
    backup.make_backup(worked)
    worked.write_bytes(worked.read_bytes()[:8192])
    window.verbs.files.open_path(worked)
    monkeypatch.setattr(RestoreDialog, "exec", lambda _dialog: 1)
    way(window, "Restore").click()
    assert window.session.is_open
    assert not window.session.project.read_only
    assert not banner(window).isVisible()
    window.session.close()
    assert whole(worked) == before


def test_salvage_is_offered_and_says_what_came_out(window, worked, monkeypatch, tmp_path):
    content = worked.read_bytes()
    worked.write_bytes(content[:-4096])
    window.verbs.files.open_path(worked)
    new = tmp_path / "saved.annot"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(new), ""))
    way(window, "Salvage").click()
    assert window.session.project.path == new
    assert any("Salvaged: 2 articles" in one for one in notices(window))
    assert not banner(window).isVisible()


def test_what_cannot_be_shown_at_all_leaves_the_ways_out(window, worked):
    worked.write_bytes(worked.read_bytes()[:100] + bytes(50_000))
    window.verbs.files.open_path(worked)
    assert banner(window).isVisible()
    assert not window.session.is_open
    assert way(window, "Salvage").isVisible()


def test_a_good_project_takes_the_banner_away(window, worked, tmp_path):
    other = projects.make(tmp_path / "other.annot", "Ana")
    projects.close(other)
    worked.write_bytes(worked.read_bytes()[:8192])
    window.verbs.files.open_path(worked)
    window.verbs.files.open_path(other.path)
    assert not banner(window).isVisible()
