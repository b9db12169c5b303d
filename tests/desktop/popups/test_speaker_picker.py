"""The speaker picker: Enter takes the first, typing filters, a new name makes an entry."""

import pytest
from PySide6.QtCore import QRect, Qt

from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.suggest.proposal import Proposal


def someone(kind, id, name, reason="", names=(), **more):
    return Proposal(
        kind=kind, id=id, name=name, reason=say("{why}", why=reason), score=0, names=names, **more
    )


PEOPLE = [
    someone("mention", "m1", "Kim Jong Un", "named right after", ("Kim",)),
    someone("entry", "e2", "Élysée", "used last"),
    someone("entry", "e3", "Donald Trump", "alias: le magnat", ("le magnat",)),
]
NOBODY = [someone("narration", "", ""), someone("unattributed", "", "")]


@pytest.fixture
def window(make_window):
    return make_window(900, 700)


@pytest.fixture
def picker(window):
    picker = SpeakerPicker(window)
    picker.said = []
    picker.chosen.connect(lambda one: picker.said.append((one.kind, one.id)))
    picker.switch_requested.connect(lambda: picker.said.append("switch"))
    picker.new_entry_requested.connect(lambda *a: picker.said.append(("new", *a)))
    picker.ask(PEOPLE, QRect(100, 100, 50, 20), "Who says it?")
    return picker


def titles(picker):
    return [row.title for row in picker.list.rows()]


def test_enter_takes_the_first(qtbot, window, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("mention", "m1")]
    assert not picker.isVisible()
    assert window.focusWidget() is window.text


def test_down_and_up_choose_and_go_round(qtbot, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.list.row().title == "Donald Trump"
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    qtbot.keyClick(picker.field, Qt.Key.Key_Enter)
    assert picker.said == [("entry", "e2")]


def test_typing_filters_by_folded_names_and_aliases(qtbot, picker):
    qtbot.keyClicks(picker.field, "magnat")
    assert titles(picker) == ["Donald Trump", "New entry “magnat”"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("entry", "e3")]


def test_an_exact_name_offers_no_new_entry(qtbot, picker):
    qtbot.keyClicks(picker.field, "elysee")
    assert titles(picker) == ["Élysée"]


def test_enter_makes_an_entry_where_nothing_matches(qtbot, picker):
    qtbot.keyClicks(picker.field, "  Xi  Jinping ")
    assert titles(picker) == ["New entry “Xi  Jinping”"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.said == [("new", "Xi Jinping", "person")]


def test_ctrl_enter_always_makes_an_entry(qtbot, picker):
    qtbot.keyClicks(picker.field, "Kim")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.said == [("new", "Kim", "person")]


def test_ctrl_enter_without_a_name_does_nothing(qtbot, picker):
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.said == []
    assert picker.is_open


def test_the_kind_of_a_new_entry_is_chosen_by_keyboard(qtbot, window, picker):
    qtbot.keyClicks(picker.field, "OTAN")
    qtbot.keyClick(picker.field, Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert picker.kind == "body"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert picker.said == [("new", "OTAN", "body")]


def test_the_kind_starts_again_with_person(picker):
    picker._kinds.button(2).click()
    picker.ask(PEOPLE, QRect(1, 1, 1, 1), "")
    assert picker.kind == "person"


def test_a_click_takes_a_row(qtbot, picker):
    index = picker.list.model().index(1, 0)
    place = picker.list.visualRect(index).center()
    qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picker.said == [("entry", "e2")]


def test_escape_takes_nothing(qtbot, window, picker):
    qtbot.keyClicks(picker.field, "Kim")
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.said == []
    assert not picker.isVisible()


def test_asked_again_it_starts_empty(qtbot, picker):
    qtbot.keyClicks(picker.field, "Kim")
    picker.dismiss()
    picker.ask(PEOPLE[1:], QRect(1, 1, 1, 1), "Who is it?")
    assert picker.field.text() == ""
    assert titles(picker) == ["Élysée", "Donald Trump"]


def test_names_are_never_markup(qtbot, picker):
    picker.ask([someone("entry", "e", "<b>A & B</b>")], QRect(1, 1, 1, 1), "<i>Who?</i>")
    assert titles(picker) == ["<b>A & B</b>"]
    assert picker._hint.textFormat() == Qt.TextFormat.PlainText


def test_no_candidates_at_all(qtbot, picker):
    picker.ask([], QRect(1, 1, 1, 1), "")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.said == []


ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(("letter", "kind"), [("n", "narration"), ("u", "unattributed")])
def test_nobody_has_a_key(qtbot, picker, letter, kind):
    picker.ask([*PEOPLE, *NOBODY], QRect(1, 1, 1, 1), "Who says it?")
    assert titles(picker)[-2:] == ["Nobody: the article tells it", "Nobody named: unattributed"]
    qtbot.keyClick(picker.field, letter, ALT)
    assert picker.said == [(kind, "")]
    assert not picker.isVisible()


def test_keys_for_what_is_not_offered_do_nothing(qtbot, picker):
    for letter in "nur":
        qtbot.keyClick(picker.field, letter, ALT)
    assert picker.said == []
    assert picker.is_open


def test_another_question_is_one_key_away(qtbot, picker):
    picker.ask(PEOPLE, QRect(1, 1, 1, 1), "Who says it?", switch="Who relays it?")
    assert picker._switch.text() == "Who relays it?  Alt+R"
    qtbot.keyClick(picker.field, "r", ALT)
    assert picker.said == ["switch"]


def test_a_row_tells_why_in_which_words_and_what_it_adds(picker):
    words = someone(
        "words", "", "Odile Marne", "after “selon”", words="la ministre Odile Marne",
        span=Span(0, 5), new_entry="Odile Marne",
    )  # fmt: skip
    picker.ask([words], QRect(1, 1, 1, 1), "")
    assert picker.list.row().detail == ("after “selon” · “la ministre Odile Marne” · new entry")


def test_where_no_entry_may_be_linked_none_is_offered(qtbot, picker):
    picker.ask(PEOPLE, QRect(1, 1, 1, 1), "Who relays it?", may_add=False)
    qtbot.keyClicks(picker.field, "Tass")
    assert titles(picker) == []
    qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.said == []
