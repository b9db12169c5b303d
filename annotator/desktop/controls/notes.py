"""A field for a note: plain words that grow with what is written and are handed on whole."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.desktop.controls.undoing import is_left

MOST_LINES = 4


class NoteField(QPlainTextEdit):
    """Hands its words on when it is left; shows up to four lines at once."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def words(self) -> str:
        """What stands in the field; no-break spaces stay what they are."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def is_pending(self) -> bool:
        """Whether something was written that has not been handed on."""
        return self.words() != self._kept

    def show_note(self, note: str) -> None:
        """Show the note as it is kept; words that are just being written stay."""
        writing = self.is_pending
        self._kept = note
        if not writing and self.words() != note:
            self.setPlainText(note)

    def commit(self) -> None:
        """Hand the words on if they changed; they wait on until they are shown as kept."""
        if not self.is_pending:
            return
        self.committed.emit(self.words())
        if not self.is_pending:
            # From here on the program's own undo takes them back.
            self.document().clearUndoRedoStacks()

    def event(self, event: QEvent) -> bool:
        return not is_left(event, self._is_not_mine) and bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_not_mine(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The field's own menu takes the focus for a moment only.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_not_mine(self, event: QKeyEvent) -> bool:
        """Undo where nothing is being written: it is the program's."""
        return event.matches(QKeySequence.StandardKey.Undo) and not self._has_undo()

    def _has_undo(self) -> bool:
        return self.document().isUndoAvailable()

    def _fit(self) -> None:
        written = max(round(self.document().size().height()), 1)
        lines, bars = min(written, MOST_LINES), Qt.ScrollBarPolicy
        more = written > MOST_LINES
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if more else bars.ScrollBarAlwaysOff)
        frame = self.contentsMargins()
        margins = 2 * round(self.document().documentMargin()) + frame.top() + frame.bottom() + 2
        height = lines * self.fontMetrics().lineSpacing() + margins
        if height != self.height():
            self.setFixedHeight(height)
