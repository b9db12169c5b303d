"""R9: damage is noticed and survived: opened for reading, salvaged into a new file, told."""

import os
import random
import sqlite3
from contextlib import closing

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import check, import_files, projects, restoring
from annotator.store.errors import NotAProjectError, ProjectError

CASES = int(os.environ.get("ANNOTATOR_DAMAGES", "24"))
PAGE = 4096


@pytest.fixture
def large(worked, import_more, label):
    """A closed project of some two hundred pages."""
    project = projects.open_(worked, "Ana")
    import_files.run(project, [import_more(60)])
    ids = [row[0] for row in project.rows("SELECT uuid FROM article ORDER BY id")]
    for number in range(300):
        label(project, number % 200, number % 200 + 6, article=ids[number % 60 + 2])
    projects.close(project)
    return worked


def zeroed(content, chance):
    page = chance.randrange(1, len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def garbage(content, chance):
    page = chance.randrange(1, len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def cut_off(content, chance):
    del content[chance.randrange(PAGE, len(content)) :]


def bit(content, chance):
    at = chance.randrange(100, len(content))
    content[at] ^= 1 << chance.randrange(8)


def many_bits(content, chance):
    for _ in range(200):
        bit(content, chance)


def first_page(content, chance):
    content[100:PAGE] = chance.randbytes(PAGE - 100)


def header(content, chance):
    content[chance.randrange(100)] = chance.randrange(256)


WAYS = (zeroed, garbage, cut_off, bit, many_bits, first_page, header)


def shown(path):
    """Read everything the window would; damage may end it in a sentence, and in nothing else."""
    try:
        project = projects.open_(path, "Ana", read_only=True)
    except AnnotatorError:
        return
    try:
        check.run(project)
    finally:
        projects.close(project)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_damage_is_a_traceback_and_most_comes_out_again(large, way, tmp_path):
    good = large.read_bytes()
    chance = random.Random(way.__name__)
    saved = []
    for number in range(CASES // len(WAYS) + 1):
        content = bytearray(good)
        way(content, chance)
        path = tmp_path / f"{number}.annot"
        path.write_bytes(content)
        shown(path)
        report = check.run_on(path)
        assert report.ok in {True, False}
        new = tmp_path / f"{number} saved.annot"
        try:
            found = restoring.salvage(path, new)
        except ProjectError:
            assert not new.exists()
            continue
        assert path.read_bytes() == content
        again = check.run_on(new)
        assert again.ok, again.to_json()
        saved.append(found.saved["text"])
        assert not list(tmp_path.glob(".*"))
    if way in {zeroed, garbage, bit}:
        assert len(saved) >= CASES // len(WAYS)
        assert sum(saved) / len(saved) > 50


def test_damaged_pages_are_noticed(large, tmp_path):
    good = large.read_bytes()
    chance = random.Random(3)
    for number in range(12):
        content = bytearray(good)
        (zeroed if number % 2 else garbage)(content, chance)
        path = tmp_path / f"{number}.annot"
        path.write_bytes(content)
        assert not check.run_on(path).ok


def test_one_changed_letter_of_a_text_is_noticed(large, tmp_path):
    content = large.read_bytes()
    at = content.rindex(b"Le port rouvrira")
    large.write_bytes(content[:at] + b"M" + content[at + 1 :])
    report = check.run_on(large)
    assert {problem.kind for problem in report.problems} >= {"text"}


def test_a_whole_file_salvages_to_the_same(large, tmp_path, whole):
    new = tmp_path / "new.annot"
    report = restoring.salvage(large, new)
    assert report.lost == {}
    assert whole(new) == whole(large)


def test_salvage_overwrites_nothing_and_wants_a_file(large, tmp_path):
    other = tmp_path / "other.annot"
    other.write_text("mine")
    with pytest.raises(ProjectError):
        restoring.salvage(large, other)
    assert other.read_text() == "mine"
    with pytest.raises(NotAProjectError):
        restoring.salvage(tmp_path / "nowhere.annot", tmp_path / "new.annot")


def test_what_holds_nothing_leaves_nothing(tmp_path):
    path = tmp_path / "p.annot"
    for content in (b"", b"rubbish" * 2000, bytes(9000)):
        path.write_bytes(content)
        with pytest.raises(ProjectError):
            restoring.salvage(path, tmp_path / "new.annot")
        assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["p.annot"]


@pytest.mark.parametrize("kind", ["label", "layer", "link_type", "codebook"])
def test_a_record_that_is_no_longer_one_is_left_out(worked, tmp_path, kind):
    """JSON that lost a part may still be JSON; what cannot be read again is not kept."""
    with closing(sqlite3.connect(worked)) as raw:
        raw.execute("DROP TRIGGER event_stays")
        raw.execute(
            "UPDATE event SET body = replace(body, '\"names\"', '\"n\"') WHERE kind = ?", (kind,)
        )
        raw.commit()
    report = restoring.salvage(worked, tmp_path / "new.annot")
    assert report.lost[kind] > 0
    again = check.run_on(tmp_path / "new.annot")
    assert again.ok, again.to_json()
