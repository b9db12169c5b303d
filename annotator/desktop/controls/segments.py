"""A row of small choices of which one is taken."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.shapes import draw_state

_GLYPH = 12.0


class Segment(NamedTuple):
    """One choice: what it stands for, its name, and whether a state's circle is drawn instead."""

    value: str
    name: str
    drawn: bool = False


class Segments(QWidget):
    """Small choices side by side; arrows move between them."""

    changed = Signal(str)

    def __init__(self, segments: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._buttons: dict[str, _SegmentButton] = {}
        self.offer(segments)

    @property
    def value(self) -> str:
        """What is taken."""
        taken = self._group.checkedButton()
        return taken.segment.value if isinstance(taken, _SegmentButton) else ""

    @property
    def values(self) -> list[str]:
        """What can be taken."""
        return list(self._buttons)

    def offer(self, segments: Sequence[Segment]) -> None:
        """Offer other choices: what is taken stays so where it is among them, else the first is."""
        if [one.segment for one in self._buttons.values()] == list(segments):
            return
        taken = self.value
        for gone in self._buttons.values():
            self._group.removeButton(gone)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._buttons = {one.value: _SegmentButton(one) for one in segments}
        for made in self._buttons.values():
            self._group.addButton(made)
            self._row.addWidget(made)
            made.setChecked(made.segment.value == taken)
        if self._buttons and taken not in self._buttons:
            self._buttons[segments[0].value].setChecked(True)
        for made in self._buttons.values():
            made.toggled.connect(self._tell)

    def choose(self, value: str) -> None:
        """Take this choice."""
        self._buttons[value].setChecked(True)

    def button(self, value: str) -> QAbstractButton:
        """The button of a choice."""
        return self._buttons[value]

    def _tell(self, taken: bool) -> None:
        if taken:
            self.changed.emit(self.value)


class _SegmentButton(QAbstractButton):
    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self.segment = segment
        self.setCheckable(True)
        self.setText("" if segment.drawn else segment.name)
        self.setToolTip(segment.name)
        self.setAccessibleName(segment.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) if self.text() else round(_GLYPH)
        return QSize(width + 14, metrics.height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colors.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.hover) if self._lit() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        ink = QColor(colors.text if self.isChecked() else colors.muted)
        painter.setPen(ink)
        if self.segment.drawn:
            glyph = QRectF(0, 0, _GLYPH, _GLYPH)
            glyph.moveCenter(QPointF(box.center()))
            draw_state(painter, glyph, self.segment.value, ink)
        else:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())

    def _lit(self) -> bool:
        return self.isChecked() or self.underMouse()
