"""From article to article: done, next, the last one; filters that follow."""

import pytest
from PySide6.QtCore import Qt

from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED
from annotator.jobs import import_files
from annotator.store import articles, states

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FINISH, TOGGLE = (Qt.Key.Key_Return, CTRL), (Qt.Key.Key_D, CTRL)
DOWN, UP = (Qt.Key.Key_Down, ALT), (Qt.Key.Key_Up, ALT)
NAMES = ["000_00000000000000aa", "003_00000000000000bb", "004_c", "010_d"]


@pytest.fixture
def four(person, tmp_path):
    """The person, with two more articles."""
    for name, text in (("004_c", "Tarsk se tait.\n"), ("010_d", "Le port ferme.\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        person.window.verbs.files.take_in([tmp_path / f"{name}.txt"])
    person.window.overlays.notices.clear()
    return person


def name(person):
    return articles.get(person.project, person.window.session.article).name


def listed(person):
    rows = person.window.articles.rows
    return [rows.row_at(place).name for place in range(rows.rowCount())]


def how_far(person):
    """The state of each article, by the start of its name."""
    own = person.window.session.set
    found = articles.everyone(person.project)
    return {one.name[:3]: states.of_article(person.project, one.id, own) for one in found}


def notices(person):
    return [notice.words for notice in person.window.overlays.notices.notices]


def test_done_goes_through_all_and_says_which_was_the_last(four):
    seen = [name(four)]
    for _ in range(3):
        four.press(FINISH)
        seen.append(name(four))
    assert seen == NAMES
    four.press(FINISH)
    assert set(how_far(four).values()) == {DONE}
    assert name(four) == "010_d"
    assert notices(four) == ["That was the last one: every article here is done."]
    assert four.window.articles.progress.isVisible()


def test_done_goes_round_to_one_left_behind(four):
    four.press(DOWN, DOWN)
    for expected in ("010_d", NAMES[0], NAMES[1]):
        four.press(FINISH)
        assert name(four) == expected


def test_undo_takes_done_back_and_shows_the_article(four):
    four.press(FINISH)
    assert name(four) == NAMES[1]
    four.press((Qt.Key.Key_Z, CTRL))
    assert (name(four), how_far(four)["000"]) == (NAMES[0], NOT_STARTED)
    four.press((Qt.Key.Key_Y, CTRL))
    assert how_far(four)["000"] == DONE


def test_done_or_not_without_leaving(four):
    four.press(TOGGLE)
    assert (name(four), how_far(four)["000"]) == (NAMES[0], DONE)
    four.press(TOGGLE)
    assert how_far(four)["000"] == IN_PROGRESS


def test_next_and_previous_stop_at_the_ends(four):
    four.press(UP)
    assert name(four) == NAMES[0]
    for _ in range(5):
        four.press(DOWN)
    assert name(four) == NAMES[-1]
    four.press((Qt.Key.Key_PageUp, CTRL))
    assert name(four) == NAMES[-2]


def test_the_list_follows_the_text_and_the_text_the_list(four):
    panel = four.window.articles
    four.press(DOWN)
    assert panel.list.currentIndex().row() == 1
    panel.list.clicked.emit(panel.rows.index(3))
    assert name(four) == "010_d"
    assert four.canvas.hasFocus()


def test_only_unfinished_ones_and_on_to_the_next(four):
    four.press(TOGGLE)
    four.window.articles.state.choose(NOT_STARTED)
    four.window.articles._filter()
    assert listed(four) == NAMES[1:]
    assert name(four) == NAMES[0]
    four.press(DOWN)
    assert name(four) == NAMES[1]


def test_only_articles_with_a_label(four):
    four.select("Tarsk")
    four.press("l")
    panel = four.window.articles
    panel.label.choose(("ENTITY", "LOC"))
    panel._filter()
    assert listed(four) == [NAMES[0]]
    panel.show_all()
    assert listed(four) == NAMES


def test_imported_articles_stand_in_the_order_of_their_names(four, tmp_path):
    (tmp_path / "002_z.txt").write_text("Entre deux.\n", encoding="utf-8")
    four.window.verbs.files.take_in([tmp_path / "002_z.txt"])
    assert listed(four) == [NAMES[0], "002_z", *NAMES[1:]]
    assert name(four) == NAMES[0]


def test_labels_stay_with_their_article(four):
    four.select("Tarsk")
    four.press("l", DOWN, DOWN)
    four.select("Tarsk")
    four.press("o")
    assert four.found() == [("ORG", "Tarsk")]
    four.press(UP, UP)
    assert four.found() == [("LOC", "Tarsk")]
    assert len(four.shown()) == 1


def test_undo_of_something_elsewhere_goes_there(four):
    four.select("Tarsk")
    four.press("l", DOWN, DOWN)
    assert name(four) == "004_c"
    four.press((Qt.Key.Key_Z, CTRL))
    assert (name(four), four.found(), four.shown()) == (NAMES[0], [], [])


def test_in_a_read_job_nothing_of_the_screen_is_lost(four, tmp_path):
    """An import that finds nothing new leaves selection and passage alone."""
    four.select("Tarsk")
    four.press("l")
    four.select("Noria")
    (tmp_path / "twin.txt").write_text("Le port ferme.\n", encoding="utf-8")
    report = import_files.run(four.project, [tmp_path / "twin.txt"])
    assert (report.articles, report.skipped_known) == (0, 1)
    four.window.verbs.files.take_in([tmp_path / "twin.txt"])
    assert four.in_hand() == [("LOC", "Tarsk")]
    assert four.canvas.selection() == four.span("Noria")
