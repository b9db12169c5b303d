"""What is really on the screen, beside what a new painting would show."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

_ROUNDED = 2
"""By how much of 255 a colour may differ: Qt rounds the soft edges of strokes by their height."""


def settle():
    """Let everything be painted that waits for it."""
    for _ in range(3):
        QApplication.processEvents()


def assert_screen_is_true(canvas):
    """Every pixel of the text is as a new painting makes it."""
    settle()
    there, anew = _there(canvas), _plain(canvas.viewport().grab())
    assert there.size() == anew.size()
    if there != anew:
        colours = zip(bytes(there.constBits()), bytes(anew.constBits()), strict=True)
        assert max(abs(one - other) for one, other in colours) <= _ROUNDED


def _there(canvas):
    place = canvas.viewport().geometry()
    return _plain(canvas.screen().grabWindow(canvas.winId(), *place.getRect()))


def _plain(picture):
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
