"""The difference in hand: what each set says of it in full, and the decisions with their keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from annotator.desktop.article.comparison import LETTERS
from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.texts import button, plain
from annotator.desktop.session import Session
from annotator.desktop.team.reviewing import Reviewing
from annotator.domain.codebook import in_language
from annotator.domain.review import Choice
from annotator.jobs.difference_list import Row
from annotator.review.passage import Passage
from annotator.store import articles, entries
from annotator.words import language, tr

_MOST_WORDS = 160
_FURTHER = LETTERS[2:9]
"""Further sets that have a figure as their key."""
_NAMED = {0: "first", 1: "second"}


class DifferenceCard(QFrame):
    """Shows `reviewing.current`; a button for each key that decides about it."""

    def __init__(self, session: Session, reviewing: Reviewing) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._session, self._reviewing = session, reviewing
        self.first, self.second, self.others = (plain(wrap=True) for _ in range(3))
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addWidget(self.others)
        column.addLayout(self._decisions())
        reviewing.turned.connect(self.show_current)
        self.show_current()

    def _decisions(self) -> Flow:
        """A button for each set, and for what is no set's."""
        flow = Flow()
        for place, who in enumerate(LETTERS[:9]):
            name = _NAMED.get(place, who)
            self._add(flow, name, f"{place + 1}  {who}", partial(self._reviewing.take, place))
        choices: list[tuple[Choice, str]] = [
            ("both", tr("B  Both")),
            ("neither", tr("N  Neither")),
            ("edited", tr("E  Edit")),
        ]
        for choice, words in choices:
            self._add(flow, choice, words, partial(self._reviewing.settle, choice))
        return flow

    def _add(self, flow: Flow, name: str, words: str, decide: Callable[[], object]) -> None:
        made = button(words, "outlined")
        made.clicked.connect(lambda _on=False: decide())
        self.buttons[name] = made
        flow.addWidget(made)

    def restyled(self) -> None:
        """Nothing here is drawn by hand."""

    def show_current(self) -> None:
        """Show the difference in hand."""
        row = self._reviewing.current
        self.setVisible(row is not None)
        can = "settling" in self._reviewing.abilities()
        for made in self.buttons.values():
            made.setEnabled(can)
        if row is None:
            return
        first, second, *others = (
            self._told(who, row, some) for who, some in zip(LETTERS, row.found.by_set, strict=False)
        )
        self.first.setText(first)
        self.second.setText(second)
        self.others.setText("\n".join(others))
        self.others.setVisible(bool(others))
        for place, who in enumerate(_FURTHER):
            self.buttons[who].setVisible(place < len(others))

    def _told(self, who: str, row: Row, passages: tuple[Passage, ...]) -> str:
        said = [self._passage(row, one) for one in passages]
        return "\n".join(f"{who}  {one}" for one in said) or f"{who}  " + tr("nothing here")

    def _passage(self, row: Row, one: Passage) -> str:
        known = self._session.codebook.label(row.found.layer, one.label)
        label = known.name(language()) if known else one.label
        text = articles.text(self._session.project, row.found.article)
        words = " […] ".join(" ".join(span.cut(text).split()) for span in one.fragments)
        shown = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
        return " · ".join([label, f"“{shown}”", *self._details(row, one)])

    def _details(self, row: Row, one: Passage) -> list[str]:
        layer = self._session.codebook.layer(row.found.layer)
        known = {each.id: each for each in layer.attributes} if layer else {}
        details = []
        for id, value in one.attributes.items():
            name = in_language(known[id].names, language(), id) if id in known else id
            details.append(f"{name}: {value}")
        entry = entries.get(self._session.project, one.entry) if one.entry else None
        return [*details, *([entry.name] if entry else [])]
