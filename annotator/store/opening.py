"""Making and opening project files; `closing` has the other end."""

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.codebook import Codebook
from annotator.domain.people import AnnotationSet, Coder
from annotator.domain.sentence import say
from annotator.domain.system_errors import why
from annotator.store import (
    blindness,
    closing,
    codebooks,
    coders,
    places,
    reading,
    schema,
    steps,
    strangers,
    versions,
)
from annotator.store.errors import (
    UNREADABLE,
    DamagedProjectError,
    ProjectError,
    ProjectTooNewError,
    is_damage,
)
from annotator.store.header import Header, has_log, read_header, read_size
from annotator.store.ids import new_id
from annotator.store.lock import Lock, host
from annotator.store.project import Kind, Project

if TYPE_CHECKING:
    from annotator.store.loan import Loan

BeforeMigration = Callable[[Path], None]
"""Called with the project's path before its tables are changed: the place for a backup."""


def create(path: Path, codebook: Codebook, coder: str) -> Project:
    """A new, empty project with a codebook, a coder and that coder's own annotation set.

    Raises:
        ProjectError: there is a file already, or none can be made there.
    """
    project = create_empty(path)
    try:
        _settle(project)
        _begin(project, codebook, coder)
    except BaseException as error:
        leave_nothing(project)
        say_why(path, error)
        raise
    return project


def create_empty(path: Path) -> Project:
    """A file with the tables of a project and nothing in them.

    Raises:
        ProjectError: as `create`.
    """
    places.refuse_taken(path)
    lock = Lock(path)
    lock.take()
    project = None
    try:
        project = _connected(path, lock)
        _migrate(project, 0)
    except BaseException as error:
        _leave_nothing(path, lock, project)
        say_why(path, error)
        raise
    project.read_only = False
    return project


def say_why(path: Path, error: BaseException) -> None:
    """Say in a sentence why a project could not be made.

    Raises:
        ProjectError: it was the disk.
    """
    if isinstance(error, OSError | sqlite3.Error):
        reason = why(error)
        raise ProjectError(
            say("{path} cannot be made: {reason}.", path=path, reason=reason)
        ) from error


def leave_nothing(project: Project) -> None:
    """Close a project that should not be, and take its file away."""
    project.is_closed = True
    if project.lock is not None:
        _leave_nothing(project.path, project.lock, project)


def _leave_nothing(path: Path, lock: Lock, project: Project | None) -> None:
    if project is not None:
        project.connection.close()
    places.clear(path)
    lock.release()


def open_project(
    path: Path, *, coder: str = "", read_only: bool = False, before: BeforeMigration | None = None
) -> Project:
    """An existing project; with a coder's name it is theirs to label in.

    Raises:
        ProjectInUseError: somebody else writes in it.
        ProjectTooNewError: it needs a newer program (it can still be opened for reading).
        NotAProjectError, DamagedProjectError: it is something else, or broken.
    """
    header = read_header(path)
    if header.version > len(schema.MIGRATIONS) and not read_only:
        raise ProjectTooNewError(str(path))
    if read_only:
        return _open_reading(path, header, coder)
    lock = Lock(path)
    lock.take()
    project = None
    was_left = has_log(path)
    try:
        project = _connected(path, lock)
        project.was_left = was_left
        _bring_up(project, header.version, before)
        project.read_only = False
        _settle(project)
        _keep_first_version(project, header.version)
        _claim(project, coder)
        _cover(project, coder)
    except BaseException as error:
        if project is not None:
            project.connection.close()
        lock.release()
        if isinstance(error, (*UNREADABLE, OverflowError)):
            raise _unusable(path, error) from error
        raise
    return project


def open_damaged(path: Path, coder: str = "") -> Project:
    """A damaged project, from a copy and for reading only, as far as it lets itself be read.

    Raises:
        NotAProjectError: it holds what could forge labels, or is no project at all.
        DamagedProjectError: not even that much can be read of it.
    """
    from annotator.store.loan import Loan, fill_up  # noqa: PLC0415 - seldom needed, loaded slowly

    loan, project = Loan(path), None
    try:
        fill_up(loan.path, read_size(path))
        project = Project(path, reading.connected(loan.path), _kinds)
        project.loan, project.is_damaged = loan, True
        strangers.refuse_masks(project)
        project.own_set = _shown_set(project, coder)
        codebooks.current(project)
    except BaseException as error:
        if project is not None:
            project.connection.close()
        loan.give_back()
        if isinstance(error, (*UNREADABLE, ValueError, KeyError, TypeError)):
            raise _unusable(path, error) from error
        raise
    return project


def open_if_current(path: Path, coder: str) -> Project | None:
    """An existing project, if its file needs no migration; else nothing.

    Raises:
        ProjectError: as `open_project`.
    """
    if read_header(path).version != len(schema.MIGRATIONS):
        return None
    return open_project(path, coder=coder)


def prepare_to_write() -> None:
    """Load what the first edit needs, so that it is as quick as the next."""
    # It costs more than the whole window: callers do this when that has been painted.
    import sqlite_utils  # noqa: F401, PLC0415

    _kinds()


def _kinds() -> Mapping[str, Kind]:
    from annotator.store.kinds import KINDS  # noqa: PLC0415 - brings most of this room along

    return KINDS


def _connected(path: Path, lock: Lock) -> Project:
    connection = sqlite3.connect(path, check_same_thread=False)
    reading.harden(connection)
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA foreign_keys = ON")
    project = Project(path, connection, _kinds)
    project.lock = lock
    return project


