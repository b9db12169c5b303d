"""Backups: verified copies of a project outside its own folder, and going back to one."""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import platformdirs

from annotator.domain.sentence import say
from annotator.store import backups, damage, traits
from annotator.store.errors import ProjectError
from annotator.store.header import read_header
from annotator.store.lock import Lock
from annotator.store.project import Project

_TIME = "%Y-%m-%dT%H-%M-%S-%fZ"
_ALL_OF = dt.timedelta(days=2)
_LATER = ((12, "%Y-%m-%d"), (10, "%G-%V"), (9, "%Y-%m"))
"""Of what is older, so many days, weeks and months keep one each."""


class Backup(NamedTuple):
    """A copy, when it was made (UTC), and its size in bytes."""

    path: Path
    at: dt.datetime
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie; projects of one name in two places do not meet."""
    place = hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:12]
    return platformdirs.user_data_path("Annotator", appauthor=False) / "backups" / place


def make_backup(path: Path, now: dt.datetime | None = None) -> Path:
    """A verified copy of the project as last saved; gives where it lies.

    Raises:
        ProjectError: none could be made.
    """
    folder = folder_of(path)
    moment = now or dt.datetime.now(dt.UTC)
    target = folder / f"{path.stem} {moment.strftime(_TIME)}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        backups.copy_to(path, target)
        for old in superfluous(of_project(path), moment):
            old.path.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(
            say("No copy of {path} could be made: {reason}.", path=path, reason=error.strerror)
        ) from error
    return target


def before_change(project: Project) -> Path | None:
    """A backup before much is changed at once; none where nobody has labelled anything yet."""
    return make_backup(project.path) if traits.annotations(project) else None


def of_project(path: Path) -> list[Backup]:
    """The backups of a project, the newest first."""
    found = []
    for copy in folder_of(path).glob(f"*Z{path.suffix}"):
        at = _time_of(copy)
        if at is not None:
            found.append(Backup(copy, at, copy.stat().st_size))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _time_of(copy: Path) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(copy.stem.rpartition(" ")[2], _TIME).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def superfluous(copies: Sequence[Backup], now: dt.datetime) -> list[Backup]:
    """Which copies may go.

    All of the last two days stay, then one for each of 12 days, 10 weeks and 9 months, and always
    the newest.
    """
    ordered = sorted(copies, key=lambda one: one.at, reverse=True)
    kept = {one.path for one in ordered[:1]}
    kept |= {one.path for one in ordered if now - one.at <= _ALL_OF}
    older = [one for one in ordered if now - one.at > _ALL_OF]
    for most, spell in _LATER:
        by_spell: dict[str, Path] = {}
        for one in older:
            by_spell.setdefault(one.at.strftime(spell), one.path)
        kept |= set(list(by_spell.values())[:most])
    return [one for one in ordered if one.path not in kept]


def restore(path: Path, copy: Path) -> Path:
    """Put a backup in the place of a project that is closed; gives where the old file went.

    What lies there, its log included, is moved among the backups first, so that nothing of it
    is played over the restored file and going back can be taken back.

    Raises:
        ProjectError: the copy is damaged or no project, or the project is open somewhere.
        OSError: a file could not be written; the project is as it was.
    """
    read_header(copy)
    problem = damage.found_quickly(copy)
    if problem is not None:
        raise ProjectError(problem.message)
    lock = Lock(path)
    lock.take()
    try:
        fresh = path.with_name(path.name + ".restoring")
        shutil.copyfile(copy, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        aside = _moved_aside(path)
        fresh.replace(path)
    finally:
        lock.release()
    return aside


def _moved_aside(path: Path) -> Path:
    folder = folder_of(path) / dt.datetime.now(dt.UTC).strftime(f"before restore {_TIME}")
    folder.mkdir(parents=True, exist_ok=True)
    for ending in ("-wal", "-shm", "-journal", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            shutil.move(part, folder / part.name)
    return folder / path.name
