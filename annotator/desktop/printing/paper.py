"""Paper: pages one under the other, words that flow over them, and a foot on each."""

from itertools import count

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPainter,
    QTextLayout,
    QTextOption,
)

from annotator.desktop.canvas.paragraphs import Paragraphs, is_reversed
from annotator.desktop.canvas.sheets import fit_for_paper
from annotator.domain.sentence import AnnotatorError, say
from annotator.words import tr

_FOOT = 26.0
_FOOT_SIZE = 8.0


class Paper:
    """Draws on a device of pages from `y` down; lengths are pixels of the screen, scaled to it.

    Raises:
        AnnotatorError: the device takes nothing, or no more.
    """

    def __init__(self, device: QPagedPaintDevice, source: str, ink: str, muted: str) -> None:
        self._device, self._source = device, source
        self._ink, self.muted = ink, muted
        self._numbers = count(1)
        self.y = self.indent = 0.0
        self.painter = QPainter()
        if not self.painter.begin(device):
            raise AnnotatorError(say("The printer does not answer; nothing was printed."))
        scale = device.logicalDpiX() / QGuiApplication.primaryScreen().logicalDotsPerInch()
        self.width = device.width() / scale
        self._height = device.height() / scale
        self.painter.scale(scale, scale)

    @property
    def room(self) -> float:
        """How high what stands above the foot of a page may be."""
        return self._height - _FOOT

    @property
    def left(self) -> float:
        """What is left of this page."""
        return self.room - self.y

    def turn(self) -> None:
        """Go on with the next page."""
        self._foot()
        if not self._device.newPage():
            raise AnnotatorError(say("The printer does not answer; nothing more was printed."))
        self.y = 0.0

    def need(self, height: float) -> None:
        """Turn the page where so much is not left."""
        if height > self.left and self.y:
            self.turn()

    def close(self) -> None:
        """The last page is full."""
        self._foot()
        self.painter.end()

    def give_up(self) -> None:
        """Nothing more comes."""
        if self.painter.isActive():
            self.painter.end()

    def flow(self, words: str, font: QFont, color: str = "", left: float = 0.0) -> None:
        """Words from here on, in as many lines and pages as they need."""
        self.painter.setPen(QColor(color or self._ink))
        paragraphs = Paragraphs(words)
        for number in range(len(paragraphs)):
            self._paragraph(paragraphs.shown(number), font, left)

    def _paragraph(self, words: str, font: QFont, left: float) -> None:
        layout = QTextLayout(words, font)
        side = Qt.AlignmentFlag.AlignRight if is_reversed(words) else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        left += self.indent
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width - left - self.indent)
        layout.endLayout()
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            self.need(line.height())
            line.draw(self.painter, QPointF(left, self.y - line.y()))
            self.y += line.height()

    def _foot(self) -> None:
        font = letters(_FOOT_SIZE)
        number = tr("Page {number}", number=next(self._numbers))
        metrics = QFontMetricsF(font)
        room = self.width - metrics.horizontalAdvance(number) - 24
        source = metrics.elidedText(self._source, Qt.TextElideMode.ElideRight, room)
        foot = QRectF(0, self._height - metrics.height() - 2, self.width, metrics.height() + 2)
        self.painter.setFont(font)
        self.painter.setPen(QColor(self.muted))
        self.painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), source)
        self.painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), number)


def letters(size: float, *, bold: bool = False) -> QFont:
    """The program's own letters, in points, as fine as paper is."""
    font = QFont(QGuiApplication.font().family())
    font.setPointSizeF(size)
    font.setBold(bold)
    fit_for_paper(font)
    return font
