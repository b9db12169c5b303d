"""The differences between two codebooks: what came, what went, words before and after."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.desktop.controls.shapes import swatch_icon
from annotator.desktop.controls.texts import muted, plain
from annotator.domain.codebook_changes import ADDED, DROPPED, MOVED, Difference
from annotator.domain.sentence import Sentence
from annotator.words import told, tr

_MOST = 400
"""Differences shown: more nobody reads, and each is widgets."""
_SIGNS = {ADDED: "+", DROPPED: "−", MOVED: "↕"}
_SWATCH, _SIGN = 14, 11
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class DifferenceList(QScrollArea):
    """Shows differences, or says that there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Differences"))
        self.lines: list[str] = []
        self.viewport().setAutoFillBackground(False)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show these."""
        self.lines = [told(one.sentence) for one in found]
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(6)
        if not found:
            column.addWidget(muted(tr("Nothing is different.")))
        for one in found[:_MOST]:
            column.addLayout(_row(one))
        if len(found) > _MOST:
            column.addWidget(muted(tr("… and {count} more", count=len(found) - _MOST)))
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(0)


def _row(one: Difference) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    sign = muted(_SIGNS.get(one.kind, "≠"))
    sign.setFixedWidth(14)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(plain(told(one.sentence), wrap=True))
    for mark, lines in (("−", one.before), ("+", one.after)):
        for line in lines:
            words.addLayout(_line(mark, told(line) if isinstance(line, Sentence) else line))
    row.addLayout(words, 1)
    return row


def _line(mark: str, words: str) -> QHBoxLayout:
    """A line of before or after; a colour is shown beside its name."""
    row = QHBoxLayout()
    row.setSpacing(6)
    sign = muted(mark)
    sign.setFixedWidth(_SIGN)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    if _COLOR.fullmatch(words):
        seen = QLabel()
        seen.setPixmap(swatch_icon("tint", words).pixmap(_SWATCH, _SWATCH))
        row.addWidget(seen, 0)
    row.addWidget(muted(words, wrap=True), 1)
    return row
