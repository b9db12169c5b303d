"""The register: persons, bodies and places that the articles name."""

from functools import lru_cache

from annotator.domain.people import RegisterEntry
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project


def put(project: Project, entry: RegisterEntry) -> None:
    """Write an entry's current version."""
    body = bodies.plain(entry)
    body.pop("id")
    project.record("register_entry", entry.id, body)


def drop(project: Project, entry: str) -> None:
    """Take an entry away; no annotation and no link may name it any more."""
    project.record("register_entry", entry, None)


def everyone(project: Project) -> list[RegisterEntry]:
    """All entries in order of their names."""
    rows = project.rows("SELECT uuid, body FROM register_entry ORDER BY name COLLATE NOCASE, id")
    return [_entry(uuid, body) for uuid, body in rows]


def get(project: Project, entry: str) -> RegisterEntry | None:
    """The entry with this id, if there still is one."""
    body = project.value("SELECT body FROM register_entry WHERE uuid = ?", (entry,))
    return None if body is None else _entry(entry, body)


def count(project: Project) -> int:
    """How many entries there are."""
    return int(project.value("SELECT count(*) FROM register_entry"))


def of_article(project: Project, article: str) -> list[tuple[int, str]]:
    """Where an article's annotations name entries: (start in code points, entry id), in order."""
    return [
        (start, uuid)
        for start, uuid in project.rows(
            "SELECT annotation.start, register_entry.uuid FROM annotation "
            "JOIN register_entry ON register_entry.id = annotation.entry "
            "WHERE annotation.article = (SELECT id FROM article WHERE uuid = ?) "
            "ORDER BY annotation.start",
            (article,),
        )
    ]


def recent(project: Project, limit: int = 20) -> list[str]:
    """Ids of the entries that annotations named last, newest first."""
    rows = project.rows(
        "SELECT uuid FROM (SELECT uuid, (SELECT max(annotation.id) FROM annotation "
        "WHERE annotation.entry = register_entry.id) AS newest FROM register_entry) "
        "WHERE newest IS NOT NULL ORDER BY newest DESC LIMIT ?",
        (limit,),
    )
    return [uuid for (uuid,) in rows]


@bodies.legible("register entry")
@lru_cache(maxsize=16_384)
def _entry(uuid: str, body: str) -> RegisterEntry:
    """An entry as its body has it; a whole register is read anew for each claim's speaker."""
    known = bodies.read(body)
    lists = {name: tuple(known.get(name, ())) for name in _LISTS}
    return RegisterEntry(**{**known, **lists}, id=uuid)


_LISTS = ("aliases", "roles", "described", "distinct")
"""What is a list in a body; older bodies lack the last two."""


def _apply(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO register_entry(uuid, kind, name, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(uuid) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
        "body = excluded.body",
        (target, body["kind"], body["name"], bodies.written(body)),
    )


def _drop(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM register_entry WHERE uuid = ?", (target,))


KINDS = {"register_entry": Kind(_apply, _drop)}
