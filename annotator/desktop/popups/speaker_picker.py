"""Who is it? The speaker picker: those near by and used last first, and new register entries."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from annotator.desktop.popups.lettering import muted
from annotator.desktop.popups.picker import Picker
from annotator.desktop.popups.row_list import Row
from annotator.desktop.ranking import MENTION, Candidate, best_matches, key
from annotator.words import tr

KINDS = ("person", "body", "place")
_NEW = "new"
_SHOWN = 300


class SpeakerPicker(Picker):
    """Asks who is meant: a mention in the article, a register entry, or a new name."""

    entry_chosen = Signal(str)
    mention_chosen = Signal(str)
    new_entry_requested = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._candidates: Sequence[Candidate] = ()
        self._keys: list[tuple[str, ...]] = []
        self._exact: frozenset[str] = frozenset()
        self._hint = muted(parent=self, wrap=True)
        self._kinds = QButtonGroup(self)
        self._kind_label = muted(parent=self)
        self.column.insertWidget(0, self._hint)
        self.column.addLayout(self._kind_row())

    def ask(self, candidates: Sequence[Candidate], anchor: QRect, hint: str) -> None:
        """Open beside the anchor (parent's coordinates); `hint` says what is asked."""
        self._candidates = candidates
        self._keys = [tuple(map(key, (one.name, *one.names))) for one in candidates]
        self._exact = frozenset(of_one[0] for of_one in self._keys)
        self._word()
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.field.setAccessibleName(hint or self.field.placeholderText())
        self._kinds.button(0).setChecked(True)
        self.reset()
        self.open_at(anchor)

    @property
    def kind(self) -> str:
        """The kind a new entry would have: `person`, `body` or `place`."""
        return KINDS[max(0, self._kinds.checkedId())]

    def rows_for(self, typed: str) -> Sequence[Row]:
        found = best_matches(typed, self._keys)[:_SHOWN]
        rows = [_row(self._candidates[place]) for place in found]
        if typed and key(typed) not in self._exact:
            rows.append(
                Row(_NEW, tr("New entry “{name}”", name=typed), keys="Ctrl+Enter", kind=_NEW)
            )
        return rows

    def take(self, row: Row) -> None:
        if row.kind == _NEW:
            self.take_typed()
            return
        self.dismiss()
        (self.mention_chosen if row.kind == MENTION else self.entry_chosen).emit(row.id)

    def take_typed(self) -> None:
        name, kind = " ".join(self.field.text().split()), self.kind
        if name:
            self.dismiss()
            self.new_entry_requested.emit(name, kind)

    def _kind_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._kind_label)
        row.addStretch()
        for place in range(len(KINDS)):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("plain", True)
            self._kinds.addButton(button, place)
            row.addWidget(button)
        return row

    def _word(self) -> None:
        """Word everything anew: the language may have changed since the last time."""
        self.field.setPlaceholderText(tr("Type a name…"))
        self._kind_label.setText(tr("A new entry is a"))
        for place, name in enumerate((tr("Person"), tr("Body"), tr("Place"))):
            self._kinds.button(place).setText(name)


def _row(candidate: Candidate) -> Row:
    return Row(candidate.id, candidate.name, candidate.detail, kind=candidate.kind)
