"""Which key moves the caret where."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.desktop.canvas import caret
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.picking import offset_at
from annotator.desktop.canvas.scene import Scene

Move = Callable[[Page, int], int]
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOVING = _CONTROL | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _sideways(*, right: bool, word: bool) -> Move:
    def move(page: Page, offset: int) -> int:
        forward = right != caret.is_reversed(page, offset)
        return caret.stepped(page, offset, forward=forward, word=word)

    return move


def _line(*, forward: bool) -> Move:
    return lambda page, offset: caret.line_edge(page, offset, forward=forward)


_MOVES: dict[tuple[int, bool], Move] = {
    (Qt.Key.Key_Left, False): _sideways(right=False, word=False),
    (Qt.Key.Key_Right, False): _sideways(right=True, word=False),
    (Qt.Key.Key_Left, True): _sideways(right=False, word=True),
    (Qt.Key.Key_Right, True): _sideways(right=True, word=True),
    (Qt.Key.Key_Home, False): _line(forward=False),
    (Qt.Key.Key_End, False): _line(forward=True),
    (Qt.Key.Key_Home, True): lambda _page, _offset: 0,
    (Qt.Key.Key_End, True): lambda page, _offset: len(page.text),
}
_SIDES: dict[int, bool] = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
_LINES: dict[int, bool] = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
_PAGES: dict[int, bool] = {Qt.Key.Key_PageUp: False, Qt.Key.Key_PageDown: True}


class Steering:
    """Moves the caret of a scene by keys; remembers the x that moving by lines keeps."""

    def __init__(self, page: Page, scene: Scene) -> None:
        self._page, self._scene = page, scene
        self._goal: tuple[str, int, float] | None = None

    @staticmethod
    def knows(event: QKeyEvent) -> bool:
        """Whether this key moves the caret or selects."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return True
        if event.modifiers() & ~_MOVING:
            return False
        if event.modifiers() & _CONTROL:
            return (event.key(), True) in _MOVES
        return (event.key(), False) in _MOVES or event.key() in _LINES | _PAGES

    def place(self, event: QKeyEvent) -> tuple[int, int]:
        """Where a known key takes caret and anchor."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return len(self._page.text), 0
        extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        offset = self._moved(event, extending)
        return offset, self._scene.anchor if extending else offset

    def _moved(self, event: QKeyEvent, extending: bool) -> int:
        key, control = event.key(), bool(event.modifiers() & _CONTROL)
        if not control and key in _LINES:
            return self._by_line(forward=_LINES[key])
        if not control and key in _PAGES:
            return self._by_page(forward=_PAGES[key])
        selection = self._scene.selection
        if selection and not extending and not control and key in _SIDES:
            return selection.end if _SIDES[key] else selection.start
        return _MOVES[key, control](self._page, self._scene.caret)

    def _x(self) -> float:
        here = (self._page.text, self._scene.caret)
        if self._goal is None or self._goal[:2] != here:
            return caret.goal(self._page, self._scene.caret)
        return self._goal[2]

    def _by_line(self, *, forward: bool) -> int:
        x = self._x()
        offset = caret.line_stepped(self._page, self._scene.caret, x, forward=forward)
        self._goal = (self._page.text, offset, x)
        return offset

    def _by_page(self, *, forward: bool) -> int:
        """A page on or back; the caret keeps its height in the viewport."""
        page, x = self._page, self._x()
        page.reveal(self._scene.caret)
        spot = page.spot(self._scene.caret)
        y = spot.y if spot else 0.0
        before = (page.top, page.shift)
        leap = page.height - 2 * page.setting.height
        page.scroll_by(leap if forward else -leap)
        if (page.top, page.shift) == before:
            offset = len(page.text) if forward else 0
        else:
            offset = offset_at(page, QPointF(page.left + x, y + page.setting.height / 2))
        self._goal = (self._page.text, offset, x)
        return offset
