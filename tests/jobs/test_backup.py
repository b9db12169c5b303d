"""Copies are thinned by a rule, restored whole, and damaged files give what they still have."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.__main__ import main
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, check, import_files, projects, rescue
from annotator.jobs.backup import Backup
from annotator.store import annotations, articles, salvage
from annotator.store.errors import ProjectError
from annotator.store.integrity import _COMPARED

NOW = dt.datetime(2026, 3, 30, 12, tzinfo=dt.UTC)


def copies(*hours):
    return [Backup(Path(str(hour)), NOW - dt.timedelta(hours=hour), 1) for hour in hours]


def state(project):
    return {what: set(project.rows(sql)) for what, sql in _COMPARED.items()}


@settings(deadline=None)
@given(st.sets(st.integers(0, 24 * 400), max_size=200))
def test_thinning_keeps_what_it_promises(hours):
    every = copies(*hours)
    gone = {one.path for one in backup.superfluous(every, NOW)}
    kept = [one for one in every if one.path not in gone]
    young = [one for one in every if NOW - one.at <= dt.timedelta(days=2)]
    assert all(one in kept for one in young)
    old = [one for one in kept if one not in young]
    assert len(old) <= 12 + 10 + 9 + 1
    for most, spell in ((12, "%Y-%m-%d"), (10, "%G-%V"), (9, "%Y-%m")):
        spells = sorted({one.at.strftime(spell) for one in every if one not in young})[-most:]
        assert set(spells) <= {one.at.strftime(spell) for one in kept}
    assert not every or max(every, key=lambda one: one.at) in kept
    again = backup.superfluous(kept, NOW)
    assert again == []


def test_restore_brings_back_and_can_be_taken_back(labelled):
    path = labelled.path
    copy = backup.make_backup(path)
    before = state(labelled)
    article = articles.named(labelled, "000_port")
    with labelled.edit(labelled_name()):
        annotations.drop(labelled, last_of(labelled, article))
    after = state(labelled)
    projects.close(labelled)
    aside = backup.restore(path, copy)
    again = projects.open_(path)
    assert state(again) == before
    assert check.run(again).ok
    projects.close(again)
    backup.restore(path, aside)
    again = projects.open_(path)
    assert state(again) == after
    projects.close(again)


def labelled_name():
    from annotator.domain.sentence import say  # noqa: PLC0415

    return say("Drop")


def last_of(project, article):
    from annotator.store import links  # noqa: PLC0415

    ones = annotations.of_article(project, article, project.own_set.id)
    return next(one.id for one in ones if not links.of_annotation(project, one.id))


def test_a_stale_log_is_not_played_over_the_restored_file(labelled, tmp_path):
    copy = backup.make_backup(labelled.path)
    before = state(labelled)
    article = articles.named(labelled, "000_port")
    with labelled.edit(labelled_name()):
        annotations.drop(labelled, last_of(labelled, article))
    crashed = tmp_path / "crashed.annot"
    for ending in ("", "-wal", "-shm"):
        shutil.copy(f"{labelled.path}{ending}", f"{crashed}{ending}")
    assert (tmp_path / "crashed.annot-wal").stat().st_size
    backup.restore(crashed, copy)
    assert not (tmp_path / "crashed.annot-wal").exists()
    again = projects.open_(crashed)
    assert state(again) == before
    projects.close(again)


def test_an_open_project_is_not_replaced(labelled):
    copy = backup.make_backup(labelled.path)
    with pytest.raises(ProjectError):
        backup.restore(labelled.path, copy)


def test_a_damaged_copy_is_refused(labelled, tmp_path):
    copy = tmp_path / "copy.annot"
    copy.write_bytes(backup.make_backup(labelled.path).read_bytes()[:9000])
    path = labelled.path
    projects.close(labelled)
    whole = path.read_bytes()
    with pytest.raises(ProjectError):
        backup.restore(path, copy)
    assert path.read_bytes() == whole


def test_restored_and_original_have_devices_of_their_own(labelled):
    copy = backup.make_backup(labelled.path)
    path, device = labelled.path, labelled.device
    projects.close(labelled)
    backup.restore(path, copy)
    again = projects.open_(path)
    assert again.device != device
    projects.close(again)


def test_the_plain_text_makes_the_same_project(labelled, tmp_path):
    rescue.write(labelled, tmp_path / "plain.jsonl")
    first = json.loads((tmp_path / "plain.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert first == {"annotator-rescue": 1}
    rescue.rebuild(tmp_path / "plain.jsonl", tmp_path / "again.annot")
    again = projects.open_(tmp_path / "again.annot", "Ann")
    assert state(again) == state(labelled)
    assert check.run(again).ok
    projects.close(again)
    cut = (tmp_path / "plain.jsonl").read_bytes()[:-40]
    (tmp_path / "cut.jsonl").write_bytes(cut)
    with pytest.raises(AnnotatorError):
        rescue.rebuild(tmp_path / "cut.jsonl", tmp_path / "cut.annot")
    assert not (tmp_path / "cut.annot").exists()


def many(tmp_path):
    """A project of some hundred pages, closed."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(120):
        (texts / f"{number:03}.txt").write_text(f"{number} " + "mot " * 500, encoding="utf-8")
    project = projects.make(tmp_path / "many.annot", "Ann")
    import_files.run(project, [texts])
    projects.close(project)
    return tmp_path / "many.annot"


