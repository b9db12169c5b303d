"""The lines above the text: title, and below it name, outlet and date in small letters."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.domain.article import Article
from annotator.domain.turning import short, visible
from annotator.words import tr


class ElidedLine(QWidget):
    """One line of plain words, cut with an ellipsis where there is no room; a tip has it whole."""

    def __init__(self, parent: QWidget, *, share: float, bold: bool = False) -> None:
        super().__init__(parent)
        self._words = ""
        self._quiet = not bold
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * share)
        font.setBold(bold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show these words, line breaks as spaces."""
        self._words = visible(" ".join(short(words).split()))
        self.setAccessibleName(self._words)
        self.update()

    def words(self) -> str:
        """The words, whole."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(100, QFontMetrics(self.font()).height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.current()
        painter.setPen(colors.muted if self._quiet else colors.text)
        fitting = QFontMetrics(self.font()).elidedText(
            self._words, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, fitting)


class ArticleHeading(QWidget):
    """Shows an article's metadata; the button asks to change it."""

    change_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLine(self, share=1.25, bold=True)
        self.about = ElidedLine(self, share=0.95)
        self._change = QToolButton(self)
        self._change.setText("⋯")
        self._change.setAutoRaise(True)
        self._change.setToolTip(tr("Change title, outlet, date"))
        self._change.setAccessibleName(tr("Change title, outlet, date"))
        self._change.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._change.clicked.connect(self.change_requested)
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.title)
        lines.addWidget(self.about)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 10, 16, 8)
        row.addLayout(lines, 1)
        row.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)

    def show_article(self, article: Article) -> None:
        """Show what is known about an article."""
        known = article.metadata
        self.title.show_words(known.title or article.name)
        parts = (article.name, known.outlet, known.author, known.date)
        self.about.show_words(" · ".join(part for part in parts if part))
        self._change.show()

    def clear(self) -> None:
        """Show nothing."""
        self.title.show_words("")
        self.about.show_words("")
        self._change.hide()
