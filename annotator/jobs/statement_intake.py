"""Arriving statement cards become the project's: cards, claims on them, refused pairs."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from annotator.domain.dates import iso_date
from annotator.domain.register import key
from annotator.domain.statements import PARAPHRASE, RELATIONS, Member, StatementCard
from annotator.formats.incoming import IncomingAnnotation, IncomingRefusal, IncomingStatement
from annotator.jobs.plain_words import fit, plain
from annotator.store import statements
from annotator.store.ids import new_id
from annotator.store.project import Project


class StatementIntake:
    """Takes in cards one after the other; a card of the same id or wording is the same."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._cards: dict[str, str] | None = None
        self._claims: dict[str, str] = {}

    def learn(self, arriving: StatementCard) -> str:
        """Take over a card; its id here."""
        known = self._known()
        found = known.get(arriving.id) if arriving.id else known.get(key(arriving.wording))
        if found is None:
            id = arriving.id if _is_uuid(arriving.id) else new_id()
            own = replace(
                arriving,
                id=id,
                wording=plain(arriving.wording),
                date=iso_date(arriving.date),
                occasion=plain(arriving.occasion),
                note=fit(arriving.note),
            )
            statements.put(self._project, own)
            found = known[id] = id
            known.setdefault(key(own.wording), id)
        if arriving.id:
            known[arriving.id] = found
        return found

    def take(self, claims: Iterable[tuple[IncomingAnnotation, str]]) -> None:
        """Put claims on their cards, by what the file says and their ids here."""
        for source, claim in claims:
            if source.uuid:
                self._claims[source.uuid] = claim
            for one in source.statements:
                self._join(one, claim)

    def refuse(self, arriving: IncomingRefusal) -> None:
        """Remember that two claims of the file are two statements."""
        one, other = (self._claims.get(id) for id in arriving)
        if one is not None and other is not None and one != other:
            statements.refuse(self._project, one, other)

    def _join(self, one: IncomingStatement, claim: str) -> None:
        if not (one.card.id or one.card.wording.strip()):
            return
        card = self.learn(one.card)
        on = {member.card for member in statements.of_annotation(self._project, claim)}
        if card not in on:
            relation = one.relation if one.relation in RELATIONS else PARAPHRASE
            statements.join(self._project, Member(card, claim, relation))

    def _known(self) -> dict[str, str]:
        """Ids of cards by their ids and wordings; read when the first card arrives."""
        if self._cards is None:
            everyone = [row.card for row in statements.everyone(self._project)]
            self._cards = {key(card.wording): card.id for card in reversed(everyone)}
            self._cards |= {card.id: card.id for card in everyone}
        return self._cards


def _is_uuid(id: str) -> bool:
    try:
        return str(UUID(id)) == id
    except ValueError:
        return False
