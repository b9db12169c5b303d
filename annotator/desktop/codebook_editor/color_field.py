"""Choosing a colour from the safe ones, seen as the text shows it, in light and in dark."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.canvas.colours import LINE_CONTRAST, TEXT_CONTRAST, contrast, legible, tint
from annotator.desktop.codebook_editor.fields import LineField
from annotator.desktop.controls.popovers import Swatch, safe_colors
from annotator.words import tr

_COLUMNS = 8
_SHARE = 0.25


class ColorField(QWidget):
    """The sixteen safe colours, any other as `#rrggbb`, and what they come to on both grounds."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = ""
        self.swatches = [Swatch(value, name) for value, name in safe_colors()]
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, swatch in enumerate(self.swatches):
            swatch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            swatch.clicked.connect(lambda _on=False, value=swatch.value: self._take(value))
            grid.addWidget(swatch, *divmod(place, _COLUMNS))
        grid.setColumnStretch(_COLUMNS, 1)
        self.hex = LineField()
        self.hex.setInputMask("")
        self.hex.setMaxLength(7)
        self.hex.setMaximumWidth(90)
        self.hex.setAccessibleName(tr("Colour as #rrggbb"))
        self.hex.given.connect(self._type)
        self.samples = [Sample(ground) for ground in (theme.LIGHT, theme.DARK)]
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.hex)
        for sample in self.samples:
            row.addWidget(sample, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(grid)
        column.addLayout(row)

    def show_value(self, value: object) -> None:
        """Show this colour."""
        self._color = str(value)
        self.hex.show_value(self._color)
        for swatch in self.swatches:
            swatch.setChecked(swatch.value.casefold() == self._color.casefold())
        for sample in self.samples:
            sample.show_color(self._color or "#888888")

    def commit(self) -> None:
        """Hand on a colour that is being written."""
        self.hex.commit()

    def _take(self, color: str) -> None:
        if color.casefold() != self._color.casefold():
            self.given.emit(color)

    def _type(self, written: object) -> None:
        color = str(written)
        if QColor.isValidColorName(color) and color.startswith("#"):
            self._take(QColor(color).name())
        else:
            self.hex.show_value(self._color)


class Sample(QWidget):
    """Some words tinted and captioned in a colour on one ground, with the contrast they have."""

    def __init__(self, ground: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._color = ground, "#888888"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_color(self, color: str) -> None:
        """Show this colour."""
        self._color = color
        words = (
            tr("In dark: contrast {ratio}")
            if self._ground.dark
            else tr("In light: contrast {ratio}")
        )
        said = words.format(ratio=f"{self.ratio():.1f}")
        self.setAccessibleName(said)
        self.setToolTip(said if not self._is_changed() else f"{said}\n{_changed()}")
        self.update()

    def ratio(self) -> float:
        """The contrast of the lines in this colour to the ground, as they are drawn, 1 to 21."""
        return contrast(legible(self._color, self._ground.base, LINE_CONTRAST), self._ground.base)

    def _is_changed(self) -> bool:
        return contrast(self._color, self._ground.base) < LINE_CONTRAST

    def sizeHint(self) -> QSize:
        return QSize(110, self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, painter = self._ground, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(theme.current().line))
        painter.setBrush(QColor(ground.base))
        painter.drawRoundedRect(box, 6, 6)
        line = legible(self._color, ground.base, LINE_CONTRAST)
        words = tr("words")
        width = painter.fontMetrics().horizontalAdvance(words) + 8
        area = QRectF(8, 4, width, self.height() - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        base = line if ground.dark else self._color
        painter.setBrush(QColor(tint(base, ground.base, ground.text, _SHARE)))
        painter.drawRoundedRect(area, 3, 3)
        painter.setBrush(QColor(line))
        painter.drawRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2))
        painter.setPen(QColor(ground.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QColor(legible(self._color, ground.base, TEXT_CONTRAST)))
        rest = box.adjusted(area.right() + 6, 0, -6, 0)
        sign = "≈ " if self._is_changed() else ""
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rest, flags, f"{sign}{self.ratio():.1f}")


def _changed() -> str:
    return tr("The text shows it a little darker or lighter, so that it can be seen.")
