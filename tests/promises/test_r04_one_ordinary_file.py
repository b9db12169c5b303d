"""R4: a closed project is one ordinary file; it can be mailed, and read from a disc."""

import os
import shutil
import subprocess

import pytest

from annotator.jobs import check, projects
from annotator.store import articles
from annotator.store.errors import CannotWriteError, ProjectError


def beside(path):
    return sorted(one.name for one in path.parent.iterdir() if one.is_file())


def test_a_closed_project_is_one_file_in_rollback_mode(worked):
    assert beside(worked) == [worked.name]
    assert worked.read_bytes()[18:20] == b"\x01\x01"


@pytest.fixture
def disc(tmp_path):
    """A small file system that can be made read-only; only root may."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root mounts")
    place = tmp_path / "disc"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def burn(place):
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)


def test_a_read_only_disc_is_read_and_refuses_a_writer(worked, disc):
    path = shutil.copy(worked, disc / "p.annot")
    burn(disc)
    with pytest.raises(CannotWriteError):
        projects.open_(path, "Ana")
    reader = projects.open_(path, read_only=True)
    assert articles.count(reader) == 2
    assert check.run(reader).ok
    projects.close(reader)


def test_the_window_reads_from_a_disc_and_says_so(worked, disc, new_person):
    path = shutil.copy(worked, disc / "p.annot")
    burn(disc)
    with pytest.raises(ProjectError):
        new_person(path)
    # By the menu it is opened for reading.
    other = shutil.copy(worked, worked.with_name("other.annot"))
    window = new_person(other).window
    assert window.verbs.files.open_path(path)
    assert window.session.project.read_only
    assert "reading" in window.overlays.notices.notices[-1].words
    window.close()


def test_a_disc_with_the_log_of_a_crash_on_it_is_read_from_a_copy(worked, disc, label):
    project = projects.open_(worked, "Ana")
    made = label(project)
    path = disc / "p.annot"
    for ending in ("", "-wal"):
        shutil.copy(f"{worked}{ending}", f"{path}{ending}")
    projects.close(project)
    burn(disc)
    reader = projects.open_(path, read_only=True)
    assert reader.value("SELECT count(*) FROM annotation WHERE uuid = ?", (made,)) == 1
    lent = reader.loan.path
    projects.close(reader)
    assert not lent.parent.exists()


def test_a_small_disc_fills_up_and_loses_nothing(worked, disc, label, whole):
    path = shutil.copy(worked, disc / "p.annot")
    project = projects.open_(path, "Ana")
    saved = []
    (disc / "ballast").write_bytes(bytes(6 * 1024 * 1024))
    with pytest.raises(ProjectError):
        saved.extend(label(project, note="x" * 500) for _ in range(5000))
    (disc / "ballast").unlink()
    saved.append(label(project))
    projects.close(project)
    assert beside(path) == ["p.annot"]
    found = {row[0] for row in whole(path)["annotation"]}
    assert found >= set(saved)
