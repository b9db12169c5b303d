"""Statement cards in the project's own files: what a claim says of its cards, as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.domain.statements import PARAPHRASE, StatementCard
from annotator.formats import json_lines
from annotator.formats.incoming import IncomingStatement
from annotator.formats.outgoing import OutgoingStatement

BETWEEN = " | "
"""Stands between several wordings, and several relations, in a cell of a table."""


def of_card(card: StatementCard) -> dict[str, str]:
    """A card; what is empty is left out, but not its id and wording."""
    more = {"date": card.date, "occasion": card.occasion, "note": card.note}
    return {
        "card": card.id,
        "wording": card.wording,
        **{name: words for name, words in more.items() if words},
    }


def of_claim(several: Iterable[OutgoingStatement]) -> list[dict[str, str]]:
    """The cards a claim is on, and how it reports each."""
    return [{**of_card(one.card), "relation": one.relation} for one in several]


def card(value: Mapping[str, Any]) -> StatementCard:
    """What `of_card` wrote."""
    return StatementCard(
        id=json_lines.text(value.get("card")),
        **{name: json_lines.text(value.get(name)) for name in _TEXTS},
    )


_TEXTS = ("wording", "date", "occasion", "note")


def read(value: object) -> tuple[IncomingStatement, ...]:
    """What `of_claim` wrote; what is no card is left out."""
    return tuple(
        IncomingStatement(card(one), json_lines.text(one.get("relation")))
        for one in json_lines.dicts(value)
        if one.get("card") or one.get("wording")
    )


def cells(several: Iterable[OutgoingStatement]) -> tuple[str, str]:
    """Wordings and relations, as two cells of a table; a bar in a wording becomes a stroke."""
    found = [(one.card.wording.replace("|", "/"), one.relation) for one in several]
    return BETWEEN.join(one for one, _ in found), BETWEEN.join(one for _, one in found)


def from_cells(wordings: str, relations: str) -> tuple[IncomingStatement, ...]:
    """What `cells` wrote."""
    several = [words.strip() for words in wordings.split(BETWEEN)]
    how = [words.strip() for words in relations.split(BETWEEN)]
    how += [PARAPHRASE] * len(several)
    return tuple(
        IncomingStatement(StatementCard(id="", wording=words), relation)
        for words, relation in zip(several, how, strict=False)
        if words
    )
