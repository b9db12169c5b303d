"""R2: what was saved survives a power cut, under our tables and our pragmas.

A file system that forgets: what was written since the last sync may be there, be torn, or be gone.
Statements that the program really ran are played on it and the power is cut at a random call.
"""

import contextlib
import os
import random
import sqlite3
from pathlib import Path

import pytest

from annotator.store import closing, history, opening, places

apsw = pytest.importorskip("apsw")

CUTS = int(os.environ.get("ANNOTATOR_CUTS", "40"))
SECTOR = 512


class PowerCutError(Exception):
    """The power is gone."""


class Disk:
    """What is safe on the disk, and what was written since."""

    def __init__(self, chance):
        self.chance = chance
        self.safe, self.pending = {}, {}
        self.left = 1 << 30  # calls until the cut

    def tick(self):
        self.left -= 1
        if self.left <= 0:  # from then on nothing reaches the disk any more
            raise PowerCutError

    def write(self, name, data, offset):
        self.tick()
        self.pending.setdefault(name, []).append((offset, bytes(data)))

    def sync(self, name):
        self.tick()
        image = self.safe.setdefault(name, bytearray())
        for offset, data in self.pending.pop(name, []):
            put(image, offset, data)

    def after_the_cut(self):
        """What somebody finds: synced writes, and some of the others, some of them in part."""
        found = {}
        for name in {*self.safe, *self.pending}:
            image = bytearray(self.safe.get(name, b""))
            late = list(self.pending.get(name, []))
            self.chance.shuffle(late)
            for offset, data in late:
                fate = self.chance.random()
                if fate < 0.4:
                    put(image, offset, data)
                elif fate < 0.7 and data is not None:
                    torn = self.chance.randrange(0, len(data), SECTOR) if data else 0
                    put(image, offset, data[:torn])
            found[name] = image
        return found


def put(image, offset, data):
    if data is None:  # cut off here
        del image[offset:]
        return
    image.extend(bytes(max(0, offset + len(data) - len(image))))
    image[offset : offset + len(data)] = data


class ForgetfulFile(apsw.VFSFile):
    """Hands everything on to the real file, and tells the disk."""

    def __init__(self, disk, base, name, flags):
        self.disk = disk
        self.name = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.shown = Path(self.name or "temporary").name
        super().__init__(base, name, flags)

    def xWrite(self, data, offset):  # noqa: N802 - its name in SQLite
        self.disk.write(self.shown, data, offset)
        super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self.disk.tick()
        self.disk.pending.setdefault(self.shown, []).append((size, None))
        super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self.disk.sync(self.shown)
        super().xSync(flags)


class ForgetfulSystem(apsw.VFS):
    """A file system on top of the real one."""

    def __init__(self, name, disk):
        self.disk = disk
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802
        return ForgetfulFile(self.disk, "", name, flags)

    def xDelete(self, name, sync_directory):  # noqa: N802
        self.disk.tick()
        self.disk.safe.pop(Path(name).name, None)
        self.disk.pending.pop(Path(name).name, None)
        super().xDelete(name, sync_directory)


@pytest.fixture(params=[False, True], ids=["WAL", "TRUNCATE"])
def in_hand(request, worked, monkeypatch):
    """A project open for Ana in a folder of her own, and in one that others reach."""
    monkeypatch.setattr(places, "is_shared", lambda _path: request.param)
    project = opening.open_project(worked, coder="Ana")
    yield project
    closing.close(project)


@pytest.fixture
def script(in_hand, label, worked):
    """Edits as the statements they are, with how many edits the file holds after each."""
    base = worked.read_bytes()  # closed it was; what follows lies in the log
    said = []
    in_hand.connection.set_trace_callback(said.append)
    steps = []
    for number in range(12):
        said.clear()
        if number % 4 == 3:
            history.undo(in_hand)
        else:
            label(in_hand, number, number + 3)
        steps.append([one for one in said if is_ours(one)])
    in_hand.connection.set_trace_callback(None)
    return base, steps


def is_ours(statement):
    return not statement.startswith("--") and statement.split()[0] not in {"SELECT", "WITH"}


def pragmas(project):
    """The pragmas that make a commit durable, as the program's own connection has them."""
    names = ("journal_mode", "synchronous", "cell_size_check", "foreign_keys")
    return [f"PRAGMA {name} = {project.value(f'PRAGMA {name}')}" for name in names]


def play(disk, place, steps, settings):
    """Play the edits until the power is cut; how many were acknowledged before."""
    system = ForgetfulSystem("forgetful", disk)
    connection = apsw.Connection(str(place), vfs="forgetful")
    connection.create_scalar_function("folded", lambda text: text, 1)
    acknowledged = 0
    # A process that lost its power closes nothing.
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    try:
        for setting in settings:
            connection.execute(setting).fetchall()
        for step in steps:
            for statement in step:
                connection.execute(statement).fetchall()
            acknowledged += 1
    except (PowerCutError, apsw.Error):
        pass
    finally:
        with contextlib.suppress(PowerCutError, apsw.Error):
            connection.close(True)
        system.unregister()
    return acknowledged


def test_the_program_asks_for_durable_commits(in_hand):
    assert in_hand.value("PRAGMA synchronous") == 2
    assert in_hand.value("PRAGMA journal_mode") == "truncate" if in_hand.is_shared else "wal"


def test_no_power_cut_loses_what_was_acknowledged(script, in_hand, tmp_path, whole):
    base, steps = script
    settings = pragmas(in_hand)
    edits = sqlite3.connect(f"{in_hand.path.as_uri()}?mode=ro", uri=True)
    last = edits.execute("SELECT max(id) FROM edit").fetchone()[0]
    edits.close()
    closing.close(in_hand)
    chance = random.Random(7)
    cut = 0
    for number in range(CUTS):
        place, disk = tmp_path / f"cut{number}.annot", Disk(chance)
        place.write_bytes(base)
        disk.safe[place.name] = bytearray(base)
        disk.left = chance.randint(1, 160)
        acknowledged = play(disk, place, steps, settings)
        cut += acknowledged < len(steps)
        for ending in ("", "-wal", "-shm", "-journal"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        for name, image in disk.after_the_cut().items():
            if not name.endswith("-shm"):
                (tmp_path / name).write_bytes(image)
        project = opening.open_project(place, coder="Ana")
        found = project.value("SELECT max(id) FROM edit")
        closing.close(project)
        assert found >= last - len(steps) + acknowledged, f"cut {number}"
        whole(place)
    assert cut > CUTS // 3  # the power really went
