"""Which backup is to be the project again."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.desktop.controls.texts import heading, muted
from annotator.desktop.dialogs.frame import Dialog
from annotator.jobs.backup import Backup
from annotator.words import language, tr

_PATH = Qt.ItemDataRole.UserRole
_NUMBERS = (1, 2, 3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RestoreDialog(Dialog):
    """The backups of a project, the newest first, with what each holds."""

    def __init__(self, name: str, found: list[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore a backup"))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("Backups"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([tr("From"), tr("Articles"), tr("Annotations"), tr("Size")])
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemDoubleClicked.connect(lambda *_: self.main.click())
        self._lay_out(name)
        self._fill(found)

    @property
    def chosen(self) -> Path | None:
        """The backup that is chosen."""
        items = self.list.selectedItems()
        return Path(items[0].data(0, _PATH)) if items else None

    @classmethod
    def ask(cls, parent: QWidget, name: str, found: list[Backup]) -> Path | None:
        """The backup that somebody wants back, if any."""
        dialog = cls(name, found, parent)
        taken = bool(dialog.exec())
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen if taken else None

    def _lay_out(self, name: str) -> None:
        self.resize(620, 420)
        self.main.setText(tr("Restore"))
        self.column.addWidget(heading(tr("Restore “{name}”", name=name), self, wrap=True))
        self.column.addWidget(
            muted(
                tr(
                    "The project becomes again what it was then. What it is now is kept among "
                    "the backups first, so this can be taken back."
                ),
                self,
                wrap=True,
            )
        )
        self.column.addWidget(self.list, 1)
        self.add_buttons()

    def _fill(self, found: list[Backup]) -> None:
        for one in found:
            self.list.addTopLevelItem(_item(one))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            self.list.headerItem().setTextAlignment(column, _RIGHT)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._allow()

    def _allow(self) -> None:
        self.main.setEnabled(self.chosen is not None)


def _item(one: Backup) -> QTreeWidgetItem:
    locale = QLocale(language())
    when = one.at.astimezone().strftime("%Y-%m-%d  %H:%M:%S")
    held = one.holdings
    counts = [held.articles, held.annotations] if held else []
    shown = [locale.toString(count) for count in counts] or [tr("cannot be read"), ""]
    item = QTreeWidgetItem([when, *shown, locale.formattedDataSize(one.size)])
    item.setData(0, _PATH, str(one.path))
    for column in _NUMBERS:
        item.setTextAlignment(column, _RIGHT)
    if held is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item
