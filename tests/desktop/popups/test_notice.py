"""Notices come, are counted, wait under the mouse, and leave by themselves."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from annotator.desktop.popups.notice import NoticeBar


@pytest.fixture
def window(make_window):
    return make_window(800, 500)


@pytest.fixture
def bar(window):
    return NoticeBar(window)


def words(bar):
    return [notice.words for notice in bar.notices]


def test_it_leaves_by_itself_and_takes_no_focus(qtbot, window, bar):
    bar.say("Saved", seconds=0.05)
    assert bar.isVisible()
    assert window.focusWidget() is window.text
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=30_000)
    assert bar.notices == []


def test_it_stands_at_the_bottom_centre_also_after_resizing(window, bar):
    bar.say("Saved")
    window.resize(600, 300)
    assert abs(bar.geometry().center().x() - 300) <= 1
    assert 265 <= bar.geometry().bottom() <= 300


def test_the_same_words_ten_times_are_one_notice(bar):
    for _ in range(10):
        bar.say("Removed")
    assert words(bar) == ["Removed"]
    assert bar.notices[0].count == 10
    assert "×10" in {label.text() for label in bar.findChildren(QLabel)}


def test_a_warning_in_the_same_words_is_another(bar):
    bar.say("Removed")
    bar.say("Removed", "warning")
    assert len(bar.notices) == 2


def test_at_most_three_stay(bar):
    for number in range(5):
        bar.say(f"Number {number}")
    assert words(bar) == ["Number 2", "Number 3", "Number 4"]


def test_the_action_runs_once_without_arguments(qtbot, bar):
    ran = []
    bar.say("3 removed", action="Undo & go", callback=lambda x="none": ran.append(x))
    button = next(b for b in bar.findChildren(QPushButton) if b.text() == "Undo && go")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ran == ["none"]
    assert bar.notices == []


def test_it_waits_while_the_mouse_is_over_it(qtbot, bar):
    bar.say("Read me", seconds=0.05)
    notice = bar.notices[0]
    place = QPointF(5, 5)
    QApplication.sendEvent(notice, QEnterEvent(place, place, place))
    qtbot.wait(150)
    assert words(bar) == ["Read me"]
    notice.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    bar.say("Read me", seconds=0.05)
    qtbot.wait(150)
    assert words(bar) == ["Read me"]
    QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not bar.notices, timeout=30_000)


def test_the_cross_sends_it_away(qtbot, bar):
    bar.say("One")
    bar.say("Two")
    cross = bar.notices[0].findChildren(QPushButton)[-1]
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert words(bar) == ["Two"]


def test_long_sentences_are_shown_whole_and_plain(bar):
    bar.say("<b>The folder</b> cannot be written. " * 8)
    label = next(x for x in bar.findChildren(QLabel) if x.text().startswith("<b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.wordWrap()
    assert label.height() >= label.heightForWidth(label.width())
    assert bar.parentWidget().rect().contains(bar.geometry())


def test_a_short_sentence_and_its_button_are_not_squeezed(bar):
    bar.say("One")
    bar.say("Three annotations removed", action="Undo", callback=lambda: None)
    bar.say("Three annotations removed")
    for part in bar.notices[1].findChildren(QWidget):
        assert part.width() >= part.sizeHint().width()


def test_all_can_be_sent_away(bar):
    bar.say("One")
    bar.say("Two")
    bar.clear()
    assert not bar.isVisible()
