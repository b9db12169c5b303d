"""Fonts and distances of one style: everything the layout measures with."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QStaticText,
    QTextLayout,
    QTextOption,
)

from annotator.desktop.canvas.paragraphs import is_reversed
from annotator.desktop.canvas.style import CanvasStyle
from annotator.domain.turning import short

_SAMPLE = "le ministre a dit que la situation reste tendue et que rien ne changera"
_WIDEST_CAPTION = 40


class Typesetting:
    """The fonts of a style and their metrics, in pixels; captions measured once each."""

    def __init__(self, style: CanvasStyle) -> None:
        self.font = QFont(style.family)
        self.font.setPointSizeF(style.size)
        self.small = QFont(QGuiApplication.font().family())
        self.small.setPointSizeF(max(6.5, style.size * 0.68))
        metrics, small = QFontMetricsF(self.font), QFontMetricsF(self.small)
        self.height = metrics.ascent() + metrics.descent()
        self.ascent, self.descent = metrics.ascent(), metrics.descent()
        self.character = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        self.space = metrics.horizontalAdvance(" ")
        self.measure = round(self.character * style.measure)
        spare = self.height * max(0.0, style.line_height - 1)
        self.above, self.below = round(spare * 0.55), round(spare * 0.45)
        self.gap = round(self.height * 0.25)
        self.caption_height = round(small.ascent() + small.descent())
        self._small_metrics = small
        self._widest = small.averageCharWidth() * _WIDEST_CAPTION
        self._captions: dict[str, tuple[QStaticText, float]] = {}
        self._option = self._opted(Qt.AlignmentFlag.AlignLeft)
        self._reversed = self._opted(Qt.AlignmentFlag.AlignRight)

    def _opted(self, side: Qt.AlignmentFlag) -> QTextOption:
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setTabStopDistance(self.character * 4)
        return option

    def column(self, width: int) -> tuple[int, int]:
        """Left edge and width of the text column in a viewport of this width."""
        margin = min(max(round(width * 0.06), 10), 64)
        wide = max(min(self.measure, width - 2 * margin), 40)
        return max((width - wide) // 2, margin), wide

    def broken(self, text: str, width: float) -> QTextLayout:
        """The text broken into lines of this width, each still to be placed."""
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self._reversed if is_reversed(text) else self._option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return layout

    def caption(self, text: str, room: float = math.inf) -> tuple[QStaticText, float]:
        """A caption ready to be drawn and its width, elided when very long or without room."""
        found = self._captions.get(text)
        if found is None:
            found = self._captions[text] = self._set(text, self._widest)
        return found if found[1] <= room else self._set(text, room)

    def _set(self, text: str, room: float) -> tuple[QStaticText, float]:
        metrics = self._small_metrics
        shown = metrics.elidedText(short(text), Qt.TextElideMode.ElideRight, room)
        ready = QStaticText(shown)
        ready.setTextFormat(Qt.TextFormat.PlainText)
        ready.prepare(font=self.small)
        return ready, metrics.horizontalAdvance(shown)
