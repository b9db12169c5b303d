"""How far a long task is, and the way to stop it."""

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.desktop.controls.announcement import announce
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.popups.plate import SHADOW, Plate
from annotator.words import language, tr

_PATIENCE_MS = 400
_WIDE = 380


class ProgressCard(Plate):
    """Appears only when a task takes longer than 0.4 s; `cancelled` asks for its end."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._title = plain(parent=self, wrap=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._count = muted(parent=self)
        self._cancel = QPushButton(self)
        self._cancel.clicked.connect(self._stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE_MS)
        self._wait.timeout.connect(self._appear)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        column.addLayout(foot)
        parent.installEventFilter(self)

    def begin(self, title: str, cancellable: bool = True) -> None:
        """A task begins; the card appears if it is not over soon."""
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._cancel.setText(tr("Cancel"))
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        self._count.clear()
        self._wait.start()

    def show_progress(self, done: int, total: int) -> None:
        """So much is done; a total of 0 means nobody knows how much there is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(_counted(done, total))

    def finish(self) -> None:
        """The task is over."""
        self._wait.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._room and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()
        announce(self._room, self._title.text())

    def _place(self) -> None:
        self.ensurePolished()
        wide = min(_WIDE + 2 * SHADOW, self._room.width())
        high = max(self.sizeHint().height(), self.heightForWidth(wide))
        left, top = (self._room.width() - wide) // 2, (self._room.height() - high) // 3
        self.setGeometry(left, max(0, top), wide, high)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(tr("Stopping…"))
        self.cancelled.emit()


def _counted(done: int, total: int) -> str:
    locale = QLocale(language())
    if not total:
        return locale.toString(done) if done else ""
    return tr("{done} of {total}", done=locale.toString(done), total=locale.toString(total))
