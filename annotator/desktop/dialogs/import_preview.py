"""What would arrive, shown before it does: the first articles, and which column is which field."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop import tasks
from annotator.desktop.controls.texts import plain
from annotator.domain.turning import short
from annotator.formats.article_fields import FIELDS
from annotator.jobs import preview
from annotator.jobs.import_files import Wish
from annotator.jobs.preview import Preview
from annotator.words import told, tr

_PAUSE = 150
"""Milliseconds after the last change before it is looked again."""

_ROWS = 5
_FEW_PLACES = 4
"""Fields beside each other in the table of columns."""


class ArrivalPreview(QWidget):
    """The first articles as a wish would bring them; looks on a thread of its own."""

    mapping_chosen = Signal()
    """Another column was chosen for a field."""

    def __init__(
        self, paths: Sequence[Path], wish: Callable[[], Wish], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._paths, self._wish = paths, wish
        self._readings: list[tasks.Reading] = []
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        self.fields = {field: _combo(field, self) for field in FIELDS}
        self.mapping = QWidget(self)
        self.problem = plain(parent=self, wrap=True, kind="warning")
        self.table = _table(self)
        self._lay_out()
        for combo in self.fields.values():
            combo.activated.connect(self.mapping_chosen)

    def _lay_out(self) -> None:
        grid = QGridLayout(self.mapping)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (field, combo) in enumerate(self.fields.items()):
            row, column = divmod(place, _FEW_PLACES)
            question = plain(_words(field), self.mapping)
            question.setBuddy(combo)
            grid.addWidget(question, row * 2, column)
            grid.addWidget(combo, row * 2 + 1, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self.mapping, self.table, self.problem):
            whole.addWidget(widget)
        self.mapping.hide()
        self.problem.hide()

    def look_soon(self) -> None:
        """Look again once nothing has changed for a moment."""
        self._timer.start()

    def columns(self) -> dict[str, str]:
        """Which column somebody chose for which field."""
        return {
            field: str(combo.currentData())
            for field, combo in self.fields.items()
            if combo.property("chosen") and combo.currentData()
        }

    def _look(self) -> None:
        self._asked += 1
        number, wish, paths = self._asked, self._wish(), list(self._paths)
        self._readings.append(
            tasks.read(self, lambda: (number, preview.look(paths, wish, _ROWS)), self._show)
        )

    def _show(self, answer: object) -> None:
        number, found = answer if isinstance(answer, tuple) else (0, None)
        if number != self._asked or not isinstance(found, Preview):
            return  # something else was asked for meanwhile
        self._show_mapping(found.columns, found.mapping)
        self.problem.setText(told(found.problem) if found.problem else "")
        self.problem.setVisible(found.problem is not None)
        self.table.setRowCount(len(found.rows))
        for row, one in enumerate(found.rows):
            for column, words in enumerate((one.name, one.title, one.outlet, one.date, one.text)):
                self.table.setItem(row, column, QTableWidgetItem(words))

    def _show_mapping(self, columns: Sequence[str], mapping: Mapping[str, str]) -> None:
        self.mapping.setVisible(bool(columns))
        for field, combo in self.fields.items():
            wanted = mapping.get(field, combo.currentData() if combo.property("chosen") else "")
            combo.clear()
            combo.addItem(tr("none"), "")
            for name in columns:
                combo.addItem(short(name, 80), name)
            combo.setCurrentIndex(max(0, combo.findData(wanted)))

    def wait(self) -> None:
        """Let what is being read come to its end: files are not left half open."""
        self._timer.stop()
        for reading in self._readings:
            reading.wait()


def _combo(field: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(_words(field))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(9)
    combo.activated.connect(lambda: combo.setProperty("chosen", True))
    return combo


def _table(parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, 5, parent)
    table.setHorizontalHeaderLabels([tr("Name"), tr("Title"), tr("Outlet"), tr("Date"), tr("Text")])
    table.setAccessibleName(tr("The first articles"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    row = table.fontMetrics().height() + 8
    table.verticalHeader().setDefaultSectionSize(row)
    table.setMinimumHeight(row * (_ROWS + 1) + 16)
    return table


def _words(field: str) -> str:
    return {
        "text": tr("Text"),
        "title": tr("Title"),
        "outlet": tr("Outlet"),
        "author": tr("Author"),
        "date": tr("Date"),
        "url": tr("Address"),
        "name": tr("Name"),
    }[field]
