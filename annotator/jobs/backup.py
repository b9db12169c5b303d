"""Backups: verified copies of a project outside its own folder, thinned as time goes by."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from annotator.domain import thinning
from annotator.domain.sentence import say
from annotator.domain.system_errors import why
from annotator.store import backups, traits
from annotator.store.backups import Holdings
from annotator.store.errors import ProjectError
from annotator.store.project import Project

EVERY_MINUTES = 30
"""Minutes of work after which the window makes the next one."""

_STAMP = "%Y-%m-%dT%H-%M-%S-%fZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that is there: where, from when (UTC), how large, and what it holds.

    `holdings` is nothing where the file cannot be read.
    """

    path: Path
    at: dt.datetime
    size: int
    holdings: Holdings | None

    def to_json(self) -> dict[str, Any]:
        """As `annotator restore --list --json` prints it."""
        found = self.holdings
        return {
            "path": str(self.path),
            "at": self.at.isoformat(),
            "bytes": self.size,
            "articles": found.articles if found else None,
            "annotations": found.annotations if found else None,
            "events": found.events if found else None,
        }


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie; projects of one name in two places do not meet."""
    place = hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:12]
    return platformdirs.user_data_path("Annotator", appauthor=False) / "backups" / place


def make_backup(path: Path) -> Path:
    """A verified copy of the project as last saved; gives where it lies.

    Older copies are thinned only when this one was found whole.

    Raises:
        ProjectError: none could be made.
    """
    folder = folder_of(path)
    now = dt.datetime.now(dt.UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder, path, now)
        backups.copy_to(path, target)
        _thin(folder, now)
    except OSError as error:
        raise ProjectError(
            say("No copy of {path} could be made: {reason}.", path=path, reason=why(error))
        ) from error
    return target


def make_if_changed(path: Path) -> Path | None:
    """A backup, unless the newest one holds all that was saved already.

    Raises:
        ProjectError: none could be made.
    """
    known = _newest(folder_of(path))
    if known is not None and backups.holdings(path) == backups.holdings(known) is not None:
        return None
    return make_backup(path)


def before_change(project: Project) -> Path | None:
    """A backup before much is changed at once; none where nobody has labelled anything yet."""
    return make_if_changed(project.path) if traits.annotations(project) else None


def kept(path: Path) -> list[Backup]:
    """The backups of a project that are there, the newest first."""
    found = [(at, one) for one in _copies(folder_of(path)) if (at := _time_of(one)) is not None]
    return [_looked_at(one, at) for at, one in sorted(found, reverse=True)]


def _looked_at(path: Path, at: dt.datetime) -> Backup:
    return Backup(path=path, at=at, size=path.stat().st_size, holdings=backups.holdings(path))


def _copies(folder: Path) -> list[Path]:
    return [one for one in folder.glob("*Z*") if one.suffix not in {".tmp", ".jsonl"}]


def _newest(folder: Path) -> Path | None:
    dated = [(at, one) for one in _copies(folder) if (at := _time_of(one)) is not None]
    return max(dated)[1] if dated else None


def _free(folder: Path, project: Path, now: dt.datetime) -> Path:
    target = folder / f"{project.stem} {now.strftime(_STAMP)}{project.suffix}"
    return target if not target.exists() else _free(folder, project, now + dt.timedelta(0, 0, 1))


def _time_of(copy: Path) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(copy.stem.rpartition(" ")[2], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _thin(folder: Path, now: dt.datetime) -> None:
    dated = {at: one for one in _copies(folder) if (at := _time_of(one)) is not None}
    for at in thinning.superfluous(dated, now):
        dated[at].unlink(missing_ok=True)
