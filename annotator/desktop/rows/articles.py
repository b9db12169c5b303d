"""The articles as a list shows them: all keys at once, rows in portions when they are seen."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from annotator.desktop.session import Session
from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED, STATES
from annotator.domain.turning import visible
from annotator.store import articles
from annotator.store.articles import Filter, Row
from annotator.store.edits import Edit
from annotator.words import tr

CHUNK = 100
KEPT_CHUNKS = 24
ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives an `articles.Row`."""

_SINGLY = 40
_ROLES = {ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_OWN_KINDS = ("annotation", "state")
_Index = QModelIndex | QPersistentModelIndex


class ArticleRows(QStringListModel):
    """The articles that a filter lets through, in order of their names.

    Qt's list of strings only counts the rows: laying a list out asks for their number once a row,
    and ten thousand calls of Python would be felt.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = Filter()
        self._keys: list[int] = []
        self._chunks: OrderedDict[int, list[Row]] = OrderedDict()
        session.opened.connect(self.reload)
        session.set_shown.connect(self.reload)
        session.closed.connect(self.reload)
        session.changed.connect(self._follow)
        self.reload()

    @property
    def filter(self) -> Filter:
        """What restricts the list now."""
        return self._filter

    def restrict(self, wanted: Filter) -> None:
        """Show only the articles that this filter lets through."""
        if wanted != self._filter:
            self._filter = wanted
            self.reload()

    def reload(self) -> None:
        """Read the keys anew; rows follow when they are seen."""
        self._chunks.clear()
        self._keys = []
        if self._session.is_open:
            self._keys = articles.matching(self._session.project, self._session.set, self._filter)
        self.setStringList([""] * len(self._keys))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES or not self._inside(index):
            return None
        row = self.row_at(index.row())
        if role == ROW or row is None:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(row.name)
        parts = (row.title or row.name, row.outlet, row.date, _state_names()[row.state])
        return visible(", ".join(part for part in parts if part))

    def row_at(self, place: int) -> Row | None:
        """The article in this place of the list; nothing if it was dropped meanwhile."""
        chunk = self._chunk(place // CHUNK)
        within = place % CHUNK
        return chunk[within] if within < len(chunk) else None

    def index_of(self, article: str) -> QModelIndex:
        """Where an article stands; an invalid index where the filter holds it back."""
        if not self._session.is_open:
            return QModelIndex()
        key = articles.row_key(self._session.project, article)
        try:
            return self.index(self._keys.index(key)) if key is not None else QModelIndex()
        except ValueError:
            return QModelIndex()

    def first_open(self, start: int) -> int | None:
        """The first place from `start` on, going round, of an article that is not done."""
        project, set = self._session.project, self._session.set
        unfinished = {
            key
            for state in STATES
            if state != DONE
            for key in articles.matching(project, set, Filter(state=state))
        }
        places = (*range(start, len(self._keys)), *range(min(start, len(self._keys))))
        return next((place for place in places if self._keys[place] in unfinished), None)

    def _inside(self, index: _Index) -> bool:
        return index.isValid() and index.row() < len(self._keys)

    def _chunk(self, number: int) -> list[Row]:
        if number in self._chunks:
            self._chunks.move_to_end(number)
            return self._chunks[number]
        keys = self._keys[number * CHUNK : (number + 1) * CHUNK]
        found: list[Row] = []
        with self._session.drawing():
            found = articles.rows(self._session.project, self._session.set, keys)
        self._chunks[number] = found
        if len(self._chunks) > KEPT_CHUNKS:
            self._chunks.popitem(last=False)
        return found

    def _follow(self, edit: Edit) -> None:
        if edit.touches("article") or self._filter_depends_on(edit):
            self.reload()
        elif edit.touches(*_OWN_KINDS):
            self._refresh(edit.articles())

    def _filter_depends_on(self, edit: Edit) -> bool:
        by_state = bool(self._filter.state) and edit.touches("state")
        by_annotation = self._filter.label is not None or bool(self._filter.values)
        return by_state or (by_annotation and edit.touches("annotation", "link", "register_entry"))

    def _refresh(self, touched: set[str]) -> None:
        if len(touched) > _SINGLY:
            self._chunks.clear()
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1), [])
            return
        for index in map(self.index_of, touched):
            if index.isValid():
                self._chunks.pop(index.row() // CHUNK, None)
                self.dataChanged.emit(index, index, [])


def _state_names() -> dict[str, str]:
    return {
        NOT_STARTED: tr("Not started"),
        IN_PROGRESS: tr("In progress"),
        DONE: tr("Done"),
    }
