"""Opening, closing, locking, refusing: a project file is never lost and never forged."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from annotator.domain.sentence import say
from annotator.store import annotations, articles, closing, integrity, opening, schema
from annotator.store.backups import copy_to
from annotator.store.errors import (
    DamagedProjectError,
    NotAProjectError,
    NotSavedError,
    ProjectError,
    ProjectInUseError,
    ProjectTooNewError,
    ReadOnlyError,
)
from annotator.store.lock import lock_path


def test_a_closed_project_is_one_ordinary_file(path, small, article):
    closing.close(small)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"  # rollback journal, not WAL


def test_the_last_reader_leaves_one_file_too(path, small, article):
    reader = opening.open_project(path, read_only=True)
    assert articles.count(reader) == 1
    closing.close(small)
    closing.close(reader)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_commits_are_durable(small):
    assert small.value("PRAGMA synchronous") == 2
    assert small.value("PRAGMA journal_mode") == "wal"
    assert small.value("PRAGMA foreign_keys") == 1
    assert small.value("PRAGMA trusted_schema") == 0


def test_one_writer_and_readers_beside(path, small, article):
    with pytest.raises(ProjectInUseError) as caught:
        opening.open_project(path, coder="Ben")
    assert str(os.getpid()) in str(caught.value)
    second = opening.open_project(path, read_only=True)
    assert articles.count(second) == 1
    with pytest.raises(ReadOnlyError), second.edit(say("No")):
        pass
    closing.close(second)


def test_a_lock_of_another_machine_is_respected(path, small):
    closing.close(small)
    lock_path(path).write_text('{"host": "elsewhere", "pid": 1}')
    with pytest.raises(ProjectInUseError, match="elsewhere"):
        opening.open_project(path)
    lock_path(path).unlink()
    closing.close(opening.open_project(path))


def test_there_is_a_file_already(path, small, book):
    before = path.read_bytes()
    with pytest.raises(ProjectError):
        opening.create(path, book, "Ana")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + bytes(84)])
def test_other_files_are_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(NotAProjectError):
        opening.open_project(path)
    assert path.read_bytes() == content


def test_a_cut_file_is_refused(path, small):
    closing.close(small)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedProjectError):
        opening.open_project(path)


def test_a_newer_file_is_read_only(path, small, article):
    closing.close(small)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(ProjectTooNewError):
        opening.open_project(path)
    reader = opening.open_project(path, read_only=True)
    assert articles.count(reader) == 1
    closing.close(reader)


@pytest.mark.parametrize(
    "stranger",
    [
        "CREATE TRIGGER forge AFTER INSERT ON event BEGIN UPDATE label SET name = 'x'; END",
        "CREATE VIEW evil AS WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT 1",
    ],
)
def test_strange_triggers_and_views_are_refused(path, small, stranger):
    closing.close(small)
    with sqlite3.connect(path) as raw:
        raw.execute(stranger)
    raw.close()
    with pytest.raises(NotAProjectError):
        opening.open_project(path)
    with pytest.raises(NotAProjectError):
        opening.open_project(path, read_only=True)


def test_a_second_coder_gets_a_set(path, small):
    closing.close(small)
    project = opening.open_project(path, coder="Ben")
    assert project.coder.name == "Ben"
    assert [one[0] for one in project.rows("SELECT name FROM annotation_set")] == ["Ana", "Ben"]
    closing.close(project)


def test_a_copied_file_is_another_device(path, small, article):
    closing.close(small)
    twin = path.with_name("twin.annot")
    twin.write_bytes(path.read_bytes())
    project = opening.open_project(twin, coder="Ana")
    assert project.value("SELECT count(*) FROM device") == 2
    closing.close(project)


def test_migration_keeps_a_copy_and_all_rows(path, small, article, monkeypatch):
    closing.close(small)
    kept = []

    def more_tables(db):
        db.execute("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, more_tables])
    more = "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT"
    monkeypatch.setattr(schema, "EXPECTED", schema.EXPECTED | {more})
    project = opening.open_project(path, before=lambda p: kept.append(p.read_bytes()))
    assert len(kept) == 1
    assert articles.count(project) == 1
    assert project.value("PRAGMA user_version") == len(schema.MIGRATIONS)
    closing.close(project)


def test_a_failing_migration_changes_nothing(path, small, article, monkeypatch):
    closing.close(small)

    def fails(db):
        db.execute("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT")
        raise ZeroDivisionError

    known = list(schema.MIGRATIONS)
    monkeypatch.setattr(schema, "MIGRATIONS", [*known, fails])
    with pytest.raises(ZeroDivisionError):
        opening.open_project(path)
    monkeypatch.setattr(schema, "MIGRATIONS", known)
    project = opening.open_project(path)
    assert not list(integrity.problems(project))
    closing.close(project)


def test_a_copy_is_whole(path, small, article, tmp_path):
    target = tmp_path / "copy.annot"
    copy_to(path, target)
    twin = opening.open_project(target)
    assert articles.count(twin) == 1
    assert not list(integrity.problems(twin))
    closing.close(twin)


def test_the_views_can_be_read(small, article, annotation):
    with small.edit(say("Label")):
        annotations.put(small, annotation(small, article, (3, 7), (8, 16)))
    row = small.rows("SELECT article, layer, label_name, words FROM annotations_readable")
    assert row == [("000_port", "CLAIM", "Threat", "port […] rouvrira")]
    for view in ("links_readable", "agreement_ready", "articles_readable", "history_readable"):
        small.rows(f"SELECT * FROM {view}")  # noqa: S608


KILLED = textwrap.dedent("""
    import sys
    from pathlib import Path
    from annotator.domain.annotation import Annotation
    from annotator.domain.sentence import say
    from annotator.domain.span import Span
    from annotator.store import annotations, articles, opening
    from annotator.store.ids import new_id

    project = opening.open_project(Path(sys.argv[1]), coder="Ana")
    article = articles.first(project)
    while True:
        one = Annotation(id=new_id(), article=article, set=project.own_set.id, layer="CLAIM",
                         label="THREAT", fragments=(Span(0, 2),))
        with project.edit(say("Label")):
            annotations.put(project, one)
        print(one.id, flush=True)
