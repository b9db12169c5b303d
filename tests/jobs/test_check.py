"""Damage is found and told; a whole project passes."""

import pytest

from annotator.jobs import check, projects, stats
from annotator.store.errors import ProjectError


def test_a_whole_project_passes(labelled):
    report = check.run(labelled).to_json()
    events = report.pop("events")
    assert events > 10
    assert report == {"ok": True, "articles": 2, "annotations": 5, "problems": []}


def test_a_forged_label_is_found(labelled):
    with labelled.connection:
        labelled.connection.execute("UPDATE annotation SET note = 'forged' WHERE note = ''")
    report = check.run(labelled)
    assert not report.ok
    assert {problem.kind for problem in report.problems} == {"annotation"}


def test_damaged_pages_are_told_not_raised(labelled):
    projects.close(labelled)
    data = bytearray(labelled.path.read_bytes())
    page = int.from_bytes(data[16:18])
    for start in range(20 * page, len(data), page):
        data[start : start + page] = b"\xaa" * page
    labelled.path.write_bytes(data)
    report = check.run_on(labelled.path)
    assert not report.ok
    assert all(str(problem.message) for problem in report.problems)


def test_what_cannot_be_read_to_its_end_is_told_not_raised(labelled):
    labelled.connection.execute("DROP TABLE state")
    report = check.run(labelled)
    assert {problem.kind for problem in report.problems} == {"file"}
    assert "no such table: state" in str(report.problems[0].message)


@pytest.mark.parametrize("data", [b"", b"no project", b"SQLite format 3\0" + bytes(84)])
def test_something_else_is_a_problem(tmp_path, data):
    path = tmp_path / "p.annot"
    path.write_bytes(data)
    assert not check.run_on(path).ok


def test_a_file_that_is_not_there_is_no_finding(tmp_path):
    with pytest.raises(ProjectError):
        check.run_on(tmp_path / "p.annot")


def test_stats_count_by_set_and_label(labelled):
    counts = stats.run(labelled)
    assert (counts["articles"], counts["annotations"], counts["links"]) == (2, 5, 3)
    assert counts["sets"] == {"Ann": {"coder": "Ann", "annotations": 5, "done": 0}}
    assert counts["layers"]["CLAIM"]["THREAT"] == 1


def test_a_file_that_was_moved_meanwhile_is_not_called_damaged(tmp_path):
    assert check.quickly(tmp_path / "moved.annot") is None
