"""Statement cards, the claims on them, and pairs of claims that were said to be two statements."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.domain.annotation import SAID_BY
from annotator.domain.statements import Member, StatementCard, pair
from annotator.store import bodies, links
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project

RELAYED_BY = "relayed_by"
"""The link type from a claim to whoever carries it, in their order."""


class CardRow(NamedTuple):
    """A card with how many claims it has, in how many articles and of how many outlets."""

    card: StatementCard
    claims: int
    articles: int
    outlets: int


class Claim(NamedTuple):
    """A claim as a card shows it; names as people know them, `speakers` and `relays` in order.

    `relation` and `card` are empty where it is on none.
    """

    annotation: str
    relation: str
    card: str
    article: str
    outlet: str
    date: str
    set: str
    layer: str
    label: str
    words: str
    speakers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()


_WORDS = """(SELECT group_concat(words, ' […] ') FROM (
    SELECT substr(text.content, fragment.start + 1, fragment.end - fragment.start) AS words
    FROM fragment WHERE fragment.annotation = annotation.id ORDER BY fragment.position))"""
_CLAIM = f"""SELECT annotation.uuid, coalesce(statement_member.relation, ''),
    coalesce(statement_card.uuid, ''), article.name, article.outlet, article.date,
    annotation_set.name, layer.code, label.code, {_WORDS}
    FROM annotation JOIN article ON article.id = annotation.article
    JOIN text ON text.id = article.text
    JOIN annotation_set ON annotation_set.id = annotation.annotation_set
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer"""  # noqa: S608 - constants only
_CARDS = """SELECT statement_card.uuid, wording, statement_card.date, occasion,
    statement_card.note, count(annotation.id), count(DISTINCT annotation.article),
    count(DISTINCT nullif(article.outlet, '')) FROM statement_card
    LEFT JOIN statement_member ON statement_member.card = statement_card.id
    LEFT JOIN annotation ON annotation.id = statement_member.annotation
    LEFT JOIN article ON article.id = annotation.article"""
# A card with nothing but claims that must not be seen yet would tell their words.
_SEEN = "HAVING count(annotation.id) > 0 OR count(statement_member.id) = 0"


# ---------------------------------------------------------------------- cards


def put(project: Project, card: StatementCard) -> None:
    """Write a card's current version."""
    body = bodies.plain(card)
    body.pop("id")
    project.record("statement_card", card.id, body)


def drop(project: Project, card: str) -> None:
    """Take a card away; its claims stay where they are in the articles."""
    for member in members(project, card):
        leave(project, member)
    project.record("statement_card", card, None)


def get(project: Project, card: str) -> StatementCard | None:
    """The card with this id, if there still is one."""
    found = _rows(project, "WHERE statement_card.uuid = ?", (card,))
    return found[0].card if found else None


def row(project: Project, card: str) -> CardRow | None:
    """A card with its counts, if there still is one."""
    return next(iter(_rows(project, "WHERE statement_card.uuid = ?", (card,))), None)


def everyone(project: Project) -> list[CardRow]:
    """All cards with their counts, in the order in which they were made."""
    return _rows(project, "", ())


def _rows(project: Project, where: str, values: tuple[str, ...]) -> list[CardRow]:
    rows = project.rows(
        f"{_CARDS} {where} GROUP BY statement_card.id {_SEEN} ORDER BY statement_card.id", values
    )
    return [
        CardRow(
            StatementCard(id=id, wording=wording, date=date, occasion=occasion, note=note), *counts
        )
        for id, wording, date, occasion, note, *counts in rows
    ]


def count(project: Project) -> int:
    """How many cards there are."""
    sql = f"SELECT count(*) FROM ({_CARDS} GROUP BY statement_card.id {_SEEN})"  # noqa: S608 - constants only
    return int(project.value(sql))


# ---------------------------------------------------------------------- claims on them


def join(project: Project, member: Member) -> None:
    """Put a claim on a card, or change how it reports it.

    Raises:
        KeyError: card or claim are not in the project.
    """
    article = project.value(
        "SELECT article.uuid FROM annotation JOIN article ON article.id = annotation.article "
        "WHERE annotation.uuid = ?",
        (member.annotation,),
    )
    body = {"article": article, **member._asdict()}
    project.record("statement_member", f"{member.card}/{member.annotation}", body)


