"""One register entry: all that is known of it, each field to read and to change."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desktop.controls.fields import Column, Field, LineTable
from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.notes import NoteField
from annotator.desktop.controls.picks import Pick
from annotator.desktop.controls.texts import button, muted, plain
from annotator.desktop.panels import register_edits as edits
from annotator.desktop.rows.register import EntryRow, kind_name
from annotator.desktop.session import Session
from annotator.domain.dates import iso_date
from annotator.domain.people import KINDS
from annotator.domain.register import Clash, is_wikidata
from annotator.store import entries
from annotator.words import tr

_DATE = 104
_MOST_CLASHES = 3


def is_date(words: str) -> bool:
    """Whether words are a date in ISO 8601: a year, a month or a day."""
    return iso_date(words) == words


def in_order(line: Mapping[str, str]) -> bool:
    """Whether a time does not end before it begins; dates may be more or less precise."""
    start, end = line["from"], line["until"]
    return not (is_date(start) and is_date(end)) or start[: len(end)] <= end


class RegisterForm(QWidget):
    """Shows one entry and writes what a person changes about it."""

    merge_requested = Signal(str)
    """With the entry on show and this other one."""
    entry_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.entry = ""
        self.clashes = QVBoxLayout()
        self.clashes.setSpacing(8)
        self._clashing: tuple[tuple[Clash, str], ...] = ()
        self._build_fields()
        self._lay_out()

    def show_row(self, row: EntryRow, name_of: Callable[[str], str]) -> None:
        """Show this version of an entry; `name_of` gives the name of another one."""
        entry = row.entry
        if entry.id != self.entry:
            self.commit()
            self.forget()
            self.entry = entry.id
        self.name.show_words(entry.name)
        self.kind.choose(entry.kind)
        self.aliases.show_lines([{"alias": one} for one in entry.aliases])
        self.described.show_lines(entry.described)
        self.roles.show_lines(entry.roles)
        self.wikidata.show_words(entry.wikidata)
        self.note.show_note(entry.note)
        self._show_clashes(tuple((clash, name_of(clash.other)) for clash in row.clashes))
        self.setEnabled(not self._session.project.read_only)
        self._order_stops()

    def _order_stops(self) -> None:
        """Have Tab go down the form as one reads it, whichever lines came last."""
        settling = [one for one in self.findChildren(QPushButton) if one.isVisibleTo(self)]
        stops = [*settling, self.name, self.kind]
        for part in (self.aliases, self.described, self.roles):
            stops += part.stops()
        for one, following in pairwise([*stops, self.wikidata, self.note]):
            self.setTabOrder(one, following)

    def focus_name(self) -> None:
        """Have the name ready to be typed."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def leave(self) -> None:
        """Show no entry any more."""
        if self.entry:
            self.forget()
            self.entry = ""

    def commit(self) -> None:
        """Write what was typed and not yet kept."""
        for part in (self.name, self.aliases, self.described, self.roles, self.wikidata, self.note):
            part.commit()

    def forget(self) -> None:
        """Give up what cannot be kept."""
        for part in (self.name, self.aliases, self.described, self.roles, self.wikidata):
            part.forget()

    def restyled(self) -> None:
        """Draw what is in the theme's colours anew."""
        for part in (self.aliases, self.described, self.roles):
            part.restyled()

    # ------------------------------------------------------------------ fields

    def _build_fields(self) -> None:
        self.name = Field(tr("Name"))
        self.name.committed.connect(self._rename)
        self.kind = Pick()
        self.kind.setAccessibleName(tr("Kind"))
        self.kind.offer([(kind, kind_name(kind), None) for kind in KINDS])
        self.kind.picked.connect(lambda kind: self._change("kind", str(kind)))
        self.aliases = LineTable([Column("alias", tr("Alias"), hint=tr("Another name…"))])
        self.aliases.changed.connect(lambda lines: self._change_aliases(lines))  # noqa: PLW0108
        self.described = LineTable([Column("words", tr("Described as")), *_dates()])
        self.described.changed.connect(lambda lines: self._change("described", tuple(lines)))
        self.roles = LineTable([Column("role", tr("Role")), *_dates()])
        self.roles.changed.connect(lambda lines: self._change("roles", tuple(lines)))
        self.wikidata = Field(tr("Wikidata"), is_wikidata, tr("Q and a number"))
        self.wikidata.committed.connect(lambda words: self._change("wikidata", words))
        self.note = NoteField()
        self.note.setPlaceholderText(tr("Note…"))
        self.note.setAccessibleName(tr("Note"))
        self.note.committed.connect(lambda note: self._change("note", note))

    def _rename(self, name: str) -> None:
        self._change("name", name)  # an empty one is none, and is put back
        found = entries.get(self._session.project, self.entry)
        self.name.show_words(found.name if found else "")

    def _change_aliases(self, lines: Sequence[Mapping[str, str]]) -> None:
        self._change("aliases", tuple(dict.fromkeys(line["alias"] for line in lines)))

    def _change(self, field: str, value: object) -> None:
        edits.change(self._session, self.entry, field, value)

    # ------------------------------------------------------------------ shared names

    def _show_clashes(self, clashes: tuple[tuple[Clash, str], ...]) -> None:
        if clashes == self._clashing:
            return
        self._clashing = clashes
        while (item := self.clashes.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for clash, name in clashes[:_MOST_CLASHES]:
            self.clashes.addWidget(self._banner(clash, name))
        if len(clashes) > _MOST_CLASHES:
            more = len(clashes) - _MOST_CLASHES
            self.clashes.addWidget(muted(tr("… and {count} more", count=more)))

    def _banner(self, clash: Clash, name: str) -> QWidget:
        banner = QWidget()
        column = QVBoxLayout(banner)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        said = tr("“{words}” is a name of {other} too.", words=clash.words, other=name)
        column.addWidget(plain(said, kind="warning", wrap=True))
        ways = QWidget()
        row = Flow(ways)
        for words, settle in self._ways(clash):
            way = button(words, "outlined")
            way.clicked.connect(lambda _on=False, settle=settle: settle())
            row.addWidget(way)
        column.addWidget(ways)
        return banner

    def _ways(self, clash: Clash) -> list[tuple[str, Callable[[], None]]]:
        """How a shared name can be settled, in words and as what is done."""
        session, entry, other = self._session, self.entry, clash.other
        ways: list[tuple[str, Callable[[], None]]] = [
            (tr("They are two"), lambda: edits.tell_apart(session, entry, other)),
            (tr("They are one"), lambda: self.merge_requested.emit(other)),
            (tr("Show it"), lambda: self.entry_requested.emit(other)),
        ]
        if clash.words != self.name.words:
            drop = tr("Remove the alias")
            ways.insert(2, (drop, lambda: edits.drop_name(session, entry, clash.words)))
        return ways

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        column.addLayout(self.clashes)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.kind)
        column.addWidget(muted(tr("Name")))
        column.addLayout(head)
        for name, part in (
            (tr("Aliases"), self.aliases),
            (tr("Described as, from, until"), self.described),
            (tr("Roles, from, until"), self.roles),
            (tr("Wikidata"), self.wikidata),
            (tr("Note"), self.note),
        ):
            column.addSpacing(6)
            column.addWidget(muted(name))
            column.addWidget(part)
        column.addStretch(1)


def _dates() -> tuple[Column, Column]:
    hint = tr("YYYY-MM-DD")
    return (
        Column("from", tr("From"), is_date, _DATE, hint, in_order),
        Column("until", tr("Until"), is_date, _DATE, hint, in_order),
    )