""")


def test_what_was_shown_survives_kill_9(path, small, article):
    closing.close(small)
    shown = set()
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
        ) as child:
            for _ in range(15):
                shown.add(child.stdout.readline().strip())
            child.send_signal(signal.SIGKILL)
            shown.update(line.strip() for line in child.stdout if len(line) == 37)
    project = opening.open_project(path, coder="Ana")
    found = annotations.of_article(project, article, project.own_set.id)
    assert shown <= {one.id for one in found}
    assert not list(integrity.problems(project))
    closing.close(project)


def test_a_full_disk_loses_nothing(small, article, annotation):
    """SQLite's page limit stands for the disk: the edit is refused whole, the next one works."""
    pages = small.value("PRAGMA page_count")
    small.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotSavedError), small.edit(say("Label")):
        for _ in range(500):
            annotations.put(small, annotation(small, article, (0, 2)))
    assert annotations.of_article(small, article, small.own_set.id) == []
    small.connection.execute("PRAGMA max_page_count = 1073741823")
    with small.edit(say("Label")):
        annotations.put(small, annotation(small, article, (0, 2)))
    assert not list(integrity.problems(small))


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path, book, monkeypatch):
    def fails(db):
        db.execute("CREATE TABLE half(id INTEGER PRIMARY KEY)")
        raise sqlite3.OperationalError("no space")

    monkeypatch.setattr(schema, "MIGRATIONS", [fails])
    with pytest.raises(ProjectError, match="no space"):
        opening.create(tmp_path / "p.annot", book, "Ana")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path, book):
    with pytest.raises(ProjectError, match="written"):
        opening.create(tmp_path / "nowhere" / "p.annot", book, "Ana")


def test_a_disk_that_refuses_is_no_damage(path, small, monkeypatch):
    closing.close(small)
    refused = sqlite3.OperationalError("attempt to write a readonly database")
    refused.sqlite_errorcode = sqlite3.SQLITE_READONLY
    kept = []

    def refuse(project):
        kept.append(project.connection)
        raise refused

    monkeypatch.setattr(opening, "_settle", refuse)
    with pytest.raises(ProjectError) as caught:
        opening.open_project(path, coder="Ana")
    assert not isinstance(caught.value, DamagedProjectError)
    assert "readonly" in str(caught.value)
    assert not lock_path(path).exists()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        kept[0].execute("SELECT 1")


def test_a_file_broken_meanwhile_is_let_go_all_the_same(path, small, article):
    closing.close(small)
    project = opening.open_project(path, coder="Ana")
    with project.edit(say("Rename")):
        articles.put(project, articles.get(project, article))
    project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    path.write_bytes(b"broken" * (path.stat().st_size // 6))
    closing.close(project)
    assert not lock_path(path).exists()


def test_a_reader_sees_what_is_their_own(path, small):
    closing.close(small)
    closing.close(opening.open_project(path, coder="Bea"))
    for coder, shown in (("Bea", "Bea"), ("Ana", "Ana"), ("Cleo", "Ana"), ("", "Ana")):
        reader = opening.open_project(path, coder=coder, read_only=True)
        assert reader.own_set.name == shown
        closing.close(reader)
