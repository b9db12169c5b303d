"""Two coders' labels settled with keys alone: the coders' stay, gold is made, all is undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.assets import folder as shipped
from annotator.domain.people import IN_PROGRESS
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import check, differences, import_files, projects
from annotator.store import annotations, articles, coders, states
from tests.records import passage

SHIFT = Qt.KeyboardModifier.ShiftModifier


def label(project, article, set, start, end, label, layer="CLAIM"):
    annotations.put(
        project,
        passage(article, set, (start, end), layer=layer, label=label),
    )


def double_coded(path):
    """The demo's first three articles, labelled by two coders who differ in every way."""
    project = projects.make(path, "Ana")
    texts = sorted(shipped("seeds").glob("*.txt"))[:3]
    import_files.run(project, texts)
    with project.edit(say("Code")):
        sets = []
        for name in ("Bo", "Cy"):
            coder = coders.coder_named(project, name)
            sets.append(coders.set_named(project, name, coder).id)
        for one in articles.everyone(project):
            bo, cy = sets
            label(project, one.id, bo, 100, 140, "THREAT")
            label(project, one.id, cy, 100, 140, "THREAT")
            label(project, one.id, bo, 160, 200, "THREAT")
            label(project, one.id, cy, 160, 200, "DEMAND")
            label(project, one.id, bo, 220, 260, "FACT")
            label(project, one.id, cy, 220, 275, "FACT")
            label(project, one.id, bo, 300, 310, "PERSON", "SPEAKER")
            label(project, one.id, cy, 320, 330, "PER", "ENTITY")
    projects.close(project)
    return path


@pytest.fixture
def reviewer(new_person, tmp_path):
    person = new_person(double_coded(tmp_path / "double.annot"))
    person.press(Qt.Key.Key_F10)
    return person


def sets(person):
    return {one.name: one.id for one in coders.all_sets(person.project)}


def own_labels(person):
    return [list(annotations.of_set(person.project, sets(person)[name])) for name in ("Bo", "Cy")]


def golden(person):
    return sorted(
        (one.article, one.start, one.end, one.label)
        for one in annotations.of_set(person.project, sets(person)["Gold"])
    )


def ticks(person):
    strip = person.window.view.overview.strip
    return [(one.span.start, one.span.end, one.kind) for one in strip._differences]


def test_the_overview_shows_where_they_differ(reviewer):
    places = [(160, 200), (220, 275), (300, 310), (320, 330)]
    assert ticks(reviewer) == [(*place, "open") for place in places]
    reviewer.press("1")
    assert ticks(reviewer)[0] == (160, 200, "settled")
    reviewer.press("u")
    assert ticks(reviewer)[0] == (160, 200, "open")
    reviewer.window.actions_table["redo"].trigger()
    assert ticks(reviewer)[0] == (160, 200, "settled")
    reviewer.window.verbs.open_article(reviewer.window.articles.rows.row_at(1).id)
    assert ticks(reviewer) == [(*place, "open") for place in places]
    reviewer.window.verbs.team.review.reviewing.end()
    assert ticks(reviewer) == []


def test_everything_is_settled_by_keys(reviewer):
    window, reviewing = reviewer.window, reviewer.window.verbs.team.review.reviewing
    assert (reviewing.list.count(), reviewing.place) == (12, 0)
    before = own_labels(reviewer)
    reviewer.press((Qt.Key.Key_A, SHIFT))
    assert [start for _, start, _, _ in golden(reviewer)] == [100] * 3
    for _ in range(3):
        reviewer.press("1", "2", "b", "n")
    assert len(reviewing.list.decided) == 12
    assert own_labels(reviewer) == before
    texts = list(articles.everyone(reviewer.project))
    wanted = [
        (one.id, *place)
        for one in texts
        for place in [
            (100, 140, "THREAT"),
            (160, 200, "THREAT"),
            (220, 275, "FACT"),
            (300, 310, "PERSON"),
        ]
    ]
    assert golden(reviewer) == sorted(wanted)
    gold = sets(reviewer)["Gold"]
    assert {states.of_article(reviewer.project, one.id, gold) for one in texts} == {IN_PROGRESS}
    assert check.run(reviewer.project).ok
    for _ in range(13):
        reviewer.press("u")
    assert golden(reviewer) == []
    assert reviewing.list.decided == {}
    for _ in range(13):
        window.actions_table["redo"].trigger()
    reviewer.settle()
    assert golden(reviewer) == sorted(wanted)
    assert own_labels(reviewer) == before


