"""Who is it? The speaker picker: those near by and used last first, and new register entries."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from annotator.desktop.controls.texts import muted
from annotator.desktop.popups.picker import Picker
from annotator.desktop.popups.row_list import Row
from annotator.suggest.matching import best_matches, key
from annotator.suggest.proposal import MENTION, NARRATION, UNATTRIBUTED, WORDS, Proposal
from annotator.words import told, tr

KINDS = ("person", "body", "place")
_NEW = "new"
_SHOWN = 300
_KEYS = {NARRATION: "Alt+N", UNATTRIBUTED: "Alt+U"}
_KINDS_OF_KEYS = {Qt.Key.Key_N: NARRATION, Qt.Key.Key_U: UNATTRIBUTED}


class SpeakerPicker(Picker):
    """Asks who is meant: words of the article, a register entry, nobody, or a new name."""

    chosen = Signal(Proposal)
    new_entry_requested = Signal(str, str)
    switch_requested = Signal()
    """Speakers are offered and relays wanted, or the other way round."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposals: Sequence[Proposal] = ()
        self._keys: list[tuple[str, ...]] = []
        self._exact: frozenset[str] = frozenset()
        self._may_add = True
        self._suggested = ""
        self._hint = muted(parent=self, wrap=True)
        self._switch = QPushButton(self)
        self._switch.setProperty("kind", "quiet")
        self._switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._switch.clicked.connect(self.switch_requested)
        self._kinds = QButtonGroup(self)
        self._kind_label = muted(parent=self)
        self.column.insertLayout(0, self._hint_row())
        self.column.addLayout(self._kind_row())

    def ask(  # noqa: PLR0913 - what is asked, and what may be answered
        self,
        proposals: Sequence[Proposal],
        anchor: QRect,
        hint: str,
        suggested: str = "",
        *,
        switch: str = "",
        may_add: bool = True,
    ) -> None:
        """Open beside the anchor (parent's coordinates); `hint` says what is asked.

        `suggested` are the words in question: who is called so comes first, or a new entry so
        called, before anything is typed. `switch` words the other question, if there is one;
        unless one `may_add`, no new entry is offered.
        """
        self._proposals, self._suggested, self._may_add = proposals, suggested, may_add
        self._keys = [tuple(map(key, (_name(one), *one.names))) for one in proposals]
        self._exact = frozenset(of_one[0] for of_one in self._keys)
        self._word()
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._switch.setText(tr("{question}  Alt+R", question=switch))
        self._switch.setVisible(bool(switch))
        self.field.setAccessibleName(hint or self.field.placeholderText())
        self._kinds.button(0).setChecked(True)
        for control in (self._kind_label, *self._kinds.buttons()):
            control.setVisible(may_add)
        self.reset()
        self.open_at(anchor)

    @property
    def kind(self) -> str:
        """The kind a new entry would have: `person`, `body` or `place`."""
        return KINDS[max(0, self._kinds.checkedId())]

    def rows_for(self, typed: str) -> Sequence[Row]:
        if self._suggested and not typed:
            return self._suggested_rows()
        found = [at for at in best_matches(typed, self._keys) if self._may_be(at, typed)]
        return self._rows(found) + self._new_rows(typed)

    def _may_be(self, place: int, typed: str) -> bool:
        """Whether typing means this one: not where it says more than the article's own words."""
        one = self._proposals[place]
        unknown = one.kind == WORDS and one.entry is None
        return not unknown or any(key(typed) in name for name in self._keys[place])

    def _suggested_rows(self) -> Sequence[Row]:
        fitting = best_matches(self._suggested, self._keys)
        others = [place for place in range(len(self._keys)) if place not in set(fitting)]
        new = self._new_rows(self._suggested)
        if _looks_like_a_name(self._suggested):
            return [*self._rows(fitting), *new, *self._rows(others)]
        return [*self._rows(fitting), *self._rows(others), *new]

    def _rows(self, places: Sequence[int]) -> list[Row]:
        return [_row(place, self._proposals[place]) for place in places[:_SHOWN]]

    def _new_rows(self, name: str) -> list[Row]:
        if not name or not self._may_add or key(name) in self._exact:
            return []
        return [Row(_NEW, tr("New entry “{name}”", name=name), keys="Ctrl+Enter", kind=_NEW)]

    def take(self, row: Row) -> None:
        if row.kind == _NEW:
            self.take_typed()
            return
        self._choose(self._proposals[int(row.id)])

    def _choose(self, proposal: Proposal) -> None:
        self.dismiss()
        self.chosen.emit(proposal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alone and self._shortcut(Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _shortcut(self, pressed: Qt.Key) -> bool:
        """Do what Alt and a letter stand for here; whether they stand for anything."""
        if pressed == Qt.Key.Key_R and not self._switch.isHidden():
            self.switch_requested.emit()
            return True
        kind = _KINDS_OF_KEYS.get(pressed)
        nobody = next((one for one in self._proposals if one.kind == kind), None)
        if nobody is not None:
            self._choose(nobody)
        return nobody is not None

    def take_typed(self) -> None:
        name, kind = " ".join(self.field.text().split()) or self._suggested, self.kind
        if name and self._may_add:
            self.dismiss()
            self.new_entry_requested.emit(name, kind)

    def _hint_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._hint, 1)
        row.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        return row

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


def _row(place: int, one: Proposal) -> Row:
    keys = _KEYS.get(one.kind, "")
    return Row(str(place), _name(one), _detail(one), keys, kind=one.kind)


def _name(one: Proposal) -> str:
    if one.kind == NARRATION:
        return tr("Nobody: the article tells it")
    if one.kind == UNATTRIBUTED:
        return tr("Nobody named: unattributed")
    return one.name


def _detail(one: Proposal) -> str:
    """Why it is proposed, in which words it stands there, and what it will add."""
    parts = [told(one.reason) if one.reason else one.note]
    told_so = one.reason is not None and "pronoun" in one.reason.values
    if one.kind in {MENTION, WORDS} and not told_so and key(one.words) != key(one.name):
        parts.append(tr("“{words}”", words=one.words))
    if one.new_entry:
        same = key(one.new_entry) == key(one.name)
        parts.append(tr("new entry") if same else tr("new entry {name}", name=one.new_entry))
    return " · ".join(filter(None, parts))


def _looks_like_a_name(words: str) -> bool:
    return words[:1].isupper()
