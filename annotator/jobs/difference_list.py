"""The differences a reviewer works through: which there are, and which are settled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from annotator.domain.review import Decision
from annotator.jobs import differences, settling, several
from annotator.jobs.differences import Found
from annotator.jobs.progress import Progress
from annotator.review.alignment import LEAST
from annotator.review.differences import KINDS
from annotator.store import decisions
from annotator.store.project import Project

Role = Literal["open", "settled", "agreed", "taken", "twin"]
"""What an annotation is in a comparison: part of a difference that is open or settled; equal in
both sets and waiting, or taken already; or the second of two equal ones."""


class Row(NamedTuple):
    """One difference in the list; `id` is that of the decision about it."""

    id: str
    found: Found


class DifferenceList:
    """The differences of sets, by their ids, and what a gold set has settled of them.

    `gold` is empty where nothing is to be settled. Equal labels are counted, not listed. Two sets
    are compared with each other; of more, each place is listed once with what all of them say.
    """

    def __init__(self, project: Project, sets: Sequence[str], gold: str = "") -> None:
        self._project = project
        self.sets, self.gold = tuple(sets), gold
        self.decided: dict[str, Decision] = {}
        self._exact = 0
        self._known: dict[str, Decision] = {}
        self._by_article: dict[str, list[Row]] = {}
        self._ids: set[str] = set()

    # ------------------------------------------------------------------ reading

    def read(self, progress: Progress | None = None) -> None:
        """Compare all articles. Progress counts them.

        Raises:
            AnnotatorError: a set is unknown.
            CancelledError: progress said stop; the list is as it was.
        """
        self._exact, every = self._compared(progress)
        self._by_article = {}
        for found in every:
            self._by_article.setdefault(found.article, []).append(self._row(found))
        self._ids = {row.id for row in self.rows()}
        self._known = decisions.of_gold(self._project, self.gold) if self.gold else {}
        self._judge(self.rows())

    def _compared(self, progress: Progress | None) -> tuple[int, Sequence[Found]]:
        """How many are equal, and all that are not."""
        first, second, *more = self.sets
        if not more:
            report = differences.run(self._project, first, second, LEAST, progress)
            return report.counts.get("exact", 0), report.found
        told = several.run(self._project, self.sets, LEAST, progress)
        return told.counts.get("exact", 0), told.found

    def _of_article(self, article: str) -> list[Found]:
        first, second, *more = self.sets
        if not more:
            return differences.of_article(self._project, article, first, second)
        return several.of_article(self._project, article, self.sets)

    def read_again(self, articles: Iterable[str]) -> None:
        """Compare these articles anew: labels in them have changed."""
        for article in articles:
            found = self._of_article(article)
            before = self._by_article.get(article, ())
            for row in before:
                self.decided.pop(row.id, None)
                self._ids.discard(row.id)
            told = [one for one in found if one.difference.kind != "exact"]
            self._by_article[article] = [self._row(one) for one in told]
            self._ids.update(row.id for row in self._by_article[article])
        self.read_decisions(articles)

    def read_decisions(self, articles: Iterable[str]) -> None:
        """Know what is settled in these articles now."""
        for article in articles:
            old = [id for id, one in self._known.items() if one.article == article]
            for id in old:
                del self._known[id]
            if self.gold:
                self._known |= decisions.of_gold(self._project, self.gold, article)
            self._judge(self._by_article.get(article, ()))

    def _row(self, found: Found) -> Row:
        return Row(decisions.id_for(self.gold, *settling.sides(found.difference).ids), found)

    def _judge(self, rows: Iterable[Row]) -> None:
        for row in rows:
            decision = settling.decision_on(self._known, self.gold, row.found)
            if decision is None:
                self.decided.pop(row.id, None)
            else:
                self.decided[row.id] = decision

    # ------------------------------------------------------------------ telling

    def rows(self) -> Iterator[Row]:
        """All differences, article by article, in order of their places."""
        return chain.from_iterable(self._by_article.values())

    def of_article(self, article: str) -> Sequence[Row]:
        """The differences in one article, in order of their places."""
        return self._by_article.get(article, ())

    def chosen(self, kind: str = "", *, only_open: bool = False) -> list[Row]:
        """The differences of one kind, or of all, or only those that are not settled."""
        return [
            row
            for row in self.rows()
            if (not kind or row.found.difference.kind == kind)
            and not (only_open and row.id in self.decided)
        ]

    def kinds(self) -> list[tuple[str, int]]:
        """How many differences there are of each kind that there is."""
        found = Counter(row.found.difference.kind for row in self.rows())
        return [(kind, found[kind]) for kind in KINDS if found[kind]]

    def count(self) -> int:
        """How many differences there are."""
        return sum(map(len, self._by_article.values()))

    def exact_left(self) -> int:
        """How many equal labels of both sets are not gold yet."""
        if not self.gold:
            return 0
        return max(0, self._exact - sum(one not in self._ids for one in self._known))

    def roles(self, article: str) -> dict[str, Role]:
        """What each annotation of both sets in an article is, by its id."""
        found = self._of_article(article)
        return {id: role for one in found for id, role in self._roles(one)}

    def _roles(self, found: Found) -> Iterator[tuple[str, Role]]:
        first, second = settling.sides(found.difference).ids
        is_settled = settling.decision_on(self._known, self.gold, found) is not None
        if found.difference.kind == "exact":
            yield first[0], "taken" if is_settled else "agreed"
            yield from ((one, "twin") for one in second)
            return
        for one in (*first, *second):
            yield one, "settled" if is_settled else "open"
