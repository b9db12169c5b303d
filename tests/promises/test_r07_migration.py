"""R7: a migration keeps a copy and brings everything along, or it changes nothing."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, projects
from annotator.store import schema

STEP = int(os.environ.get("ANNOTATOR_STEP", "4"))
"""At every how many statements a migration is killed; 1 takes a minute."""
NEWEST = len(schema.MIGRATIONS)
OLDER = range(1, NEWEST)


@pytest.fixture
def of_version(worked, monkeypatch):
    """The worked project as an older version of the program would have kept it."""

    def make(version):
        with closing(sqlite3.connect(worked)) as raw:
            older = closing(sqlite3.connect(worked.with_name("older")))
            with older as old:
                # Made anew by the migrations of then, filled with what is there now.
                for migration in schema.MIGRATIONS[:version]:
                    migration(_Speaks(old))
                _fill(raw, old, version)
                old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                old.execute(f"PRAGMA user_version = {version}")
                old.commit()
        worked.with_name("older").replace(worked)
        return worked

    return make


class _Speaks:
    """What a migration needs of a database."""

    def __init__(self, connection):
        self.execute = connection.execute


def _fill(raw, old, version):
    tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
    known = {name for name, _ in old.execute(tables)}
    for name, sql in raw.execute(tables).fetchall():
        if name == "_sqlite_migrations":
            old.execute(sql)
        elif name not in known or name.startswith("text_search"):
            continue
        for row in raw.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall():  # noqa: S608
            old.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608
    old.execute("DELETE FROM _sqlite_migrations WHERE id > ?", (version,))
    old.execute("INSERT INTO text_search(text_search) VALUES ('rebuild')")


def truth(path):
    """Events, texts and edits, but for the codebook's first version, which opening may keep."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        return [
            raw.execute(query).fetchall()
            for query in (
                "SELECT * FROM event WHERE kind <> 'codebook_version'",
                "SELECT * FROM text",
                """SELECT * FROM edit
                WHERE id IN (SELECT edit FROM event WHERE kind <> 'codebook_version')""",
            )
        ]


@pytest.mark.parametrize("version", OLDER)
def test_every_older_version_is_brought_up_to_date_with_a_copy_kept(of_version, version, whole):
    path = of_version(version)
    before = truth(path)
    projects.close(projects.open_(path, "Ana"))
    assert truth(path)[:2] == before[:2]
    whole(path)
    (kept,) = backup.folder_of(path).glob("*.annot")
    assert truth(kept) == before


@pytest.mark.parametrize("version", OLDER)
def test_every_older_version_can_be_read_without_being_touched(of_version, version):
    path = of_version(version)
    before = path.read_bytes()
    reader = projects.open_(path, read_only=True)
    assert reader.value("SELECT count(*) FROM annotation") == 20
    lent = reader.loan.path
    projects.close(reader)
    assert path.read_bytes() == before
    assert not lent.exists()


@pytest.mark.parametrize("version", OLDER)
def test_a_disk_that_fills_up_on_the_way_changes_nothing(of_version, version, monkeypatch, whole):
    path = of_version(version)
    before = truth(path)
    connect = sqlite3.connect

    def small(*given, **more):
        connection = connect(*given, **more)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, 1)}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    try:
        projects.close(projects.open_(path, "Ana"))
    except AnnotatorError:
        assert truth(path) == before
    monkeypatch.undo()
    projects.close(projects.open_(path, "Ana"))
    whole(path)


def test_a_migration_that_loses_an_event_is_taken_back(of_version, monkeypatch):
    path = of_version(NEWEST - 1)
    before = truth(path)

    def m_loses(db):
        db.execute("DROP TRIGGER event_remains")
        db.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")

    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, m_loses])
    with pytest.raises(AnnotatorError, match="left as it was"):
        projects.open_(path, "Ana")
    assert truth(path) == before


KILLED = """
import os, shutil, sqlite3, sys
from pathlib import Path
from annotator.store import closing, opening

original, place = Path(sys.argv[1]), Path(sys.argv[2])
connect = sqlite3.connect
number, step = int(sys.argv[3]), int(sys.argv[4])
while True:
    number += step
    target = place / f"{number}.annot"
    shutil.copy(original, target)
    child = os.fork()
    if child == 0:
        left = [number]
        def count(statement):
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
        def counted(*given, **more):
            connection = connect(*given, **more)
            connection.set_trace_callback(count)
            return connection
        sqlite3.connect = counted
        closing.close(opening.open_project(target, coder="Ana"))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == 0:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be split there")
@pytest.mark.parametrize("version", OLDER)
def test_killed_at_any_statement_it_is_old_or_new_and_never_between(
    of_version, version, tmp_path, whole
):
    path = of_version(version)
    events, texts, _ = truth(path)
    place = tmp_path / "killed"
    place.mkdir()
    seed = random.randrange(STEP)
    subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(place), str(seed), str(STEP)],
        check=True,
    )
    killed = sorted(place.glob("*.annot"), key=lambda one: int(one.stem))
    assert len(killed) > 10
    for one in killed:
        projects.close(projects.open_(one, "Ana"))
        assert truth(one)[:2] == [events, texts]
    picture = whole(killed[0])
    assert whole(killed[-1]) == picture
    assert whole(killed[len(killed) // 2]) == picture
    shutil.rmtree(place)