def test_j_and_k_walk_over_articles(reviewer):
    reviewing, session = reviewer.window.verbs.team.review.reviewing, reviewer.window.session
    first = session.article
    reviewer.press(*"jjjj")
    assert reviewing.place == 4
    assert session.article != first
    reviewer.press("k")
    assert (reviewing.place, session.article) == (3, first)
    reviewer.press(*"kkkk")
    assert reviewing.place == 11


def test_editing_gives_the_keys_back_to_the_labels(reviewer):
    window = reviewer.window
    reviewer.press("e")
    assert window.verbs.team.review.reviewing.is_editing
    reviewer.press("4")
    found = annotations.of_article(reviewer.project, window.session.article, sets(reviewer)["Gold"])
    key = next(one for one in window.session.codebook.labels() if one.key == "4")
    assert [(one.start, one.label) for one in found] == [(160, key.id)]
    reviewer.press(Qt.Key.Key_Return)
    assert not window.verbs.team.review.reviewing.is_editing
    assert window.verbs.team.review.reviewing.place == 1
    reviewer.press("2")
    assert len(golden(reviewer)) == 2


def test_counts_are_filters(reviewer):
    window = reviewer.window
    panel, reviewing = window.verbs.team.review, window.verbs.team.review.reviewing
    assert reviewing.list.kinds() == [("boundary", 3), ("label", 3), ("missing", 3), ("extra", 3)]
    assert panel.kinds.button("label").text() == "Label 3"
    QTest.mouseClick(panel.kinds.button("label"), Qt.MouseButton.LeftButton)
    assert panel.rows.rowCount() == 3
    panel.only_open.click()
    window.view.canvas.setFocus()
    reviewer.press("j", "1")
    assert panel.rows.rowCount() == 2
    reviewer.press("1", "1")
    assert (panel.rows.rowCount(), reviewing.current) == (0, None)
    assert "3 of 12" in panel.about.text()
    panel.only_open.click()
    assert panel.rows.rowCount() == 3


def test_both_sets_are_drawn_and_can_be_clicked(reviewer):
    shown = {look for start, _, look in reviewer.shown() if start in (100, 160)}
    assert shown == {"=:CLAIM/THREAT", "A:CLAIM/THREAT", "B:CLAIM/DEMAND"}
    reviewer.press("1")
    shown = {look for start, _, look in reviewer.shown() if start == 160}
    assert shown == {"CLAIM/THREAT", "A.CLAIM/THREAT", "B.CLAIM/DEMAND"}
    text = reviewer.text
    reviewer.click(text[302:308])
    assert reviewer.window.verbs.team.review.reviewing.place == 2
    assert reviewer.window.desk.current == ()


def test_no_key_changes_a_coders_labels(reviewer):
    before = own_labels(reviewer)
    reviewer.press("j", Qt.Key.Key_Delete, "[", "]", "+", "p")
    assert own_labels(reviewer) == before


def test_the_end_leads_back_to_ones_own_labels(reviewer):
    window = reviewer.window
    window.verbs.team.review.begin.click()
    reviewer.settle()
    assert not window.verbs.team.review.reviewing.is_on
    assert window.session.set == window.session.project.own_set.id
    assert all(look.count(":") == 0 for _, _, look in reviewer.shown())
    reviewer.select("a", 3)
    reviewer.press("5")
    assert len(reviewer.found()) == 1


