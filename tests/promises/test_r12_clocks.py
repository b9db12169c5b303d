"""R12: clocks that jump do not matter: order comes from counters, never from the time of day."""

import datetime as dt
import time

import pytest

from annotator.jobs import check, projects
from annotator.store import history, ids
from annotator.store import project as project_module

YEAR = 365 * 24 * 3600


@pytest.fixture
def clock(monkeypatch):
    """A clock that can be set: seconds from the right time."""
    wrong = [0]
    real = time.time_ns

    class Wrong(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime.fromtimestamp(real() / 1e9 + wrong[0], tz)

    monkeypatch.setattr(ids.time, "time_ns", lambda: real() + wrong[0] * 1_000_000_000)
    monkeypatch.setattr(project_module.dt, "datetime", Wrong)
    return wrong


def test_ids_never_go_backwards(clock):
    source, made = ids.IdSource(), []
    for jump in (0, YEAR, -YEAR, 0, -3 * YEAR, 5 * YEAR, 0):
        clock[0] = jump
        made += [source.make() for _ in range(5000)]
    assert made == sorted(set(made))


def test_work_goes_on_whatever_the_clock_says(worked, clock, label, picture):
    jumps = (YEAR, -YEAR, 0, -10, 10, -5 * YEAR)
    made = []
    for jump in jumps:
        clock[0] = jump
        project = projects.open_(worked, "Ana")
        made.append(label(project, 1, 9))
        before = picture(project)
        made.append(label(project, 2, 9))
        history.undo(project)
        assert picture(project) == before
        history.redo(project)
        lamports = [row[0] for row in project.rows("SELECT lamport FROM event ORDER BY seq")]
        assert lamports == sorted(set(lamports))
        assert check.run(project).ok
        projects.close(project)
    project = projects.open_(worked, "Ana")
    for one in reversed(made):
        history.undo(project)
        assert project.value("SELECT count(*) FROM annotation WHERE uuid = ?", (one,)) == 0
    projects.close(project)
