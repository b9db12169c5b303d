"""R6: what the program does not understand it refuses in a sentence, and leaves as it is."""

import sqlite3
from contextlib import closing

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import projects
from annotator.store import articles, schema
from annotator.store.errors import (
    DamagedProjectError,
    NotAProjectError,
    ProjectTooNewError,
)

MAGIC = b"SQLite format 3\x00"
NEWEST = len(schema.MIGRATIONS)


def change(path, *statements):
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def header(path, at, value, size=4):
    content = bytearray(path.read_bytes())
    content[at : at + size] = value.to_bytes(size)
    path.write_bytes(content)


def refused(path, kind):
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(kind) as caught:
            projects.open_(path, "Ana", read_only=read_only)
        assert path.name in str(caught.value)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == [path.name]


@pytest.mark.parametrize(
    "content",
    [b"", b"x", MAGIC, MAGIC + bytes(84), b"PK\x03\x04" + bytes(200), bytes(4096)],
    ids=["empty", "tiny", "magic", "header of noughts", "zip", "noughts"],
)
def test_other_files(tmp_path, content):
    path = tmp_path / "p.annot"
    path.write_bytes(content)
    refused(path, NotAProjectError)


def test_a_database_of_another_program(tmp_path):
    path = tmp_path / "p.annot"
    change(path, "CREATE TABLE passwords(a)")
    refused(path, NotAProjectError)


def test_a_project_that_only_says_it_is_one(tmp_path):
    path = tmp_path / "p.annot"
    change(
        path,
        "CREATE TABLE passwords(a)",
        f"PRAGMA application_id = {schema.APPLICATION_ID}",
        f"PRAGMA user_version = {NEWEST}",
    )
    refused(path, NotAProjectError)


@pytest.mark.parametrize("keep", [101, 1000, 4096, 20000])
def test_a_file_that_was_cut_off(worked, keep):
    worked.write_bytes(worked.read_bytes()[:keep])
    (worked.parent / "articles").rename(worked.parent.parent / f"articles{keep}")
    refused(worked, DamagedProjectError)


def test_a_newer_file_is_read_and_not_written(worked):
    change(worked, "CREATE TABLE later(id INTEGER PRIMARY KEY) STRICT", "PRAGMA user_version = 99")
    with pytest.raises(ProjectTooNewError):
        projects.open_(worked, "Ana")
    reader = projects.open_(worked, read_only=True)
    assert articles.count(reader) == 2
    projects.close(reader)


def test_a_step_of_migration_that_nobody_knows_makes_a_file_newer(worked):
    change(
        worked,
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
        "VALUES ('annotator', 'm999_later', '2030')",
    )
    with pytest.raises(ProjectTooNewError):
        projects.open_(worked, "Ana")


@pytest.mark.parametrize("version", [0, 1, NEWEST, 99])
@pytest.mark.parametrize(
    "stranger",
    [
        "CREATE TRIGGER text_search_x AFTER INSERT ON event BEGIN DELETE FROM label; END",
        "CREATE TRIGGER sqlitexforge AFTER INSERT ON meta BEGIN DELETE FROM label; END",
        "CREATE TRIGGER forge AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM label; END",
        "CREATE VIEW text_search_y AS WITH n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT 1",
        "CREATE VIRTUAL TABLE spy USING fts5(content)",
        "CREATE INDEX slow ON event(upper(body))",
    ],
)
def test_what_another_maker_put_in(worked, version, stranger):
    change(worked, stranger, f"PRAGMA user_version = {version}")
    before = worked.read_bytes()
    if version != 99:
        with pytest.raises(NotAProjectError):
            projects.open_(worked, "Ana", read_only=True)
    with pytest.raises(AnnotatorError):
        projects.open_(worked, "Ana")
    assert worked.read_bytes() == before


@pytest.mark.parametrize("version", [NEWEST, 99])
@pytest.mark.parametrize(
    "mask",
    [
        "CREATE VIEW state AS SELECT 1 AS id, 1 AS article, 1 AS annotation_set, 'done' AS value",
        "CREATE VIRTUAL TABLE state USING fts5(article, annotation_set, value)",
    ],
)
def test_something_else_under_the_name_of_our_table(worked, version, mask):
    change(
        worked,
        "DROP VIEW IF EXISTS agreement_ready",
        "DROP TABLE state",
        mask,
        f"PRAGMA user_version = {version}",
    )
    with pytest.raises(AnnotatorError):
        projects.open_(worked, read_only=True)
    with pytest.raises(AnnotatorError):
        projects.open_(worked, "Ana")


def test_every_byte_of_the_header_may_be_wrong(worked):
    """Whatever the header says, there is a sentence or the project, never a traceback."""
    good = worked.read_bytes()
    for at in range(100):
        for value in (0, 1, 255):
            content = bytearray(good)
            content[at] = value
            worked.write_bytes(content)
            for read_only in (False, True):
                try:
                    project = projects.open_(worked, "Ana", read_only=read_only)
                except AnnotatorError:
                    continue
                projects.close(project)
