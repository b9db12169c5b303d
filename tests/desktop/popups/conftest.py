"""A window with a field that has the focus: over it everything here opens."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget


@pytest.fixture
def make_window(qtbot):
    def make(width, height):
        window = QWidget()
        window.resize(width, height)
        window.text = QLineEdit(window)
        qtbot.addWidget(window)
        window.show()
        window.text.setFocus()
        return window

    return make
