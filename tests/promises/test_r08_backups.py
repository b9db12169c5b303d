"""R8: backups that work: verified, outside the folder, thinned as time goes by, and restored."""

import datetime as dt
import shutil
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import thinning
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, import_files, projects, restoring
from annotator.store import annotations, articles
from annotator.store.errors import ProjectError, ProjectInUseError

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def count(path):
    project = projects.open_(path, read_only=True)
    found = project.value("SELECT count(*) FROM annotation")
    projects.close(project)
    return found


# ---------------------------------------------------------------------- the clock


def after(days, every=dt.timedelta(minutes=30)):
    """What is left when somebody worked eight hours a day for so many days."""
    kept, now = set(), NOW
    for _ in range(days):
        for step in range(16):
            moment = now + step * every
            kept.add(moment)
            kept -= thinning.superfluous(kept, moment)
        now += dt.timedelta(days=1)
    return sorted(kept), now - dt.timedelta(days=1) + 15 * every


def test_two_days_are_kept_whole_then_days_weeks_and_months():
    kept, last = after(400)
    new = [one for one in kept if last - one < dt.timedelta(days=2)]
    old = [one for one in kept if last - one >= dt.timedelta(days=2)]
    assert len(new) == 32
    assert 12 + 5 <= len(old) <= 12 + 10 + 9
    assert len({one.date() for one in old}) == len(old)  # one a day at most
    assert last - old[0] > dt.timedelta(days=200)
    yesterdays = [one for one in old if last - one < dt.timedelta(days=12)]
    assert len(yesterdays) >= 9


@given(st.sets(st.integers(-5_000_000, 60_000_000), max_size=80), st.integers(0, 10**8))
def test_the_newest_always_stays_whatever_the_clock_did(seconds, later):
    times = {NOW - dt.timedelta(seconds=one) for one in seconds}
    gone = thinning.superfluous(times, NOW + dt.timedelta(seconds=later))
    assert gone <= times
    if times:
        assert max(times) not in gone
    left = times - gone
    assert thinning.superfluous(left, NOW + dt.timedelta(seconds=later)) == set()


def test_old_files_go_when_a_new_one_is_whole(worked, tmp_path):
    first = backup.make_backup(worked)
    folder = first.parent
    stamp = "%Y-%m-%dT%H-%M-%S-%fZ"
    for day in range(40):
        at = dt.datetime.now(dt.UTC) - dt.timedelta(days=day + 3)
        shutil.copy(first, folder / f"affair {at.strftime(stamp)}.annot")
    stranger = folder / "notes.txt"
    stranger.write_text("mine")
    backup.make_backup(worked)
    assert 12 < len(backup.kept(worked)) < 25
    assert stranger.exists()


# ---------------------------------------------------------------------- making them


def test_it_lies_outside_the_projects_folder_and_is_whole(worked, whole):
    kept = backup.make_backup(worked)
    assert worked.parent not in kept.parents
    assert whole(kept) == whole(worked)
    (known,) = backup.kept(worked)
    assert (known.path, known.holdings.annotations, known.holdings.articles) == (kept, 20, 2)


def test_an_open_project_is_backed_up_as_last_saved(in_hand, label):
    label(in_hand)
    assert count(backup.make_backup(in_hand.path)) == 21


def test_without_a_change_there_is_no_further_one(in_hand, label):
    assert backup.make_if_changed(in_hand.path) is not None
    assert backup.make_if_changed(in_hand.path) is None
    label(in_hand)
    assert backup.make_if_changed(in_hand.path) is not None


def test_an_import_of_annotations_alone_makes_one_too(in_hand, tmp_path, label):
    from annotator.jobs import export  # noqa: PLC0415
    from annotator.jobs.export import Wanted  # noqa: PLC0415

    out = tmp_path / "labels.jsonl"
    export.run(in_hand, out, Wanted(format="jsonl"))
    for (uuid,) in in_hand.rows("SELECT uuid FROM annotation"):
        from annotator.domain.sentence import say  # noqa: PLC0415

        with in_hand.edit(say("Delete")):
            annotations.drop(in_hand, uuid)
    label(in_hand)
    report = import_files.run(in_hand, [out])
    assert report.articles == 0
    assert report.edit is not None
    (kept,) = backup.kept(in_hand.path)
    assert kept.holdings.annotations == 1


