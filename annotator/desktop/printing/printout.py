"""One article on paper: heading, the text with its passages, a legend, links and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPen

from annotator.desktop.canvas.colours import LINE_CONTRAST, legible, tint
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.sheets import Sheets
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.printing.paper import Paper, letters
from annotator.jobs.progress import Progress, tell
from annotator.words import tr

_SWATCH, _INDENT, _GAP = 24.0, 34.0, 8.0
_TINT = 0.22
_PAIR = 34.0
"""Pixels: what is said of a passage begins on the page where that is named."""
_LEAST_LEGEND = 120.0
"""Pixels: where less is left below the text, the legend begins on a page of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: a title, a label's name with its look, or something without one."""

    words: str
    look: Look | None = None
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Printout:
    """All that is printed; `source` stands at the foot of every page.

    `links` and `notes` are pairs: a label with its words, and what is linked to it or was noted.
    """

    title: str
    about: str
    source: str
    text: str
    marks: Sequence[Mark]
    looks: Mapping[str, Look]
    legend: Sequence[Row]
    links: Sequence[tuple[str, str]]
    notes: Sequence[tuple[str, str]]

    def run(
        self, device: QPagedPaintDevice, style: CanvasStyle, progress: Progress | None = None
    ) -> None:
        """Print it.

        Raises:
            AnnotatorError: the device takes nothing.
            CancelledError: it was stopped; what came out until then is not whole.
        """
        paper = Paper(device, self.source, style.text, style.muted)
        try:
            sheets = Sheets(style, self.looks, int(paper.width))
            sheets.show(self.text, self.marks)
            paper.indent = sheets.left
            self._head(paper)
            self._body(paper, sheets, progress)
            self._explain(paper, style)
            _list(paper, tr("Links"), self.links)
            _list(paper, tr("Notes"), self.notes)
            paper.close()
        finally:
            paper.give_up()

    def _head(self, paper: Paper) -> None:
        paper.flow(self.title, letters(15, bold=True))
        if self.about:
            paper.y += _GAP / 2
            paper.flow(self.about, letters(9), paper.muted)

    def _body(self, paper: Paper, sheets: Sheets, progress: Progress | None) -> None:
        for number, sheet in enumerate(sheets.cut(paper.left, paper.room)):
            if number:
                paper.turn()
            tell(progress, sheets.reached(sheet), len(self.text))
            paper.painter.save()
            paper.painter.translate(0, paper.y)
            sheets.paint(paper.painter, sheet)
            paper.painter.restore()
            paper.y += sheet.height
        tell(progress, len(self.text), len(self.text))

    # ------------------------------------------------------------------ after the text

    def _explain(self, paper: Paper, style: CanvasStyle) -> None:
        _begin(paper, tr("Legend"), _LEAST_LEGEND)
        font = letters(9)
        for row in self.legend:
            paper.need(font.pointSizeF() * 2)
            if row.is_title:
                paper.y += _GAP / 2
                paper.flow(row.words, letters(9, bold=True))
                continue
            if row.look is not None:
                _swatch(paper, row.look, style)
            paper.flow(row.words, font, left=_INDENT)
        paper.y += _GAP
        paper.flow(self.source, font, paper.muted)


def _list(paper: Paper, title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """A title with pairs below it; nothing where there is none."""
    if pairs:
        _begin(paper, title, _LEAST_LEGEND / 2)
    for place, words in pairs:
        paper.need(_PAIR)
        paper.flow(place, letters(9), paper.muted)
        paper.flow(words, letters(9.5), left=_GAP)
        paper.y += _GAP


def _begin(paper: Paper, title: str, least: float) -> None:
    paper.y += 2 * _GAP
    paper.need(least)
    paper.flow(title, letters(11, bold=True))


def _swatch(paper: Paper, look: Look, style: CanvasStyle) -> None:
    """A short piece of the label's channel at the start of the line that comes."""
    painter, line = paper.painter, QColor(legible(look.color, style.background, LINE_CONTRAST))
    top, low = 2, 12
    painter.save()
    painter.translate(paper.indent, paper.y)
    if look.channel == "tint":
        shade = QColor(tint(look.color, style.background, style.text, _TINT))
        painter.fillRect(QRectF(0, top, _SWATCH, 12), shade)
        painter.fillRect(QRectF(0, top, 1.8, 12), line)
        painter.fillRect(QRectF(_SWATCH - 1.8, top, 1.8, 12), line)
    else:
        painter.setPen(QPen(line, 3.0 if look.channel == "lane" else 1.5, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(0, low), QPointF(_SWATCH, low))
    painter.restore()