def leave(project: Project, member: Member) -> None:
    """Take a claim off a card."""
    project.record("statement_member", f"{member.card}/{member.annotation}", None)


def members(project: Project, card: str) -> list[Member]:
    """The claims on a card, in the order of the articles' dates and names and of places."""
    return _members(project, "statement_card.uuid = ?", card)


def of_annotation(project: Project, annotation: str) -> list[Member]:
    """The cards a claim is on."""
    return _members(project, "annotation.uuid = ?", annotation)


def of_all(project: Project, annotations: Sequence[str]) -> dict[str, list[Member]]:
    """The cards that claims are on, by claim."""
    where = "annotation.uuid IN (SELECT value FROM json_each(?))"
    found: dict[str, list[Member]] = {}
    for member in _members(project, where, bodies.written(list(annotations))):
        found.setdefault(member.annotation, []).append(member)
    return found


def _members(project: Project, where: str, value: str) -> list[Member]:
    rows = project.rows(
        "SELECT statement_card.uuid, annotation.uuid, relation FROM statement_member "  # noqa: S608 - constants only
        "JOIN statement_card ON statement_card.id = statement_member.card "
        "JOIN annotation ON annotation.id = statement_member.annotation "
        "JOIN article ON article.id = annotation.article "
        f"WHERE {where} ORDER BY article.date, article.sort, annotation.start, statement_card.id",
        (value,),
    )
    return [Member(*one) for one in rows]


def merge(project: Project, kept: str, gone: Sequence[str]) -> None:
    """Make several cards one, which keeps its wording and what it knows."""
    there = {member.annotation for member in members(project, kept)}
    for card in dict.fromkeys(one for one in gone if one != kept):
        for member in members(project, card):
            leave(project, member)
            if member.annotation not in there:
                join(project, member._replace(card=kept))
                there.add(member.annotation)
        project.record("statement_card", card, None)


def claims_of(project: Project, card: str) -> list[Claim]:
    """The claims on a card with all that is shown of them, the earliest article first."""
    sql = f"""{_CLAIM} JOIN statement_member ON statement_member.annotation = annotation.id
        JOIN statement_card ON statement_card.id = statement_member.card
        WHERE statement_card.uuid = ?
        ORDER BY article.date, article.sort, annotation.start"""
    return _claims(project, sql, card)


def claims(project: Project, annotations: Sequence[str]) -> list[Claim]:
    """These claims with all that is shown of them, in this order; each with one card at most."""
    sql = f"""{_CLAIM} JOIN json_each(?) AS wanted ON wanted.value = annotation.uuid
        LEFT JOIN statement_member ON statement_member.id = (SELECT min(id)
        FROM statement_member AS one WHERE one.annotation = annotation.id)
        LEFT JOIN statement_card ON statement_card.id = statement_member.card
        ORDER BY wanted.key"""  # noqa: S608 - constants only
    return _claims(project, sql, bodies.written(list(annotations)))


def _claims(project: Project, sql: str, value: str) -> list[Claim]:
    found = [Claim(*row) for row in project.rows(sql, (value,))]
    ids = [one.annotation for one in found]
    speakers, relays = (names(project, ids, type) for type in (SAID_BY, RELAYED_BY))
    return [
        one._replace(
            speakers=speakers.get(one.annotation, ()), relays=relays.get(one.annotation, ())
        )
        for one in found
    ]


def names(project: Project, annotations: Sequence[str], type: str) -> dict[str, tuple[str, ...]]:
    """Whom links of a type lead to from each claim: the entry's name, else the mention's words."""
    ends = links.speakers(project, annotations, type)
    unnamed = [end.mention for end in ends if end.name is None and end.mention]
    sql = f"""SELECT annotation.uuid, {_WORDS} FROM json_each(?) AS wanted
        JOIN annotation ON annotation.uuid = wanted.value
        JOIN article ON article.id = annotation.article JOIN text ON text.id = article.text"""  # noqa: S608 - constants only
    words = dict(project.rows(sql, (bodies.written(unnamed),)))
    found: dict[str, tuple[str, ...]] = {}
    for end in ends:
        name = end.name or words.get(end.mention, "")
        found[end.annotation] = (*found.get(end.annotation, ()), name)
    return found


