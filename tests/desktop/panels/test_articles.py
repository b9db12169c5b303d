"""The articles' panel, worked with mouse and keys."""

import time

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt

from annotator.desktop import theme
from annotator.desktop.panels.article_delegate import short_name, told_date
from annotator.desktop.panels.articles import ArticlesPanel
from annotator.domain.people import DONE
from annotator.domain.sentence import say
from annotator.store import codebooks, opening, states


@pytest.fixture
def panel(desk, qtbot):
    made = ArticlesPanel(desk.session)
    qtbot.addWidget(made)
    made.resize(240, 500)
    made.show()
    return made


def wanted(panel):
    asked = []
    panel.article_requested.connect(asked.append)
    return asked


def done(desk, *ids):
    for id in ids:
        with desk.session.edit(say("Done")) as project:
            states.put(project, id, desk.session.set, DONE)


def shown(panel):
    return [panel.rows.row_at(place).name for place in range(panel.rows.rowCount())]


def place_of(panel, row):
    return panel.list.visualRect(panel.rows.index(row)).center()


def click(qtbot, widget, place=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or QPoint())


def test_a_click_asks_for_the_article(desk, panel, qtbot):
    ids = desk.add_articles(3)
    asked = wanted(panel)
    click(qtbot, panel.list.viewport(), place_of(panel, 1))
    assert asked == [ids[1]]


def test_enter_asks_for_the_current_article_once(desk, panel, qtbot):
    ids = desk.add_articles(3)
    panel.show_article(ids[0])
    asked = wanted(panel)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked == [ids[1]]


def test_showing_an_article_asks_for_nothing(desk, panel):
    ids = desk.add_articles(3)
    asked = wanted(panel)
    desk.session.open_article(ids[2])
    assert panel.list.currentIndex().row() == 2
    assert asked == []


def test_typing_filters_after_a_moment(desk, panel, qtbot):
    desk.add_articles(1, title="Le port rouvre")
    desk.add_articles(1, title="Rien en mer")
    qtbot.keyClicks(panel.filter, "rien mer")
    assert len(shown(panel)) == 2
    qtbot.waitUntil(lambda: shown(panel) == ["001_x"], timeout=30_000)


def test_down_leads_from_the_filter_to_the_list_and_up_back(desk, panel, qtbot):
    desk.add_articles(2)
    panel.activateWindow()
    panel.focus_filter()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    assert panel.list.currentIndex().row() == 0
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert panel.filter.hasFocus()


def test_enter_in_the_filter_opens_the_first_match(desk, panel, qtbot):
    ids = [desk.add_articles(1, title=title)[0] for title in ("Le port", "La mer")]
    asked = wanted(panel)
    qtbot.keyClicks(panel.filter, "mer")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert asked == [ids[1]]
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.filter.text() == ""


def test_states_filter_with_one_click(desk, panel, qtbot):
    ids = desk.add_articles(3)
    done(desk, ids[1])
    click(qtbot, panel.state.button(DONE))
    assert shown(panel) == ["001_x"]
    click(qtbot, panel.state.button("not_started"))
    assert shown(panel) == ["000_x", "002_x"]
    click(qtbot, panel.state.button(""))
    assert len(shown(panel)) == 3


def test_labels_filter(desk, panel, qtbot):
    ids = desk.add_articles(2)
    desk.annotate(ids[1], "CLAIM", "THREAT", "navire")
    assert panel.label.count() == 19
    panel.label.setCurrentIndex(panel.label.findText("Threat, warning"))
    panel.label.activated.emit(panel.label.currentIndex())
    assert shown(panel) == ["001_x"]


def test_without_articles_the_panel_invites_to_import(desk, panel, qtbot):
    assert panel.bring.isVisible()
    with qtbot.waitSignal(panel.import_requested):
        click(qtbot, panel.bring)
    desk.add_articles(1)
    assert panel.list.isVisible()
    assert not panel.bring.isVisible()


def test_without_a_match_everything_is_one_click_away(desk, panel, qtbot):
    desk.add_articles(2)
    qtbot.keyClicks(panel.filter, "xyzzy")
    qtbot.waitUntil(panel.all.isVisible, timeout=30_000)
    click(qtbot, panel.all)
    assert panel.list.isVisible()
    assert len(shown(panel)) == 2


