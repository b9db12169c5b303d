"""What leaves the project, in which format, and what of it has no place there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.texts import button_text, muted, plain
from annotator.desktop.controls.ticks import Circle, Tick
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.dialogs.import_dialog import needs_words
from annotator.desktop.session import Session
from annotator.domain.people import AnnotationSet
from annotator.domain.turning import short
from annotator.formats.format import Format
from annotator.formats.outgoing import Fit, TextShare, WriteOptions
from annotator.formats.registry import FORMATS
from annotator.jobs.export import Wanted
from annotator.jobs.losses import Loss, losses
from annotator.store import coders
from annotator.words import language, told, tr

TABLES = ("csv", "tsv", "event-list")
FRAGMENT_FITS: tuple[Fit, ...] = ("split", "outermost", "skip")
OVERLAP_FITS: tuple[Fit, ...] = ("outermost", "split", "layers", "skip")
SHARES: tuple[TextShare, ...] = ("full", "snippets", "none")
_WIDE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to write and where."""

    path: Path
    wanted: Wanted


class ExportDialog(Dialog):
    """Format, annotation sets, how much text; and beforehand what would be lost."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sets = coders.all_sets(session.project)
        self._formats = [known for known in FORMATS if known.writes]
        self.format = QComboBox(self)
        self.format.addItems([told(known.title) for known in self._formats])
        self.sets = [self._set_box(one) for one in self._sets]
        self._text = QButtonGroup(self)
        self.shares = [self._share(place, words) for place, words in enumerate(_share_words())]
        self.guard = Tick(tr("Safe for spreadsheets: no cell becomes a formula"), self)
        self.guard.setChecked(True)
        self.personal = Tick(tr("With e-mail addresses and fields about subscribers"), self)
        self.personal.toggled.connect(lambda _on: self._look())
        self.dialect = QComboBox(self)
        self.fragments = _choices(self, FRAGMENT_FITS, _fragment_words())
        self.overlap = _choices(self, OVERLAP_FITS, _overlap_words())
        self.lost = plain(parent=self, wrap=True)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._look)
        self._look()

    @classmethod
    def ask(cls, parent: QWidget | None, session: Session) -> Request | None:
        """Let a person choose what is written, then where; nothing where they gave up."""
        dialog = cls(session, parent)
        taken = bool(dialog.exec())
        wanted, chosen = dialog.wanted(), dialog.chosen()
        dialog.deleteLater()
        path = _asked_path(parent, session, chosen) if taken else None
        return None if path is None else Request(path=path, wanted=wanted)

    def chosen(self) -> Format:
        """The format."""
        return self._formats[self.format.currentIndex()]

    def chosen_sets(self) -> list[AnnotationSet]:
        """The annotation sets."""
        pairs = zip(self._sets, self.sets, strict=True)
        return [one for one, box in pairs if box.isChecked()]

    def wanted(self) -> Wanted:
        """Everything that was chosen."""
        options = WriteOptions(
            text=SHARES[max(0, self._text.checkedId())],
            guard=self.guard.isChecked() and self.chosen().name in TABLES,
            fragments=FRAGMENT_FITS[self.fragments.currentIndex()],
            overlap=OVERLAP_FITS[self.overlap.currentIndex()],
            dialect=self.dialect.currentText(),
            personal=self.personal.isChecked(),
        )
        names = [one.name for one in self.chosen_sets()]
        return Wanted(format=self.chosen().name, sets=names, options=options)

    def _look(self) -> None:
        sets, chosen = self.chosen_sets(), self.chosen()
        asked = self.personal.isChecked()
        found = losses(self._session.project, chosen, sets, personal=asked)
        aspects = {loss.aspect for loss in found}
        self._show_row(self.guard, chosen.name in TABLES)
        self._show_row(self.personal, asked or "personal" in aspects)
        self._show_row(self.fragments, "fragments" in aspects)
        self._show_row(self.overlap, "overlap" in aspects)
        self._show_dialects(chosen)
        self.main.setEnabled(bool(sets) and not chosen.missing)
        if chosen.missing:
            self.lost.setText(needs_words(chosen))
        elif sets:
            self.lost.setText(_lost_words(found))
        else:
            self.lost.setText(tr("Choose at least one annotation set."))

    def _show_row(self, field: QWidget, shown: bool) -> None:
        self._rows.setRowVisible(field, shown)

    def _show_dialects(self, chosen: Format) -> None:
        known = [self.dialect.itemText(at) for at in range(self.dialect.count())]
        if known != list(chosen.dialects):
            self.dialect.clear()
            self.dialect.addItems(list(chosen.dialects))
        self._show_row(self.dialect, bool(chosen.dialects))

    def _set_box(self, one: AnnotationSet) -> Tick:
        box = Tick(button_text(short(one.name, 80)), self)
        box.setChecked(one.id == self._session.set or len(self._sets) == 1)
        box.toggled.connect(self._look)
        return box

    def _share(self, place: int, words: str) -> Circle:
        button = Circle(words, self)
        button.setChecked(place == 0)
        self._text.addButton(button, place)
        return button

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Export"))
        self.column.addStrut(_WIDE)
        self.main.setText(tr("Export…"))
        rows = self._rows = form()
        rows.addRow(plain(tr("Format")), self.format)
        rows.addRow(plain(tr("Annotation sets")), _stacked(self.sets))
        rows.addRow(plain(tr("Text")), _stacked(self.shares))
        rows.addRow(plain(), self.guard)
        rows.addRow(plain(), self.personal)
        rows.addRow(plain(tr("For the program")), self.dialect)
        rows.addRow(plain(tr("Interrupted passages")), self.fragments)
        rows.addRow(plain(tr("Overlapping passages")), self.overlap)
        self.column.addLayout(rows)
        self.column.addWidget(muted(tr("What this format cannot carry"), self))
        self.column.addWidget(self.lost)
        self.column.addStretch()
        self.add_buttons()


def _choices(parent: QWidget, fits: Sequence[Fit], words: Sequence[str]) -> QComboBox:
    box = QComboBox(parent)
    box.addItems(list(words[: len(fits)]))
    return box


def _fragment_words() -> tuple[str, ...]:
    return (
        tr("one annotation for each fragment"),
        tr("from the first word to the last"),
        tr("left out"),
    )


def _overlap_words() -> tuple[str, ...]:
    return (
        tr("only the outermost"),
        tr("inner ones cut out of the outer"),
        tr("one file for each layer"),
        tr("left out"),
    )


def _share_words() -> tuple[str, ...]:
    return (
        tr("All of it, where the format has a place for it"),
        tr("Only the labelled words"),
        tr("None: places and labels only"),
    )


def _lost_words(found: Sequence[Loss]) -> str:
    if not found:
        return tr("Nothing is lost.")
    locale = QLocale(language())
    return "\n".join(
        tr("{count} × {what}", count=locale.toString(loss.number), what=told(loss.reason))
        for loss in found
    )


def _stacked(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _asked_path(parent: QWidget | None, session: Session, chosen: Format) -> Path | None:
    ending = ".zip" if chosen.shape == "folder" else chosen.endings[0]
    start = session.project.path.with_suffix("").with_name(f"{session.project.path.stem}{ending}")
    pattern = tr("{format} (*{ending})", format=told(chosen.title), ending=ending)
    name, _ = QFileDialog.getSaveFileName(parent, tr("Export"), str(start), pattern)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix or chosen.shape == "folder" else path.with_suffix(ending)