def test_salvage_of_a_whole_file_is_all_of_it(labelled, tmp_path):
    path, before = labelled.path, state(labelled)
    projects.close(labelled)
    found = salvage.salvage(path, tmp_path / "new.annot")
    assert (found.lost, found.unplaced) == (0, 0)
    again = projects.open_(tmp_path / "new.annot", "Ann")
    assert state(again) == before
    assert check.run(again).ok
    projects.close(again)


@pytest.mark.parametrize("share", [0.4, 0.7, 0.95])
def test_salvage_of_a_cut_file(tmp_path, share):
    path = many(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert not check.run_on(path).ok
    try:
        found = salvage.salvage(path, tmp_path / "new.annot")
    except ProjectError:
        assert share < 0.5
        return
    assert found.articles > 0
    again = projects.open_(tmp_path / "new.annot", "Ann")
    assert not [one for one in check.run(again).problems if one.kind in {"file", "text"}]
    projects.close(again)


@pytest.mark.parametrize("seed", range(6))
def test_salvage_of_overwritten_pages(tmp_path, seed):
    import random  # noqa: PLC0415

    path = many(tmp_path)
    data = bytearray(path.read_bytes())
    draw = random.Random(seed)
    for _ in range(3):
        page = draw.randrange(20, len(data) // 4096)
        data[page * 4096 : (page + 1) * 4096] = draw.randbytes(4096)
    path.write_bytes(data)
    found = salvage.salvage(path, tmp_path / "new.annot")
    assert found.articles >= 60
    again = projects.open_(tmp_path / "new.annot", "Ann")
    assert check.run(again).ok
    projects.close(again)


def test_the_command_line(labelled, tmp_path, capsysbinary):
    path = str(labelled.path)
    projects.close(labelled)
    assert main(["restore", path]) == 2
    assert main(["backup", path, "--json", "--plain", str(tmp_path / "p.jsonl")]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert [one["path"] for one in told["backups"]] == [told["made"]]
    assert main(["backup", path, "--list"]) == 0
    assert main(["restore", path, "--json"]) == 0
    capsysbinary.readouterr()
    assert main(["salvage", path, str(tmp_path / "new.annot"), "--json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert (told["articles"], told["lost"]) == (2, 0)
    assert main(["salvage", path, str(tmp_path / "new.annot")]) == 2
    assert main(["backup", str(tmp_path / "none.annot")]) == 2
