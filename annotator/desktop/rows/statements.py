"""Statement cards, their claims and what is proposed for them, as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.desktop.controls.marked import ADDED, MISSING, PLAIN, Piece
from annotator.desktop.session import Session
from annotator.domain import statements as rules
from annotator.domain.register import key
from annotator.store import statements
from annotator.store.edits import Edit
from annotator.store.statements import CardRow, Claim
from annotator.words import tr, trn

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives a `CardRow` or a `ClaimRow`."""

KINDS = ("statement_card", "statement_member", "statement_refusal")
_MARKS = {rules.SAME: PLAIN, rules.ADDED: ADDED, rules.MISSING: MISSING}
_NO_INDEX = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class CardRows(QAbstractListModel):
    """The cards that a filter lets through. It reads only while it is watched."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[CardRow] = []
        self._shown: list[CardRow] = []
        self._words = ""
        self._watched = False
        session.opened.connect(self.reload)
        session.closed.connect(self.reload)
        session.changed.connect(self._follow)

    def watch(self, *, watched: bool) -> None:
        """Read from now on, or no more."""
        self._watched = watched
        if watched:
            self.reload()

    def restrict(self, words: str) -> None:
        """Show only cards with these words."""
        self._words = words
        self._show()

    def reload(self) -> None:
        """Read everything anew."""
        if self._watched:
            is_open = self._session.is_open
            self._all = statements.everyone(self._session.project) if is_open else []
            self._show()

    @property
    def count(self) -> int:
        """How many cards there are, shown or not."""
        return len(self._all)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        words = {
            Qt.ItemDataRole.DisplayRole: row.card.wording,
            Qt.ItemDataRole.AccessibleTextRole: f"{row.card.wording}, {counts(row)}",
        }
        return row if role == ROW else words.get(Qt.ItemDataRole(role))

    def index_of(self, card: str) -> QModelIndex:
        """Where a card stands; an invalid index where it is not shown."""
        ids = [row.card.id for row in self._shown]
        return self.index(ids.index(card)) if card in ids else QModelIndex()

    def _follow(self, edit: Edit) -> None:
        if edit.touches(*KINDS[:2]):
            self.reload()

    def _show(self) -> None:
        wanted = key(self._words).split()
        found = [row for row in self._all if _has(row, wanted)]
        if [row.card.id for row in found] == [row.card.id for row in self._shown] and found:
            self._shown = found
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1), [])
            return
        self.beginResetModel()
        self._shown = found
        self.endResetModel()


def _has(row: CardRow, wanted: Sequence[str]) -> bool:
    words = key(f"{row.card.wording} {row.card.occasion} {row.card.note} {row.card.date}")
    return all(part in words for part in wanted)


def counts(row: CardRow) -> str:
    """What is said below a card: when, how often, where."""
    claims = trn("{count} claim", "{count} claims", row.claims)
    outlets = trn("{count} outlet", "{count} outlets", row.outlets) if row.outlets else ""
    return " · ".join(filter(None, (row.card.date, row.card.occasion, claims, outlets)))


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim beside the canonical wording; `reasons` say why it is proposed, if it is."""

    claim: Claim
    pieces: tuple[Piece, ...]
    reasons: str = ""


def claim_row(claim: Claim, wording: str, reasons: str = "") -> ClaimRow:
    """A claim with its differences from a wording marked."""
    words = " ".join(claim.words.split())
    pieces = rules.compared(wording, words) if wording else [rules.Piece(words, rules.SAME)]
    marked = tuple(Piece(one.words, _MARKS.get(one.kind, PLAIN)) for one in pieces)
    return ClaimRow(claim, marked, reasons)


class ClaimRows(QAbstractListModel):
    """Claims as they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ClaimRow] = []

    def show_rows(self, rows: list[ClaimRow]) -> None:
        """Show these claims; equal ones stay as they are."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (relation_name(row.claim.relation), row.claim.words, where(row.claim))
            return ", ".join(filter(None, (*parts, said(row.claim), row.reasons)))
        words = {ROW: row, int(Qt.ItemDataRole.DisplayRole): row.claim.words}
        return words.get(int(role))


def relation_name(relation: str) -> str:
    """How a claim reports its card's statement, in the language in use."""
    known = {
        rules.VERBATIM: tr("Verbatim"),
        rules.SHORTENED: tr("Shortened"),
        rules.PARAPHRASE: tr("Paraphrase"),
        rules.CONTRADICTS: tr("Contradicts"),
    }
    return known.get(relation, relation)


def where(claim: Claim) -> str:
    """Where a claim stands: outlet, date, article, set."""
    return " · ".join(filter(None, (claim.outlet, claim.date, claim.article, claim.set)))


def said(claim: Claim) -> str:
    """Who says a claim and who relayed it, the nearest to the speaker first."""
    speakers = ", ".join(filter(None, claim.speakers))
    relays = " → ".join(filter(None, claim.relays))
    return " · ".join(
        filter(
            None,
            (
                tr("said by {speakers}", speakers=speakers) if speakers else "",
                tr("relayed by {relays}", relays=relays) if relays else "",
            ),
        )
    )
