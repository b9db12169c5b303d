"""The labels beside a selection: for the mouse, while the keyboard stays with the text."""

import pytest
from PySide6.QtCore import QRect, Qt

from annotator.desktop.popups.label_chip import LabelChip
from annotator.desktop.popups.label_popup import LabelPopup
from annotator.domain.codebook import Codebook, Label, Layer


def label(layer, number, name):
    return Label(id=f"{layer}{number}", layer=layer, names={"en": name}, color="#AA4499", key="k")


SMALL = Codebook(
    id="b",
    version="1",
    layers=(
        Layer(
            id="CLAIM",
            names={"en": "Claim"},
            labels=(label("CLAIM", 1, "Threat & more"), label("CLAIM", 2, "Denial")),
        ),
        Layer(id="ENTITY", channel="underline", labels=(label("ENTITY", 1, "Place"),)),
    ),
)
LARGE = Codebook(
    id="b",
    version="1",
    layers=(Layer(id="L", labels=tuple(label("L", n, f"Label number {n}") for n in range(60))),),
)


@pytest.fixture
def window(make_window):
    return make_window(900, 700)


@pytest.fixture
def popup(window):
    popup = LabelPopup(window)
    popup.said = []
    popup.label_requested.connect(lambda *a: popup.said.append(a))
    popup.fragment_requested.connect(lambda: popup.said.append("fragment"))
    popup.open_for(SMALL, QRect(100, 100, 80, 20), with_fragment=True)
    return popup


def chip(popup, words):
    return next(c for c in popup.findChildren(LabelChip) if c.words == words and c.isVisible())


def test_a_click_asks_for_the_label(qtbot, popup):
    qtbot.mouseClick(chip(popup, "Threat & more"), Qt.MouseButton.LeftButton)
    assert popup.said == [("CLAIM", "CLAIM1")]
    assert not popup.isVisible()


def test_the_keyboard_stays_with_the_text_and_sends_it_away(qtbot, window, popup):
    assert window.focusWidget() is window.text
    qtbot.keyClick(window.text, Qt.Key.Key_Shift)
    assert popup.isVisible()
    qtbot.keyClicks(window.text, "7")
    assert window.text.text() == "7"
    assert not popup.isVisible()


def test_escape_only_closes_it(qtbot, window, popup):
    heard = []
    window.keyPressEvent = lambda event: heard.append(event.key())
    qtbot.keyClick(window.text, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert heard == []


def test_a_click_in_the_text_closes_it(qtbot, window, popup):
    qtbot.mouseClick(window.text, Qt.MouseButton.LeftButton)
    assert not popup.isVisible()
    assert popup.said == []


def test_a_fragment_is_offered_only_when_there_is_a_passage(qtbot, popup):
    qtbot.mouseClick(chip(popup, "Add as a fragment"), Qt.MouseButton.LeftButton)
    assert popup.said == ["fragment"]
    popup.open_for(SMALL, QRect(100, 100, 80, 20), with_fragment=False)
    shown = [c.words for c in popup.findChildren(LabelChip) if c.isVisible()]
    assert sorted(shown) == ["Denial", "Place", "Threat & more"]


def test_many_labels_take_three_lines_until_one_asks_for_more(qtbot, popup):
    popup.open_for(LARGE, QRect(100, 100, 80, 20), with_fragment=False)
    shown = [c for c in popup.findChildren(LabelChip) if c.isVisible()]
    assert len({c.y() for c in shown}) == 3
    more = next(c for c in shown if c.words.endswith("more…"))
    assert more.words == f"{60 - len(shown) + 1} more…"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert sum(c.isVisible() for c in popup.findChildren(LabelChip)) == 60
    assert popup.is_open


def test_no_two_buttons_lie_on_each_other(popup):
    popup.open_for(LARGE, QRect(100, 100, 80, 20), with_fragment=False)
    areas = [c.geometry() for c in popup.findChildren(LabelChip) if c.isVisible()]
    assert not any(a.intersects(b) for n, a in enumerate(areas) for b in areas[:n])


def test_it_may_be_opened_again_from_its_own_click(qtbot, popup):
    popup.label_requested.connect(
        lambda *_: popup.open_for(SMALL, QRect(5, 5, 9, 9), with_fragment=False)
    )
    qtbot.mouseClick(chip(popup, "Denial"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(popup, "Place"), Qt.MouseButton.LeftButton)
    assert popup.said == [("CLAIM", "CLAIM2"), ("ENTITY", "ENTITY1")]
