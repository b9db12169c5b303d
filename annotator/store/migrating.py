"""Bringing older files up to date: whole and verified, or not at all."""

import hashlib

from annotator.domain.sentence import say
from annotator.store import bodies, schema
from annotator.store.errors import DamagedProjectError
from annotator.store.kinds import SINCE
from annotator.store.project import Project

_TRUTH = (
    "SELECT id, sha256, content FROM text ORDER BY id",
    """SELECT seq, id, device, dseq, lamport, author, at, edit, kind, target, body FROM event
    ORDER BY seq""",
)
"""What no migration may touch."""

_NEWEST = """SELECT target, body, at FROM event WHERE kind = ?1 AND body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event AS later
    WHERE later.target = event.target AND later.kind = ?1
    AND (later.lamport, later.id) > (event.lamport, event.id)) ORDER BY lamport, id"""


def migrate(project: Project, version: int) -> None:
    """Bring a file from a version to the newest in one transaction; 0 is an empty file.

    Raises:
        DamagedProjectError: events or texts would not be the same afterwards; nothing was changed.
    """
    # sqlite-utils is loaded only where there is something to migrate (see Project.database).
    from sqlite_utils import Migrations  # noqa: PLC0415

    migrations = Migrations("annotator")
    for migration in schema.MIGRATIONS:
        migrations(name=migration.__name__)(migration)
    # Not in a write-ahead log: the header must say whose file it is even after a crash.
    project.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    project.connection.execute("PRAGMA synchronous = EXTRA")
    before = _digest(project) if version else ""
    with project.database.atomic():
        migrations.apply(project.database)
        project.connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        project.connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS)}")
        if version:
            _catch_up(project, version)
            _refuse_loss(project, before)


def _catch_up(project: Project, version: int) -> None:
    """Fill the tables of kinds that the older version kept as events only."""
    for kind, since in SINCE.items():
        if since <= version:
            continue
        for target, body, at in project.rows(_NEWEST, (kind,)):
            project.kinds[kind].put(project, target, bodies.read(body), at)


def _refuse_loss(project: Project, before: str) -> None:
    if project.rows("PRAGMA foreign_key_check") or _digest(project) != before:
        raise DamagedProjectError(
            say(
                "{path} could not be brought up to date: its records do not fit together. It was "
                "left as it was, and a backup was kept.",
                path=project.path,
            )
        )


def _digest(project: Project) -> str:
    """A checksum over all events and texts."""
    found = hashlib.sha256()
    for query in _TRUTH:
        for row in project.connection.execute(query):
            found.update(repr(row).encode(errors="surrogatepass"))
    return found.hexdigest()
