"""How files with annotations are read, asked before; and afterwards what became of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.dialogs.import_preview import ArrivalPreview
from annotator.formats import offset_reading, registry
from annotator.formats.format import Format
from annotator.jobs.import_files import Wish
from annotator.jobs.import_report import ImportReport, Remark
from annotator.words import language, told, tr

_WIDE = 640
_MANY = 500
"""Remarks that are listed; the rest are counted."""


class ImportDialog(Dialog):
    """Format, set, coder and offset unit: all found out, each to be said otherwise."""

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = [known for known in registry.FORMATS if known.read is not None]
        self.format = QComboBox(self)
        self.format.addItem(_detected(paths))
        self.format.addItems([told(known.title) for known in self._formats])
        self.set = QLineEdit(self)
        self.set.setPlaceholderText(tr("as the file says"))
        self.coder = QLineEdit(self)
        self.coder.setPlaceholderText(tr("whom the file names"))
        self.unit = QComboBox(self)
        self.unit.addItem(tr("found out by the words"))
        self.unit.addItems([reading.name for reading in offset_reading.READINGS])
        self.names = QLineEdit(self)
        self.names.setPlaceholderText("{outlet}_{date}_{title}")
        self.names.setToolTip(
            tr("What the parts of file names are, if they say something; {} passes a part over.")
        )
        self.missing = plain(parent=self, wrap=True)
        self.preview = ArrivalPreview(paths, self.wish, self)
        self._lay_out(paths)
        self.format.currentIndexChanged.connect(self._look)
        self.names.textEdited.connect(self.preview.look_soon)
        self.unit.currentIndexChanged.connect(self.preview.look_soon)
        self.preview.mapping_chosen.connect(self.preview.look_soon)
        self.finished.connect(self.preview.wait)
        self._look()

    @classmethod
    def ask(cls, parent: QWidget | None, paths: Sequence[Path]) -> Wish | None:
        """Let a person say how to read; nothing where they gave up."""
        dialog = cls(paths, parent)
        wish = dialog.wish() if dialog.exec() else None
        dialog.deleteLater()
        return wish

    def wish(self) -> Wish:
        """Everything that was said."""
        chosen = self._chosen()
        return Wish(
            format=chosen.name if chosen else "",
            set=self.set.text().strip(),
            coder=self.coder.text().strip(),
            unit=self.unit.currentText() if self.unit.currentIndex() else "",
            columns=self.preview.columns(),
            name_pattern=self.names.text().strip(),
        )

    def _chosen(self) -> Format | None:
        at = self.format.currentIndex()
        return self._formats[at - 1] if at > 0 else None

    def _look(self) -> None:
        chosen = self._chosen()
        missing = chosen.missing if chosen else ()
        self.main.setEnabled(not missing)
        self.missing.setText(needs_words(chosen) if chosen and missing else "")
        self.missing.setVisible(bool(missing))
        self.preview.look_soon()

    def _lay_out(self, paths: Sequence[Path]) -> None:
        self.setWindowTitle(tr("Import"))
        self.column.addStrut(_WIDE)
        self.main.setText(tr("Import"))
        names = ", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else "")  # noqa: PLR2004
        self.column.addWidget(muted(names, self))
        rows = form()
        for words, field in (
            (tr("Format"), self.format),
            (tr("Annotation set"), self.set),
            (tr("Coder"), self.coder),
            (tr("Offsets count"), self.unit),
            (tr("File names"), self.names),
        ):
            question = plain(words)
            question.setBuddy(field)
            field.setAccessibleName(words)
            rows.addRow(question, field)
        self.column.addLayout(rows)
        self.column.addWidget(self.missing)
        self.column.addWidget(self.preview)
        self.column.addStretch()
        self.add_buttons()


def needs_words(chosen: Format) -> str:
    """Which libraries a format lacks, and what installs them."""
    return tr(
        "This format needs {libraries}. This installs it: {command}",
        libraries=", ".join(chosen.missing),
        command=f'pip install "annotator[{chosen.extra}]"',
    )


def _detected(paths: Sequence[Path]) -> str:
    found = {known.name if (known := registry.detect(path)) else "" for path in paths}
    if len(found) == 1 and "" not in found:
        return tr("Found out: {format}", format=told(registry.named(found.pop()).title))
    return tr("Found out, file by file")


class ImportReportDialog(Dialog):
    """What an import did, with everything that was remarked, to be read and copied."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import report"))
        self.column.addStrut(_WIDE)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setPlainText(report_words(report))
        self.text.setMinimumHeight(280)
        self.text.setAccessibleName(tr("Import report"))
        self.column.addWidget(self.text)
        self.main.setText(tr("Close"))
        self.cancel.hide()
        self.add_buttons()


def is_worth_reading(report: ImportReport) -> bool:
    """Whether there is more to say than how many articles came."""
    return bool(report.annotations or report.aside or (report.refused and report.warnings))


def report_words(report: ImportReport) -> str:
    """An import in plain text: counts, then sets and labels, then remarks place by place."""
    locale = QLocale(language())
    lines = [tr("{what}: {count}", what=w, count=locale.toString(n)) for w, n in _counts(report)]
    lines.append(tr("Offsets counted as: {unit}", unit=report.offset_unit))
    lines += _listed(tr("Annotation sets"), report.sets)
    lines += _listed(tr("Labels"), report.labels)
    lines += _listed(
        tr("Kept aside, a project has no place for it"),
        {told(sentence): count for sentence, count in report.aside},
    )
    lines += _remarks(tr("Not taken in"), report.refused)
    lines += _remarks(tr("To look at"), report.warnings)
    return "\n".join(lines)


def _counts(report: ImportReport) -> list[tuple[str, int]]:
    counts = [
        (tr("Articles"), report.articles),
        (tr("Articles already known"), report.skipped_known),
        (tr("Annotations"), report.annotations),
        (tr("Annotations of several fragments"), report.fragmented),
        (tr("Links"), report.links),
        (tr("Attribute values"), report.attributes),
        (tr("Notes"), report.notes),
    ]
    return [pair for pair in counts if pair[1]]


def _listed(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    return ["", title, *(f"  {name}: {count}" for name, count in counts.items())]


def _remarks(title: str, remarks: Sequence[Remark]) -> list[str]:
    if not remarks:
        return []
    more = len(remarks) - _MANY
    rest = [tr("… and {count} more", count=more)] if more > 0 else []
    return ["", title, *(f"  {_remark(one)}" for one in remarks[:_MANY]), *rest]


def _remark(remark: Remark) -> str:
    place = f"{remark.file}:{remark.line}" if remark.line else remark.file
    return f"{place}: {told(remark.message)}" if place else told(remark.message)
