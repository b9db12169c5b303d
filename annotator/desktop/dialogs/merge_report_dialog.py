"""What came with a colleague's work, to be read and copied."""

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from annotator.desktop.dialogs.frame import Dialog
from annotator.jobs.merge import DifferingText, MergeReport
from annotator.words import tr

_WIDE = 500


class MergeReportDialog(Dialog):
    """Counts, then whose labels came, then articles whose texts are not the same."""

    def __init__(self, report: MergeReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A colleague's work"))
        self.column.addStrut(_WIDE)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setPlainText(report_words(report))
        self.text.setMinimumHeight(220)
        self.text.setAccessibleName(tr("A colleague's work"))
        self.column.addWidget(self.text)
        self.news = QPushButton(tr("What changed…"), self)
        self.news.setAutoDefault(False)
        self.news.clicked.connect(self.accept)
        self.main.setText(tr("Close"))
        self.cancel.hide()
        self.add_buttons(self.news)


def report_words(report: MergeReport) -> str:
    """A merge in plain text."""
    counts = [
        (tr("Articles"), report.articles),
        (tr("Annotations"), report.annotations),
        (tr("Links"), report.links),
    ]
    lines = [tr("{what}: {count}", what=what, count=f"{n:+}") for what, n in counts if n]
    lines = lines or [tr("Changes that leave the counts as they were: {n}", n=report.events)]
    if report.sets:
        lines += ["", tr("Annotation sets")]
        lines += [f"  {name}: {count:+}" for name, count in report.sets.items()]
    if report.differing:
        lines += ["", tr("Texts that differ under one name; both were kept")]
        lines += [_differing(one) for one in report.differing]
    return "\n".join(lines)


def _differing(one: DifferingText) -> str:
    return tr(
        "  {name}, from character {offset} on: “{ours}” here, “{theirs}” there",
        name=one.article,
        offset=one.offset,
        ours=one.ours,
        theirs=one.theirs,
    )
