"""Who labels what: coders, the share in common and the seed of the draw; what it would give."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QSpinBox, QWidget

from annotator.desktop.controls.texts import button, muted, plain
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.session import Session
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import assign
from annotator.jobs.assign import Draw
from annotator.store import assignments, coders
from annotator.words import told, tr, trn

_WIDE = 460
_FEW = 5


class AssignDialog(Dialog):
    """Asks for a draw; says before it is made what everybody would get."""

    reveal_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._free = assign.unassigned(session.project)
        self.coders = QPlainTextEdit("\n".join(self._known()), self)
        self.limit = self._number(0, len(self._free), len(self._free))
        self.overlap = self._number(0, 100, 20)
        self.overlap.setSuffix(tr(" %"))
        self.together = self._number(2, 20, 2)
        self.seed = self._number(0, 999_999, 1)
        self.blind = Tick(tr("Blind: nobody sees another's labels until all are done"), self)
        self.blind.setChecked(True)
        self.about = plain(parent=self, wrap=True)
        self.state = muted(parent=self, wrap=True)
        self.reveal = button(tr("Reveal now"), "outlined")
        self.reveal.clicked.connect(self._reveal)
        self._lay_out()
        self.coders.textChanged.connect(self._look)
        for field in (self.limit, self.overlap, self.together, self.seed):
            field.valueChanged.connect(self._look)
        self._look()

    @classmethod
    def ask(
        cls, parent: QWidget | None, session: Session, reveal: Callable[[], None]
    ) -> Draw | None:
        """The draw that a person wants, if any; `reveal` is called where they want that instead."""
        dialog = cls(session, parent)
        dialog.reveal_requested.connect(reveal)
        draw = dialog.draw() if dialog.exec() else None
        dialog.deleteLater()
        return draw

    def draw(self) -> Draw:
        """What was asked for."""
        return Draw(
            coders=tuple(self.coders.toPlainText().splitlines()),
            overlap=self.overlap.value() / 100,
            together=self.together.value(),
            seed=self.seed.value(),
            is_blind=self.blind.isChecked(),
            limit=self.limit.value(),
        )

    def _known(self) -> list[str]:
        """Coders with a set of their own but for whoever asks, who may be the lead."""
        project = self._session.project
        own = {one.coder for one in coders.all_sets(project) if one.kind == "own"}
        me = project.coder.id if project.coder else ""
        return [one.name for one in coders.all_coders(project) if one.id in own and one.id != me]

    def _number(self, least: int, most: int, value: int) -> QSpinBox:
        made = QSpinBox(self)
        made.setRange(least, most)
        made.setValue(value)
        return made

    def _look(self) -> None:
        """What the draw would give; nothing is written."""
        draw = self.draw()
        names = [name for name in (one.strip() for one in draw.coders) if name]
        try:
            assign.refuse(draw, names)
        except AnnotatorError as error:
            self.about.setText(told(error.sentence))
            self.main.setEnabled(False)
            return
        given = assign.drawn(self._free[: draw.limit], names, draw)
        self.main.setEnabled(bool(given))
        self.about.setText(_told(given, names) if given else tr("Every article is assigned."))

    def _reveal(self) -> None:
        self.reveal_requested.emit()
        self._show_state()

    def _show_state(self) -> None:
        project = self._session.project
        count = len({one.article for one in assignments.everything(project)})
        blind = len(assignments.open_blind(project))
        self.state.setText(
            tr("Assigned so far: {count} articles; blind still: {blind}", count=count, blind=blind)
        )
        self.reveal.setVisible(blind > 0)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Who labels what"))
        self.column.addStrut(_WIDE)
        self.main.setText(tr("Assign"))
        self.coders.setFixedHeight(self.coders.fontMetrics().lineSpacing() * _FEW + 20)
        self.coders.setTabChangesFocus(True)
        rows = form()
        for words, field in (
            (tr("Coders, a line each"), self.coders),
            (tr("Articles"), self.limit),
            (tr("In common"), self.overlap),
            (tr("Coders for each of these"), self.together),
            (tr("Seed of the draw"), self.seed),
        ):
            _add_row(rows, words, field)
        self.column.addLayout(rows)
        self.column.addWidget(self.blind)
        self.column.addWidget(self.about)
        self.column.addWidget(self.state)
        self.column.addStretch()
        self.add_buttons(self.reveal)
        self._show_state()


def _add_row(rows: QFormLayout, words: str, field: QWidget) -> None:
    question = plain(words)
    question.setBuddy(field)
    field.setAccessibleName(words)
    rows.addRow(question, field)


def _told(given: dict[str, tuple[str, ...]], names: list[str]) -> str:
    shared = sum(len(some) > 1 for some in given.values())
    each = [f"{name} {sum(name in some for some in given.values())}" for name in names]
    common = trn("{count} article in common", "{count} articles in common", shared)
    return " · ".join([*each, common])
