"""Hints for keys on one line: as many as have room, the most useful ones first, none cut."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_BETWEEN = "   "


class Hints(QLabel):
    """Stands at the right; takes what room there is and asks for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(0, 3, 14, 3)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these, the most useful one first."""
        self._keys = tuple(keys)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        count = len(self._keys)
        while count and metrics.horizontalAdvance(_BETWEEN.join(self._keys[:count])) > room:
            count -= 1
        words = _BETWEEN.join(self._keys[:count])
        if words != self.text():
            self.setText(words)
