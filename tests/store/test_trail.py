"""Who changed what: every version with the one before, others' news, and nothing that is blind."""

import shutil

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.review import Assignment, Comment
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import history_words, import_files, merge, projects
from annotator.store import (
    annotations,
    articles,
    assignments,
    codebooks,
    coders,
    comments,
    history,
    links,
    states,
    trail,
)
from annotator.store.ids import new_id

PORT = Span(3, 7)


def label(project, said, span=PORT, id="", **more):
    article = articles.named(project, "port")
    set = project.own_set.id
    made = Annotation(
        id=id or new_id(),
        article=article,
        set=set,
        layer="CLAIM",
        label=said,
        fragments=(span,),
        **more,
    )
    with project.edit(say("Label as {label}", label=said)):
        annotations.put(project, made)
    return made.id


@pytest.fixture
def paths(tmp_path):
    """Ann's project with an article, and Bo's copy of it."""
    mine = tmp_path / "ann.annot"
    project = projects.make(mine, "Ann")
    (tmp_path / "port.txt").write_text("Le port rouvrira, a promis la ministre.", encoding="utf-8")
    import_files.run(project, [tmp_path / "port.txt"])
    projects.close(project)
    theirs = tmp_path / "bo.annot"
    shutil.copy(mine, theirs)
    return mine, theirs


def told(project, changes):
    found = history_words.told(project, changes, codebooks.current(project), "en")
    return [
        (
            one.change.coder,
            str(one.change.deed),
            one.change.way,
            one.words,
            [f"{a}: {b}" for a, b in one.before],
            [f"{a}: {b}" for a, b in one.after],
        )
        for one in found
    ]


def test_before_and_after_of_one_article(paths):
    project = projects.open_(paths[0], "Ann")
    port = articles.named(project, "port")
    one = label(project, "THREAT")
    label(project, "DENIAL", Span(3, 16), one, note="ask", attributes={"certainty": "high"})
    with project.edit(say("Done")):
        states.put(project, port, project.own_set.id, "done")
    history.undo(project)
    with project.edit(say("Delete")):
        annotations.drop(project, one)
    found = told(project, trail.of_article(project, port))
    assert found[:-1] == [
        (
            "Ann",
            "Delete",
            "done",
            "port rouvrira",
            [
                "label: Denial, refusal",
                "Certainty as presented: high",
                "note: ask",
            ],
            [],
        ),
        ("Ann", "Done", "undone", "", ["state: done"], []),
        ("Ann", "Done", "done", "", [], ["state: done"]),
        (
            "Ann",
            "Label as DENIAL",
            "done",
            "port rouvrira",
            ["label: Threat, warning", "words: port"],
            [
                "label: Denial, refusal",
                "words: port rouvrira",
                "Certainty as presented: high",
                "note: ask",
            ],
        ),
        (
            "Ann",
            "Label as THREAT",
            "done",
            "port",
            [],
            ["label: Threat, warning"],
        ),
    ]
    assert trail.of_records(project, [one]) == [
        change for change in trail.of_article(project, port) if change.target == one
    ]
    projects.close(project)


def test_links_and_comments_are_told(paths):
    project = projects.open_(paths[0], "Ann")
    port = articles.named(project, "port")
    claim, who = label(project, "THREAT"), label(project, "FACT", Span(20, 26))
    with project.edit(say("Link")):
        links.put(
            project,
            Link(id=new_id(), type="said_by", source=claim, kind="annotation", target=who),
        )
    words = "why?"
    said = Comment(id="c", article=port, author=project.coder.id, words=words, place=Span(3, 7))
    with project.edit(say("Comment")):
        comments.put(project, said)
    found = told(project, trail.of_article(project, port))
    assert found[0][5] == ["comment: why?", "resolved: no"]
    assert found[1][5][0].startswith("link: ")
    assert len(trail.of_records(project, [claim])) == 2
    projects.close(project)


def test_news_are_what_others_did_after_one_looked(paths):
    mine, theirs = paths
    ann = projects.open_(mine, "Ann")
    looked = trail.here(ann)
    label(ann, "FACT")
    bo = projects.open_(theirs, "Bo")
    label(bo, "THREAT")
    projects.close(bo)
    assert trail.since(ann, looked) == []
    merge.run(ann, [theirs])
    found = trail.since(ann, looked)
    assert {one.coder for one in found} == {"Bo"}
    assert [one.after["label"] for one in found if one.kind == "annotation"] == ["THREAT"]
    assert trail.since(ann, trail.here(ann)) == []
    assert len(trail.newest(ann, 3)) == 3
    projects.close(ann)


@pytest.mark.parametrize("revealed", [False, True])
def test_nothing_of_a_blind_article_is_told(paths, revealed):
    mine, theirs = paths
    bo = projects.open_(theirs, "Bo")
    gone = label(bo, "THREAT")
    label(bo, "DENIAL", Span(20, 26))
    with bo.edit(say("Delete")):
        annotations.drop(bo, gone)
    projects.close(bo)
    ann = projects.open_(mine, "Ann")
    merge.run(ann, [theirs])
    port = articles.named(ann, "port")
    with ann.edit(say("Assign")):
        for coder in coders.all_coders(ann):
            assignments.put(ann, Assignment(article=port, coder=coder.id))
    if revealed:
        with ann.edit(say("Reveal")):
            assignments.reveal(ann, port, "2026-01-01T00:00:00.000Z")
    projects.close(ann)
    ann = projects.open_(mine, "Ann")
    label(ann, "FACT")
    ways = (trail.of_article(ann, port), trail.newest(ann), trail.since(ann, 0))
    for found in (*ways, trail.of_records(ann, [gone])):
        hidden = [one for one in found if one.kind == "annotation" and one.coder == "Bo"]
        assert bool(hidden) == revealed
    assert any(one.coder == "Ann" and one.kind == "annotation" for one in ways[0])
    projects.close(ann)
