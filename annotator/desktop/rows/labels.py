"""The codebook as a list shows it: each layer as a heading, its labels below."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.desktop.controls.rule_tip import rule_tip
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.label_tree import in_tree
from annotator.words import language, tr

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives a `LabelRow` or, for a heading, a `Layer`."""
SIGHT = ROW + 1
"""The role that says of a row's layer: `shown`, `dimmed` or `hidden`."""

_Index = QModelIndex | QPersistentModelIndex
_SIGHT_ROLES = (SIGHT, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class LabelRow(NamedTuple):
    """A label, how its layer looks, how many annotations carry it, how deep it stands."""

    label: Label
    channel: str
    annotations: int
    depth: int = 0


class LabelRows(QAbstractListModel):
    """Layers and labels in the codebook's order; new names are told, not written."""

    renamed = Signal(str, str, str)
    """Layer id, label id, the name a person typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LabelRow | Layer] = []
        self._counts: Mapping[str, Mapping[str, int]] = {}
        self._sights: Mapping[str, str] = {}
        self.editable = True

    def show_codebook(self, book: Codebook | None) -> None:
        """Show this codebook; where its labels are the same ones, rows change in place."""
        rows = list(self._made(book)) if book else []
        if list(map(_identity, rows)) == list(map(_identity, self._rows)):
            self._rows = rows
            self._tell_all()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show how many annotations carry each label, by layer and label id."""
        self._counts = counts
        self._rows = [
            row._replace(annotations=self._count(row.label)) if isinstance(row, LabelRow) else row
            for row in self._rows
        ]
        self._tell_all()

    def show_sights(self, sights: Mapping[str, str]) -> None:
        """Show which layers are `shown`, `dimmed` or `hidden`, by layer id."""
        self._sights = sights
        self._tell_all()

    def index_of(self, layer: str, label: str) -> QModelIndex:
        """Where a label stands; an invalid index where there is none such."""
        wanted = (layer, label)
        places = (place for place, row in enumerate(self._rows) if _identity(row) == wanted)
        place = next(places, None)
        return QModelIndex() if place is None else self.index(place)

    def label_at(self, index: _Index) -> Label | None:
        """The label in this row; nothing for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row.label if isinstance(row, LabelRow) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.label_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()] if index.isValid() else None
        if role == ROW or row is None:
            return row
        sight = self._sights.get(_identity(row)[0], "shown")
        if role in _SIGHT_ROLES:
            return _of_sight(row, sight, role)
        return _name(row) if role in _TEXT_ROLES else None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        label = self.label_at(index)
        name = str(value).strip()
        if label is None or role != Qt.ItemDataRole.EditRole or not name:
            return False
        if name != label.name(language()):
            self.renamed.emit(label.layer, label.id, name)
        return True

    def _made(self, book: Codebook) -> list[LabelRow | Layer]:
        rows: list[LabelRow | Layer] = []
        for layer in book.layers:
            rows.append(layer)
            rows += [
                LabelRow(one, layer.channel, self._count(one), depth)
                for one, depth in in_tree(layer.labels)
            ]
        return rows

    def _count(self, label: Label) -> int:
        return self._counts.get(label.layer, {}).get(label.id, 0)

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [])


def _identity(row: LabelRow | Layer) -> tuple[str, str]:
    return (row.label.layer, row.label.id) if isinstance(row, LabelRow) else (row.id, "")


def _name(row: LabelRow | Layer) -> str:
    return (row.label if isinstance(row, LabelRow) else row).name(language())


def _of_sight(row: LabelRow | Layer, sight: str, role: int) -> str | None:
    """The word for whether the layer is shown, a tip, what is read out."""
    if role == SIGHT:
        return sight
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return _spoken(row, sight)
    return _said_of(sight) if isinstance(row, Layer) else rule_tip(row.label)


def _said_of(sight: str) -> str:
    if sight == "hidden":
        return tr("Hidden. A click on the eye, or Space on a label, shows this layer.")
    if sight == "dimmed":
        return tr("Dimmed. A click on the eye, or Space on a label, hides this layer.")
    return tr("Shown. A click on the eye, or Space on a label, dims this layer.")


def _spoken(row: LabelRow | Layer, sight: str) -> str:
    if not isinstance(row, LabelRow):
        return _name(row) if sight == "shown" else f"{_name(row)}. {_said_of(sight)}"
    return tr(
        "{label}, key {key}, annotations: {count}",
        label=_name(row),
        key=row.label.key or "–",
        count=row.annotations,
    )
