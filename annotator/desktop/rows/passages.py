"""The passages of a register entry as a list shows them: all keys at once, rows when seen."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.desktop.session import Session
from annotator.store import register
from annotator.store.edits import Edit
from annotator.store.register import Key, Passage

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives a `register.Passage`."""

CHUNK = 60
KEPT_CHUNKS = 24
_NO_INDEX = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole


class PassageRows(QAbstractListModel):
    """All passages of one entry; some can be chosen by a tick."""

    chosen_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._entry = ""
        self._keys: list[Key] = []
        self._chosen: set[Key] = set()
        self._chunks: OrderedDict[int, list[Passage]] = OrderedDict()
        session.changed.connect(self._follow)
        session.closed.connect(self.reload)

    def show_entry(self, entry: str) -> None:
        """Show the passages of this entry; an empty id has none."""
        if entry != self._entry:
            self._entry, self._chosen = entry, set()
        self.reload()

    def reload(self) -> None:
        """Read the keys anew; rows follow when they are seen."""
        self.beginResetModel()
        self._chunks.clear()
        wanted = self._entry and self._session.is_open
        self._keys = register.passage_keys(self._session.project, self._entry) if wanted else []
        self._chosen.intersection_update(self._keys)
        self.endResetModel()
        self.chosen_changed.emit()

    @property
    def chosen(self) -> Sequence[Key]:
        """The ticked passages, in their order."""
        return [key for key in self._keys if key in self._chosen]

    def choose_all(self, *, chosen: bool) -> None:
        """Tick all of them, or none."""
        self._chosen = set(self._keys) if chosen else set()
        if self._keys:
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1), [_CHECK])
        self.chosen_changed.emit()

    def toggle(self, place: int) -> None:
        """Tick a passage, or take its tick away."""
        if 0 <= place < len(self._keys):
            self._chosen ^= {self._keys[place]}
            self.dataChanged.emit(self.index(place), self.index(place), [_CHECK])
            self.chosen_changed.emit()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        if role == _CHECK:
            return self._keys[index.row()] in self._chosen
        row = self._row(index.row())
        words = {} if row is None else _words(row)
        return row if role == ROW else words.get(role)

    def _row(self, place: int) -> Passage | None:
        number, within = divmod(place, CHUNK)
        if number not in self._chunks:
            keys = self._keys[number * CHUNK : (number + 1) * CHUNK]
            self._chunks[number] = []
            with self._session.drawing():
                self._chunks[number] = register.passages(self._session.project, keys)
            if len(self._chunks) > KEPT_CHUNKS:
                self._chunks.popitem(last=False)
        chunk = self._chunks[number]
        return chunk[within] if within < len(chunk) else None

    def _follow(self, edit: Edit) -> None:
        if self._entry and edit.touches("annotation", "link", "article"):
            self.reload()


def _words(row: Passage) -> dict[int, str]:
    spoken = (row.words, row.article, row.outlet, row.date, row.set)
    return {
        Qt.ItemDataRole.DisplayRole: row.words,
        Qt.ItemDataRole.AccessibleTextRole: ", ".join(filter(None, spoken)),
    }
