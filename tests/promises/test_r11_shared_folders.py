"""R11: in folders that others reach a project is kept so that neither they nor a copy harm it."""

import json
import os
import shutil

import pytest

from annotator.domain.sentence import say
from annotator.jobs import check, projects
from annotator.store import places

TABLE = """22 1 253:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:30 / /mnt/team rw - cifs //server/team rw
31 22 0:31 / /mnt/a\\040b rw shared:1 - nfs4 server:/x rw
32 22 0:32 / /home/ana/far rw - fuse.sshfs ana@far: rw
33 30 0:33 / /mnt/team/local rw - ext4 /dev/vdb rw
34 22 0:34 / /media/stick rw - vfat /dev/sdb1 rw
rubbish
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/ana/p.annot", False),
        ("/mnt/team/p.annot", True),
        ("/mnt/teammate/p.annot", False),
        ("/mnt/team/x/y/p.annot", True),
        ("/mnt/team/local/p.annot", False),
        ("/mnt/a b/p.annot", True),
        ("/home/ana/far/p.annot", True),
        ("/media/stick/p.annot", False),
    ],
)
def test_drives_of_other_machines_by_their_file_system(tmp_path, monkeypatch, path, remote):
    table = tmp_path / "mountinfo"
    table.write_text(TABLE)
    monkeypatch.setattr(places, "MOUNTS", table)
    monkeypatch.setattr(places.sys, "platform", "linux")
    assert places._kind_of_mount(places.Path(path)) in places._REMOTE or not remote
    assert places.is_remote(places.Path(path)) == remote


def test_a_system_that_does_not_tell(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "nothing")
    assert places._kind_of_mount(tmp_path) == ""


@pytest.mark.parametrize(
    ("path", "synchronised"),
    [
        ("/home/ana/Dropbox/p.annot", True),
        ("/home/ana/Dropbox (Lab)/x/p.annot", True),
        ("/home/ana/OneDrive - Universite/p.annot", True),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-a/p.annot", True),
        ("/Users/ana/Library/Mobile Documents/p.annot", True),
        ("/home/ana/Nextcloud/p.annot", True),
        ("/home/ana/work/p.annot", False),
        ("/home/ana/work/Dropbox.annot", False),
        ("/srv/cloud/p.annot", True),
    ],
)
def test_folders_that_a_program_synchronises(tmp_path, path, synchronised):
    told = tmp_path / ".dropbox" / "info.json"
    told.parent.mkdir()
    told.write_text(json.dumps({"personal": {"path": "/srv/cloud"}, "other": 5}))
    environment = {"HOME": str(tmp_path), "OneDrive": ""}
    assert places.is_synchronised(places.Path(path), environment) == synchronised


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"5", b"\xff", b"[" * 99_999, b'{"a": {"path": 5}}']
)
def test_a_file_that_tells_nothing(tmp_path, content):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_bytes(content)
    environment = {"HOME": str(tmp_path), "OneDrive": str(tmp_path / "x")}
    assert not places.is_synchronised(places.Path("/srv/p.annot"), environment)
    assert places.is_synchronised(tmp_path / "x" / "p.annot", environment)


@pytest.fixture
def shared_place(worked):
    """The project in a folder that a program synchronises."""
    place = worked.parent / "Dropbox"
    place.mkdir()
    return worked.rename(place / worked.name)


def test_a_project_there_has_no_log_that_only_one_machine_understands(shared_place, label):
    project = projects.open_(shared_place, "Ana")
    label(project)
    assert project.value("PRAGMA journal_mode") == "truncate"
    assert project.value("PRAGMA synchronous") == 2
    names = {one.name for one in shared_place.parent.iterdir()}
    assert not [one for one in names if one.endswith(("-wal", "-shm"))]
    projects.close(project)
    assert [one.name for one in shared_place.parent.iterdir()] == [shared_place.name]


def test_a_copy_made_between_two_gestures_is_whole(shared_place, label, tmp_path):
    project = projects.open_(shared_place, "Ana")
    for number in range(10):
        made = label(project, number, number + 7)
        copy = tmp_path / f"{number}.annot"
        shutil.copy(shared_place, copy)  # the file alone, as such a program takes it
        assert check.run_on(copy).ok
        reader = projects.open_(copy, read_only=True)
        assert reader.value("SELECT count(*) FROM annotation WHERE uuid = ?", (made,)) == 1
        projects.close(reader)
    projects.close(project)


@pytest.mark.skipif(os.name != "posix", reason="the copy of a crash is made of open files")
def test_what_a_crash_left_there_is_rolled_back(shared_place, label, tmp_path, whole):
    project = projects.open_(shared_place, "Ana")
    before = project.value("SELECT count(*) FROM annotation")
    project.connection.execute("PRAGMA cache_size = 2")
    crash = tmp_path / "crash"
    crash.mkdir()
    with pytest.raises(ZeroDivisionError), project.edit(say("Label")):
        for number in range(300):
            label(project, number % 90, number % 90 + 5, note="x" * 900)
        for ending in ("", "-journal"):
            shutil.copy(f"{shared_place}{ending}", crash / f"p.annot{ending}")
        raise ZeroDivisionError
    projects.close(project)
    assert (crash / "p.annot-journal").stat().st_size > 0
    reader = projects.open_(crash / "p.annot", read_only=True)
    assert reader.value("SELECT count(*) FROM annotation") == before
    projects.close(reader)
    assert (crash / "p.annot-journal").stat().st_size > 0  # whoever reads touches nothing
    reader = projects.open_(crash / "p.annot", "Ana")
    assert reader.was_left
    assert reader.value("SELECT count(*) FROM annotation") == before
    projects.close(reader)
    whole(crash / "p.annot")


def test_the_window_says_so(shared_place, new_person):
    window = new_person(shared_place).window
    assert window.session.project.is_shared
    assert any("synchronised" in one.words for one in window.overlays.notices.notices)


def test_elsewhere_it_says_nothing(person):
    assert not person.project.is_shared
    assert not person.window.overlays.notices.notices