def _open_reading(path: Path, header: Header, coder: str) -> Project:
    loan, project = None, None
    try:
        if _must_be_copied(path, header):
            loan = _lent(path, header.version)
        project = Project(path, reading.connected(loan.path if loan else path), _kinds)
        project.loan = loan
        _look_over(project, header)
        project.own_set = _shown_set(project, coder)
        _cover(project, coder)
    except BaseException as error:
        if project is not None:
            project.connection.close()
        if loan is not None:
            loan.give_back()
        if isinstance(error, UNREADABLE):
            raise _unusable(path, error) from error
        raise
    return project


def _lent(path: Path, version: int) -> "Loan":
    # Seldom needed, and loaded slowly.
    from annotator.store.loan import Loan  # noqa: PLC0415

    loan = Loan(path)
    loan.prepare(lambda copy: _bring_copy_up(copy, version))
    return loan


def _must_be_copied(path: Path, header: Header) -> bool:
    """Whether a file cannot be read where it lies.

    That is so where it is of an older version, or where the log of a crash must first be played
    back and nobody can write there.
    """
    if header.version < len(schema.MIGRATIONS):
        return True
    return has_log(path) and (not os.access(path.parent, os.W_OK) or reading.is_half_done(path))


def _bring_copy_up(path: Path, version: int) -> None:
    project = Project(path, sqlite3.connect(path), _kinds)
    reading.harden(project.connection)
    try:
        strangers.refuse(project)
        if version < len(schema.MIGRATIONS):
            _migrate(project, version)
        closing.make_one_file(project.connection)
    finally:
        project.connection.close()


def _look_over(project: Project, header: Header) -> None:
    if header.version <= len(schema.MIGRATIONS):
        strangers.refuse_changed(project)
    else:
        strangers.refuse_masks(project)


def _cover(project: Project, coder: str) -> None:
    """Where somebody is named, show nothing that they must not see yet."""
    people = (one.id for one in coders.all_coders(project) if coder and one.name == coder)
    project.viewer = next(people, "")
    blindness.cover(project)
    codebooks.current(project)  # without one nothing can be shown


def _shown_set(project: Project, coder: str) -> AnnotationSet | None:
    """The coder's own set, else the first one that is anybody's own."""
    names = {one.id: one.name for one in coders.all_coders(project)}
    own = [one for one in coders.all_sets(project) if one.kind == "own"]
    mine = (one for one in own if names[one.coder] == coder)
    return next(mine, own[0] if own else None)


def _bring_up(project: Project, version: int, before: BeforeMigration | None) -> None:
    if version < len(schema.MIGRATIONS):
        strangers.refuse(project)
        if before is not None:
            before(project.path)
        _migrate(project, version)
    strangers.refuse_changed(project)


def _migrate(project: Project, version: int) -> None:
    from annotator.store.migrating import migrate  # noqa: PLC0415 - seldom needed, loaded slowly

    migrate(project, version)


def _settle(project: Project) -> None:
    """Set what makes every commit durable, and find out which device this is."""
    # A write-ahead log needs memory that all who read share: over a network there is none, and a
    # program that synchronises folders copies file and log one after the other.
    project.is_shared = places.is_shared(project.path)
    journal = "TRUNCATE" if project.is_shared else "WAL"
    for pragma in (f"journal_mode = {journal}", "synchronous = FULL", "temp_store = MEMORY"):
        project.connection.execute(f"PRAGMA {pragma}").fetchall()
    if sys.platform == "darwin":
        project.connection.execute("PRAGMA fullfsync = ON")
        project.connection.execute("PRAGMA checkpoint_fullfsync = ON")
    machine, place = host(), str(project.path.stat().st_ino)
    known = project.value(
        "SELECT id FROM device WHERE machine = ? AND place = ? ORDER BY id DESC", (machine, place)
    )
    if known is None:
        # A copied or restored file lies elsewhere: its next events must not share numbers.
        with project.connection:
            known = project.connection.execute(
                "INSERT INTO device(uuid, machine, place) VALUES (?, ?, ?)",
                (new_id(), machine, place),
            ).lastrowid
    project.device = int(known or 0)


def _begin(project: Project, codebook: Codebook, coder: str) -> None:
    with project.connection:
        project.connection.executemany(
            "INSERT INTO meta(key, value) VALUES (?, ?)", [("project", new_id())]
        )
    _claim(project, coder)
    with project.edit(say("Start the project")) as edit:
        codebooks.put(project, codebook)
        versions.begin(project)
    steps.forget(project.connection, edit.id)


def _keep_first_version(project: Project, before: int) -> None:
    """In a file that just learned of versions, keep the codebook it has as the first one."""
    if before < len(schema.MIGRATIONS):
        with project.edit(say("Keep the first version of the codebook")) as edit:
            versions.begin(project)
        steps.forget(project.connection, edit.id)


def _claim(project: Project, coder: str) -> None:
    """Find the coder's own set, or the first one where nobody is named; a new coder gets one."""
    people = {one.id: one for one in coders.all_coders(project)}
    for own in coders.all_sets(project):
        if own.kind == "own" and coder in {"", people[own.coder].name}:
            project.own_set, project.coder = own, people[own.coder]
            return
    if coder:
        project.coder = Coder(id=new_id(), name=coder)
        with project.edit(say("Welcome {coder}", coder=coder)) as edit:
            project.coder = coders.coder_named(project, coder, project.coder)
            project.own_set = coders.set_named(project, coder, project.coder)
        steps.forget(project.connection, edit.id)


def _unusable(path: Path, error: Exception) -> ProjectError:
    if isinstance(error, sqlite3.Error) and not is_damage(error):
        return ProjectError(say("{path} cannot be opened: {reason}.", path=path, reason=error))
    return DamagedProjectError(
        say("{path} is damaged ({reason}). It was left as it is.", path=path, reason=error)
    )
