"""What in a project file this program did not make: triggers and views that could forge labels."""

from annotator.domain.sentence import say
from annotator.store import schema
from annotator.store.errors import DamagedProjectError, NotAProjectError, ProjectTooNewError
from annotator.store.project import Project

_SHADOWS = frozenset(f"text_search_{part}" for part in ("data", "idx", "docsize", "config"))
_BOOKKEEPING = frozenset({"_sqlite_migrations", "idx__sqlite_migrations_migration_set_name"})
"""Tables that SQLite's search and the migrations keep for themselves, in words of their own."""

_ORIGINS = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


def refuse(project: Project) -> None:
    """Refuse what is not ours before anything of it could run.

    Raises:
        NotAProjectError: there is a table, index, trigger or view of another maker.
    """
    for type, name, table, sql in project.rows(_ORIGINS):
        if sql not in schema.EXPECTED and not _is_bookkeeping(type, name, table):
            raise NotAProjectError(
                say(
                    "{path} holds “{name}”, which Annotator did not make. It was not opened, "
                    "because it could change labels behind your back.",
                    path=project.path,
                    name=name,
                )
            )


def refuse_changed(project: Project) -> None:
    """Refuse a file of the newest version that is not made exactly as that version makes it.

    Raises:
        NotAProjectError: something in it is of another maker.
        DamagedProjectError: something is missing.
        ProjectTooNewError: a step of migration was done that this program does not know.
    """
    refuse(project)
    found = {sql for *_, sql in project.rows(_ORIGINS)}
    if not found >= schema.EXPECTED:
        raise DamagedProjectError(
            say("{path} lacks some of its tables; restore a backup.", path=project.path)
        )
    done = project.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = 'annotator'")
    if {name for (name,) in done} - {one.__name__ for one in schema.MIGRATIONS}:
        raise ProjectTooNewError(str(project.path))


def refuse_masks(project: Project) -> None:
    """Refuse triggers, views and virtual tables under our names in a file of a newer version.

    Raises:
        NotAProjectError: what should be a table of ours is something else.
    """
    ours = {sql.split("(")[0].split()[-1] for sql in schema.EXPECTED if _is_table(sql)}
    for type, name, table, sql in project.rows(_ORIGINS):
        masks = name in ours and not (type == "table" and _is_table(sql))
        fires = type == "trigger" and table in ours and sql not in schema.EXPECTED
        if masks or fires:
            raise NotAProjectError(
                say(
                    "{path} holds “{name}” in the place of a table of Annotator’s. It was not "
                    "opened, because it could show labels that nobody made.",
                    path=project.path,
                    name=name,
                )
            )


def _is_table(sql: str) -> bool:
    return sql.startswith("CREATE TABLE ")


def _is_bookkeeping(type: str, name: str, table: str) -> bool:
    if type not in {"table", "index"}:
        return False
    known = _SHADOWS | _BOOKKEEPING
    return (name in known and table in known) or name in {"sqlite_sequence", "sqlite_stat1"}
