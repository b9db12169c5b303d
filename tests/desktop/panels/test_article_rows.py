"""The articles' item model: lazy, frugal, and always what the project says."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from annotator.desktop.rows import articles as rows_module
from annotator.desktop.rows.articles import CHUNK, KEPT_CHUNKS, ROW, ArticleRows
from annotator.domain.people import DONE, IN_PROGRESS
from annotator.domain.sentence import say
from annotator.store import annotations, articles, states
from annotator.store.articles import Filter


@pytest.fixture
def rows(desk):
    model = ArticleRows(desk.session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


@pytest.fixture
def reads(monkeypatch):
    """The sizes of the portions that were read."""
    sizes = []
    read = articles.rows

    def counted(project, set, keys):
        sizes.append(len(keys))
        return read(project, set, keys)

    monkeypatch.setattr(rows_module.articles, "rows", counted)
    return sizes


def put_state(desk, article, value):
    with desk.session.edit(say("State")) as project:
        states.put(project, article, desk.session.set, value)


def names(model):
    return [model.index(place).data() for place in range(model.rowCount())]


def test_articles_come_in_order_of_names(desk, rows):
    ids = desk.add_articles(3)
    assert names(rows) == ["000_x", "001_x", "002_x"]
    assert [rows.index_of(id).row() for id in ids] == [0, 1, 2]
    assert not rows.index_of("nobody").isValid()


def test_rows_are_read_in_portions_and_kept(desk, rows, reads):
    desk.add_articles(2 * CHUNK + 20)
    reads.clear()
    for _ in range(3):
        rows.index(2 * CHUNK + 1).data(ROW)
    assert reads == [20]
    assert rows.index(CHUNK).data() == "100_x"
    assert reads == [20, CHUNK]


def test_portions_used_long_ago_are_forgotten(desk, rows, reads, monkeypatch):
    monkeypatch.setattr(rows_module, "CHUNK", 2)
    desk.add_articles(2 * KEPT_CHUNKS + 4)
    names(rows)
    reads.clear()
    rows.index(2 * KEPT_CHUNKS + 2).data()
    assert reads == []
    rows.index(0).data()
    assert reads == [2]


def test_a_change_refreshes_the_touched_rows_only(desk, rows, qtbot):
    ids = desk.add_articles(3)
    names(rows)
    with (
        qtbot.assertNotEmitted(rows.modelReset),
        qtbot.waitSignal(rows.dataChanged) as told,
    ):
        put_state(desk, ids[1], DONE)
    assert [told.args[0].row(), told.args[1].row()] == [1, 1]
    assert rows.row_at(1).state == DONE
    desk.session.undo()
    assert rows.row_at(1).state == "not_started"


def test_annotations_are_counted_and_undo_counts_back(desk, rows):
    ids = desk.add_articles(2)
    made = desk.annotate(ids[1], "CLAIM", "THREAT", "navire")
    assert [rows.row_at(0).annotations, rows.row_at(1).annotations] == [0, 1]
    with desk.session.edit(say("Delete")) as project:
        annotations.drop(project, made)
    assert rows.row_at(1).annotations == 0
    desk.session.undo()
    assert rows.row_at(1).annotations == 1


def test_a_filter_restricts_and_follows_what_it_depends_on(desk, rows, qtbot):
    ids = desk.add_articles(3)
    rows.restrict(Filter(state=DONE))
    assert names(rows) == []
    put_state(desk, ids[2], DONE)
    assert names(rows) == ["002_x"]
    rows.restrict(Filter(label=("CLAIM", "THREAT")))
    assert names(rows) == []
    desk.annotate(ids[0], "CLAIM", "THREAT", "navire")
    assert names(rows) == ["000_x"]
    with qtbot.assertNotEmitted(rows.modelReset):
        put_state(desk, ids[2], IN_PROGRESS)


def test_an_import_and_its_undo_change_the_list(desk, rows):
    desk.add_articles(2)
    desk.session.undo()
    assert rows.rowCount() == 0
    desk.session.redo()
    assert names(rows) == ["000_x", "001_x"]


def test_many_touched_articles_are_one_refresh(desk, rows, qtbot):
    ids = desk.add_articles(60)
    names(rows)
    with qtbot.waitSignal(rows.dataChanged) as told, desk.session.edit(say("All")) as project:
        for id in ids:
            states.put(project, id, desk.session.set, DONE)
    assert [told.args[0].row(), told.args[1].row()] == [0, 59]
    assert rows.row_at(7).state == DONE


def test_the_first_open_article_is_found_going_round(desk, rows):
    ids = desk.add_articles(4)
    for place in (1, 2):
        put_state(desk, ids[place], DONE)
    assert [rows.first_open(start) for start in (0, 1, 3, 4)] == [0, 3, 3, 0]
    for place in (0, 3):
        put_state(desk, ids[place], DONE)
    assert rows.first_open(0) is None


def test_a_closed_project_leaves_nothing(desk, rows):
    desk.add_articles(2)
    desk.session.close()
    assert rows.rowCount() == 0
    assert not rows.index_of("x").isValid()
