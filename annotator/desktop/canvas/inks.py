"""The colours a style and its looks come to on screen, each checked for contrast."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from annotator.desktop.canvas.colours import LINE_CONTRAST, TEXT_CONTRAST, legible, mixed, tint
from annotator.desktop.canvas.style import CanvasStyle, Look

_CALM, _STEP, _STRONG = 0.22, 0.045, 0.42
_DEPTHS = 4
_WARM, _COOLEST = "#d95f02", 0.12
_DIM_TINT, _DIM_LINE = 0.09, 0.3
"""How much of a dimmed look's colour is left; below what lines need, on purpose."""


class LookInks:
    """The colours of one look: `tints` by depth, calm to strong."""

    def __init__(self, look: Look, style: CanvasStyle) -> None:
        ground, text = style.background, style.text
        share = _CALM + (0.06 if style.dark else 0.0)
        self.channel, self.dashed = look.channel, look.dashed
        line = legible(look.color, ground, LINE_CONTRAST)
        base = line if style.dark else look.color  # a dark tint is not seen on dark ground
        self.tints = [
            QColor(tint(base, ground, text, share + depth * _STEP)) for depth in range(_DEPTHS)
        ]
        self.strong = QColor(tint(base, ground, text, _STRONG))
        self.line = QColor(line)
        if look.dimmed:
            self.tints = [QColor(tint(base, ground, text, _DIM_TINT))] * _DEPTHS
            self.line = QColor(mixed(line, ground, _DIM_LINE))
        self.word = QColor(legible(look.color, ground, TEXT_CONTRAST))
        self.inverse = QColor(style.background)
        self.pen = QPen(
            self.line, 1.0, Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
        )

    def tint(self, depth: int) -> QColor:
        """The fill at this depth of nesting."""
        return self.tints[min(depth, _DEPTHS - 1)]


class Inks:
    """All colours of the canvas."""

    def __init__(self, style: CanvasStyle, looks: Mapping[str, Look]) -> None:
        ground = style.background
        self.ground, self.text = QColor(ground), QColor(style.text)
        self.muted, self.caret = QColor(style.muted), QColor(style.caret)
        self.selection = QColor(tint(style.selection, ground, style.text, 1.0))
        self.selection_edge = QColor(legible(style.selection, ground, LINE_CONTRAST))
        self.find = QColor(tint(style.find, ground, style.text, 0.45))
        self.found = QColor(tint(style.find, ground, style.text, 1.0))
        self.find_edge = QColor(legible(style.find, ground, LINE_CONTRAST))
        self.warning = QColor(legible("#d1242f", ground, TEXT_CONTRAST))
        self._heat, self._ground = legible(_WARM, ground, LINE_CONTRAST), ground
        self.faint = QColor(mixed(style.muted, ground, 0.7))
        self.looks = _AsNeeded(looks, style)

    def warm(self, share: float) -> QColor:
        """The colour of the heat strip: the warmer, the further from the ground."""
        return QColor(mixed(self._heat, self._ground, _COOLEST + (1.0 - _COOLEST) * share))


class _AsNeeded(dict[str, LookInks]):
    """The inks of each look, mixed when it is first painted: few of a codebook's are on screen."""

    def __init__(self, looks: Mapping[str, Look], style: CanvasStyle) -> None:
        super().__init__()
        self._looks, self._style = looks, style

    def __missing__(self, key: str) -> LookInks:
        return self.setdefault(key, LookInks(self._looks[key], self._style))
