"""The bar with which something is found in the article."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.sheet import Clothes, put_kind
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.controls.ticks import Tick
from annotator.jobs.word_search import Wanted
from annotator.words import tr

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Asks what to find and shows how often; whoever owns the text does the finding.

    Where there is no room for everything side by side, it takes more lines.
    """

    search_changed = Signal(Wanted)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self._clothes.changed.connect(self._keep_steady)
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(120)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._tell)
        self.hint = muted(parent=self)
        self.count = muted(parent=self)
        self.trouble = plain(parent=self, kind="warning", wrap=True)
        self.words, self.pattern, self.as_written = (Tick(self) for _ in range(3))
        for option in self._options():
            option.toggled.connect(self._tell)
            option.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._previous = self._button("↑")
        self._next = self._button("↓")
        self._close = self._button("✕")
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._close.clicked.connect(self.close_bar)
        self._lay_out()
        self._word()
        self._show("")
        self.hide()

    def _options(self) -> tuple[Tick, ...]:
        return self.words, self.pattern, self.as_written

    # ------------------------------------------------------------------ what is looked for

    def wanted(self) -> Wanted:
        """What is looked for now."""
        return Wanted(self.field.text(), *(option.isChecked() for option in self._options()))

    def take_options(self, wanted: Wanted) -> None:
        """Look for things in this way from now on; the words stay."""
        chosen = (wanted.whole_words, wanted.pattern, wanted.as_written)
        for option, is_on in zip(self._options(), chosen, strict=True):
            option.blockSignals(True)
            option.setChecked(is_on)
            option.blockSignals(False)

    def open_with(self, text: str = "") -> None:
        """Appear with the focus in the field; `text` replaces what stood there, not yet told."""
        self._word()
        self.show()
        self.field.blockSignals(True)
        if text:
            self.field.setText(text)
        self.field.blockSignals(False)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    # ------------------------------------------------------------------ what was found

    def show_count(self, current: int, total: int, hint: str = "") -> None:
        """Say which of the places is shown, the first being 1; none is a total of 0."""
        if total:
            self._show(tr("{current} of {total}", current=current, total=total), hint)
        else:
            self._show(tr("nothing found") if self.field.text() else "")
        put_kind(self.field, "wrong" if self.field.text() and not total else "")
        announce(self.field, " ".join(filter(None, (self.count.text(), hint))))

    def show_busy(self) -> None:
        """Say that it takes a moment."""
        self._show("…")

    def show_trouble(self, words: str) -> None:
        """Say why not everything was looked at; nothing takes it away."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self.field, words)

    def _show(self, count: str, hint: str = "") -> None:
        self.count.setText(count)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._keep_steady()
        self.show_trouble("")

    def _keep_steady(self) -> None:
        """Room for any count, so that the buttons stay under the mouse that clicks them."""
        widest = (tr("nothing found"), self.count.text())
        metrics = self.count.fontMetrics()
        self.count.setMinimumWidth(max(metrics.horizontalAdvance(words) for words in widest) + 4)

    # ------------------------------------------------------------------ keys

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
        self.search_changed.emit(self.wanted())

    # ------------------------------------------------------------------ building

    def _button(self, sign: str) -> QPushButton:
        button = QPushButton(sign, self)
        button.setProperty("kind", "quiet")
        return button

    def _lay_out(self) -> None:
        steps = QWidget(self)
        together = QHBoxLayout(steps)
        together.setContentsMargins(4, 0, 8, 0)
        together.setSpacing(0)
        for part in (self.count, self._previous, self._next):
            together.addWidget(part)
        flow = Flow(gap=6)
        for item in (self.field, self.hint, steps, *self._options()):
            flow.addWidget(item)
        row = QHBoxLayout()
        row.addLayout(flow, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.trouble)

    def _word(self) -> None:
        self.field.setPlaceholderText(tr("Find in the article"))
        self.field.setAccessibleName(tr("Find in the article"))
        self.words.setText(tr("Whole words"))
        self.pattern.setText(tr("Regular expression"))
        self.as_written.setText(tr("As written"))
        self.words.setToolTip(tr("No letter or digit stands right before or after"))
        self.pattern.setToolTip(
            tr("For example \\d+ for any number; accents count, ^ and $ are the ends of lines")
        )
        self.as_written.setToolTip(tr("Case, accents and kinds of apostrophes count"))
        for button, name in (
            (self._previous, tr("Previous match")),
            (self._next, tr("Next match")),
            (self._close, tr("Close")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
