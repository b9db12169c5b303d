"""The card: what opens beside some words, and goes with Escape or a click elsewhere."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop.popups.plate import SHADOW, Plate

_GAP = 3
_LEAST_HEIGHT = 150
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_WATCHED = {
    *_PRESSES,
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.FocusIn,
    QEvent.Type.Resize,
    QEvent.Type.Wheel,
}


def place(size: QSize, anchor: QRect, room: QRect) -> QRect:
    """Where something of this size goes beside an anchor in a room, all in one coordinate system.

    Below the anchor if it fits, else above, else to the right or left, else where most room is,
    made lower; what even then does not fit may cover the anchor. An anchor outside the room
    counts as one at its edge.
    """
    anchor = _brought_in(anchor, room)
    wide, tall = min(size.width(), room.width()), min(size.height(), room.height())
    x = max(room.left(), min(anchor.left(), room.left() + room.width() - wide))
    y = max(room.top(), min(anchor.top(), room.top() + room.height() - tall))
    below = room.top() + room.height() - _foot(anchor)
    above = anchor.top() - room.top()
    beside = room.left() + room.width() - _side(anchor)
    if tall <= below:
        found = QRect(x, _foot(anchor), wide, tall)
    elif tall <= above:
        found = QRect(x, anchor.top() - tall, wide, tall)
    elif wide <= beside:
        found = QRect(_side(anchor), y, wide, tall)
    elif wide <= anchor.left() - room.left():
        found = QRect(anchor.left() - wide, y, wide, tall)
    elif max(below, above) < _LEAST_HEIGHT:
        found = QRect(x, y, wide, tall)
    elif below >= above:
        found = QRect(x, _foot(anchor), wide, below)
    else:
        found = QRect(x, room.top(), wide, above)
    return found


def _brought_in(area: QRect, room: QRect) -> QRect:
    left = min(max(area.left(), room.left()), _side(room))
    top = min(max(area.top(), room.top()), _foot(room))
    right = min(max(_side(area), left), _side(room))
    foot = min(max(_foot(area), top), _foot(room))
    return QRect(left, top, right - left, foot - top)


def _foot(area: QRect) -> int:
    return area.top() + area.height()


def _side(area: QRect) -> int:
    return area.left() + area.width()


class Card(Plate):
    """A plate beside some words. It takes the focus and gives it back to who had it.

    `takes_focus` off: the keyboard stays where it is, and any key there sends the card away.
    """

    closed = Signal()
    takes_focus = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._anchor: QRect | None = None
        self._before: QWidget | None = None
        self._is_open = False

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self._is_open

    def open_at(self, anchor: QRect) -> None:
        """Appear beside `anchor` (the words it is about, in the parent's coordinates)."""
        self._anchor = anchor
        self._open()

    def open_in_middle(self) -> None:
        """Appear in the upper middle of the parent."""
        self._anchor = None
        self._open()

    def dismiss(self) -> None:
        """Go away; the focus goes back to the widget that had it."""
        if not self._is_open:
            return
        self._is_open = False
        QApplication.instance().removeEventFilter(self)
        held = self.focused() is not None
        self.hide()
        if held and self._before is not None and _still_there(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def focused(self) -> QWidget | None:
        """The widget of this card that has the window's focus."""
        widget = _focus_of(self.window())
        return widget if widget is not None and self._holds(widget) else None

    def first_focus(self) -> QWidget:
        """The widget that is to have the focus when the card opens."""
        return self

    def arrange(self) -> None:
        """Take size and place anew; cards whose contents changed call this."""
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        size, room = self.sizeHint(), self._room.rect()
        if self._anchor is None:
            self.clearMask()
            self.setGeometry(_in_middle(size, room))
            return
        nearer = SHADOW - _GAP
        roomier = room.adjusted(-nearer, -nearer, nearer, nearer)
        closer = self._anchor.adjusted(-nearer, nearer, -nearer, -nearer)
        self.setGeometry(place(size, closer, roomier))
        self._free_the_words(self._anchor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _WATCHED or not isinstance(watched, QWidget) or not self._is_open:
            return False
        # Menus and other windows mind their own business.
        if watched.window() is self.window():
            if isinstance(event, QKeyEvent):
                return self._on_key(watched, event)
            self._on_other(watched, event)
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """Tab goes round inside the card."""
        stops = [w for w in self.findChildren(QWidget) if _takes_tab(w)]
        held = self.focused()
        if not stops or held is None:
            return bool(stops)
        at = stops.index(held) if held in stops else -1
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _open(self) -> None:
        if not self._is_open:
            self._before = _focus_of(self.window())
            QApplication.instance().installEventFilter(self)
        self._is_open = True
        self.arrange()
        self.show()
        self.raise_()
        if self.takes_focus:
            self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def _free_the_words(self, anchor: QRect) -> None:
        """Let clicks on the anchor's lines through, where only the shadow lies over them."""
        lines = QRect(0, anchor.top(), self._room.width(), anchor.height() + _GAP)
        shadow = QRegion(self.rect()) - QRegion(self.surface().toRect())
        own = QRegion(lines.translated(-self.pos()))
        self.setMask(QRegion(self.rect()) - (shadow & own))

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _on_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            if not override:
                self.dismiss()
            return True
        if not self.takes_focus:
            # Where a key is a command, Qt sends the override and then no press.
            if event.key() not in _MODIFIERS:
                self.dismiss()
            return False
        if override and self._holds(widget):
            # The window's own shortcuts wait while somebody types here.
            event.accept()
            return True
        return False

    def _on_other(self, widget: QWidget, event: QEvent) -> None:
        if event.type() == QEvent.Type.Resize:
            if widget is self._room:
                self.arrange()
            return
        moved = event.type() == QEvent.Type.Wheel and self._anchor is not None
        left = event.type() == QEvent.Type.FocusIn and self.takes_focus
        if (event.type() in _PRESSES or moved or left) and not self._holds(widget):
            self.dismiss()


_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
}


def _in_middle(size: QSize, room: QRect) -> QRect:
    wide, tall = min(size.width(), room.width()), min(size.height(), room.height())
    return QRect(
        (room.width() - wide) // 2, min(room.height() // 8, room.height() - tall), wide, tall
    )


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled()


def _focus_of(window: QWidget) -> QWidget | None:
    return window.focusWidget()


def _still_there(widget: QWidget) -> bool:
    return bool(shiboken6.isValid(widget))  # type: ignore[no-untyped-call]
