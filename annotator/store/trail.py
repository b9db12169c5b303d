"""Who changed what, when, before and after: reads of the events, the newest first.

Order is that of the events, not of clocks. What a coder must not see yet is in none of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple

from annotator.domain.sentence import Sentence
from annotator.store import blindness, bodies
from annotator.store.bodies import Body
from annotator.store.project import Project

Way = Literal["done", "undone", "redone"]

MOST = 500
"""Changes that are read at once."""


class Change(NamedTuple):
    """One version of one record, with the one before; nothing where there was or is none.

    `article` is an id, empty where the record is of none; `coder` is a name.
    """

    at: str
    coder: str
    deed: Sentence
    way: Way
    kind: str
    target: str
    article: str
    before: Body | None
    after: Body | None


def of_article(project: Project, article: str, most: int = MOST) -> list[Change]:
    """What happened to an article: to its labels, links, states, comments and decisions."""
    # Not DISTINCT: then SQLite would read the events in the order of an index, far slower.
    sql = "SELECT target FROM event WHERE body LIKE '%' || ? || '%'"
    targets = dict.fromkeys(target for (target,) in project.rows(sql, (article,)))
    found = _of_targets(project, [article, *targets])
    return list(islice((one for one in found if one.article == article), most))


def of_records(project: Project, targets: Sequence[str], most: int = MOST) -> list[Change]:
    """What happened to records with these ids, and to the links from annotations among them."""
    sql = """SELECT link.uuid FROM json_each(?) AS wanted
        JOIN annotation ON annotation.uuid = wanted.value
        JOIN link ON link.source = annotation.id"""
    links = [uuid for (uuid,) in project.rows(sql, (bodies.written(list(targets)),))]
    return list(islice(_of_targets(project, [*targets, *links]), most))


def newest(project: Project, most: int = MOST) -> list[Change]:
    """What happened last in the whole project."""
    return list(islice(_read(project, "TRUE", ()), most))


def since(project: Project, place: int, most: int = MOST) -> list[Change]:
    """What others changed and what has come here after a place, see `here`."""
    author = project.viewer or (project.coder.id if project.coder else "")
    return list(islice(_read(project, "event.seq > ? AND author.uuid <> ?", (place, author)), most))


def here(project: Project) -> int:
    """A place in the order in which events came into this file: after all that there are now."""
    return int(project.value("SELECT max(seq) FROM event") or 0)


def _of_targets(project: Project, targets: Iterable[str]) -> Iterator[Change]:
    wanted = bodies.written(list(targets))
    # Else all events would be gone through in their order, to look each up in the list.
    return _read(project, "TRUE", (wanted,), "json_each(?) AS wanted CROSS JOIN", _WANTED)


_WANTED = "ON event.target = wanted.value"


def _read(
    project: Project, where: str, values: tuple[Any, ...], first: str = "", on: str = ""
) -> Iterator[Change]:
    hidden = _hidden(project)
    rows = project.connection.execute(_CHANGES.format(first, on, where), values)
    for at, author, coder, name, undoes, redoes, kind, target, body, before in rows:
        after_, before_ = _body(body), _body(before)
        article = target if kind == "article" else (after_ or before_ or {}).get("article", "")
        if author != project.viewer and _is_hidden(hidden, kind, article or ""):
            continue
        way: Way = "undone" if undoes else "redone" if redoes else "done"
        deed = bodies.sentence(name)
        yield Change(at, coder, deed, way, kind, target, article or "", before_, after_)


def _body(body: str | None) -> Body | None:
    return None if body is None else dict(bodies.read(body))


def _hidden(project: Project) -> frozenset[str]:
    """The ids of the articles in which only one's own deeds may be seen."""
    keys = blindness.blind_articles(project)
    rows = project.rows("SELECT id, uuid FROM article") if keys else ()
    return frozenset(uuid for key, uuid in rows if key in keys)


def _is_hidden(hidden: frozenset[str], kind: str, article: str) -> bool:
    """A card's wording may be that of a claim nobody is to see, and names no article."""
    return bool(hidden) and (article in hidden or kind == "statement_card")


_CHANGES = """SELECT event.at, author.uuid, coalesce(coder.name, ''), edit.name, edit.undoes,
    edit.redoes, event.kind, event.target, event.body, (SELECT earlier.body FROM event AS earlier
        WHERE earlier.target = event.target AND earlier.kind = event.kind
        AND (earlier.lamport, earlier.id) < (event.lamport, event.id)
        ORDER BY earlier.lamport DESC, earlier.id DESC LIMIT 1)
    FROM {} event {} JOIN edit ON edit.id = event.edit JOIN author ON author.id = event.author
    LEFT JOIN coder ON coder.uuid = author.uuid
    WHERE {} ORDER BY event.lamport DESC, event.id DESC"""
