"""Decisions about differences: gold labels with their links, coders' labels as they were."""

from dataclasses import replace

import pytest

from annotator.domain.annotation import Link
from annotator.domain.sentence import say
from annotator.jobs import check, differences, import_files, settling
from annotator.store import annotations, articles, coders, decisions, history, links
from annotator.store.ids import new_id
from tests.records import passage

TEXT = "La ministre a promis la paix ; l’amiral a menacé Séoul et Tokyo. Rien d’autre."


class Desk:
    """Two coders' labels in one article, and what a reviewer does about them."""

    def __init__(self, project, article):
        self.project, self.article = project, article
        with project.edit(say("Coders")):
            people = [coders.coder_named(project, name) for name in ("Bo", "Cy")]
            self.sets = [coders.set_named(project, one.name, one).id for one in people]
        gold, _ = settling.begin(project, "Gold")
        self.gold = gold.id

    def label(self, who, words, label, layer="CLAIM", **more):
        start = TEXT.index(words)
        one = passage(
            self.article,
            self.sets[who],
            (start, start + len(words)),
            layer=layer,
            label=label,
            **more,
        )
        with self.project.edit(say("Label")):
            annotations.put(self.project, one)
        return one

    def link(self, source, target):
        one = Link(
            id=new_id(), type="said_by", source=source.id, kind="annotation", target=target.id
        )
        with self.project.edit(say("Link")):
            links.put(self.project, one)

    def found(self, kind):
        return next(one for one in self.all() if one.difference.kind == kind)

    def all(self):
        return differences.of_article(self.project, self.article, *self.sets)

    def settle(self, kind, choice):
        found = self.found(kind)
        with self.project.edit(say("Settle")):
            return settling.settle(self.project, self.gold, found, choice)

    def golden(self):
        mine = annotations.of_article(self.project, self.article, self.gold)
        return [(one.label, one.words(TEXT)) for one in mine]

    def coders(self):
        return [annotations.of_article(self.project, self.article, one) for one in self.sets]

    def is_open(self, found):
        known = decisions.of_gold(self.project, self.gold)
        return settling.decision_on(known, self.gold, found) is None


@pytest.fixture
def desk(project, tmp_path):
    (tmp_path / "mer.txt").write_text(TEXT, encoding="utf-8")
    import_files.run(project, [tmp_path / "mer.txt"])
    return Desk(project, articles.named(project, "mer"))


@pytest.mark.parametrize(
    ("choice", "golden"),
    [
        ("first", [("THREAT", "menacé Séoul")]),
        ("second", [("ACCUSATION", "menacé Séoul et Tokyo")]),
        ("both", [("ACCUSATION", "menacé Séoul et Tokyo"), ("THREAT", "menacé Séoul")]),
        ("neither", []),
        ("edited", [("THREAT", "menacé Séoul")]),
    ],
)
def test_each_choice_makes_its_gold_and_is_undone(desk, choice, golden):
    desk.label(0, "menacé Séoul", "THREAT", note="sure")
    desk.label(1, "menacé Séoul et Tokyo", "ACCUSATION")
    before = desk.coders()
    found = desk.found("label")
    assert desk.is_open(found)
    desk.settle("label", choice)
    assert desk.golden() == golden
    assert not desk.is_open(found)
    assert desk.coders() == before
    history.undo(desk.project)
    assert (desk.golden(), desk.is_open(found)) == ([], True)
    history.redo(desk.project)
    assert (desk.golden(), desk.is_open(found)) == (golden, False)
    assert check.run(desk.project).ok


def test_another_choice_replaces_the_first(desk):
    desk.label(0, "menacé Séoul", "THREAT")
    desk.label(1, "menacé Séoul", "ACCUSATION")
    desk.settle("label", "both")
    desk.settle("label", "second")
    assert desk.golden() == [("ACCUSATION", "menacé Séoul")]
    desk.settle("label", "neither")
    assert desk.golden() == []
    assert len(decisions.of_gold(desk.project, desk.gold)) == 1


def test_editing_keeps_what_was_edited(desk):
    desk.label(0, "menacé Séoul", "THREAT")
    (made,) = desk.settle("missing", "edited")
    gold = annotations.get(desk.project, made)
    with desk.project.edit(say("Edit")):
        annotations.put(
            desk.project,
            replace(gold, label="PREDICTION"),
        )
    assert desk.settle("missing", "edited") == (made,)
    assert desk.golden() == [("PREDICTION", "menacé Séoul")]
    desk.settle("missing", "first")
    assert desk.golden() == [("THREAT", "menacé Séoul")]


