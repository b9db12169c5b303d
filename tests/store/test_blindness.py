"""A coder sees no label of another coder in an open blind article, wherever they look."""

from io import BytesIO

import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.review import Assignment, Comment
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.domain.statements import Member, StatementCard
from annotator.jobs import (
    agreement,
    differences,
    export,
    import_files,
    projects,
    statement_candidates,
)
from annotator.jobs.agreement import Asked
from annotator.jobs.export import Wanted
from annotator.store import (
    annotations,
    articles,
    assignments,
    blindness,
    claim_texts,
    codebooks,
    coded,
    coders,
    comments,
    entries,
    history,
    links,
    marks,
    register,
    statements,
    statistics,
)
from annotator.store.ids import new_id
from annotator.store.integrity import problems
from annotator.store.project import now
from tests.records import passage


@pytest.fixture
def path(tmp_path):
    """Two articles labelled by Ann, Bo and Cy; the first one is blind to Bo and Cy."""
    place = tmp_path / "project.annot"
    project = projects.make(place, "Ann")
    for name in ("port", "mer"):
        text = tmp_path / f"{name}.txt"
        text.write_text(f"Le {name} rouvrira, a promis la ministre.", encoding="utf-8")
        import_files.run(project, [text])
    with project.edit(say("Begin")):
        entry = RegisterEntry(id=new_id(), name="Maud")
        entries.put(project, entry)
        for name in ("Bo", "Cy"):
            coder = coders.coder_named(project, name)
            coders.set_named(project, name, coder)
            blind = Assignment(article=articles.named(project, "port"), coder=coder.id)
            assignments.put(project, blind)
        for set in coders.all_sets(project):
            for article in articles.everyone(project):
                annotations.put(
                    project,
                    passage(article.id, set.id, (3, 7), entry=entry.id),
                )
    projects.close(project)
    return place


@pytest.fixture(params=[False, True], ids=["writing", "reading"])
def bo(path, request):
    project = projects.open_(path, "Bo", read_only=request.param)
    yield project
    projects.close(project)


def of(project, name):
    return next(one.id for one in coders.all_sets(project) if one.name == name)


def seen(project, name):
    """The articles in which labels of a set are seen, asked in every way there is."""
    set = of(project, name)
    every = list(articles.everyone(project))
    keys = articles.matching(project, set, articles.Filter(label=("CLAIM", "THREAT")))
    rows = articles.rows(project, set, articles.matching(project, set, articles.Filter()))
    ways = [
        {one.name for one in every if annotations.of_article(project, one.id, set)},
        {one.name for one in every if marks.within(project, one.id, set, Span(0, 99))},
        {one.name for one in every if marks.density(project, one.id, set, 10)},
        {one.name for one in every if annotations.next_after(project, one.id, set, (-1, 0))},
        {one.name for one in articles.rows(project, set, keys)},
        {one.name for one in rows if one.annotations},
        {
            one.name
            for one in every
            for a in annotations.of_set(project, set)
            if a.article == one.id
        },
        {one.name for one in coded.articles(project, [set])},
    ]
    assert all(one == ways[0] for one in ways)
    return ways[0]


def test_others_labels_are_nowhere(bo):
    assert seen(bo, "Bo") == {"port", "mer"}
    assert seen(bo, "Cy") == seen(bo, "Ann") == {"mer"}
    counted = statistics.counts(bo)
    assert counted["annotations"] == 4
    assert {name: one["annotations"] for name, one in counted["sets"].items()} == {
        "Ann": 1,
        "Bo": 2,
        "Cy": 1,
    }
    assert statistics.by_label(bo)["CLAIM"]["THREAT"] == 4
    assert differences.run(bo, "Bo", "Cy").counts == {"exact": 1}
    assert agreement.run(bo, Asked(sets=("Bo", "Cy"))).articles == 1
    assert next(iter(register.uses(bo).values())) == 4
    port = articles.named(bo, "port")
    assert len(entries.of_article(bo, port)) == 1


