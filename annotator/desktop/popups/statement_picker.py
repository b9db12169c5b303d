"""The same statement? The picker of a claim's card: a new one, one proposed, or any there is."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from annotator.desktop.controls.texts import muted
from annotator.desktop.popups.picker import Picker
from annotator.desktop.popups.row_list import Row
from annotator.desktop.rows.statements import counts
from annotator.domain.register import key
from annotator.store.statements import CardRow
from annotator.words import tr

NEW, CARD, CLAIM = "new", "card", "claim"
_SHOWN = 200


class StatementPicker(Picker):
    """Makes a card or joins one; what is proposed comes below what was there, never before it."""

    new_requested = Signal()
    card_chosen = Signal(str)
    claim_chosen = Signal(str)
    wide = 620

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: Sequence[CardRow] = ()
        self._proposed: Sequence[Row] = ()
        self._hint = muted(parent=self, wrap=True)
        self.column.insertWidget(0, self._hint)

    def ask(self, hint: str, cards: Sequence[CardRow], anchor: QRect) -> None:
        """Open beside the anchor (parent's coordinates); the cards made last come first."""
        self._cards, self._proposed = list(reversed(cards)), ()
        self._hint.setText(hint)
        self.field.setAccessibleName(hint)
        self.field.setPlaceholderText(tr("Words of a card…"))
        self.reset()
        self.open_at(anchor)

    def propose(self, rows: Sequence[Row]) -> None:
        """Add claims that may be the same statement; what is chosen stays chosen."""
        chosen = self.list.currentIndex().row()
        self._proposed = rows
        if self.is_open and not self.field.text():
            self.refresh()
            self.list.step(max(chosen, 0))

    def rows_for(self, typed: str) -> Sequence[Row]:
        wanted = key(typed).split()
        found = [
            Row(one.card.id, one.card.wording, counts(one), kind=CARD)
            for one in self._cards
            if all(part in key(f"{one.card.wording} {one.card.occasion}") for part in wanted)
        ]
        new = Row(NEW, tr("New card from these words"), keys="Enter" if not typed else "", kind=NEW)
        if typed:
            return [*found[:_SHOWN], new]
        return [new, *self._proposed, *found[:_SHOWN]]

    def take(self, row: Row) -> None:
        self.dismiss()
        if row.kind == NEW:
            self.new_requested.emit()
        else:
            (self.card_chosen if row.kind == CARD else self.claim_chosen).emit(row.id)
