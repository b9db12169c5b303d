"""Statement cards from the window's side: `=` on a claim, the cards' window, what is proposed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.desktop import tasks
from annotator.desktop.panels import statement_edits as edits
from annotator.desktop.popups.row_list import Row
from annotator.desktop.popups.statement_picker import CLAIM, StatementPicker
from annotator.desktop.register.asking import anchor
from annotator.desktop.register.registering import go_to
from annotator.desktop.rows.statements import KINDS, claim_row
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.quotations import unquoted
from annotator.domain.span import hull
from annotator.domain.turning import one_line
from annotator.jobs import statement_candidates as likeness
from annotator.store import coders, statements
from annotator.store.edits import Edit
from annotator.suggest.sameness import Candidate, Sameness
from annotator.words import told, tr, trn

if TYPE_CHECKING:
    from annotator.desktop.panels.statements import StatementsWindow
    from annotator.desktop.window import Window

_PAUSE = 120
_SHORT = 60
_Found = tuple[str, Sameness, list[Candidate]]
_FEW = 50
"""So many articles are read anew after a change; after one of more, everything is."""


class Stating(QObject):
    """One per window; claims are read and compared on threads of their own."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._main = window
        self._session: Session = window.session
        self._window: StatementsWindow | None = None
        self._picker: StatementPicker | None = None
        self._about = ""
        self._wanted = ""
        self._claims: Sameness | None = None
        self._found: dict[str, list[Candidate]] = {}
        self._changed: set[str] = set()
        self._stale = False
        self._reading: tasks.Reading | None = None
        self._delay = QTimer(self, singleShot=True, interval=_PAUSE)
        self._delay.timeout.connect(self._look)
        self._session.changed.connect(self._follow)
        self._session.closing.connect(self._leave)
        self._session.closed.connect(self._hide)

    # ------------------------------------------------------------------ the key on a claim

    def ask(self) -> None:
        """Make a card of the claim in hand, put it on one, or show the one it is on."""
        claim = self._claim()
        if claim is None:
            self.said.emit(tr("Go to a claim first, with Tab or a click, then press =."))
            return
        on = statements.of_annotation(self._session.project, claim.id)
        if on:
            self.show(on[0].card, claim.id)
            return
        self._about = claim.id
        where = anchor(self._main.view, hull(claim.fragments))
        words = one_line(unquoted(claim.words(self._main.view.text)), _SHORT)
        cards = statements.everyone(self._session.project)
        hint = tr("Which statement is “{words}”?", words=words)
        self._ready_picker().ask(hint, cards, where)
        self._seek(claim.id)

    def _claim(self) -> Annotation | None:
        if not self._main.desk.is_reading:
            return None
        layers = edits.claim_layers(self._session.codebook)
        return next((one for one in self._main.desk.annotations() if one.layer in layers), None)

    def _ready_picker(self) -> StatementPicker:
        if self._picker is None:
            self._picker = StatementPicker(self._main.view)
            self._picker.new_requested.connect(self._make)
            self._picker.card_chosen.connect(self._join)
            self._picker.claim_chosen.connect(self._join_claim)
        return self._picker

    def _make(self) -> None:
        self._tell(edits.new_card(self._session, self._about))

    def _join(self, card: str) -> None:
        edits.join(self._session, card, [self._about])
        self._tell(card)

    def _join_claim(self, other: str) -> None:
        self._tell(edits.join_claim(self._session, self._about, other))

    def _tell(self, card: str) -> None:
        row = statements.row(self._session.project, card)
        self._main.desk.take(self._about, reveal=False)
        if row is not None:
            claims = trn("{count} claim", "{count} claims", row.claims)
            words = one_line(unquoted(row.card.wording), _SHORT)
            self.said.emit(tr("On the card “{words}” ({claims}).", words=words, claims=claims))

    # ------------------------------------------------------------------ the window

    def show(self, card: str = "", claim: str = "") -> None:
        """Show the cards, at the one of the claim in hand where it has one."""
        window = self.ready()
        window.show()
        window.raise_()
        window.activateWindow()
        window.list.setFocus()
        held = None if card else self._claim()
        if held is not None:
            for one in statements.of_annotation(self._session.project, held.id)[:1]:
                card, claim = one.card, one.annotation
        if card:
            window.show_card(card, claim)
            window.members.setFocus()

    def ready(self) -> "StatementsWindow":
        """The cards' window, shown or not."""
        if self._window is None:
            from annotator.desktop.panels.statements import StatementsWindow  # noqa: PLC0415

            window = self._window = StatementsWindow(self._session, self._main)
            window.annotation_requested.connect(self._go)
            window.claim_chosen.connect(self._seek)
            window.undo_requested.connect(lambda: self._main.verbs.perform("undo"))
            window.redo_requested.connect(lambda: self._main.verbs.perform("redo"))
        return self._window

    def _go(self, annotation: str, front: bool) -> None:
        go_to(self._main, annotation, front=front)

    def _hide(self) -> None:
        if self._window is not None:
            self._window.hide()

    # ------------------------------------------------------------------ what is proposed

    def _seek(self, claim: str) -> None:
        """Propose claims for this one; at once where they were found before."""
        self._wanted = claim
        if not claim or claim in self._found:
            self._propose()
            return
        if self._window is not None:
            self._window.propose([], seeking=True)
        self._delay.start()

    def _look(self) -> None:
        claim, known = self._wanted, self._claims
        if self._reading is not None or not claim or not self._session.is_open:
            return
        path = self._session.project.path
        coder = coders.name_of_viewer(self._session.project)
        layers = edits.claim_layers(self._session.codebook)
        changed, self._changed, self._stale = self._changed, set(), False

        def work() -> _Found:
            claims = likeness.read_claims(path, layers, coder) if known is None else known
            if known is not None and changed:
                likeness.renew_claims(claims, path, layers, changed, coder)
            return claim, claims, claims.like(claim)

        self._reading = tasks.read(self, work, self._take)

    def _take(self, found: object) -> None:
        if self._reading is None or not isinstance(found, tuple) or not self._session.is_open:
            return
        claim, claims, candidates = found
        self._reading = None
        if not self._stale:
            self._claims = claims
        self._found[claim] = candidates
        if claim == self._wanted:
            self._propose()
        if self._stale or self._changed:
            self._found, self._stale = {}, False
            self._delay.start()  # what was found is shown until what changed since is read
        elif claim != self._wanted:
            self._delay.start()

    def _follow(self, edit: Edit) -> None:
        if edit.touches("annotation", "link", "article"):
            self._found = {}
            self._changed |= edit.articles()
        elsewhere = edit.touches("register_entry") and not edit.touches("annotation", "link")
        if len(self._changed) > _FEW or edit.touches("article", "layer", "link_type") or elsewhere:
            self._forget()
        if edit.touches(*KINDS) and self._wanted in self._found:
            self._propose()

    def _forget(self) -> None:
        """Read everything anew next time; what is being read now is old when it comes."""
        self._claims, self._found, self._changed = None, {}, set()
        self._stale = self._reading is not None

    def _propose(self) -> None:
        """Show what was found, without what is on the card already or was refused."""
        if not self._session.is_open:
            return
        project, claim, settled = self._session.project, self._wanted, self._settled()
        left = [one for one in self._found.get(claim, []) if one.annotation not in settled]
        reasons = {one.annotation: " · ".join(map(told, one.reasons)) for one in left}
        claims = statements.claims(project, list(reasons)) if reasons else []
        if self._window is not None and self._window.isVisible():
            card = statements.get(project, self._window.card) if self._window.card else None
            wording = card.wording if card else ""
            rows = [claim_row(one, wording, reasons[one.annotation]) for one in claims]
            self._window.propose(rows)
        if self._picker is not None and claim == self._about:
            self._picker.propose(_rows(claims, reasons))

    def _settled(self) -> set[str]:
        project = self._session.project
        on = statements.of_annotation(project, self._wanted) if self._wanted else []
        beside = [one.annotation for card in on for one in statements.members(project, card.card)]
        mine = [self._wanted, *beside]
        return {*mine, *statements.refused(project, mine)}

    def _leave(self) -> None:
        """A file that is still read cannot be left as one ordinary file."""
        if self._window is not None:
            self._window.commit()
        self._delay.stop()
        if self._reading is not None:
            self._reading.wait()
        self._reading, self._wanted = None, ""
        self._forget()


def _rows(claims: Sequence[statements.Claim], reasons: dict[str, str]) -> list[Row]:
    return [
        Row(
            one.annotation,
            one.words,
            f"{one.outlet or one.article} · {reasons[one.annotation]}",
            kind=CLAIM,
        )
        for one in claims
    ]
