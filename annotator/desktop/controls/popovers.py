"""Small windows that appear where they are needed and leave when something else is touched."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QFrame,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop import theme
from annotator.desktop.controls.shapes import shade
from annotator.desktop.controls.texts import button, plain
from annotator.desktop.label_keys import key_of
from annotator.domain.sentence import Sentence
from annotator.words import told, tr

_COLUMNS = 4


class Popover(QFrame):
    """A small framed window; Escape or a click elsewhere closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)

    def show_at(self, place: QPoint) -> None:
        """Show it near a place on the screen, whole."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(place.x(), room.left()), room.right() - self.width())
        top = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(left, top)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)


def safe_colors() -> list[tuple[str, str]]:
    """Colours that most eyes tell apart, with their names."""
    return [
        ("#0072B2", tr("Blue")),
        ("#D55E00", tr("Vermilion")),
        ("#009E73", tr("Green")),
        ("#CC79A7", tr("Pink")),
        ("#E69F00", tr("Orange")),
        ("#56B4E9", tr("Sky blue")),
        ("#332288", tr("Indigo")),
        ("#117733", tr("Forest green")),
        ("#882255", tr("Wine")),
        ("#AA4499", tr("Purple")),
        ("#44AA99", tr("Teal")),
        ("#999933", tr("Olive")),
        ("#CC6677", tr("Rose")),
        ("#DDCC77", tr("Sand")),
        ("#4477AA", tr("Steel blue")),
        ("#888888", tr("Grey")),
    ]


class ColorPopover(Popover):
    """Sixteen safe colours by name, and any other."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, color: str) -> None:
        super().__init__(parent)
        self._color = color
        grid = QGridLayout()
        grid.setSpacing(4)
        self.swatches = [Swatch(value, name) for value, name in safe_colors()]
        for place, swatch in enumerate(self.swatches):
            swatch.setChecked(swatch.value.casefold() == color.casefold())
            swatch.clicked.connect(lambda _on=False, value=swatch.value: self._pick(value))
            grid.addWidget(swatch, *divmod(place, _COLUMNS))
        self.column.addLayout(grid)
        self.custom = button(tr("Another colour…"), "outlined")
        self.custom.clicked.connect(self._ask)
        self.column.addWidget(self.custom)

    def _pick(self, color: str) -> None:
        self.picked.emit(color)
        self.close()

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._color), self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tell = self.picked
        dialog.colorSelected.connect(lambda color: tell.emit(color.name()))
        dialog.finished.connect(self.close)
        self.hide()
        dialog.open()


class KeyPopover(Popover):
    """Waits for one key; says why where it cannot be that one."""

    picked = Signal(str)

    def __init__(
        self, parent: QWidget, name: str, refusal: Callable[[str], Sentence | None]
    ) -> None:
        super().__init__(parent)
        self._refusal = refusal
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Press a key for {label}", label=name))
        self.column.addWidget(plain(tr("Press a key for {label}", label=name)))
        self.said = plain(kind="warning", wrap=True)
        self.said.hide()
        self.column.addWidget(self.said)
        self.none = button(tr("No key"), "outlined")
        self.none.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none.clicked.connect(lambda: self._take(""))
        self.column.addWidget(self.none)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._take("")
        elif key := key_of(event):
            self._take(key)
        else:
            super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        refused = self._refusal(key)
        if refused is None:
            self.picked.emit(key)
            self.close()
            return
        self.said.setText(told(refused))
        self.said.show()
        self.adjustSize()


class Swatch(QAbstractButton):
    """A colour to click."""

    def __init__(self, value: str, name: str) -> None:
        super().__init__()
        self.value = value
        self.setCheckable(True)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(34, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ring = colors.accent if self.hasFocus() else colors.text if self.isChecked() else ""
        painter.setPen(QPen(QColor(ring), 1.5) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade(self.value))
        painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 4, 4)


def color_values() -> Sequence[str]:
    """The safe colours without their names."""
    return [value for value, _ in safe_colors()]
