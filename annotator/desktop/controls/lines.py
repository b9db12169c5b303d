"""Words on a few lines, the last one ending in an ellipsis where they do not all fit."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.turning import short, visible

_ANY_BREAK = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))

_MOST = 20_000
"""Letters that any number of lines could hold."""


class Block(NamedTuple):
    """Lines laid out: their words and how tall one is."""

    lines: tuple[str, ...]
    pitch: float

    @property
    def height(self) -> float:
        """All lines together."""
        return self.pitch * len(self.lines)

    def paint(self, painter: QPainter, place: QPointF) -> None:
        """Draw the lines with the painter's font and pen; `place` is the top left corner."""
        ascent = QFontMetricsF(painter.font()).ascent()
        for number, line in enumerate(self.lines):
            painter.drawText(QPointF(place.x(), place.y() + ascent + number * self.pitch), line)


def lay_out(words: str, font: QFont, width: float, limit: int) -> Block:
    """The words on at most `limit` lines of this width."""
    metrics = QFontMetricsF(font)
    plain = visible(short(words, _MOST).translate(_ANY_BREAK))
    broken = list(_broken(plain, font, max(width, 1.0), limit))
    if not broken:
        return Block((), metrics.height())
    lines = [plain[start:end].rstrip() for start, end in broken]
    if broken[-1][1] < len(plain.rstrip()):
        rest = plain[broken[-1][0] :]
        lines[-1] = metrics.elidedText(short(rest), Qt.TextElideMode.ElideRight, width)
    return Block(tuple(lines), metrics.height())


def _broken(plain: str, font: QFont, width: float, limit: int) -> Iterator[tuple[int, int]]:
    # Far more than ever fits: long quotations cost no more than short ones.
    layout = QTextLayout(plain[: int(limit * (width / 2 + 40))], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for _ in range(limit):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        yield line.textStart(), line.textStart() + line.textLength()
    layout.endLayout()


class Lines(QWidget):
    """Plain words on at most a few lines, with all of them as tool tip where they do not fit."""

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._words = ""
        self._blocks: dict[int, Block] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """All the words, fitting or not."""
        return self._words

    def show_words(self, words: str) -> None:
        """Show these words."""
        if words != self._words:
            self._words = words
            self._blocks.clear()
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._block(width).height + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, round(QFontMetricsF(self.font()).height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        block = self._block(self.width())
        block.paint(painter, QPointF(0, max(0.0, (self.height() - block.height) / 2)))
        cut = "".join(block.lines).endswith("…") and not self._words.endswith("…")
        self.setToolTip(_escaped(self._words) if cut else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._blocks.clear()

    def _block(self, width: int) -> Block:
        if width not in self._blocks:
            self._blocks[width] = lay_out(self._words, self.font(), width, self._limit)
        return self._blocks[width]


def _escaped(words: str) -> str:
    """Words as a tool tip that wraps and is never read as markup."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{safe}</p>"
