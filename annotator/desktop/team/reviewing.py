"""Reviewing: sets side by side, one difference in hand, and a key for each decision."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop import tasks
from annotator.desktop.article.comparison import Comparison
from annotator.desktop.canvas.overview import Difference
from annotator.domain.people import IN_PROGRESS, NOT_STARTED
from annotator.domain.review import Choice
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.jobs import settling, several
from annotator.jobs.difference_list import DifferenceList, Role, Row
from annotator.jobs.progress import CancelledError
from annotator.store import coders, states
from annotator.store.edits import Edit
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_FEW = 20
"""Articles that are compared anew one by one; where an edit touches more, all are."""

_DEEDS: dict[Choice, Sentence] = {
    "first": say("Take the label of A"),
    "second": say("Take the label of B"),
    "both": say("Take the labels of A and B"),
    "neither": say("Take neither label"),
    "edited": say("Settle with another label"),
}


class Reviewing(QObject):
    """One per window. `list` is nothing as long as nothing is compared."""

    listed = Signal()
    """Which differences there are, or are shown, is different now."""
    settled = Signal()
    """Something was decided, or is open again."""
    moved = Signal()
    """Another difference is in hand."""
    turned = Signal()
    """A comparison began or ended, or an edit of a gold label did."""
    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._view, self._desk = window.view, window.desk
        self.list: DifferenceList | None = None
        self.shown: list[Row] = []
        self.kind, self.only_open, self.is_editing = "", False, False
        self.place = self._edited = -1
        self._roles: tuple[str, dict[str, Role]] = ("", {})
        self._session.changed.connect(self._follow)
        self._session.article_opened.connect(self._show_article)
        self._session.set_shown.connect(self._leave_other_set)
        self._session.closed.connect(self._drop)
        self._desk.passage_changed.connect(self._leave_edit)
        self._desk.other_clicked.connect(self.go_to_annotation)

    @property
    def is_on(self) -> bool:
        """Whether two sets are compared."""
        return self.list is not None

    @property
    def current(self) -> Row | None:
        """The difference in hand."""
        return self.shown[self.place] if 0 <= self.place < len(self.shown) else None

    def abilities(self) -> set[str]:
        """What the keys of review may do now."""
        if self.list is None:
            return set()
        if self.is_editing:
            return {"editing"}
        further = {f"take_{n}" for n in range(3, len(self.list.sets) + 1)}
        return {"comparing", "settling", *further} if self.list.gold else {"comparing"}

    def table(self) -> dict[str, Callable[[], object]]:
        """What the keys of a comparison call, by their rows in `actions.TABLE`."""
        return {
            "next_difference": lambda: self.step(1),
            "previous_difference": lambda: self.step(-1),
            "take_first": lambda: self.take(0),
            "take_second": lambda: self.take(1),
            **{f"take_{n}": partial(self.take, n - 1) for n in range(3, 10)},
            "take_both": lambda: self.settle("both"),
            "take_neither": lambda: self.settle("neither"),
            "edit_gold": lambda: self.settle("edited"),
            "finish_edit": self.finish_edit,
            "take_exact": self.take_exact,
        }

    # ------------------------------------------------------------------ beginning and ending

    def compare(self, *sets: str) -> None:
        """Compare sets by their ids, and settle them where this is one's to do."""
        if not all(sets) or len(set(sets)) < max(len(sets), 2):
            self.said.emit(tr("Choose two different sets."))
            return
        found = DifferenceList(self._session.project, sets, self._gold(sets))
        if not self._read(found):
            return
        self.list, self.place = found, -1
        self._session.show_set(found.gold or sets[0])
        self._view.compare(Comparison(sets, self))
        self._list()
        self._show_strips()
        self.turned.emit()
        self.go(self._next_open(-1) or 0)

    def _gold(self, sets: Sequence[str]) -> str:
        """The gold set to write in; none where nothing may be written, or gold is compared."""
        project = self._session.project
        kinds = {one.id: one.kind for one in coders.all_sets(project)}
        if project.read_only or coders.GOLD in map(kinds.get, sets):
            return ""
        gold, edit = settling.begin(project, tr("Gold"))
        self._session.announce(edit)
        return gold.id

    def _read(self, found: DifferenceList) -> bool:
        try:
            tasks.run(self._window, tr("Comparing"), found.read)
        except CancelledError:
            return False
        return True

    def end(self) -> None:
        """Show one's own labels again."""
        if not self.is_on:
            return
        self._drop()
        self._view.compare(None)
        own = self._session.project.own_set
        if own is not None:
            self._session.show_set(own.id)

    def _drop(self) -> None:
        was_on = self.is_on
        self.list, self.shown, self.place, self.is_editing = None, [], -1, False
        self._roles = ("", {})
        self._show_strips()
        if was_on:
            if not self._session.is_open:
                self._view.compare(None)
            self.listed.emit()
            self.moved.emit()
            self.turned.emit()

    def _leave_other_set(self) -> None:
        if self.list is not None and self._session.set != (self.list.gold or self.list.sets[0]):
            self._drop()
            self._view.compare(None)

    # ------------------------------------------------------------------ which are shown

    def restrict(self, kind: str, *, only_open: bool) -> None:
        """List only differences of a kind, or of any where it is empty, or only open ones."""
        self.kind, self.only_open = kind, only_open
        self._list()
        self.moved.emit()

    def _list(self) -> None:
        here = self.current.id if self.current else ""
        found = self.list.chosen(self.kind, only_open=self.only_open) if self.list else []
        self.shown = found
        self.place = next((at for at, row in enumerate(found) if row.id == here), -1)
        self.listed.emit()

    def role_of(self, annotation: str) -> Role:
        """What an annotation of the article on the screen is."""
        article = self._session.article or ""
        if self._roles[0] != article:
            self._roles = (article, self.list.roles(article) if self.list and article else {})
        return self._roles[1].get(annotation, "open")

    def _draw_anew(self) -> None:
        self._roles = ("", {})
        self._view.canvas.reload_marks()

    # ------------------------------------------------------------------ going

    def step(self, by: int) -> None:
        """The next difference of the list, or the one before, round and round."""
        if self.shown:
            self.go((self.place + by) % len(self.shown))

    def go(self, place: int) -> None:
        """Take a difference of the list in hand and show where it is."""
        self.place = place if 0 <= place < len(self.shown) else -1
        row = self.current
        if row is not None and row.found.article != self._session.article:
            self._session.open_article(row.found.article)
        else:
            self._show_place()
        self.moved.emit()

    def go_to_annotation(self, annotation: str) -> None:
        """Take the difference in hand that an annotation on the canvas is part of."""
        for place, row in enumerate(self.shown):
            if any(annotation in side for side in settling.sides(row.found.difference).ids):
                self.go(place)
                return

    def _show_article(self, *_: object) -> None:
        self._show_strips()
        self._show_place()

    def _show_strips(self) -> None:
        """Along the text how many marked it, and beside it where they differ."""
        known, article = self.list, self._session.article
        if known is None or article is None:
            self._view.canvas.set_heat(())
            self._view.overview.strip.show_differences(())
            return
        self._view.canvas.set_heat(several.heat(self._session.project, article, known.sets))
        self._view.overview.strip.show_differences(
            Difference(_span(row), "settled" if row.id in known.decided else "open")
            for row in known.of_article(article)
        )

    def _show_place(self) -> None:
        row = self.current
        if self.list is None or row is None or row.found.article != self._session.article:
            return
        difference = row.found.difference
        ids = {one for side in settling.sides(difference).ids for one in side}
        if row.id in self.list.decided:
            ids.update(self.list.decided[row.id].made)
        self._desk.let_go()
        self._view.canvas.set_current(frozenset(ids))
        self._view.canvas.set_caret(difference.start)
        self._view.canvas.reveal(difference.start)

    def _next_open(self, after: int) -> int | None:
        """The first open difference after a place of the list, going round."""
        decided = self.list.decided if self.list else {}
        count = len(self.shown)
        places = ((after + 1 + step) % count for step in range(count))
        return next((at for at in places if self.shown[at].id not in decided), None)

    # ------------------------------------------------------------------ deciding

    def take(self, set: int) -> None:
        """Take what one of the sets says, and go on with the next open difference."""
        row = self.current
        if row is None or not row.found.said:
            self.settle("first" if set == 0 else "second")
        elif set < len(row.found.said):
            said = row.found.said[set]
            choice: Choice = "first" if said is row.found.difference.first else "second"
            self.settle("neither" if said is None else choice, (said.id,) if said else ())

    def settle(self, choice: Choice, taken: Sequence[str] = ()) -> None:
        """Decide the difference in hand and go on with the next open one."""
        row = self.current
        if row is None or self.list is None or not self.list.gold:
            return
        place = self.place
        if choice == "both":
            taken = _distinct(row)
        made = self._settle(self.list.gold, row, choice, taken)
        if choice == "edited" and made:
            self._begin_edit(made[0], place)
        else:
            self._go_on(place)

    def _settle(self, gold: str, row: Row, choice: Choice, taken: Sequence[str]) -> tuple[str, ...]:
        first, second = settling.sides(row.found.difference).ids
        if not {"first": first, "second": second}.get(choice, (*first, *second)):
            choice = "neither"  # who marked nothing says that nothing is to be marked
        with self._session.edit(_DEEDS[choice], labels=False) as project:
            made = settling.settle(project, gold, row.found, choice, taken)
            if states.of_article(project, row.found.article, gold) == NOT_STARTED:
                states.put(project, row.found.article, gold, IN_PROGRESS)
        return made

    def _go_on(self, place: int) -> None:
        """To the next open difference after the one that stood in this place."""
        found = self._next_open(place - 1 if self.only_open else place) if self.shown else None
        if found is None:
            self.said.emit(tr("All differences shown here are settled."))
            self.go(min(place, len(self.shown) - 1))
        else:
            self.go(found)

    def _begin_edit(self, annotation: str, place: int) -> None:
        self._desk.take(annotation)
        self._edited = place
        self.is_editing = True
        self.turned.emit()
        self.said.emit(tr("Change the gold label with its keys and edges. Enter: done."))

    def finish_edit(self) -> None:
        """The gold label is as it should be."""
        if self.is_editing:
            self.is_editing = False
            self.turned.emit()
            self._go_on(self._edited)

    def _leave_edit(self) -> None:
        if self.is_editing and not self._desk.current:
            self.is_editing = False
            self.turned.emit()

    def take_exact(self) -> None:
        """Make gold of everything on which all sets agree."""
        if self.list is None or not self.list.gold:
            return
        gold, sets = self.list.gold, self.list.sets
        try:
            with self._session.edit(say("Take all that is equal"), labels=False) as project:
                count = tasks.run(
                    self._window,
                    tr("Taking what is equal"),
                    lambda progress: settling.settle_exact(project, gold, sets, progress),
                )
        except CancelledError:
            self.said.emit(tr("Stopped; nothing was changed."))
            return
        self.said.emit(tr("Equal labels that are gold now: {count}", count=count))

    # ------------------------------------------------------------------ following

    def _follow(self, edit: Edit) -> None:
        if self.list is None:
            return
        articles = edit.articles()
        if edit.touches("assignment", "reveal") or (
            len(articles) > _FEW and edit.touches("annotation", "decision")
        ):
            self._read(self.list)
        elif edit.touches("decision"):
            self.list.read_decisions(articles)
        elif edit.touches("annotation", "link"):
            self.list.read_again(articles)
        else:
            return
        self._show_changes(edit)

    def _show_changes(self, edit: Edit) -> None:
        self._draw_anew()
        self._show_strips()
        if self.only_open or not edit.touches("decision"):
            self._list()
        self.settled.emit()
        if edit.undoes is not None or edit.redoes is not None:
            changed = set(edit.targets("decision"))
            place = next((at for at, row in enumerate(self.shown) if row.id in changed), None)
            if place is not None:
                self.go(place)


def _span(row: Row) -> Span:
    """All that any set has there."""
    every = [one for some in row.found.by_set for one in some]
    return Span(min(one.start for one in every), max(one.end for one in every))


def _distinct(row: Row) -> tuple[str, ...]:
    """One of each of the passages that are not the same, where several sets say something."""
    known: dict[object, str] = {}
    for one in row.found.said:
        if one is not None:
            values = repr(sorted(one.attributes.items()))
            known.setdefault((one.fragments, one.label, values), one.id)
    return tuple(known.values())
