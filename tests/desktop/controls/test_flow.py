"""Widgets that flow like words: side by side, on more lines where the room is narrow."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop.controls.flow import Flow

FIXED, GROWS = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding


class Block(QWidget):
    """A widget that wants to be 100 by 20 pixels."""

    def sizeHint(self):
        return QSize(100, 20)

    minimumSizeHint = sizeHint


@pytest.fixture
def row(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.flow = Flow(whole, gap=10)
    whole.blocks = [Block() for _ in range(3)]
    for block in whole.blocks:
        block.setSizePolicy(FIXED, FIXED)
        whole.flow.addWidget(block)
    whole.show()
    return whole


def places(row):
    return [(block.x(), block.y(), block.width()) for block in row.blocks]


def test_what_does_not_fit_goes_to_the_next_line(row):
    row.resize(320, 200)
    assert places(row) == [(0, 0, 100), (110, 0, 100), (220, 0, 100)]
    row.resize(319, 200)
    assert places(row) == [(0, 0, 100), (110, 0, 100), (0, 30, 100)]
    row.resize(100, 200)
    assert places(row) == [(0, 0, 100), (0, 30, 100), (0, 60, 100)]
    assert [row.flow.heightForWidth(width) for width in (320, 319, 100)] == [20, 50, 80]
    assert row.flow.sizeHint() == QSize(320, 20)
    assert row.flow.minimumSize().width() == 100


def test_what_may_expand_takes_what_is_left_of_its_line(row):
    row.blocks[1].setSizePolicy(GROWS, FIXED)
    row.resize(400, 200)
    assert places(row) == [(0, 0, 100), (110, 0, 180), (300, 0, 100)]
    row.resize(250, 200)
    assert places(row) == [(0, 0, 100), (110, 0, 140), (0, 30, 100)]


def test_what_is_hidden_takes_no_room(row):
    row.blocks[0].hide()
    row.resize(320, 200)
    assert places(row)[1:] == [(0, 0, 100), (110, 0, 100)]


def test_items_can_be_taken_out(row):
    assert row.flow.itemAt(3) is None
    row.flow.removeWidget(row.blocks[0])
    assert (row.flow.count(), row.flow.takeAt(2)) == (2, None)
