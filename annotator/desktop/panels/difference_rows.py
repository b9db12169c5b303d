"""The differences of sets as a list shows them."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.desktop.article.comparison import FIRST, LETTERS, SECOND
from annotator.desktop.session import Session
from annotator.desktop.team.reviewing import Reviewing
from annotator.domain.review import Choice, Decision
from annotator.jobs import settling
from annotator.jobs.difference_list import Row
from annotator.jobs.differences import Found
from annotator.review.passage import Passage
from annotator.store import articles
from annotator.words import language, tr

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives a `Line`."""

_ROLES = {ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_KEPT_TEXTS = 20
_MOST_WORDS = 120
_Index = QModelIndex | QPersistentModelIndex


class Line(NamedTuple):
    """A difference in words: its kind, the text, what each set says, what was decided."""

    kind: str
    words: str
    said: tuple[str, ...]
    choice: str
    article: str

    @property
    def sides(self) -> list[str]:
        """What each set says, after its letter."""
        return [f"{who} {said or '–'}" for who, said in zip(LETTERS, self.said, strict=False)]


def kind_name(kind: str, *, several: bool = False) -> str:
    """A kind of difference as people call it, of two sets or of several."""
    if several and kind in {"missing", "extra"}:
        return tr("Not in all") if kind == "missing" else tr("Not in A")
    names = {
        "exact": tr("Equal"),
        "trivial": tr("Trivial edge"),
        "boundary": tr("Edges"),
        "label": tr("Label"),
        "attribute": tr("Attribute"),
        "link": tr("Link"),
        "split": tr("Split"),
        "merge": tr("Joined"),
        "missing": tr("Only A"),
        "extra": tr("Only B"),
    }
    return names.get(kind, kind)


def choice_name(choice: Choice) -> str:
    """What was decided, in a word."""
    names: dict[Choice, str] = {
        "first": FIRST,
        "second": SECOND,
        "both": f"{FIRST} {SECOND}",
        "neither": tr("neither"),
        "edited": tr("edited"),
    }
    return names[choice]


class DifferenceRows(QAbstractListModel):
    """The differences that are shown, in order of articles and places."""

    def __init__(self, session: Session, reviewing: Reviewing) -> None:
        super().__init__(reviewing)
        self._session, self._reviewing = session, reviewing
        self._texts: OrderedDict[str, str] = OrderedDict()
        reviewing.listed.connect(self._reload)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._reviewing.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self._reviewing.shown
        if role not in _ROLES or not 0 <= index.row() < len(shown):
            return None
        line = self.line(shown[index.row()])
        if role == ROW:
            return line
        said = tr("settled: {choice}", choice=line.choice) if line.choice else tr("open")
        return ", ".join((line.kind, line.words, *line.sides, said))

    def line(self, row: Row) -> Line:
        """A difference in words."""
        found, known = row.found, self._reviewing.list
        decision = known.decided.get(row.id) if known else None
        return Line(
            kind_name(found.difference.kind, several=bool(found.said)),
            self._words(found.article, [one for some in found.by_set for one in some]),
            tuple(self._labels(found.layer, some) for some in found.by_set),
            self._choice(found, known.gold, decision) if known and decision else "",
            found.name,
        )

    def _choice(self, found: Found, gold: str, decision: Decision) -> str:
        if not found.said or decision.choice in {"neither", "edited"}:
            return choice_name(decision.choice)
        return " ".join(LETTERS[at] for at in settling.taken(gold, found, decision))

    def _labels(self, layer: str, passages: Iterable[Passage]) -> str:
        found = [self._session.codebook.label(layer, one.label) for one in passages]
        names = [one.name(language()) for one in found if one is not None]
        return ", ".join(dict.fromkeys(names))

    def _words(self, article: str, passages: Iterable[Passage]) -> str:
        some = list(passages)
        start, end = min(one.start for one in some), max(one.end for one in some)
        return " ".join(self._text(article)[start : min(end, start + _MOST_WORDS)].split())

    def _text(self, article: str) -> str:
        if article not in self._texts:
            self._texts[article] = articles.text(self._session.project, article)
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        return self._texts[article]

    def _reload(self) -> None:
        self.beginResetModel()
        self._texts.clear()
        self.endResetModel()
