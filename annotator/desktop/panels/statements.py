"""Statement cards in a window of their own: the cards, one with its wordings side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.choosing import choose_only
from annotator.desktop.controls.fields import Field, side_by_side
from annotator.desktop.controls.invitation import invitation
from annotator.desktop.controls.notes import NoteField
from annotator.desktop.controls.texts import button, heading, muted
from annotator.desktop.panels import statement_edits as edits
from annotator.desktop.panels.register_form import is_date
from annotator.desktop.panels.statement_claims import ClaimList
from annotator.desktop.panels.statement_delegates import CardDelegate
from annotator.desktop.panels.window_beside import WindowBeside, splitter
from annotator.desktop.rows.statements import KINDS, ROW, CardRows, ClaimRow, claim_row
from annotator.desktop.session import Session
from annotator.domain.statements import CONTRADICTS, PARAPHRASE, SHORTENED, VERBATIM, Member
from annotator.store import statements
from annotator.store.edits import Edit
from annotator.store.statements import CardRow
from annotator.words import tr, trn

LEAVE, YES, NO = "leave", "yes", "no"
_MEMBER_KEYS = {
    Qt.Key.Key_V: VERBATIM,
    Qt.Key.Key_S: SHORTENED,
    Qt.Key.Key_P: PARAPHRASE,
    Qt.Key.Key_C: CONTRADICTS,
    Qt.Key.Key_Delete: LEAVE,
}
_PROPOSED_KEYS = {Qt.Key.Key_Y: YES, Qt.Key.Key_O: YES, Qt.Key.Key_N: NO}
"""O for oui."""


class StatementsWindow(WindowBeside):
    """One per window, made when it is first asked for."""

    annotation_requested = Signal(str, bool)
    """A claim to show; whether its window comes to the front."""
    claim_chosen = Signal(str)
    """A claim to propose others for; an empty id for none."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(tr("Statement cards"), parent)
        self._session = session
        self._card = ""
        self.cards = CardRows(session, self)
        self.members = ClaimList(tr("Claims on the card"), _MEMBER_KEYS)
        self.proposed = ClaimList(tr("Proposed claims"), _PROPOSED_KEYS)
        self._build_list()
        self._build_fields()
        self._lay_out()
        self._connect()
        self.resize(1180, 760)

    # ------------------------------------------------------------------ for others

    @property
    def card(self) -> str:
        """Id of the card on show, or nothing."""
        return self._card

    def show_card(self, card: str, claim: str = "") -> None:
        """Show a card, whatever restricts the list, with one of its claims chosen."""
        if not self.cards.index_of(card).isValid():
            self.filter.clear()
            self.cards.restrict("")
        index = self.cards.index_of(card)
        choose_only(self.list, index)
        self.list.scrollTo(index)
        ids = [row.claim.annotation for row in self.members.claims.rows]
        if claim in ids:
            self.members.setCurrentIndex(self.members.claims.index(ids.index(claim)))

    def propose(self, rows: list[ClaimRow], *, seeking: bool = False) -> None:
        """Show what may be the same statement as the chosen claim."""
        self.proposed.show_rows(rows)
        found = trn("{count} claim proposed", "{count} claims proposed", len(rows))
        none = tr("Looking for claims like this one…") if seeking else tr("No claim is proposed")
        self._proposals.setText(found if rows else none)
        self._yes.setEnabled(bool(rows) and self._may)
        self._no.setEnabled(bool(rows) and self._may)

    def commit(self) -> None:
        """Write what was typed and not yet kept."""
        for field in (self.wording, self.date, self.occasion):
            field.commit()

    # ------------------------------------------------------------------ deeds

    def _do(self, deed: str) -> None:
        """What a key on a claim of the card means."""
        row = self.members.row
        if row is None or not self._may:
            return
        member = Member(self._card, row.claim.annotation, row.claim.relation)
        if deed == LEAVE:
            edits.leave(self._session, [member])
        else:
            edits.relate(self._session, member, deed)

    def _answer(self, deed: str) -> None:
        """Yes or no to the proposed claim that is chosen."""
        row, member = self.proposed.row, self.members.row
        if row is None or member is None or not self._may:
            return
        if deed == YES:
            edits.join(self._session, self._card, [row.claim.annotation])
        else:
            edits.refuse(self._session, member.claim.annotation, row.claim.annotation)

    def merge(self) -> None:
        """Make the selected cards one, worded as the one on show."""
        chosen, kept = self._chosen(), self._card
        if len(chosen) > 1:
            self.commit()
            edits.merge(self._session, kept, [one for one in chosen if one != kept])
            self.show_card(kept)

    def drop(self) -> None:
        """Take the selected cards away; their claims stay in the articles."""
        chosen = self._chosen()
        if chosen and self._may:
            edits.drop(self._session, chosen)

    # ------------------------------------------------------------------ following

    @property
    def _may(self) -> bool:
        return self._session.is_open and not self._session.project.read_only

    def _row(self) -> CardRow | None:
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, CardRow) else None

    def _show_current(self, *_: object) -> None:
        row = self._row()
        if row is not None and row.card.id != self._card:
            self.commit()
            for field in (self.date, self.occasion):
                field.forget()
        self._card = row.card.id if row else ""
        self._right.setCurrentIndex(0 if row else 1)
        if row is None:
            self.members.show_rows([])
            self.claim_chosen.emit("")
            return
        self.wording.show_note(row.card.wording)
        self.date.show_words(row.card.date)
        self.occasion.show_words(row.card.occasion)
        self._show_members()

    def _show_members(self) -> None:
        row = self._row()
        if row is None:
            return
        found = statements.claims_of(self._session.project, row.card.id)
        wording = row.card.wording
        self.members.show_rows([claim_row(claim, wording) for claim in found])
        outlets = trn("{count} outlet", "{count} outlets", row.outlets)
        title = trn("{count} claim", "{count} claims", row.claims)
        self._title.setText(f"{title} · {outlets}" if row.outlets else title)
        self._choose_claim()

    def _choose_claim(self, *_: object) -> None:
        row = self.members.row
        self.claim_chosen.emit(row.claim.annotation if row else "")

    def _follow(self, edit: Edit) -> None:
        if self.isVisible() and edit.touches(*KINDS, "annotation", "link", "register_entry"):
            self._show_members()

    def _after_reload(self) -> None:
        index = self.cards.index_of(self._card)
        if not index.isValid():
            index = self.cards.index(min(self._place, self.cards.rowCount() - 1))
        choose_only(self.list, index)
        empty = 2 if self.cards.count else 1
        self._lists.setCurrentIndex(0 if self.cards.rowCount() else empty)
        self._allow()
        self._show_current()

    def _chosen(self) -> list[str]:
        rows: Sequence[object] = [index.data(ROW) for index in self.list.selectedIndexes()]
        return [row.card.id for row in rows if isinstance(row, CardRow)]

    def _allow(self, *_: object) -> None:
        chosen = len(self._chosen())
        self._merge.setEnabled(self._may and chosen > 1)
        self._drop.setEnabled(self._may and chosen > 0)

    # ------------------------------------------------------------------ building

    def _build_list(self) -> None:
        self._place = 0
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter the cards…"))
        self.filter.setAccessibleName(tr("Filter the cards"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Statement cards"))
        self.list.setProperty("kind", "bare")
        self.list.setModel(self.cards)
        self.list.setItemDelegate(CardDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self._merge = button(tr("Merge"), "outlined")
        self._merge.setToolTip("Ctrl+M")
        self._drop = button(tr("Delete"), "outlined")

    def _build_fields(self) -> None:
        self.wording = NoteField()
        self.wording.setAccessibleName(tr("Wording"))
        self.date = Field(tr("Date"), is_date, tr("YYYY-MM-DD"))
        self.date.setFixedWidth(120)
        self.occasion = Field(tr("Occasion"), hint=tr("Occasion: a speech, a summit…"))
        self._title, self._proposals = heading(""), heading("")
        self._yes, self._no = button(tr("Same (Y)"), "outlined"), button(tr("No (N)"), "outlined")

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.cards.restrict)
        self.cards.modelAboutToBeReset.connect(self._remember_place)
        self.cards.modelReset.connect(self._after_reload)
        self.cards.dataChanged.connect(self._show_current)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.selectionModel().selectionChanged.connect(self._allow)
        self.members.selectionModel().currentChanged.connect(self._choose_claim)
        self.members.deed_requested.connect(self._do)
        self.proposed.deed_requested.connect(self._answer)
        self._yes.clicked.connect(lambda: self._answer(YES))
        self._no.clicked.connect(lambda: self._answer(NO))
        self._merge.clicked.connect(self.merge)
        self._drop.clicked.connect(self.drop)
        for claims in (self.members, self.proposed):
            claims.annotation_requested.connect(self.annotation_requested)
        self.wording.committed.connect(lambda words: self._change("wording", words))
        self.date.committed.connect(lambda words: self._change("date", words))
        self.occasion.committed.connect(lambda words: self._change("occasion", words))
        self._session.changed.connect(self._follow)
        self.obey({"Ctrl+M": self.merge, "Ctrl+F": self.filter.setFocus})

    def _change(self, field: str, words: str) -> None:
        edits.change(self._session, self._card, field, " ".join(words.split()))

    def _remember_place(self) -> None:
        self._place = max(self.list.currentIndex().row(), 0)

    def _lay_out(self) -> None:
        self._right = QStackedWidget()
        self._right.addWidget(self._card_page())
        self._right.addWidget(QWidget())
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter([self._list_page(), self._right], [340, 840]))

    def _list_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 10)
        self._everyone = button(tr("Show all"), "outlined")
        self._everyone.clicked.connect(self.filter.clear)
        to_text = button(tr("To the text"), "main")
        to_text.clicked.connect(self.close)
        none = tr("Go to a claim in the text and press = to make its card, or to join one.")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(invitation(none, to_text))
        self._lists.addWidget(invitation(tr("No card matches."), self._everyone))
        column.addLayout(side_by_side(self.filter))
        column.addWidget(self._lists, 1)
        column.addLayout(side_by_side(self._merge, self._drop, None))
        return page

    def _card_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(6)
        keys = tr("V verbatim, S shortened, P paraphrase, C contradicts, Delete takes it off")
        column.addLayout(side_by_side(self.wording))
        column.addLayout(side_by_side(self.date, self.occasion))
        column.addLayout(side_by_side(self._title, None))
        column.addLayout(side_by_side(muted(keys, wrap=True)))
        column.addWidget(self.members, 3)
        column.addLayout(side_by_side(self._proposals, None, self._yes, self._no))
        column.addWidget(self.proposed, 2)
        return page

    # ------------------------------------------------------------------ Qt's own events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.filter and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self.drop()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self.cards.watch(watched=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._session.is_open:
            self.commit()
        self.cards.watch(watched=False)
        super().hideEvent(event)