def test_progress_counts_and_undo_counts_back(desk, panel):
    ids = desk.add_articles(3)
    done(desk, *ids[:2])
    assert panel.progress.words.text() == "2/3 done"
    desk.session.undo()
    assert panel.progress.words.text() == "1/3 done"


def test_next_article_goes_by_the_list(desk, panel):
    ids = desk.add_articles(3)
    assert panel.next_article(ids[0]) == ids[1]
    assert panel.next_article(ids[2]) is None
    assert panel.next_article(ids[1], -1) == ids[0]
    assert panel.next_article(ids[0], -1) is None


def test_next_open_passes_over_what_is_done_and_goes_round(desk, panel):
    ids = desk.add_articles(4)
    done(desk, ids[1], ids[3])
    assert panel.next_open(ids[0]) == ids[2]
    assert panel.next_open(ids[2]) == ids[0]
    done(desk, ids[2], ids[0])
    assert panel.next_open(ids[0]) is None


def test_an_article_that_left_the_list_still_has_neighbours(desk, panel, qtbot):
    ids = desk.add_articles(4)
    click(qtbot, panel.state.button("not_started"))
    desk.session.open_article(ids[1])
    done(desk, ids[1])
    assert shown(panel) == ["000_x", "002_x", "003_x"]
    assert panel.next_article(ids[1]) == ids[2]
    assert panel.next_article(ids[1], -1) == ids[0]
    assert panel.next_open(ids[1]) == ids[2]


def test_ten_thousand_articles_are_no_matter(desk, panel, qtbot):
    ids = desk.add_articles(10_000, text="Un mot")
    started = time.perf_counter()
    desk.session.open_article(ids[9000])
    panel.list.viewport().repaint()
    assert panel.next_open(ids[9000]) == ids[9001]
    done(desk, ids[9000])
    assert time.perf_counter() - started < 20


def test_a_label_that_is_gone_restricts_nothing(desk, panel):
    desk.add_articles(2)
    panel.label.setCurrentIndex(panel.label.findText("Threat, warning"))
    panel.label.activated.emit(panel.label.currentIndex())
    assert shown(panel) == []
    with desk.session.edit(say("Delete")) as project:
        codebooks.drop_label(project, desk.session.codebook.label("CLAIM", "THREAT"))
    assert panel.label.currentText() == "All labels"
    assert len(shown(panel)) == 2


def test_another_project_starts_unrestricted(desk, panel, tmp_path):
    desk.add_articles(1)
    panel.filter.setText("xyzzy")
    panel.state.choose(DONE)
    desk.session.close()
    desk.session.open(opening.open_project(tmp_path / "project.annot", coder="Ann"))
    assert panel.filter.text() == ""
    assert shown(panel) == ["000_x"]


def test_rows_are_read_aloud(desk, panel):
    desk.add_articles(1, title="Le port", outlet="Noria", date="2024-11")
    index = panel.rows.index(0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Le port, Noria, 2024-11, Not started"


def test_colours_follow_the_theme(desk, panel, qapp):
    before = panel.styleSheet()
    theme.apply("dark")
    try:
        assert panel.styleSheet() != before
        assert theme.DARK.panel in panel.styleSheet()
    finally:
        theme.apply("light")


def test_a_closed_project_leaves_an_empty_panel(desk, panel):
    desk.add_articles(2)
    desk.session.close()
    assert panel.next_article("x") is None
    assert panel.next_open("x") is None
    assert not panel.list.isVisible()


@pytest.mark.parametrize(
    ("name", "short"), [("000_c59", "000"), ("12", "12"), ("Report", ""), ("3rd_x", "")]
)
def test_short_names(name, short):
    assert short_name(name) == short


def test_dates_are_as_precise_as_known():
    assert QLocale("en").name().startswith("en")
    assert [told_date(date) for date in ("2024-11-23", "2024-11", "2024", "", "spring")] == [
        "23 Nov 2024",
        "Nov 2024",
        "2024",
        "",
        "spring",
    ]
