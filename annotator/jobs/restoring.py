"""A backup becomes the project again; what cannot be opened is salvaged into a new file."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.jobs import backup, projects
from annotator.store import backups
from annotator.store.errors import NotAProjectError, ProjectError, ProjectTooNewError


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """Which backup is the project now, and where that lies which was there before."""

    restored: Path
    before: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvageReport:
    """What came out of a damaged file and what did not, by kind."""

    path: Path
    saved: Mapping[str, int]
    lost: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """As `annotator salvage --json` prints it."""
        return {"path": str(self.path), "saved": dict(self.saved), "lost": dict(self.lost)}


def restore(path: Path, copy: Path) -> RestoreReport:
    """Let a backup become the project; what was there before is kept among the backups.

    Raises:
        ProjectError: the backup is not whole, or somebody works in the project.
    """
    if not copy.is_file():
        raise NotAProjectError(say("{path} is not there.", path=copy))
    before = _keep(path) if path.exists() else None
    aside = before or _aside(path)
    if before is not None:
        aside = aside.with_name(f"{aside.name}.replaced")
    backups.put_back(copy, path, aside)
    if before is not None:
        for ending in ("", "-wal", "-shm", "-journal"):
            aside.with_name(aside.name + ending).unlink(missing_ok=True)
    return RestoreReport(restored=copy, before=before or (aside if aside.exists() else None))


def _keep(path: Path) -> Path | None:
    """A backup of what is there now; nothing where it is too broken to be copied whole."""
    try:
        projects.close(projects.open_(path, coder=""))  # plays back the log of a crash
    except ProjectError as error:
        # What a broken header says of its version is kept aside as it is, like all that is broken.
        if not error.is_about_damage and not isinstance(error, ProjectTooNewError):
            raise
        return None
    try:
        return backup.make_backup(path)
    except ProjectError:
        return None


def _aside(path: Path) -> Path:
    folder = backup.folder_of(path)
    folder.mkdir(parents=True, exist_ok=True)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H-%M-%S")
    return folder / f"{path.stem} damaged {now}{path.suffix}.kept"


def salvage(damaged: Path, new: Path) -> SalvageReport:
    """Write what can be read of a damaged project into a new file.

    Raises:
        ProjectError: there is a file already, or nothing can be read.
    """
    from annotator.store.salvage import salvage as save  # noqa: PLC0415 - seldom needed

    if not damaged.is_file():
        raise NotAProjectError(say("{path} is not there.", path=damaged))
    found = save(damaged, new)
    return SalvageReport(path=new, saved=Counter(found.kept), lost=+Counter(found.lost))
