"""The register as a list shows it: all entries at once, with their uses and shared names."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.desktop.session import Session
from annotator.domain import register
from annotator.domain.people import RegisterEntry
from annotator.domain.register import Clash
from annotator.store import entries
from annotator.store import register as deeds
from annotator.store.edits import Edit
from annotator.words import tr, trn

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives an `EntryRow`."""

BY_NAME, BY_USE = "name", "use"
_SINGLY = 200
_NO_INDEX = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A register entry, how many passages it has, and whom it shares a name with."""

    entry: RegisterEntry
    passages: int = 0
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Restriction:
    """What restricts the list: words, a kind, only entries that share a name; and its order."""

    words: str = ""
    kind: str = ""
    clashing: bool = False
    order: str = BY_NAME


class RegisterRows(QAbstractListModel):
    """The entries that a restriction lets through. It reads only while `is_watched`."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._entries: dict[str, RegisterEntry] = {}
        self._searched: dict[str, str] = {}
        self._uses: dict[str, int] = {}
        self._clashes: dict[str, list[Clash]] = {}
        self._shown: list[str] = []
        self._wanted = Restriction()
        self._watched = False
        session.opened.connect(self.reload)
        session.closed.connect(self.reload)
        session.changed.connect(self._follow)

    def watch(self, *, watched: bool) -> None:
        """Read from now on, or no more."""
        if watched and not self._watched:
            self._watched = True
            self.reload()
        self._watched = watched

    @property
    def clashing(self) -> int:
        """How many entries share a name with another one."""
        return len(self._clashes)

    def restrict(self, wanted: Restriction) -> None:
        """Show only what this lets through."""
        self._wanted = wanted
        self._show()

    def reload(self) -> None:
        """Read everything anew."""
        if not self._watched:
            return
        self._entries, self._searched, self._uses = {}, {}, {}
        if self._session.is_open:
            self._take(entries.everyone(self._session.project))
            self._uses = deeds.uses(self._session.project)
        self._clashes = register.clashes(self._entries.values())
        self._show(anew=True)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self.row_of(self._shown[index.row()])
        if role == ROW or row is None:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entry.name
        return _spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def row_of(self, entry: str) -> EntryRow | None:
        """An entry of the project, shown or not."""
        found = self._entries.get(entry)
        if found is None:
            return None
        return EntryRow(found, self._uses.get(entry, 0), tuple(self._clashes.get(entry, ())))

    def everyone(self) -> list[EntryRow]:
        """All entries of the project, shown or not, in order of their names."""
        rows = (self.row_of(one) for one in sorted(self._entries, key=self._by_name))
        return [row for row in rows if row is not None]

    def index_of(self, entry: str) -> QModelIndex:
        """Where an entry stands; an invalid index where it is not shown."""
        return self.index(self._shown.index(entry)) if entry in self._shown else QModelIndex()

    def _take(self, several: Iterable[RegisterEntry]) -> None:
        for entry in several:
            self._entries[entry.id] = entry
            self._searched[entry.id] = register.searched(entry)

    def _follow(self, edit: Edit) -> None:
        if not self._watched:
            return
        touched = edit.targets("register_entry")
        if len(touched) > _SINGLY:
            self.reload()
            return
        if touched:
            self._read(touched)
        if edit.touches("annotation", "link"):
            self._uses = deeds.uses(self._session.project)
        if touched or edit.touches("annotation", "link"):
            self._show()

    def _read(self, touched: Iterable[str]) -> None:
        for one in touched:
            self._entries.pop(one, None)
            self._searched.pop(one, None)
            found = entries.get(self._session.project, one)
            self._take([found] if found else [])
        self._clashes = register.clashes(self._entries.values())

    def _show(self, *, anew: bool = False) -> None:
        shown = [one for one in self._entries if self._lets_through(one)]
        shown.sort(key=self._by_use if self._wanted.order == BY_USE else self._by_name)
        if shown != self._shown or anew:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()
        elif shown:
            self.dataChanged.emit(self.index(0), self.index(len(shown) - 1), [])

    def _lets_through(self, entry: str) -> bool:
        wanted = self._wanted
        if wanted.kind and self._entries[entry].kind != wanted.kind:
            return False
        if wanted.clashing and entry not in self._clashes:
            return False
        searched = self._searched[entry]
        return all(part in searched for part in register.key(wanted.words).split())

    def _by_name(self, entry: str) -> tuple[str, str]:
        return register.key(self._entries[entry].name), entry

    def _by_use(self, entry: str) -> tuple[int, str, str]:
        return -self._uses.get(entry, 0), *self._by_name(entry)


def kind_name(kind: str) -> str:
    """A kind of entry in the language in use."""
    known = {
        "person": tr("Person"),
        "body": tr("Body"),
        "place": tr("Place"),
        "other": tr("Other"),
    }
    return known.get(kind, kind)


def about(row: EntryRow) -> str:
    """What is said below an entry's name: its kind and what else it is called."""
    described = [one.get("words", "") for one in row.entry.described]
    return " · ".join(filter(None, [kind_name(row.entry.kind), *row.entry.aliases, *described]))


def _spoken(row: EntryRow) -> str:
    uses = trn("{count} passage", "{count} passages", row.passages)
    shared = tr("shares a name with another entry") if row.clashes else ""
    return ", ".join(filter(None, (row.entry.name, about(row), uses, shared)))