def test_others_links_cards_and_remarks_are_nowhere(path):
    whole = projects.open_(path, "Ann")
    port = articles.named(whole, "port")
    (cys,) = annotations.of_article(whole, port, of(whole, "Cy"))
    cy = next(one for one in coders.all_coders(whole) if one.name == "Cy")
    with whole.edit(say("Cy goes on")):
        entry = entries.everyone(whole)[0].id
        links.put(
            whole, Link(id=new_id(), type="said_by", source=cys.id, kind="entry", target=entry)
        )
        statements.put(whole, StatementCard(id="card", wording="port"))
        statements.join(whole, Member("card", cys.id, "verbatim"))
        words = "port?"
        comments.put(
            whole, Comment(id="c", article=port, author=cy.id, words=words, place=Span(3, 7))
        )
    assert (links.count(whole), statements.count(whole)) == (1, 1)
    projects.close(whole)
    bo = projects.open_(path, "Bo")
    assert links.count(bo) == 0
    assert next(iter(register.uses(bo).values())) == 4
    assert statements.everyone(bo) == []
    assert statements.count(bo) == 0
    assert comments.open_threads(bo) == comments.of_article(bo, port) == []
    seen = [one.annotation for one in claim_texts.of_layers(bo, ["CLAIM"])]
    assert all(annotations.get(bo, one) is not None for one in seen)
    everything = len(statement_candidates.read_claims(path, ["CLAIM"]))
    assert len(statement_candidates.read_claims(path, ["CLAIM"], "Bo")) == len(seen) < everything
    projects.close(bo)


def test_ones_own_remarks_stay(path):
    bo = projects.open_(path, "Bo")
    port = articles.named(bo, "port")
    with bo.edit(say("Bo remarks")):
        mine = bo.coder.id
        words = "mine"
        comments.put(bo, Comment(id="d", article=port, author=mine, words=words, place=Span(3, 7)))
    assert [one.words for one in comments.of_article(bo, port)] == ["mine"]
    history.undo(bo)
    history.redo(bo)
    assert [one.words for one in comments.of_article(bo, port)] == ["mine"]
    projects.close(bo)


@pytest.mark.parametrize("name", ["jsonl", "csv", "bundle"])
def test_nothing_of_them_is_exported(bo, name, tmp_path):
    report = export.run(bo, tmp_path / "out.zip", Wanted(format=name))
    assert report.annotations == 4
    data = (tmp_path / "out.zip").read_bytes()
    if name == "bundle":
        import zipfile  # noqa: PLC0415

        data = zipfile.ZipFile(BytesIO(data)).read("events.jsonl")
    whole = projects.open_(bo.path, read_only=True)
    hidden = [
        one.id
        for who in ("Ann", "Cy")
        for one in annotations.of_article(whole, articles.named(whole, "port"), of(whole, who))
    ]
    projects.close(whole)
    assert len(hidden) == 2
    assert all(one.encode() not in data for one in hidden)


def test_who_codes_nothing_sees_all(path):
    for coder in ("Ann", ""):
        project = projects.open_(path, coder, read_only=True)
        assert seen(project, "Cy") == {"port", "mer"}
        projects.close(project)


def test_the_reveal_uncovers_and_its_undo_covers_again(path):
    bo = projects.open_(path, "Bo")
    with bo.edit(say("Reveal")):
        assignments.reveal(bo, articles.named(bo, "port"), now())
    assert seen(bo, "Cy") == {"port", "mer"}
    history.undo(bo)
    assert seen(bo, "Cy") == {"mer"}
    projects.close(bo)


def test_a_covered_project_is_written_in_and_stays_whole(path):
    bo = projects.open_(path, "Bo")
    port, own = articles.named(bo, "port"), of(bo, "Bo")
    (mine,) = annotations.of_article(bo, port, own)
    with bo.edit(say("Delete")):
        annotations.drop(bo, mine.id)
    history.undo(bo)
    history.redo(bo)
    history.undo(bo)
    assert [one.id for one in annotations.of_article(bo, port, own)] == [mine.id]
    label = codebooks.current(bo).label("CLAIM", "THREAT")
    assert codebooks.uses(bo, label) == 6
    projects.close(bo)
    whole = projects.open_(path, read_only=True)
    assert list(problems(whole)) == []
    projects.close(whole)


def test_assigned_later_covered_later(path):
    ann = projects.open_(path, "Ann")
    with ann.edit(say("Assign")):
        mine = Assignment(article=articles.named(ann, "port"), coder=ann.coder.id)
        assignments.put(ann, mine)
    blindness.cover(ann)
    assert seen(ann, "Cy") == {"mer"}
    history.undo(ann)
    blindness.cover(ann)
    assert seen(ann, "Cy") == {"port", "mer"}
    projects.close(ann)
