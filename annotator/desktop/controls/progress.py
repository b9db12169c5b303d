"""How much of the articles is done."""

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.texts import muted
from annotator.words import language, tr


class Progress(QWidget):
    """How much is done, in words and as a thin bar."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.words = muted()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addSpacing(8)

    def show_progress(self, done: int, articles: int) -> None:
        """Show that so many of all articles are done."""
        self.setVisible(articles > 0)
        self._share = done / articles if articles else 0.0
        number = QLocale(language()).toString
        self.words.setText(
            tr("{done}/{articles} done", done=number(done), articles=number(articles))
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, self.height() - 4, self.width(), 3)
        painter.setBrush(QColor(colors.line))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        bar.setWidth(bar.width() * self._share)
        painter.setBrush(QColor(colors.good))
        painter.drawRoundedRect(bar, 1.5, 1.5)
