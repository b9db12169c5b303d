"""What stands where a list would be empty: a sentence and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop.controls.texts import muted


def invitation(words: str, action: QWidget) -> QWidget:
    """A page with the sentence above a button, a little above the middle."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    said = muted(words, wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addStretch(2)
    column.addWidget(said)
    column.addSpacing(8)
    column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
