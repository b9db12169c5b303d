"""Three coders and more in one comparison: a lane each, each place once, a key for each set."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.__main__ import main
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import check, differences, import_files, projects, several
from annotator.store import annotations, articles, coders
from tests.records import passage

SHIFT = Qt.KeyboardModifier.ShiftModifier
NAMES = ("Bo", "Cy", "Di")
TEXT = "La ministre a promis la paix ; l’amiral a menacé Séoul et Tokyo. " * 4

SAID = {
    "Bo": [(10, 20, "THREAT"), (30, 40, "FACT"), (50, 60, "DENIAL")],
    "Cy": [(10, 20, "THREAT"), (30, 40, "DEMAND"), (90, 99, "FACT")],
    "Di": [(10, 20, "THREAT"), (30, 42, "FACT"), (50, 60, "DENIAL"), (90, 99, "FACT")],
}


def labelled(path, tmp_path, said):
    project = projects.make(path, "Ana")
    (tmp_path / "mer.txt").write_text(TEXT, encoding="utf-8")
    import_files.run(project, [tmp_path / "mer.txt"])
    article = articles.named(project, "mer")
    with project.edit(say("Code")):
        for name, passages in said.items():
            set = coders.set_named(project, name, coders.coder_named(project, name)).id
            for start, end, label in passages:
                made = passage(article, set, (start, end), label=label)
                annotations.put(project, made)
    return project


def ids(project, names=NAMES):
    found = {one.name: one.id for one in coders.all_sets(project)}
    return [found[name] for name in names]


@pytest.fixture
def reviewer(new_person, tmp_path):
    path = tmp_path / "three.annot"
    projects.close(labelled(path, tmp_path, SAID))
    person = new_person(path)
    panel = person.window.verbs.team.review
    bo, cy, di = ids(person.project)
    panel.first.choose(bo)
    panel.second.choose(cy)
    panel.others.choose([di])
    person.press(Qt.Key.Key_F10)
    return person


def golden(person):
    (gold,) = ids(person.project, ["Gold"])
    return sorted((a.start, a.end, a.label) for a in annotations.of_set(person.project, gold))


def test_each_place_is_listed_once_with_what_all_say(reviewer):
    panel = reviewer.window.verbs.team.review
    lines = [panel.rows.line(row) for row in panel.reviewing.shown]
    assert [(line.kind, line.sides) for line in lines] == [
        ("Label", ["A Factual statement", "B Call, demand", "C Factual statement"]),
        ("Not in all", ["A Denial, refusal", "B –", "C Denial, refusal"]),
        ("Not in A", ["A –", "B Factual statement", "C Factual statement"]),
    ]
    assert panel.card.others.text().startswith("C  Factual statement")
    assert panel.kinds.button("missing").text() == "Not in all 1"


def test_a_lane_a_coder(reviewer):
    looks = {look for start, _, look in reviewer.shown() if start in (10, 30)}
    assert looks == {"=:CLAIM/THREAT", "A:CLAIM/FACT", "B:CLAIM/DEMAND", "C:CLAIM/FACT"}


def test_all_is_settled_by_keys_and_taken_back(reviewer):
    reviewing = reviewer.window.verbs.team.review.reviewing
    before = [list(annotations.of_set(reviewer.project, one)) for one in ids(reviewer.project)]
    assert reviewing.list.exact_left() == 1
    reviewer.press((Qt.Key.Key_A, SHIFT))
    assert reviewing.list.exact_left() == 0
    reviewer.press("3", "2", "b")
    assert golden(reviewer) == [(10, 20, "THREAT"), (30, 42, "FACT"), (90, 99, "FACT")]
    assert len(reviewing.list.decided) == 3
    panel = reviewer.window.verbs.team.review
    assert [panel.rows.line(row).choice for row in reviewing.shown] == ["C", "neither", "B"]
    after = [list(annotations.of_set(reviewer.project, one)) for one in ids(reviewer.project)]
    assert after == before
    assert check.run(reviewer.project).ok
    for _ in range(4):
        reviewer.press("u")
    assert golden(reviewer) == []
    for _ in range(4):
        reviewer.window.actions_table["redo"].trigger()
    assert len(golden(reviewer)) == 3


def test_a_decision_is_changed_by_another_key(reviewer):
    panel = reviewer.window.verbs.team.review
    reviewer.press("1", "k", "3")
    assert golden(reviewer) == [(30, 42, "FACT")]
    reviewer.press("k")
    QTest.mouseClick(panel.card.buttons["second"], Qt.MouseButton.LeftButton)
    assert golden(reviewer) == [(30, 40, "DEMAND")]
    assert len(panel.reviewing.list.decided) == 1


def test_a_key_of_a_set_that_is_not_there_does_nothing(reviewer):
    reviewer.press("4", "9")
    assert golden(reviewer) == []


PASSAGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(["THREAT", "FACT"])),
    max_size=6,
)


@settings(max_examples=25)
@given(st.lists(PASSAGES, min_size=3, max_size=4))
def test_every_passage_is_in_one_place_and_equal_means_equal(tmp_path_factory, said):
    folder = tmp_path_factory.mktemp("several")
    names = [f"Coder {number}" for number in range(len(said))]
    coded = {
        name: [(start, start + size, label) for start, size, label in passages]
        for name, passages in zip(names, said, strict=True)
    }
    project = labelled(folder / "p.annot", folder, coded)
    sets = ids(project, names)
    article = articles.named(project, "mer")
    found = several.of_article(project, article, sets)
    every = [one.id for each in found for some in each.by_set for one in some]
    working = [name for name in names if coded[name]]
    assert sorted(every) == sorted(
        one.id for set in sets for one in annotations.of_set(project, set) if len(working) > 1
    )
    for one in found:
        there = [passages[0] for passages in one.by_set if passages]
        same = len(there) == len(working) and all(
            (a.fragments, a.label) == (b.fragments, b.label) for a, b in pairwise(there)
        )
        assert (one.difference.kind == "exact") == same
    projects.close(project)


def test_of_two_sets_the_same_passages_as_of_the_pair(tmp_path):
    project = labelled(tmp_path / "p.annot", tmp_path, {name: SAID[name] for name in ("Bo", "Cy")})
    sets = ids(project, ("Bo", "Cy"))
    article = articles.named(project, "mer")
    told = [
        [(one.difference.kind, one.by_set) for one in found]
        for found in (
            several.of_article(project, article, sets),
            differences.of_article(project, article, *sets),
        )
    ]
    assert told[0] == told[1]
    projects.close(project)


def test_the_command_line_compares_several(tmp_path, capsys):
    path = tmp_path / "p.annot"
    projects.close(labelled(path, tmp_path, SAID))
    assert main(["diff", str(path), *NAMES, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sets"] == list(NAMES)
    assert told["counts"] == {"exact": 1, "label": 1, "missing": 1, "extra": 1}
    labels = [[one and one["label"] for one in each["said"]] for each in told["differences"]]
    assert labels == [
        ["FACT", "DEMAND", "FACT"],
        ["DENIAL", None, "DENIAL"],
        [None, "FACT", "FACT"],
    ]
    assert main(["diff", str(path), *NAMES]) == 0
    assert "mer\tCLAIM\tlabel\tFACT 30-40\tDEMAND 30-40\tFACT 30-42" in capsys.readouterr().out


def test_the_text_shows_how_many_marked_it(reviewer):
    scene = reviewer.canvas.scene
    told = dict(zip(scene.heat, (round(3 * one) for one in scene.warmth), strict=True))
    assert told == {
        Span(10, 20): 3,
        Span(30, 40): 3,
        Span(40, 42): 1,
        Span(50, 60): 2,
        Span(90, 99): 2,
    }
    assert reviewer.canvas.grab().toImage().width() > 0
    strip = reviewer.window.view.overview.strip
    assert "differences: 1" in strip.words_at(strip.y_of(55))
    reviewer.press("1", "1", "1")
    assert "differences" not in strip.words_at(strip.y_of(55))
    reviewer.press("u")
    assert "differences: 1" in strip.words_at(strip.y_of(95))
    reviewer.press(Qt.Key.Key_F10)
    assert "differences" not in strip.words_at(strip.y_of(95))
    assert not reviewer.canvas.scene.heat
