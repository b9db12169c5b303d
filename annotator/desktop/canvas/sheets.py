"""An article on paper: the canvas's own page, cut between lines into sheets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from annotator.desktop.canvas.inks import Inks
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.page import Page, Placed
from annotator.desktop.canvas.paint import PagePainter
from annotator.desktop.canvas.pieces import LineMarks
from annotator.desktop.canvas.scene import Scene
from annotator.desktop.canvas.style import CanvasStyle, Look

_HAIR = 0.5
"""Pixels: a line that begins where a sheet ends is the next sheet's."""
_NEAR = 20
"""Paragraphs whose layouts are kept."""


class Sheet(NamedTuple):
    """What one sheet shows: from `shift` pixels into a paragraph on, `height` pixels of it."""

    paragraph: int
    shift: float
    height: float


class _Paper(Page):
    """A page that is put where it is told to, and shows whole lines only."""

    def put(self, sheet: Sheet) -> None:
        """Show the lines of this sheet."""
        self.top, self.shift, self.height = sheet.paragraph, sheet.shift, 1
        self.height = max(1, round(sheet.height))
        self._forget()

    def drop_far(self, number: int) -> None:
        """Forget the layouts long before a paragraph."""
        for far in [kept for kept in self._kept if kept < number - _NEAR]:
            del self._kept[far], self._decorated[far]


class _SheetPainter(PagePainter):
    """Paints whole lines; what is only hidden could still be found in the printed text."""

    def _reached(self, placed: Placed) -> Sequence[LineMarks]:
        return [placed.marks.lines[at] for at in self._whole(placed)]

    def _words(self, placed: Placed) -> None:
        self._painter.setPen(self._inks.text)
        for at in self._whole(placed):
            placed.laid.layout.lineAt(at).draw(self._painter, QPointF(0, 0))

    def _whole(self, placed: Placed) -> list[int]:
        """The lines of a paragraph that stand on this sheet."""
        lowest = self._area.bottom() + _HAIR
        bottoms = [placed.y + line.text_bottom for line in placed.laid.lines]
        return [at for at, bottom in enumerate(bottoms) if 0 <= bottom <= lowest]


class Sheets:
    """The sheets of one article; lengths are pixels of the screen, whose letters are used."""

    def __init__(self, style: CanvasStyle, looks: Mapping[str, Look], width: int) -> None:
        self._page = _Paper(style)
        for font in (self._page.setting.font, self._page.setting.small):
            fit_for_paper(font)
        self._page.set_looks(looks)
        self._page.resize(width, 1)
        self._inks = Inks(style, self._page.looks)
        self._scene = Scene()

    @property
    def left(self) -> float:
        """Where the column of text begins."""
        return self._page.left

    def show(self, text: str, marks: Sequence[Mark]) -> None:
        """Put this article on paper."""
        self._page.show(text, marks)

    def reached(self, sheet: Sheet) -> int:
        """How many characters come before a sheet, by whole paragraphs."""
        return self._page.paragraphs.starts[sheet.paragraph]

    def cut(self, first: float, others: float) -> Iterator[Sheet]:
        """The sheets, of which the first one has its own height; no line is ever cut."""
        page, room = self._page, first
        start, shift, y, bottom = 0, 0.0, 0.0, 0.0
        for number in range(len(page.paragraphs)):
            laid = page.laid(number)
            top = y
            for line in laid.lines:
                if top + line.bottom > room and bottom > 0:
                    yield Sheet(start, shift, bottom)
                    start, shift, room = number, line.top, others
                    top = -line.top
                bottom = top + line.bottom
            y = top + laid.height
            page.drop_far(number)
        yield Sheet(start, shift, bottom)

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw a sheet's lines below where the painter stands."""
        self._page.put(sheet)
        area = QRectF(0, 0, self._page.width, sheet.height - _HAIR)
        painter.save()
        painter.setClipRect(area)
        _SheetPainter(painter, self._page, self._scene, self._inks).paint(area)
        painter.restore()


def fit_for_paper(font: QFont) -> None:
    """Letters off the screen's dots, and each for itself: ligatures hide words from a search."""
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)
