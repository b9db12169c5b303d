"""Comments, decisions, assignments and reveals: kept, undone, done again, merged, whole."""

import pytest

from annotator.domain.people import DONE
from annotator.domain.review import Assignment, Comment, Decision
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import check, import_files, merge, projects
from annotator.store import (
    annotations,
    articles,
    assignments,
    coders,
    comments,
    decisions,
    history,
    states,
)
from annotator.store.ids import new_id
from annotator.store.project import now
from tests.records import passage

TEXT = "Le port rouvrira, a promis la ministre. Tout navire sera saisi."


@pytest.fixture
def article(project, tmp_path):
    (tmp_path / "port.txt").write_text(TEXT, encoding="utf-8")
    import_files.run(project, [tmp_path / "port.txt"])
    return articles.named(project, "port")


def remark(project, article, words, thread=""):
    made = Comment(
        id=new_id(),
        article=article,
        author=project.coder.id,
        words=words,
        place=Span(3, 7),
        thread=thread,
        created=now(),
    )
    with project.edit(say("Comment")):
        comments.put(project, made)
    return made


def test_a_thread_is_answered_resolved_and_taken_back(project, article):
    first = remark(project, article, "Which port?")
    answer = remark(project, article, "The northern one.", first.id)
    assert comments.of_article(project, article) == [first, answer]
    with project.edit(say("Resolve")):
        comments.resolve(project, first.id, resolved=True)
    assert comments.open_threads(project) == []
    history.undo(project)
    assert comments.open_threads(project) == [first]
    history.redo(project)
    assert comments.get(project, first.id).is_resolved
    assert check.run(project).ok


def test_the_first_comment_takes_its_answers_along(project, article):
    first = remark(project, article, "Which port?")
    remark(project, article, "The northern one.", first.id)
    with project.edit(say("Delete")):
        comments.drop(project, first.id)
    assert comments.of_article(project, article) == []
    history.undo(project)
    assert len(comments.of_article(project, article)) == 2
    assert check.run(project).ok


def test_a_decision_is_kept_once_for_each_gold_set(project, article):
    ann = project.coder
    with project.edit(say("Gold")):
        gold = coders.set_named(project, "Gold", ann, "gold")
    id = decisions.id_for(gold.id, ("a",), ("b", "c"))
    assert id == decisions.id_for(gold.id, ("a",), ("c", "b"))
    assert id != decisions.id_for(gold.id, ("a", "b"), ("c",))
    made = Decision(
        id=id,
        article=article,
        gold=gold.id,
        layer="CLAIM",
        choice="neither",
        first=("a",),
        second=("b", "c"),
        created=now(),
    )
    with project.edit(say("Decide")):
        decisions.put(project, made)
    assert decisions.of_gold(project, gold.id, article) == {id: made}
    assert decisions.get(project, id) == made
    history.undo(project)
    assert decisions.of_gold(project, gold.id) == {}
    history.redo(project)
    assert check.run(project).ok


def assign(project, article, *names):
    with project.edit(say("Assign")):
        found = [coders.coder_named(project, name) for name in names]
        for one in found:
            made = Assignment(article=article, coder=one.id, seed=7, created=now())
            assignments.put(project, made)
    return found


def test_an_article_is_blind_until_all_are_done(project, article):
    bo, cy = assign(project, article, "Bo", "Cy")
    assert coders.is_coding(project, bo.id)
    assert not coders.is_coding(project, project.coder.id)
    assert assignments.open_blind(project) == [article]
    for one in (bo, cy):
        assert assignments.ready(project) == []
        with project.edit(say("Done")):
            own = coders.set_named(project, one.name, one)
            states.put(project, article, own.id, DONE)
    assert assignments.ready(project, [article]) == [article]
    assert assignments.open_blind(project) == [article]
    with project.edit(say("Reveal")):
        assignments.reveal(project, article, now())
    assert assignments.open_blind(project) == []
    history.undo(project)
    assert assignments.open_blind(project) == [article]
    history.redo(project)
    assert check.run(project).ok


def test_one_coder_alone_is_not_blind(project, article):
    assign(project, article, "Bo")
    assert assignments.open_blind(project) == []
    with project.edit(say("Take back")):
        assignments.drop(project, article, assignments.everything(project)[0].coder)
    assert assignments.everything(project) == []
    assert check.run(project).ok


def test_records_of_review_are_merged(project, article, tmp_path):
    first = remark(project, article, "Which port?")
    projects.close(project)
    (tmp_path / "copy.annot").write_bytes(project.path.read_bytes())
    other = projects.open_(tmp_path / "copy.annot", "Bo")
    remark(other, article, "The northern one.", first.id)
    with other.edit(say("Resolve")):
        comments.resolve(other, first.id, resolved=True)
    assign(other, article, "Bo", "Cy")
    projects.close(other)
    mine = projects.open_(project.path, "Ann")
    merge.run(mine, [tmp_path / "copy.annot"])
    assert [one.words for one in comments.of_article(mine, article)][1:] == ["The northern one."]
    assert comments.open_threads(mine) == []
    assert assignments.open_blind(mine) == [article]
    assert check.run(mine).ok
    projects.close(mine)


def test_labels_and_review_are_apart(project, article):
    one = passage(article, project.own_set.id, (3, 7))
    with project.edit(say("Label")):
        annotations.put(project, one)
    remark(project, article, "Sure?")
    history.undo(project)
    assert len(annotations.of_article(project, article, project.own_set.id)) == 1
