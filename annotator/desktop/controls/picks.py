"""Calm boxes to pick one value or several from."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy, QToolButton, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.shapes import draw_chevron
from annotator.desktop.controls.texts import menu_text
from annotator.domain.turning import short

_CHEVRON = 20
_PADDING = 6
_ICON = 20
_OPENING = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_F4,
}


def _draw_box(widget: QWidget, words: str, ink: str, icon: QIcon | None = None) -> None:
    colors = theme.current()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colors.accent)) if widget.hasFocus() else Qt.PenStyle.NoPen)
    lit = widget.underMouse() and widget.isEnabled()
    painter.setBrush(QColor(colors.hover) if lit else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 5, 5)
    left = float(_PADDING)
    if icon is not None and not icon.isNull():
        icon.paint(painter, round(left), round(box.center().y() - 8), 16, 16)
        left += _ICON
    painter.setPen(QColor(ink))
    area = box.adjusted(left, 0, -_CHEVRON, 0)
    shown = widget.fontMetrics().elidedText(
        short(words), Qt.TextElideMode.ElideRight, int(area.width())
    )
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    center = QPointF(box.right() - _CHEVRON / 2, box.center().y())
    draw_chevron(painter, center, QColor(colors.muted))


def _hint(widget: QWidget, words: str, *, icon: bool) -> QSize:
    metrics = widget.fontMetrics()
    width = (
        metrics.horizontalAdvance(short(words, 100))
        + _PADDING
        + _CHEVRON
        + 4
        + (_ICON if icon else 0)
    )
    return QSize(width, metrics.height() + 10)


class Pick(QComboBox):
    """A combo box without a frame; the wheel scrolls the panel and never its value.

    The item without a value is shown calmly; `color` is that of the words, else the theme's.
    Arrows, space and Enter open the list; Tab there takes the value and goes on. Other keys are
    left to the window.
    """

    picked = Signal(object)
    color = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The other policies make the box as narrow as its words, whatever the layout says.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _index: self.picked.emit(self.currentData()))
        self._is_list_made = False

    def offer(self, items: Iterable[tuple[object, str, QIcon | None]]) -> None:
        """Fill it with (value, words, drawing or nothing), and keep what was taken if it can."""
        before = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, words, drawing in items:
            self.addItem(drawing or QIcon(), words, value)
        self.choose(before)
        self.blockSignals(False)

    def choose(self, value: object) -> None:
        """Show this value, without telling anybody; the first item where there is none such."""
        values = [self.itemData(place) for place in range(self.count())]
        blocked = self.blockSignals(True)
        self.setCurrentIndex(values.index(value) if value in values else 0)
        self.blockSignals(blocked)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _hint(self, self.currentText(), icon=not self.itemIcon(0).isNull())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING and not event.modifiers():
            self.showPopup()
        elif (place := self.place_of(event)) is not None:
            self.take(place)
        else:
            event.ignore()

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        if not self._is_list_made:
            self._is_list_made = True
            self.view().installEventFilter(self)
        super().showPopup()

    def place_of(self, _event: QKeyEvent) -> int | None:
        """The item that a key takes at once; here there are no such keys."""
        return None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tab in the open list, with which Qt does nothing at all."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        chosen = self.view().currentIndex().row()
        self.hidePopup()
        self.setCurrentIndex(chosen)
        self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        self.activated.emit(chosen)
        return True

    def take(self, place: int) -> None:
        """Take the item in this place, as a person does."""
        self.setCurrentIndex(place)
        self.activated.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw_box(self, self.currentText(), self._ink(), self.itemIcon(self.currentIndex()))

    def _ink(self) -> str:
        colors = theme.current()
        if not self.currentData():
            return colors.muted
        return theme.readable(self.color, colors.base) if self.color else colors.text


class PickSome(QToolButton):
    """A button that opens a list in which any number of values can be ticked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choices = QMenu(self)
        self.setMenu(self.choices)

    def offer(self, items: Sequence[tuple[str, str]]) -> None:
        """Fill it with (value, words)."""
        self.choices.clear()
        for value, words in items:
            action = self.choices.addAction(menu_text(words))
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(lambda _on=False: self.picked.emit(self.values()))

    def choose(self, values: Sequence[str]) -> None:
        """Tick these values, without telling anybody."""
        for action in self.choices.actions():
            action.setChecked(action.data() in values)
        self.update()

    def values(self) -> list[str]:
        """The ticked values, in their order in the list."""
        return [action.data() for action in self.choices.actions() if action.isChecked()]

    def words(self) -> str:
        """The ticked values as they are shown."""
        ticked = [action.text() for action in self.choices.actions() if action.isChecked()]
        return ", ".join(ticked).replace("&&", "&") or "–"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures tick the values in these places."""
        actions = self.choices.actions()
        place = int(event.text()) - 1 if event.text().isdecimal() else -1
        if 0 <= place < len(actions) and not event.modifiers():
            actions[place].trigger()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return _hint(self, self.words(), icon=False)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        _draw_box(self, self.words(), colors.text if self.values() else colors.muted)
