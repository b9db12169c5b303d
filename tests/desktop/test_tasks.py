"""Long work: the window stays alive, one button stops it, and nothing else can begin."""

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton

from annotator.desktop import tasks
from annotator.desktop.popups.progress import ProgressCard
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs.progress import CancelledError, tell

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    window.field = QLineEdit(window)
    window.setCentralWidget(window.field)
    window.button = QPushButton("Delete", window)
    window.button.setGeometry(0, 0, 80, 30)
    window.done = []
    window.button.clicked.connect(lambda: window.done.append("click"))
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: window.done.append("shortcut"))
    window.addAction(action)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    return window


def meddle(window):
    """Everything a person might do meanwhile."""
    QTest.keyClicks(window.field, "abc")
    QTest.keyClick(window.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(window.button, LEFT)
    QTest.mouseDClick(window.button, LEFT)
    window.close()


def loop(seconds, on_turn=None):
    """A job that goes on for so long unless it is stopped."""

    def job(progress):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            tell(progress, 1, 2)
            if on_turn:
                on_turn()
            time.sleep(0.005)
        return "whole"

    return job


def test_its_value_is_handed_on(window):
    assert tasks.run(window, "Counting", lambda progress: progress(1, 1)) is True


def test_a_short_job_shows_nothing(window):
    tasks.run(window, "Counting", lambda _progress: None)
    assert not window.findChild(ProgressCard).isVisible()


def test_while_it_runs_nothing_else_begins(window):
    assert tasks.run(window, "Counting", loop(0.06, lambda: meddle(window))) == "whole"
    assert (window.field.text(), window.done, window.isVisible()) == ("", [], True)


def test_a_click_on_the_screen_reaches_nothing(window):
    def click():
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(window.windowHandle(), LEFT, none, QPoint(40, 15))

    click()
    assert window.done == ["click"]
    tasks.run(window, "Counting", loop(0.06, click))
    assert window.done == ["click"]


def test_afterwards_everything_works_again(window):
    tasks.run(window, "Counting", loop(0.01))
    QTest.keyClicks(window.field, "abc")
    QTest.mouseClick(window.button, LEFT)
    assert (window.field.text(), window.done) == ("abc", ["click"])


def test_the_screen_goes_on(window):
    seen = []
    QTimer.singleShot(5, lambda: seen.append("alive"))
    tasks.run(window, "Counting", loop(0.15))
    assert seen == ["alive"]


def test_its_button_stops_it_even_behind_the_gate(window):
    seen = []

    def stop():
        card = window.findChild(ProgressCard)
        if card.isVisible():
            seen.append(card)
            QTest.mouseClick(card.findChild(QPushButton), LEFT)

    with pytest.raises(CancelledError):
        tasks.run(window, "Counting", loop(5, stop))
    assert seen
    assert not seen[0].isVisible()
    QTest.keyClicks(window.field, "a")
    assert window.field.text() == "a"


def test_an_error_opens_the_gate_again(window):
    def job(_progress):
        raise AnnotatorError(say("The disk is full."))

    with pytest.raises(AnnotatorError):
        tasks.run(window, "Counting", job)
    QTest.keyClicks(window.field, "a")
    assert window.field.text() == "a"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChild(ProgressCard) is None


def test_reading_in_the_background_brings_its_value(qtbot, window):
    reading = tasks.Reading(lambda: [1, 2], window)
    with qtbot.waitSignal(reading.finished_with) as came:
        reading.start()
    reading.wait()
    assert came.args == [[1, 2]]
