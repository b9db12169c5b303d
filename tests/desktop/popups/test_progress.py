"""Progress appears only when one has to wait, and can be stopped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from annotator.desktop.popups.progress import ProgressCard


@pytest.fixture
def card(qtbot):
    window = QWidget()
    window.resize(700, 400)
    qtbot.addWidget(window)
    window.show()
    card = ProgressCard(window)
    card.window_kept = window
    return card


def test_a_short_task_is_never_seen(qtbot, card):
    card.begin("Reading")
    card.show_progress(1, 2)
    card.finish()
    qtbot.wait(500)
    assert not card.isVisible()


def test_a_long_one_shows_how_far_it_is(qtbot, card):
    card.begin("Reading <b>x</b>")
    card.show_progress(12, 3000)
    assert not card.isVisible()
    qtbot.waitUntil(card.isVisible, timeout=30_000)
    words = {label.text() for label in card.findChildren(QLabel)}
    assert {"Reading <b>x</b>", "12 of 3,000"} <= words
    card.finish()
    assert not card.isVisible()


def test_it_can_be_stopped_once(qtbot, card):
    times = []
    card.cancelled.connect(lambda: times.append(1))
    card.begin("Reading")
    qtbot.waitUntil(card.isVisible, timeout=30_000)
    button = card.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert times == [1]
    card.begin("Again")
    assert button.isEnabled()
    assert button.text() == "Cancel"


def test_some_tasks_cannot_be_stopped(card):
    card.begin("Saving", cancellable=False)
    assert card.findChild(QPushButton).isHidden()


def test_it_stays_inside_the_window(qtbot, card):
    card.begin("Reading")
    qtbot.waitUntil(card.isVisible, timeout=30_000)
    card.window_kept.resize(300, 200)
    assert card.window_kept.rect().contains(card.geometry())