def test_a_damaged_source_replaces_no_good_backup(worked, monkeypatch):
    good = backup.make_backup(worked)
    content = bytearray(worked.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    worked.write_bytes(content)
    monkeypatch.setattr(thinning, "superfluous", lambda times, now: set(times))
    with pytest.raises(ProjectError):
        backup.make_backup(worked)
    assert [one.path for one in backup.kept(worked)] == [good]
    assert not list(good.parent.glob("*.tmp"))


def test_no_room_for_it_is_a_sentence_and_leaves_nothing(worked, monkeypatch):
    connect = sqlite3.connect

    class Full(sqlite3.Connection):
        def execute(self, sql, *values):
            if sql.startswith("VACUUM"):
                super().execute(sql, *values)
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(sql, *values)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Full))
    with pytest.raises(AnnotatorError, match="full"):
        backup.make_backup(worked)
    assert list(backup.folder_of(worked).iterdir()) == []


# ---------------------------------------------------------------------- getting them back


def test_what_was_there_comes_back_and_what_is_there_is_kept(worked, label, whole):
    before = whole(worked)
    kept = backup.make_backup(worked)
    project = projects.open_(worked, "Ana")
    label(project)
    projects.close(project)
    after_it = whole(worked)
    report = restoring.restore(worked, kept)
    assert whole(worked) == before
    assert whole(report.before) == after_it
    restoring.restore(worked, report.before)
    assert whole(worked) == after_it


def test_the_log_of_a_crash_does_not_undo_it(worked, label, whole, tmp_path):
    before = whole(worked)
    kept = backup.make_backup(worked)
    project = projects.open_(worked, "Ana")
    made = label(project)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{worked}{ending}", crashed / f"affair.annot{ending}")
    projects.close(project)
    path = crashed / "affair.annot"
    report = restoring.restore(path, kept)
    assert whole(path) == before
    assert sorted(one.name for one in crashed.iterdir()) == ["affair.annot"]
    again = projects.open_(report.before, read_only=True)
    assert again.value("SELECT count(*) FROM annotation WHERE uuid = ?", (made,)) == 1
    projects.close(again)


def test_a_restored_project_is_another_device(worked, label):
    kept = backup.make_backup(worked)
    project = projects.open_(worked, "Ana")
    first = project.value("SELECT uuid FROM device WHERE id = ?", (project.device,))
    label(project)
    projects.close(project)
    restoring.restore(worked, kept)
    project = projects.open_(worked, "Ana")
    second = project.value("SELECT uuid FROM device WHERE id = ?", (project.device,))
    label(project)
    projects.close(project)
    assert first != second


def test_a_project_that_is_gone_or_broken_is_restored_all_the_same(worked, whole):
    before = whole(worked)
    kept = backup.make_backup(worked)
    good = worked.read_bytes()
    newer = good[:60] + b"\x7f" + good[61:]  # a header that is broken may say anything
    for broken in (None, b"", b"rubbish" * 999, good[:9000], newer):
        worked.unlink()
        if broken is not None:
            worked.write_bytes(broken)
        report = restoring.restore(worked, kept)
        assert whole(worked) == before
        assert (report.before and report.before.read_bytes()) == broken


def test_nobody_is_robbed_of_an_open_project(in_hand, label):
    kept = backup.make_backup(in_hand.path)
    label(in_hand)
    with pytest.raises(ProjectInUseError):
        restoring.restore(in_hand.path, kept)
    assert articles.count(in_hand) == 2


def test_a_broken_backup_is_refused_before_anything_is_touched(worked, whole):
    before = whole(worked)
    kept = backup.make_backup(worked)
    kept.write_bytes(kept.read_bytes()[:9000])
    with pytest.raises(ProjectError):
        restoring.restore(worked, kept)
    assert whole(worked) == before
    assert sorted(one.name for one in worked.parent.iterdir() if one.is_file()) == [worked.name]