# ---------------------------------------------------------------------- what was refused


def refuse(project: Project, one: str, other: str) -> None:
    """Remember that two claims are two statements."""
    first, second = pair(one, other)
    project.record("statement_refusal", f"{first}/{second}", {"one": first, "other": second})


def refused(project: Project, annotations: Iterable[str]) -> set[str]:
    """The claims that were said to be other statements than one of these."""
    rows = project.rows(
        "WITH mine AS (SELECT annotation.id FROM json_each(?) AS wanted "
        "JOIN annotation ON annotation.uuid = wanted.value) "
        "SELECT annotation.uuid FROM annotation WHERE id IN ("
        "SELECT other FROM statement_refusal WHERE one IN mine UNION "
        "SELECT one FROM statement_refusal WHERE other IN mine)",
        (bodies.written(list(annotations)),),
    )
    return {one for (one,) in rows}


def refusals(project: Project) -> list[tuple[str, str]]:
    """All pairs of claims that were said to be two statements."""
    return [pair(one, other) for one, other in project.rows(_REFUSALS)]


_REFUSALS = """SELECT one.uuid, other.uuid FROM statement_refusal
    JOIN annotation AS one ON one.id = statement_refusal.one
    JOIN annotation AS other ON other.id = statement_refusal.other"""


def forget(project: Project, annotation: str) -> None:
    """Take a claim that is about to go off its cards, and what was said of it."""
    for member in of_annotation(project, annotation):
        leave(project, member)
    for other in refused(project, [annotation]):
        first, second = pair(annotation, other)
        project.record("statement_refusal", f"{first}/{second}", None)


# ---------------------------------------------------------------------- tables


def _apply_card(project: Project, target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO statement_card(uuid, wording, date, occasion, note) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(uuid) DO UPDATE SET wording = excluded.wording, date = excluded.date, "
        "occasion = excluded.occasion, note = excluded.note",
        (target, body["wording"], body["date"], body["occasion"], body["note"]),
    )


def _drop_card(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM statement_card WHERE uuid = ?", (target,))


def _apply_member(project: Project, _target: str, body: Body, _at: str) -> None:
    project.connection.execute(
        "INSERT INTO statement_member(card, annotation, relation) VALUES (?, ?, ?) "
        "ON CONFLICT(card, annotation) DO UPDATE SET relation = excluded.relation",
        (
            project.row_id("statement_card", body["card"]),
            project.row_id("annotation", body["annotation"]),
            body["relation"],
        ),
    )


def _drop_member(project: Project, target: str) -> None:
    card, _, annotation = target.partition("/")
    project.connection.execute(
        "DELETE FROM statement_member WHERE card = (SELECT id FROM statement_card WHERE uuid = ?) "
        "AND annotation = (SELECT id FROM annotation WHERE uuid = ?)",
        (card, annotation),
    )


def _apply_refusal(project: Project, _target: str, body: Body, _at: str) -> None:
    ends = (project.row_id("annotation", body[end]) for end in ("one", "other"))
    project.connection.execute(
        "INSERT INTO statement_refusal(one, other) VALUES (?, ?) ON CONFLICT DO NOTHING",
        tuple(ends),
    )


def _drop_refusal(project: Project, target: str) -> None:
    one, _, other = target.partition("/")
    project.connection.execute(
        "DELETE FROM statement_refusal WHERE one = (SELECT id FROM annotation WHERE uuid = ?) "
        "AND other = (SELECT id FROM annotation WHERE uuid = ?)",
        (one, other),
    )


KINDS = {
    "statement_card": Kind(_apply_card, _drop_card),
    "statement_member": Kind(_apply_member, _drop_member),
    "statement_refusal": Kind(_apply_refusal, _drop_refusal),
}
