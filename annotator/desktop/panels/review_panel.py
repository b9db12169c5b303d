"""The panel of review: which sets, what differs, what each says, and what becomes gold."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.actions import REVIEW, TABLE, TEXT
from annotator.desktop.article.comparison import FIRST, SECOND
from annotator.desktop.controls.counts import Counts
from annotator.desktop.controls.picks import Pick, PickSome
from annotator.desktop.controls.sheet import Panel
from annotator.desktop.controls.texts import button, muted, plain
from annotator.desktop.panels.difference_card import DifferenceCard
from annotator.desktop.panels.difference_delegate import DifferenceDelegate
from annotator.desktop.panels.difference_rows import DifferenceRows, kind_name
from annotator.desktop.panels.threads import Threads
from annotator.desktop.team.commenting import Commenting
from annotator.desktop.team.reviewing import Reviewing
from annotator.domain.people import AnnotationSet
from annotator.store import coded, coders
from annotator.store.edits import Edit
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class ReviewPanel(Panel):
    """Chooses sets, lists their differences, and shows the one in hand with its decisions."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        session, reviewing = window.session, Reviewing(window)
        self._window, self._session, self.reviewing = window, session, reviewing
        self.rows = DifferenceRows(session, reviewing)
        self.card = DifferenceCard(session, reviewing)
        self.commenting = Commenting(window, reviewing)
        self.threads = Threads(session, self.commenting)
        self._build_choice()
        self._build_list()
        self._lay_out()
        window.side.addTab(self, tr("Review"))
        session.opened.connect(self._offer)
        session.closed.connect(self._offer)
        session.changed.connect(self._follow)
        reviewing.said.connect(self.said)
        self.commenting.said.connect(self.said)
        reviewing.turned.connect(self._show)
        reviewing.listed.connect(self._show)
        reviewing.settled.connect(self._show_progress)
        # A model that says that rows changed has them all laid out anew, and there may be many.
        reviewing.settled.connect(self.list.viewport().update)
        reviewing.moved.connect(self._show_place)
        self._offer()
        self._show()

    # ------------------------------------------------------------------ building

    def _build_choice(self) -> None:
        self.first, self.second = Pick(), Pick()
        self.first.setAccessibleName(tr("Set A"))
        self.second.setAccessibleName(tr("Set B"))
        self.others = PickSome()
        self.others.setAccessibleName(tr("Further sets"))
        self._further = QWidget()
        self.begin = button(tr("Compare"), "main")
        self.begin.clicked.connect(self.turn)
        self.about = muted(wrap=True)

    def _build_list(self) -> None:
        self.kinds = Counts()
        self.kinds.changed.connect(self._restrict)
        self.only_open = QCheckBox(tr("Only open ones"))
        self.only_open.toggled.connect(self._restrict)
        self.exact = button("", "outlined")
        self.exact.clicked.connect(self.reviewing.take_exact)
        self.list = QListView()
        self.list.setAccessibleName(tr("Differences"))
        self.list.setProperty("kind", "bare")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(DifferenceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        for entry in TABLE:
            if entry.group is REVIEW and entry.scope == TEXT:
                self.list.addAction(self._window.actions_table[entry.id])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(6)
        column.addLayout(_inset(self._sets(), self.begin))
        column.addLayout(_inset(self._further_sets()))
        column.addLayout(_inset(self.about))
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self._work())
        column.addWidget(self._pages, 1)
        column.addLayout(_inset(self.threads))

    def _sets(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name, pick in ((FIRST, self.first), (SECOND, self.second)):
            row.addWidget(plain(name))
            row.addWidget(pick, 1)
        return made

    def _further_sets(self) -> QWidget:
        row = QHBoxLayout(self._further)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(plain(tr("and")))
        row.addWidget(self.others, 1)
        return self._further

    def _work(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(_inset(self.kinds))
        column.addLayout(_inset(self.only_open, self.exact))
        column.addWidget(self.list, 1)
        column.addLayout(_inset(self.card))
        return made

    # ------------------------------------------------------------------ doing

    def table(self) -> dict[str, Callable[[], object]]:
        """What each of the rows of review in `actions.TABLE` calls, but for undo."""
        mine = {
            "compare": self.turn,
            "compare_gold": self.compare_gold,
            "comment": self.comment,
            "comment_difference": self.comment,
        }
        return {**mine, **self.reviewing.table()}

    def comment(self) -> None:
        """Write a comment about what is selected or in hand."""
        self._window.side.show()
        self._window.side.setCurrentWidget(self)
        self.commenting.begin()

    def turn(self) -> None:
        """Begin to compare the two sets, or end it; this panel is shown."""
        self._window.side.show()
        self._window.side.setCurrentWidget(self)
        if self.reviewing.is_on:
            self.reviewing.end()
        else:
            both = [self.first.currentData() or "", self.second.currentData() or ""]
            self.reviewing.compare(*both, *(x for x in self.others.values() if x not in both))
        self._window.view.canvas.setFocus()

    def compare_gold(self) -> None:
        """Show one's own labels beside those that were settled."""
        project = self._session.project
        golden = [one.id for one in coders.all_sets(project) if one.kind == coders.GOLD]
        filled = coded.sets_with_annotations(project)
        settled = next((one for one in golden if one in filled), "")
        if not settled or project.own_set is None:
            self.said.emit(tr("Nothing has been settled yet: there is no gold to compare with."))
            return
        self.reviewing.end()
        self.first.choose(project.own_set.id)
        self.second.choose(settled)
        self.others.choose(())
        self.turn()

    def _restrict(self, *_: object) -> None:
        self.reviewing.restrict(self.kinds.value, only_open=self.only_open.isChecked())

    def _go(self, index: QModelIndex) -> None:
        self.reviewing.go(index.row())
        self._window.view.canvas.setFocus()

    # ------------------------------------------------------------------ showing

    def restyled(self) -> None:
        self.card.restyled()

    def _offer(self) -> None:
        """The sets that can be compared; two different ones are proposed."""
        sets = coders.all_sets(self._session.project) if self._session.is_open else []
        people = coders.all_coders(self._session.project) if self._session.is_open else []
        names = {one.id: one.name for one in people}
        items = [(one.id, _named(one, names[one.coder]), None) for one in sets]
        new = self.first.count() == 0
        for pick in (self.first, self.second):
            pick.offer(items)
        before = self.others.values()
        self.others.offer([(one.id, _named(one, names[one.coder])) for one in sets])
        self.others.choose(before)
        self._further.setVisible(len(sets) > 2)  # noqa: PLR2004 - A and B
        others = self._likely(sets)
        if new or self.first.currentData() == self.second.currentData():
            self.first.choose(others[0] if others else None)
            self.second.choose(others[1] if len(others) > 1 else None)
        self.begin.setEnabled(len(sets) > 1)
        if not self.reviewing.is_on:
            self._show()

    def _likely(self, sets: list[AnnotationSet]) -> list[str]:
        """Whom one is likely to compare: those who have labelled something, but for gold."""
        filled: set[str] = set()
        with self._session.drawing():
            filled = coded.sets_with_annotations(self._session.project) if sets else filled
        coded_by = [one.id for one in sets if one.kind != coders.GOLD]
        return sorted(coded_by, key=lambda one: one not in filled)

    def _follow(self, edit: Edit) -> None:
        if edit.touches("annotation_set", "coder"):
            self._offer()

    def _show(self) -> None:
        found = self.reviewing.list
        self._pages.setCurrentIndex(1 if found else 0)
        self.begin.setText(tr("Finish") if found else tr("Compare"))
        for pick in (self.first, self.second, self.others):
            pick.setEnabled(found is None)
        if found is not None:
            every = [("", tr("All"), found.count())]
            several = len(found.sets) > 2  # noqa: PLR2004 - A and B
            kinds = [(kind, kind_name(kind, several=several), n) for kind, n in found.kinds()]
            self.kinds.show_counts(every + kinds)
        self._show_progress()
        self._show_place()

    def _show_progress(self) -> None:
        found = self.reviewing.list
        if found is None:
            few = not self._session.is_open or self.first.count() < 2  # noqa: PLR2004 - A and B
            self.about.setText(
                tr("Add a colleague's work first: two sets are needed to compare them.")
                if few
                else tr("Choose two sets. What they agree and differ on stands side by side.")
            )
            return
        if not found.gold:
            self.about.setText(tr("To read: nothing is settled here."))
        else:
            self.about.setText(
                tr(
                    "{done} of {count} settled · J next · K previous · U undo",
                    done=len(found.decided),
                    count=found.count(),
                )
            )
        left = found.exact_left()
        self.exact.setVisible(left > 0)
        self.exact.setText(tr("Take all {count} equal ones", count=left))

    def _show_place(self) -> None:
        place = self.reviewing.place
        index = self.rows.index(place) if place >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
        self.card.show_current()


def _named(one: AnnotationSet, coder: str) -> str:
    return one.name if coder == one.name else f"{one.name} · {coder}"


def _inset(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 0, 10, 0)
    row.setSpacing(6)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == 0 and not isinstance(widget, QPushButton) else 0)
    return row
