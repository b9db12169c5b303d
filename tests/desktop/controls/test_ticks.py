"""Boxes and circles show whether they are chosen."""

import pytest

from annotator.desktop import theme
from annotator.desktop.controls.ticks import Circle, Tick


@pytest.fixture(params=[Tick, Circle])
def sign(qtbot, request):
    theme.apply("light")
    made = request.param("Offer labels")
    qtbot.addWidget(made)
    made.show()
    return made


def fill(sign):
    return sign.grab().toImage().pixelColor(5, sign.height() // 2 - 3).name()


def test_it_shows_that_it_is_chosen(sign):
    assert fill(sign) == theme.LIGHT.base
    sign.setChecked(True)
    assert fill(sign) == theme.LIGHT.accent


def test_all_its_words_have_room(sign):
    words = sign.fontMetrics().horizontalAdvance(sign.text())
    assert sign.minimumSizeHint().width() >= words + 24
    sign.setContentsMargins(10, 0, 0, 0)
    assert sign.minimumSizeHint().width() >= words + 34
