"""Where a card opens, how it goes, and who has the focus then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.popups.card import Card, place

ROOM = QRect(0, 0, 800, 600)


class Sample(Card):
    """A card with a field and a button."""

    def __init__(self, parent):
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.button = QPushButton("ok", self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)

    def first_focus(self):
        return self.field


@pytest.fixture
def window(qtbot):
    theme.apply("light")
    window = QWidget()
    window.resize(800, 600)
    window.text = QLineEdit(window)
    window.text.setGeometry(0, 0, 300, 30)
    window.bare = QWidget(window)
    window.bare.setGeometry(0, 500, 800, 100)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.text.setFocus()
    return window


@pytest.fixture
def card(window):
    card = Sample(window)
    card.open_at(QRect(100, 100, 80, 20))
    return card


def rect(x, y, wide, tall):
    return QRect(x, y, wide, tall)


def test_below_the_words_if_there_is_room():
    assert place(QSize(200, 100), rect(50, 60, 90, 20), ROOM) == rect(50, 80, 200, 100)


def test_above_where_below_is_too_little():
    assert place(QSize(200, 100), rect(50, 560, 90, 20), ROOM) == rect(50, 460, 200, 100)


def test_never_out_of_the_room_at_the_right():
    assert place(QSize(200, 100), rect(750, 60, 40, 20), ROOM) == rect(600, 80, 200, 100)


def test_beside_where_neither_below_nor_above_fit():
    assert place(QSize(200, 500), rect(50, 250, 90, 60), ROOM) == rect(140, 100, 200, 500)
    assert place(QSize(200, 500), rect(700, 250, 90, 60), ROOM) == rect(500, 100, 200, 500)


def test_made_lower_where_nothing_fits():
    assert place(QSize(700, 500), rect(50, 250, 700, 60), ROOM) == rect(50, 310, 700, 290)
    assert place(QSize(700, 500), rect(50, 350, 700, 60), ROOM) == rect(50, 0, 700, 350)


sides = st.integers(1, 900)


@given(
    st.builds(QSize, sides, sides),
    st.builds(
        QRect,
        st.integers(-900, 900),
        st.integers(-900, 900),
        st.integers(1, 99),
        st.integers(1, 99),
    ),
)
def test_always_inside_and_beside_small_words(size, anchor):
    found = place(size, anchor, ROOM)
    assert ROOM.contains(found)
    assert not found.intersects(anchor)


def test_it_takes_the_focus_and_gives_it_back(qtbot, window, card):
    assert card.isVisible()
    assert window.focusWidget() is card.field
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(card.field, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert window.focusWidget() is window.text


def test_a_click_elsewhere_closes_it(qtbot, window, card):
    with qtbot.waitSignal(card.closed):
        qtbot.mouseClick(window.bare, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.text


def test_a_click_inside_does_not(qtbot, card):
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert card.is_open


def test_the_focus_elsewhere_closes_it_and_stays_there(qtbot, window, card):
    other = QLineEdit(window)
    other.show()
    with qtbot.waitSignal(card.closed):
        other.setFocus()
    assert window.focusWidget() is other


def test_the_focus_may_have_gone_for_good(qtbot, window, card):
    window.text.setParent(None)
    window.text.deleteLater()
    qtbot.wait(1)
    card.dismiss()
    assert not card.isVisible()


def test_tab_goes_round_inside(qtbot, window, card):
    qtbot.keyClick(card.field, Qt.Key.Key_Tab)
    assert window.focusWidget() is card.button
    qtbot.keyClick(card.button, Qt.Key.Key_Tab)
    assert window.focusWidget() is card.field
    qtbot.keyClick(card.field, Qt.Key.Key_Backtab)
    assert window.focusWidget() is card.button
    assert card.is_open


def test_the_windows_shortcuts_wait(qtbot, window, card):
    ran = []
    action = QAction("done", window)
    action.setShortcut("Ctrl+Return")
    action.triggered.connect(lambda: ran.append(1))
    window.addAction(action)
    qtbot.waitActive(window)
    qtbot.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ran == []
    card.dismiss()
    qtbot.keyClick(window.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]


def test_it_closes_once_only(card):
    times = []
    card.closed.connect(lambda: times.append(1))
    card.dismiss()
    card.dismiss()
    assert times == [1]


def test_it_stays_inside_when_the_window_shrinks(window, card):
    card.open_at(QRect(700, 500, 80, 20))
    window.resize(420, 300)
    assert window.rect().adjusted(-12, -12, 12, 12).contains(card.geometry())
    assert card.is_open


def test_it_wears_the_theme_in_use(qtbot, card):
    assert theme.LIGHT.base in card.styleSheet()
    theme.apply("dark")
    qtbot.waitUntil(lambda: theme.DARK.base in card.styleSheet())
    theme.apply("light")
    qtbot.waitUntil(lambda: theme.LIGHT.base in card.styleSheet())


def test_it_does_not_cover_the_words_it_is_about(card):
    assert not card.surface().translated(card.pos()).intersects(QRect(100, 100, 80, 20))
