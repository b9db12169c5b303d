"""Backups: verified copies of a project outside its own folder."""

import datetime as dt
import hashlib
from pathlib import Path

import platformdirs

from annotator.domain.sentence import say
from annotator.store import backups, traits
from annotator.store.errors import ProjectError
from annotator.store.project import Project

KEPT = 10
"""How many backups of one project are kept; the oldest go."""


def folder_of(path: Path) -> Path:
    """Where the backups of a project lie; projects of one name in two places do not meet."""
    place = hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:12]
    return platformdirs.user_data_path("Annotator", appauthor=False) / "backups" / place


def make_backup(path: Path) -> Path:
    """A verified copy of the project as last saved; gives where it lies.

    Raises:
        ProjectError: none could be made.
    """
    folder = folder_of(path)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H-%M-%S-%fZ")
    target = folder / f"{path.stem} {now}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        backups.copy_to(path, target)
        _thin(folder)
    except OSError as error:
        raise ProjectError(
            say("No copy of {path} could be made: {reason}.", path=path, reason=error.strerror)
        ) from error
    return target


def before_change(project: Project) -> Path | None:
    """A backup before much is changed at once; none where nobody has labelled anything yet."""
    return make_backup(project.path) if traits.annotations(project) else None


def _thin(folder: Path) -> None:
    copies = sorted(folder.glob("*Z*"), key=lambda copy: copy.stat().st_mtime_ns)
    for copy in copies[:-KEPT]:
        copy.unlink(missing_ok=True)