def test_a_label_that_changes_opens_its_difference_again(desk):
    one = desk.label(0, "menacé Séoul", "THREAT")
    desk.label(1, "menacé Séoul", "ACCUSATION")
    desk.settle("label", "first")
    with desk.project.edit(say("Change")):
        annotations.put(desk.project, replace(one, label="PREDICTION"))
    assert desk.is_open(desk.found("label"))
    desk.settle("label", "first")
    assert desk.golden() == [("PREDICTION", "menacé Séoul")]


def test_a_difference_that_falls_apart_leaves_no_gold_behind(desk):
    one = desk.label(0, "menacé Séoul", "THREAT")
    desk.label(1, "menacé Séoul", "ACCUSATION")
    desk.settle("label", "first")
    with desk.project.edit(say("Delete")):
        annotations.drop(desk.project, one.id)
    desk.settle("extra", "second")
    assert desk.golden() == [("ACCUSATION", "menacé Séoul")]
    assert len(decisions.of_gold(desk.project, desk.gold)) == 1


def test_a_split_is_taken_whole_or_in_pieces(desk):
    desk.label(0, "menacé Séoul et Tokyo", "THREAT")
    desk.label(1, "menacé Séoul", "THREAT")
    desk.label(1, "et Tokyo", "THREAT")
    desk.settle("split", "second")
    assert desk.golden() == [("THREAT", "menacé Séoul"), ("THREAT", "et Tokyo")]
    desk.settle("split", "first")
    assert desk.golden() == [("THREAT", "menacé Séoul et Tokyo")]


def test_links_come_when_both_ends_are_settled(desk):
    claims = [desk.label(0, "menacé Séoul", "THREAT"), desk.label(1, "menacé Séoul", "PREDICTION")]
    speakers = [desk.label(who, "l’amiral", "PERSON", "SPEAKER") for who in (0, 1)]
    for claim, speaker in zip(claims, speakers, strict=True):
        desk.link(claim, speaker)
    (made,) = desk.settle("label", "second")
    assert links.of_annotation(desk.project, made) == []
    with desk.project.edit(say("Exact")):
        assert settling.settle_exact(desk.project, desk.gold, tuple(desk.sets)) == 1
    (link,) = links.of_annotation(desk.project, made)
    assert link.source == made
    assert annotations.get(desk.project, link.target).words(TEXT) == "l’amiral"
    assert annotations.get(desk.project, link.target).set == desk.gold
    (made,) = desk.settle("label", "first")
    (link,) = links.of_annotation(desk.project, made)
    assert annotations.get(desk.project, link.target).words(TEXT) == "l’amiral"
    assert check.run(desk.project).ok


def test_all_exact_ones_at_once(desk):
    for who in (0, 1):
        desk.label(who, "promis la paix", "COMMITMENT")
        desk.label(who, "La ministre", "PERSON", "SPEAKER")
    desk.label(1, "Rien", "THREAT")
    before = desk.coders()
    with desk.project.edit(say("Exact")):
        assert settling.settle_exact(desk.project, desk.gold, tuple(desk.sets)) == 2
    assert desk.golden() == [("PERSON", "La ministre"), ("COMMITMENT", "promis la paix")]
    assert desk.coders() == before
    with desk.project.edit(say("Exact")):
        assert settling.settle_exact(desk.project, desk.gold, tuple(desk.sets)) == 0
    history.undo(desk.project)
    assert desk.golden() == []
    history.redo(desk.project)
    assert len(desk.golden()) == 2
    assert check.run(desk.project).ok


def test_coders_who_came_to_agree_are_taken_too(desk):
    one = desk.label(0, "menacé Séoul", "THREAT")
    desk.label(1, "menacé Séoul", "ACCUSATION")
    desk.settle("label", "second")
    with desk.project.edit(say("Change")):
        annotations.put(desk.project, replace(one, label="ACCUSATION"))
    with desk.project.edit(say("Exact")):
        assert settling.settle_exact(desk.project, desk.gold, tuple(desk.sets)) == 1
    assert desk.golden() == [("ACCUSATION", "menacé Séoul")]
    assert check.run(desk.project).ok
