"""Articles are given to coders in the window; nobody sees another's labels before the reveal."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.desktop.dialogs.assign_dialog import AssignDialog
from annotator.domain.people import DONE
from annotator.domain.sentence import say
from annotator.jobs import assign, check, export, projects
from annotator.jobs.agreement import Asked
from annotator.jobs.assign import Draw
from annotator.jobs.export import Wanted
from annotator.store import annotations, articles, assignments, coders, states
from tests.records import passage

CTRL = Qt.KeyboardModifier.ControlModifier


def answer(fill, press="main"):
    """Fill the next dialog and press one of its buttons."""

    def go():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AssignDialog)
        fill(dialog)
        getattr(dialog, press).click()

    QTimer.singleShot(0, go)


def test_a_draw_is_asked_for_made_undone_and_done_again(person):
    window, told = person.window, []

    def fill(dialog):
        dialog.coders.setPlainText("Bo\nCy")
        dialog.overlap.setValue(50)
        told.append(dialog.about.text())

    answer(fill)
    window.actions_table["assign"].trigger()
    person.settle()
    assert told[0].endswith("1 article in common")
    assert len(assignments.everything(person.project)) == 3
    window.actions_table["undo"].trigger()
    assert assignments.everything(person.project) == []
    window.actions_table["redo"].trigger()
    assert len(assignments.everything(person.project)) == 3
    assert check.run(person.project).ok


def test_what_cannot_be_drawn_is_said_in_the_dialog(person):
    told = []

    def fill(dialog):
        dialog.coders.setPlainText("Bo")
        told.append((dialog.about.text(), dialog.main.isEnabled()))

    answer(fill, "cancel")
    person.window.actions_table["assign"].trigger()
    (found,) = told
    assert "cannot label the same article" in found[0]
    assert not found[1]


@pytest.fixture
def blind(path, new_person):
    """The window of Ana, who codes both articles blindly with Bo, who has done the first."""
    project = projects.open_(path, "Ana")
    assign.run(project, Draw(coders=("Ana", "Bo"), overlap=1))
    with project.edit(say("Bo codes")):
        bo = coders.coder_named(project, "Bo")
        set = coders.set_named(project, "Bo", bo).id
        for article in articles.everyone(project):
            annotations.put(
                project,
                passage(article.id, set, (5, 15)),
            )
        states.put(project, articles.first(project), set, DONE)
    projects.close(project)
    return new_person(path)


def of_bo(person):
    return next(one.id for one in coders.all_sets(person.project) if one.name == "Bo")


def test_a_blind_article_shows_nothing_of_others_until_all_are_done(blind):
    window = blind.window
    window.session.show_set(of_bo(blind))
    blind.settle()
    assert blind.shown() == []
    assert [window.articles.rows.row_at(at).annotations for at in (0, 1)] == [0, 0]
    window.session.show_set(blind.project.own_set.id)
    first = window.session.article
    blind.press((Qt.Key.Key_Return, CTRL))
    assert first not in assignments.open_blind(blind.project)
    window.session.show_set(of_bo(blind))
    window.session.open_article(first)
    blind.settle()
    assert blind.shown() == [(5, 15, "CLAIM/THREAT")]
    assert [window.articles.rows.row_at(at).annotations for at in (0, 1)] == [1, 0]
    window.actions_table["undo"].trigger()
    blind.settle()
    assert first in assignments.open_blind(blind.project)
    window.session.open_article(first)
    blind.settle()
    assert blind.shown() == []


def test_the_comparison_leaves_blind_articles_out(blind):
    blind.press(Qt.Key.Key_F10)
    reviewing = blind.window.verbs.team.review.reviewing
    assert reviewing.list.count() == 0


def test_who_codes_sees_their_own_articles_first(blind):
    window = blind.window
    assert not window.articles.mine.isHidden()
    assert window.articles.mine.isChecked()
    assert window.articles.rows.rowCount() == 2
    first = window.session.article
    with window.session.edit(say("Take back"), labels=False) as project:
        assignments.drop(project, first, project.coder.id)
    blind.settle()
    assert window.articles.rows.rowCount() == 1
    window.articles.mine.click()
    assert window.articles.rows.rowCount() == 2


def test_the_lead_reveals_at_once(blind):
    answer(lambda dialog: dialog.reveal.click(), "cancel")
    blind.window.actions_table["assign"].trigger()
    blind.settle()
    assert assignments.open_blind(blind.project) == []
    blind.window.session.show_set(of_bo(blind))
    blind.settle()
    assert blind.shown() == [(5, 15, "CLAIM/THREAT")]


@pytest.fixture
def both(blind):
    """The same, and Ana has labelled the first article too."""
    with blind.window.session.edit(say("Label")) as project:
        mine = passage(blind.window.session.article, project.own_set.id, (5, 15), label="FACT")
        annotations.put(project, mine)
    return blind


def test_no_history_tells_of_a_blind_article(both):
    looking = both.window.verbs.team.looking_back
    looking.show_news()
    assert "annotation" not in [one.change.kind for one in told(looking.dialog)]
    for scope in ("article", "project"):
        looking.dialog.show_scope(scope)
        found = [one.change for one in told(looking.dialog)]
        assert {one.coder for one in found if one.kind in {"annotation", "state"}} == {"Ana"}


def test_no_comparison_tells_of_a_blind_article(both):
    team = both.window.verbs.team
    both.press(Qt.Key.Key_F10)
    assert team.review.reviewing.list.count() == 0
    assert team.review.reviewing.list.exact_left() == 0
    assert list(both.canvas.scene.heat) == []
    both.press(Qt.Key.Key_F10)
    team.agreeing.show()
    assert team.agreeing.dialog is None


def test_no_figure_tells_of_a_blind_article(both, qtbot):
    agreeing = both.window.verbs.team.agreeing
    sets = [one.id for one in coders.all_sets(both.project)]
    seen = []
    agreeing._show = lambda found: seen.append(found[1])
    agreeing._find_figures(Asked(sets=tuple(sets)))
    qtbot.waitUntil(lambda: bool(seen))
    assert (seen[0].articles, seen[0].layers) == (0, {})


def test_no_file_and_no_strip_tells_of_a_blind_article(both, tmp_path):
    report = export.run(both.project, tmp_path / "out.jsonl", Wanted(format="jsonl"))
    assert report.annotations == 1
    both.window.session.show_set(of_bo(both))
    both.settle()
    strip = both.window.view.overview.strip
    assert "Threat" not in "".join(strip.words_at(y) for y in range(strip.height()))
    assert articles.matching(both.project, of_bo(both), CLAIMED) == []


CLAIMED = articles.Filter(label=("CLAIM", "THREAT"))


def told(dialog):
    return [dialog.table.item(row, 0).data(256) for row in range(dialog.table.rowCount())]
