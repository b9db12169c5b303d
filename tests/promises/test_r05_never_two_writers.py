"""R5: there are never two writers; whoever comes second is told who was first."""

import json
import os
import signal
import subprocess
import sys

import pytest

from annotator.jobs import projects
from annotator.store.errors import ProjectInUseError, ProjectLeftOpenError
from annotator.store.lock import lock_path

HOLDING = """
import sys, time
from pathlib import Path
from annotator.jobs import projects
project = projects.open_(Path(sys.argv[1]), "Ana")
print("open", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(worked):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(worked)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_writes(worked, holder):
    with pytest.raises(ProjectInUseError, match=str(holder.pid)):
        projects.open_(worked, "Ben")
    reader = projects.open_(worked, read_only=True)
    assert reader.value("SELECT count(*) FROM annotation") == 20
    projects.close(reader)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills like this there")
def test_a_lock_whose_owner_was_killed_hinders_nobody(worked, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert lock_path(worked).exists()
    projects.close(projects.open_(worked, "Ana"))
    assert not lock_path(worked).exists()


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"[1]", b'{"pid": 7}', b"\xff\xfe", b"[" * 99_999]
)
def test_a_lock_file_that_says_nothing_hinders_nobody(worked, content):
    lock_path(worked).write_bytes(content)
    projects.close(projects.open_(worked, "Ana"))


def test_a_lock_of_another_machine_is_respected_and_can_be_taken_over(worked):
    lock_path(worked).write_text(json.dumps({"host": "elsewhere", "pid": os.getpid()}))
    with pytest.raises(ProjectLeftOpenError, match="elsewhere"):
        projects.open_(worked, "Ana")
    lock_path(worked).unlink()
    projects.close(projects.open_(worked, "Ana"))


def test_a_window_offers_to_read_what_another_machine_holds(worked, make_window, path):
    window = make_window(path)
    window.session.close()
    lock_path(path).write_text(json.dumps({"host": "elsewhere", "pid": 1}))
    assert window.verbs.files.open_path(path)
    assert window.session.project.read_only
    assert "elsewhere" in window.overlays.notices.notices[-1].words
    window.session.close()
    assert "elsewhere" in lock_path(path).read_text()
    lock_path(path).unlink()
