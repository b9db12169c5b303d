"""R13: a project can be made again from its events, and from a text that a person can read."""

import gzip
import json

import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import check, projects, rescue
from annotator.store import entries, history, integrity, links
from annotator.store.ids import new_id


@pytest.fixture
def rich(worked, label):
    """A closed project with links, a register entry, steps undone, and a second coder's work."""
    project = projects.open_(worked, "Ana")
    entry = RegisterEntry(id=new_id(), name="Aldo Vern", aliases=("le gouverneur",))
    first, second = label(project, 3, 30, note="« é »\n\u202e🚢"), label(project, 40, 50)
    with project.edit(say("Link")):
        entries.put(project, entry)
        links.put(
            project, Link(id=new_id(), type="said_by", source=first, kind="entry", target=entry.id)
        )
        links.put(
            project,
            Link(id=new_id(), type="said_by", source=second, kind="annotation", target=first),
        )
    label(project, 60, 70)
    history.undo(project)
    projects.close(project)
    project = projects.open_(worked, "Bea")
    label(project, 5, 15)
    projects.close(project)
    return worked


def test_the_current_tables_follow_from_the_events(rich, picture):
    project = projects.open_(rich, read_only=True)
    fresh = integrity.rebuilt(project)
    assert picture(fresh) == picture(project)
    fresh.connection.close()
    projects.close(project)


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_from_the_text_comes_the_same_project(rich, tmp_path, whole, name):
    rescue.write(rich, tmp_path / name)
    report = rescue.rebuild(tmp_path / name, tmp_path / "new.annot")
    assert report.lost == {}
    assert whole(tmp_path / "new.annot") == whole(rich)
    rescue.write(tmp_path / "new.annot", tmp_path / f"again{name}")
    read = gzip.decompress if name.endswith(".gz") else bytes
    first, second = (read((tmp_path / one).read_bytes()) for one in (name, f"again{name}"))
    assert first.splitlines()[1:] == second.splitlines()[1:]


def test_a_person_can_read_it(rich, tmp_path):
    rescue.write(rich, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert "Aldo Vern" in "".join(lines)
    events = [one["row"] for one in map(json.loads, lines) if one.get("table") == "event"]
    labels = [one for one in events if one["kind"] == "annotation" and one["body"]]
    assert labels[0]["body"]["label"] == "THREAT"


def test_a_text_that_was_cut_off_gives_what_is_in_it(rich, tmp_path, whole):
    rescue.write(rich, tmp_path / "out.jsonl")
    content = (tmp_path / "out.jsonl").read_bytes()
    (tmp_path / "cut.jsonl").write_bytes(content[: len(content) * 9 // 10])
    report = rescue.rebuild(tmp_path / "cut.jsonl", tmp_path / "new.annot")
    assert report.lost["end"] == 1
    assert report.saved["annotation"] > 10
    whole(tmp_path / "new.annot")


@pytest.mark.parametrize("put", [b"9" * 40, b'"\xe9"', b"-1e999", b'"\\ud800"', b"[" * 5000])
def test_what_no_column_takes_costs_one_row(rich, tmp_path, whole, put):
    rescue.write(rich, tmp_path / "out.jsonl")
    content = (tmp_path / "out.jsonl").read_bytes()
    at = content.rindex(b'"lamport":') + len(b'"lamport":')
    end = content.index(b",", at)
    (tmp_path / "out.jsonl").write_bytes(content[:at] + put + content[end:])
    report = rescue.rebuild(tmp_path / "out.jsonl", tmp_path / "new.annot")
    assert sum(report.lost.values()) >= 1
    whole(tmp_path / "new.annot")


def test_a_packed_text_that_is_damaged_gives_what_comes_before(rich, tmp_path):
    rescue.write(rich, tmp_path / "out.jsonl.gz")
    good = (tmp_path / "out.jsonl.gz").read_bytes()
    for at in range(20, len(good), len(good) // 40):
        (tmp_path / "bad.jsonl.gz").write_bytes(
            good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
        )
        try:
            rescue.rebuild(tmp_path / "bad.jsonl.gz", tmp_path / "new.annot")
        except AnnotatorError:
            assert not (tmp_path / "new.annot").exists()
            continue
        assert check.run_on(tmp_path / "new.annot").ok
        (tmp_path / "new.annot").unlink()


def test_one_broken_line_costs_one_row(rich, tmp_path, whole):
    rescue.write(rich, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    place = next(n for n, line in enumerate(lines) if b'"kind":"annotation"' in line)
    lines[place] = lines[place][:-9]
    (tmp_path / "out.jsonl").write_bytes(b"\n".join(lines))
    report = rescue.rebuild(tmp_path / "out.jsonl", tmp_path / "new.annot")
    assert report.lost["line"] == 1
    assert len(whole(tmp_path / "new.annot")["annotation"]) == len(whole(rich)["annotation"]) - 1


@pytest.mark.parametrize(
    "content",
    [b"", b"rubbish", b"{}", b"\xff\xfe", b'{"what": "annotator rescue"}\n', b"[" * 100_000],
)
def test_what_is_no_such_text_makes_nothing(tmp_path, content):
    (tmp_path / "t.jsonl").write_bytes(content)
    with pytest.raises(AnnotatorError):
        rescue.rebuild(tmp_path / "t.jsonl", tmp_path / "new.annot")
    (tmp_path / "t.jsonl.gz").write_bytes(content)
    with pytest.raises(AnnotatorError):
        rescue.rebuild(tmp_path / "t.jsonl.gz", tmp_path / "new.annot")
    assert not [one for one in tmp_path.iterdir() if "new" in one.name]
