"""Who is it? The speaker picker: those near by and used last first, and new register entries."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from annotator.desktop.controls.texts import muted
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
        self._suggested = ""
        self._hint = muted(parent=self, wrap=True)
        self._kinds = QButtonGroup(self)
        self._kind_label = muted(parent=self)
        self.column.insertWidget(0, self._hint)
        self.column.addLayout(self._kind_row())

    def ask(
        self, candidates: Sequence[Candidate], anchor: QRect, hint: str, suggested: str = ""
    ) -> None:
        """Open beside the anchor (parent's coordinates); `hint` says what is asked.

        `suggested` are the words in question: who is called so comes first, or a new entry so
        called, before anything is typed.
        """
        self._candidates, self._suggested = candidates, suggested
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
        if self._suggested and not typed:
            return self._suggested_rows()
        return self._rows(best_matches(typed, self._keys)) + self._new_rows(typed)

    def _suggested_rows(self) -> Sequence[Row]:
        fitting = best_matches(self._suggested, self._keys)
        others = [place for place in range(len(self._keys)) if place not in set(fitting)]
        new = self._new_rows(self._suggested)
        if _looks_like_a_name(self._suggested):
            return [*self._rows(fitting), *new, *self._rows(others)]
        return [*self._rows(fitting), *self._rows(others), *new]

    def _rows(self, places: Sequence[int]) -> list[Row]:
        return [_row(self._candidates[place]) for place in places[:_SHOWN]]

    def _new_rows(self, name: str) -> list[Row]:
        if not name or key(name) in self._exact:
            return []
        return [Row(_NEW, tr("New entry “{name}”", name=name), keys="Ctrl+Enter", kind=_NEW)]

    def take(self, row: Row) -> None:
        if row.kind == _NEW:
            self.take_typed()
            return
        self.dismiss()
        (self.mention_chosen if row.kind == MENTION else self.entry_chosen).emit(row.id)

    def take_typed(self) -> None:
        name, kind = " ".join(self.field.text().split()) or self._suggested, self.kind
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
            button.setProperty("kind", "quiet")
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


def _looks_like_a_name(words: str) -> bool:
    return words[:1].isupper()
