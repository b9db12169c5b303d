"""The report of a bug: read, copied, and no hindrance."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from annotator.desktop.dialogs.error_dialog import ErrorDialog


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_report_can_be_read_and_copied(qtbot, window):
    dialog = ErrorDialog.show_bug(window, "Traceback <b>x</b>")
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.report.toPlainText() == "Traceback <b>x</b>"
    assert dialog.report.isReadOnly()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Traceback <b>x</b>"


def test_further_reports_are_added_to_the_first(window):
    first = ErrorDialog.show_bug(window, "one")
    assert ErrorDialog.show_bug(window, "two") is first
    words = first.report.toPlainText()
    assert words.startswith("one")
    assert words.endswith("two")


def test_closed_and_asked_again_it_is_a_new_one(qtbot, window):
    first = ErrorDialog.show_bug(window, "one")
    qtbot.mouseClick(first.main, Qt.MouseButton.LeftButton)
    second = ErrorDialog.show_bug(window, "two")
    assert second.report.toPlainText() == "two"


def test_all_words_are_plain(window):
    dialog = ErrorDialog.show_bug(window, "one")
    assert {x.textFormat() for x in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