def test_a_coder_compares_with_gold_and_changes_nothing(reviewer):
    window = reviewer.window
    reviewer.press(*"1111")
    window.verbs.team.review.begin.click()
    window.verbs.team.review.first.choose(sets(reviewer)["Bo"])
    window.verbs.team.review.second.choose(sets(reviewer)["Gold"])
    window.verbs.team.review.begin.click()
    reviewer.settle()
    assert window.verbs.team.review.reviewing.is_on
    assert not window.verbs.team.review.card.buttons["first"].isEnabled()
    before = golden(reviewer)
    window.view.canvas.setFocus()
    reviewer.press("j", "k")
    assert golden(reviewer) == before
    assert window.verbs.team.review.reviewing.list.count() == len(
        differences.run(reviewer.project, "Bo", "Gold").found
    )


def test_comments_are_written_answered_resolved_and_undone(reviewer):
    window, panel = reviewer.window, reviewer.window.verbs.team.review
    reviewer.press("c")
    assert panel.threads.field.hasFocus()
    reviewer.press("Why a threat?", Qt.Key.Key_Return)
    (card,) = panel.threads.cards
    assert [one.words for one in card.comments] == ["Why a threat?"]
    assert card.comments[0].place == Span(160, 200)
    card.answer.click()
    reviewer.press("See the rule.", Qt.Key.Key_Return)
    (card,) = panel.threads.cards
    assert [one.words for one in card.comments] == ["Why a threat?", "See the rule."]
    card.resolve.click()
    assert panel.threads.cards[0].comments[0].is_resolved
    for count in (2, 1, 0):
        window.actions_table["undo"].trigger()
        reviewer.settle()
        assert sum(len(one.comments) for one in panel.threads.cards) == count
    for _ in range(3):
        window.actions_table["redo"].trigger()
    reviewer.settle()
    assert panel.threads.cards[0].comments[0].is_resolved
    assert check.run(reviewer.project).ok


def test_a_jump_leads_to_the_words_of_an_open_comment(reviewer):
    window, panel = reviewer.window, reviewer.window.verbs.team.review
    first = window.session.article
    reviewer.press("c")
    reviewer.press("Here", Qt.Key.Key_Return)
    reviewer.press(*"jjjj")
    assert window.session.article != first
    assert panel.threads.cards == []
    panel.threads.next.click()
    reviewer.settle()
    assert window.session.article == first
    assert reviewer.canvas.selection() == Span(160, 200)


def test_without_a_comparison_a_passage_is_commented_on(person):
    window = person.window
    person.select("Tarsk")
    window.actions_table["comment"].trigger()
    person.press("Who is this?", Qt.Key.Key_Return)
    (card,) = window.verbs.team.review.threads.cards
    assert card.jump.text() == "“Tarsk”"


def test_each_coder_sees_their_own_labels_beside_gold(reviewer, new_person):
    path = reviewer.project.path
    reviewer.press(*"1" * 12)
    reviewer.window.close()
    bo = new_person(path, "Bo")
    said = []
    bo.window.verbs.team.review.said.connect(said.append)
    bo.press((Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier))
    panel = bo.window.verbs.team.review
    assert panel.reviewing.list.sets == tuple(sets(bo)[name] for name in ("Bo", "Gold"))
    assert panel.reviewing.list.gold == ""
    assert said == []
    assert panel.reviewing.list.kinds() == [("missing", 3)]


def test_without_gold_that_is_said(person):
    said = []
    person.window.verbs.team.review.said.connect(said.append)
    person.press((Qt.Key.Key_F10, Qt.KeyboardModifier.ControlModifier))
    assert len(said) == 1
    assert not person.window.verbs.team.review.reviewing.is_on


def test_the_reviewers_state_is_apart_from_the_coders(reviewer):
    window = reviewer.window
    article = window.session.article
    reviewer.press("1")
    reviewer.press((Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier))
    told = {
        name: states.of_article(reviewer.project, article, id)
        for name, id in sets(reviewer).items()
    }
    assert told == {"Ana": "not_started", "Bo": "not_started", "Cy": "not_started", "Gold": "done"}
