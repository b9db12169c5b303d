"""The bar with which something is found in the article."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.sheet import Clothes, put_kind
from annotator.desktop.controls.texts import muted
from annotator.words import tr

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Asks what to find and shows how often; whoever owns the text does the finding."""

    search_changed = Signal(str, bool, bool)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(160)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._tell)
        self.count = muted(parent=self)
        self.words = self._option()
        self.exact = self._option()
        self._previous = self._button("↑")
        self._next = self._button("↓")
        self._close = QPushButton("✕", self)
        self._close.setProperty("kind", "quiet")
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._close.clicked.connect(self.close_bar)
        self._lay_out()
        self._word()
        self.hide()

    def open_with(self, text: str = "") -> None:
        """Appear with the focus in the field; `text` replaces what stood there."""
        self._word()
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.field.text():
            self._tell()

    def close_bar(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """Say which of the places is shown, the first being 1; none is a total of 0."""
        searched = bool(self.field.text())
        found = tr("{current}/{total}", current=current, total=total)
        self.count.setText((found if total else tr("nothing found")) if searched else "")
        put_kind(self.field, "wrong" if searched and not total else "")
        announce(self.field, self.count.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.current().line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() not in (*_ENTERS, Qt.Key.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._obey(event)
        return True

    def _obey(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous_requested.emit()
        else:
            self.next_requested.emit()

    def _tell(self) -> None:
        self.search_changed.emit(self.field.text(), self.words.isChecked(), self.exact.isChecked())

    def _option(self) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setProperty("kind", "quiet")
        button.toggled.connect(self._tell)
        return button

    def _button(self, sign: str) -> QPushButton:
        button = QPushButton(sign, self)
        button.setProperty("kind", "quiet")
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for button in (self._previous, self._next, self.words, self.exact, self._close):
            row.addWidget(button)

    def _word(self) -> None:
        self.field.setPlaceholderText(tr("Find in the article"))
        self.field.setAccessibleName(tr("Find in the article"))
        self.words.setText(tr("Whole words"))
        self.exact.setText(tr("Case and accents"))
        self.exact.setToolTip(tr("Only what is written exactly like this"))
        for button, name in (
            (self._previous, tr("Previous match")),
            (self._next, tr("Next match")),
            (self._close, tr("Close")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
