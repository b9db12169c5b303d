"""The labels beside a mouse selection."""

from collections.abc import Sequence
from functools import reduce

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.desktop.controls.rule_tip import rule_tip
from annotator.desktop.controls.texts import muted
from annotator.desktop.popups.card import Card
from annotator.desktop.popups.label_chip import LabelChip
from annotator.desktop.popups.plate import SHADOW
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.words import language, tr

_WIDE = 690
_LINES = 3
_GAP = 2
_MARGIN = 6
_AROUND = 64
"""Pixels beside the chips: margins, shadow, and a scroll bar where they are many."""
_TIMES = 2
"""Chips stand beside the names of their layers where they have so many times their width."""


class ChipFlow(QWidget):
    """Chips in lines that fit a width; at most `lines` of them until `open_up` shows all."""

    opened_up = Signal()

    def __init__(self, chips: Sequence[LabelChip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = chips
        self._more = LabelChip("", self)
        self._more.clicked.connect(self._open_up)
        self._lines = _LINES
        for chip in chips:
            chip.setParent(self)

    def lay(self, width: int) -> None:
        """Put the chips in lines of this width, in pixels."""
        sizes = [chip.sizeHint() for chip in self._chips]
        shown = self._most(sizes, width)
        while not self._fits(sizes[:shown], width):
            shown -= 1
        hidden = len(self._chips) - shown
        self._more.setVisible(hidden > 0)
        self._more.words = self._more_words(hidden)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
        chips = [*self._chips[:shown], *([self._more] if hidden else [])]
        areas = _flow([chip.sizeHint() for chip in chips], width)
        for chip, area in zip(chips, areas, strict=True):
            chip.setGeometry(area)
        used = reduce(QRect.united, areas, QRect())
        self.setFixedSize(used.width(), used.height())

    def _most(self, sizes: Sequence[QSize], width: int) -> int:
        """How many chips there is room for at most, on as many lines as there may be."""
        lines: list[int] = []
        for place, area in enumerate(_flow(sizes, width)):
            if area.y() not in lines:
                lines.append(area.y())
            if len(lines) > self._lines:
                return place
        return len(sizes)

    def _fits(self, sizes: Sequence[QSize], width: int) -> bool:
        hidden = len(self._chips) - len(sizes)
        if not hidden or not sizes:
            return True
        self._more.words = self._more_words(hidden)
        return _lines_of(_flow([*sizes, self._more.sizeHint()], width)) <= self._lines

    def _more_words(self, hidden: int) -> str:
        return tr("{count} more…", count=hidden)

    def _open_up(self) -> None:
        self._lines = len(self._chips)
        self.opened_up.emit()


def _flow(sizes: Sequence[QSize], width: int) -> list[QRect]:
    areas: list[QRect] = []
    x = y = 0
    for size in sizes:
        wide = min(size.width(), width)
        if x and x + wide > width:
            x, y = 0, y + size.height()
        areas.append(QRect(x, y, wide, size.height()))
        x += wide + _GAP
    return areas


def _lines_of(areas: Sequence[QRect]) -> int:
    return len({area.y() for area in areas})


class LabelPopup(Card):
    """Every label of the codebook, layer by layer. The keyboard stays with the text."""

    label_requested = Signal(str, str)
    fragment_requested = Signal()
    takes_focus = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flows: list[ChipFlow] = []
        self._names: list[QLabel] = []
        self._inside = QWidget(self)
        self._grid = QGridLayout(self._inside)
        self._area = QScrollArea(self)
        self._area.setWidget(self._inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self._area)

    def open_for(self, codebook: Codebook, anchor: QRect, with_fragment: bool) -> None:
        """Open beside the anchor (parent's coordinates) with the labels of a codebook."""
        # A click on one of the chips before may still be on its way.
        self._inside.deleteLater()
        self._area.takeWidget()
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        self._flows, self._names = [], []
        for layer in codebook.layers:
            self._add(layer.name(language()), [self._chip(layer, x) for x in layer.labels])
        if with_fragment:
            self._add("", [self._fragment_chip()])
        self._area.setWidget(self._inside)
        self._arrange_chips()
        self.open_at(anchor)

    def sizeHint(self) -> QSize:
        size = self._inside.size()
        around = 2 * (_MARGIN + 1 + SHADOW)
        return QSize(size.width() + around, size.height() + around)

    def _add(self, name: str, chips: Sequence[LabelChip]) -> None:
        flow = ChipFlow(chips)
        flow.opened_up.connect(self._open_up)
        label = muted(name)
        label.setContentsMargins(4, 2, 0, 0)
        self._flows.append(flow)
        self._names.append(label)

    def _chip(self, layer: Layer, label: Label) -> LabelChip:
        chip = LabelChip(label.name(language()))
        chip.key, chip.color, chip.channel = label.key, label.color, layer.channel
        chip.setToolTip(rule_tip(label))
        chip.clicked.connect(lambda: self._take(layer.id, label.id))
        return chip

    def _fragment_chip(self) -> LabelChip:
        chip = LabelChip(tr("Add as a fragment"))
        chip.key = "+"
        chip.clicked.connect(self._take_fragment)
        return chip

    def _arrange_chips(self) -> None:
        for name in self._names:
            name.setParent(self._inside)
            name.ensurePolished()
        names = max((name.sizeHint().width() for name in self._names), default=0)
        room = min(_WIDE, self._room.width() - _AROUND)
        beside = room - names > _TIMES * names
        for place, (name, flow) in enumerate(zip(self._names, self._flows, strict=True)):
            flow.setParent(self._inside)
            self._put(place, name, flow, beside=beside)
            flow.lay(max(120, room - names if beside else room))
        self._inside.adjustSize()

    def _put(self, place: int, name: QLabel, flow: ChipFlow, *, beside: bool) -> None:
        """A layer's name at the left of its chips, or above them where these need the width."""
        flow.show()
        name.setVisible(beside or bool(name.text()))
        if beside:
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(flow, place, 1)
        else:
            self._grid.addWidget(name, 2 * place, 0)
            self._grid.addWidget(flow, 2 * place + 1, 0)

    def _open_up(self) -> None:
        self._arrange_chips()
        self.arrange()

    def _take(self, layer: str, label: str) -> None:
        self.dismiss()
        self.label_requested.emit(layer, label)

    def _take_fragment(self) -> None:
        self.dismiss()
        self.fragment_requested.emit()
