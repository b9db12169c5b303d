"""The register in a window of its own: its entries, one of them in full, and its passages."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.desktop.panels import register_edits as edits
from annotator.desktop.panels.register_form import RegisterForm
from annotator.desktop.panels.register_list import RegisterList
from annotator.desktop.panels.register_passages import RegisterPassages
from annotator.desktop.panels.window_beside import WindowBeside, splitter
from annotator.desktop.popups.entry_picker import EntryPicker
from annotator.desktop.popups.notice import NoticeBar
from annotator.desktop.session import Session
from annotator.domain.people import KINDS
from annotator.store.register import EntryInUseError
from annotator.words import told, tr

_FORM = 390
"""Pixels that dates beside their words need."""


class RegisterWindow(WindowBeside):
    """One per window, made when it is first asked for."""

    annotation_requested = Signal(str, bool)
    """A passage to show; whether its window comes to the front."""
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(tr("Register"), parent)
        self._session = session
        self._asked: tuple[str, list[str]] = ("", [])
        self.entries = RegisterList(session)
        self.form = RegisterForm(session)
        self.passages = RegisterPassages(session)
        self.picker = EntryPicker(self)
        self.notices = NoticeBar(self)
        self._lay_out()
        self._connect()
        self.resize(1240, 720)

    # ------------------------------------------------------------------ for others

    @property
    def entry(self) -> str:
        """Id of the entry on show, or nothing."""
        row = self.entries.row
        return row.entry.id if row else ""

    def show_entry(self, entry: str) -> None:
        """Show an entry, whatever restricts the list."""
        self.entries.show_entry(entry)

    def commit(self) -> None:
        """Write what was typed and not yet kept."""
        if self._session.is_open and self.form.entry:
            self.form.commit()

    # ------------------------------------------------------------------ deeds

    def make(self) -> None:
        """A new entry, called as what stands in the filter; its name is ready to be typed."""
        name = " ".join(self.entries.filter.text().split()) or tr("New entry")
        self.commit()
        kind = self.entries.kind.currentData() or KINDS[0]
        self.show_entry(edits.new(self._session, name, str(kind)))
        self.form.focus_name()

    def merge(self) -> None:
        """Make the selected entries one, called as the one on show; one alone asks for another."""
        chosen, kept = self.entries.chosen, self.entry
        self.commit()
        if len(chosen) > 1 and kept:
            self._merge(kept, [one for one in chosen if one != kept])
        elif chosen:
            self._asked = ("merge", chosen)
            name = self._name(chosen[0])
            self._ask(tr("Merge {name} into…", name=name), self.entries.merge, chosen)

    def split(self) -> None:
        """Give the ticked passages to a new entry, whose name is ready to be typed."""
        keys = self.passages.rows.chosen
        if keys:
            self.commit()
            self.show_entry(edits.split(self._session, self.entry, keys))
            self.form.focus_name()

    def move_passages(self) -> None:
        """Ask to which entry the ticked passages go."""
        if self.passages.rows.chosen:
            self.commit()
            self._asked = ("move", [self.entry])
            self._ask(tr("Move the passages to…"), self.passages.give, [self.entry])

    def delete(self) -> None:
        """Take the selected entries away; one that is used stays and says why."""
        chosen, place = self.entries.chosen, self.entries.list.currentIndex().row()
        if not chosen:
            return
        self.form.forget()
        try:
            edits.delete(self._session, chosen)
        except EntryInUseError as error:
            self.notices.say(told(error.sentence), "warning", seconds=12)
        else:
            self.entries.show_place(place)

    def _ask(self, question: str, anchor: QWidget, without: Sequence[str]) -> None:
        others = [one for one in self.entries.rows.everyone() if one.entry.id not in without]
        place = QRect(anchor.mapTo(self, QPoint(0, 0)), anchor.size())
        self.picker.ask(question, others, place)

    def _take(self, entry: str) -> None:
        deed, about = self._asked
        if deed == "merge":
            self._merge(entry, about)
        elif deed == "move" and about == [self.entry]:
            edits.move(self._session, self.entry, self.passages.rows.chosen, entry)

    def _merge(self, kept: str, gone: Sequence[str]) -> None:
        edits.merge(self._session, kept, gone)
        self.show_entry(kept)

    # ------------------------------------------------------------------ following

    def _show_current(self) -> None:
        row = self.entries.row
        if row is None:
            self.form.leave()
            self.passages.show_entry("")
        else:
            if self.form.entry != row.entry.id:
                self.passages.show_entry(row.entry.id)
            self.form.show_row(row, self._name)
        self._pages.setCurrentIndex(0 if row else 1)
        self._allow()

    def _allow(self) -> None:
        may = self._session.is_open and not self._session.project.read_only
        for way in (self.passages.part, self.passages.give):
            way.setEnabled(may and bool(self.passages.rows.chosen))

    def _name(self, entry: str) -> str:
        row = self.entries.rows.row_of(entry)
        return row.entry.name if row else ""

    def restyled(self) -> None:
        self.form.restyled()
        self.entries.restyled()

    # ------------------------------------------------------------------ building

    def _connect(self) -> None:
        self.entries.shown.connect(self._show_current)
        self.entries.make_requested.connect(self.make)
        self.entries.merge_requested.connect(self.merge)
        self.entries.delete_requested.connect(self.delete)
        self.entries.bring.clicked.connect(self.import_requested)
        self.entries.carry.clicked.connect(self.export_requested)
        self.passages.rows.chosen_changed.connect(self._allow)
        self.passages.annotation_requested.connect(self.annotation_requested)
        self.passages.part.clicked.connect(self.split)
        self.passages.give.clicked.connect(self.move_passages)
        self.form.merge_requested.connect(lambda other: self._merge(self.entry, [other]))
        self.form.entry_requested.connect(self.show_entry)
        self.picker.entry_chosen.connect(self._take)
        self.obey(
            {
                "Ctrl+N": self.make,
                "Ctrl+M": self.merge,
                "Ctrl+Shift+J": self.merge,
                "Ctrl+Shift+K": self.split,
                "F2": self.form.focus_name,
                "Ctrl+F": self.entries.focus_filter,
            }
        )

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        area.setMinimumWidth(_FORM)
        one = splitter([area, self.passages], [480, 430])
        one.setStretchFactor(0, 1)  # in a small window both give way
        self._pages = QStackedWidget()
        self._pages.addWidget(one)
        self._pages.addWidget(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        whole = splitter([self.entries, self._pages], [330, 910])
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 4)
        column.addWidget(whole)

    # ------------------------------------------------------------------ Qt's own events

    def showEvent(self, event: QShowEvent) -> None:
        self.entries.rows.watch(watched=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.entries.rows.watch(watched=False)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit()
        event.accept()
