"""The rule of one label: question, definition, what belongs to it, what does not, examples."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.desktop.controls.rule_tip import worded
from annotator.desktop.controls.shapes import draw_swatch
from annotator.desktop.controls.texts import heading, muted, plain
from annotator.domain.codebook import Label, in_language
from annotator.words import language, tr


class RulePane(QScrollArea):
    """Shows a label's rule in plain words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Rule of the label"))
        self.viewport().setAutoFillBackground(False)
        self._shown: object = None
        self.show_rule(None, "")

    def show_rule(self, label: Label | None, channel: str) -> None:
        """Show this label's rule, or what to do to see one."""
        wanted = (label, channel, language())
        if wanted == self._shown and self.widget() is not None:
            return
        self._shown = wanted
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        if label is None:
            column.addWidget(muted(tr("Choose a label to read its rule."), wrap=True))
        else:
            _fill(column, label, channel)
        column.addStretch(1)
        self.setWidget(body)
        # Scroll areas fill what they are given; here the panel's ground shines through.
        body.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(0)


def _fill(column: QVBoxLayout, label: Label, channel: str) -> None:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(_Swatch(channel, label.color), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(heading(label.name(language()), share=1, wrap=True), 1)
    column.addLayout(head)
    for names, kind in ((label.question, "muted"), (label.definition, "")):
        words = in_language(names, language())
        if words:
            column.addWidget(plain(words, kind=kind, wrap=True))
    for title, mark, lists in (
        (tr("Include"), "+", label.include),
        (tr("Leave out"), "−", label.exclude),
        (tr("Examples"), "·", label.examples),
    ):
        _fill_list(column, title, mark, worded(lists))


def _fill_list(column: QVBoxLayout, title: str, mark: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    column.addSpacing(4)
    column.addWidget(muted(title, wrap=True))
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(muted(mark), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain(line, wrap=True), 1)
        column.addLayout(row)


class _Swatch(QWidget):
    def __init__(self, channel: str, color: str) -> None:
        super().__init__()
        self._channel, self._color = channel, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(16, max(16, self.fontMetrics().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_swatch(painter, self.rect().toRectF(), self._channel, self._color)
