"""Draws: fair, with the share asked for, the same for the same seed; reveals when all are done."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.people import DONE
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import assign, check, import_files
from annotator.jobs.assign import Draw
from annotator.store import articles, assignments, coders, history, states


@pytest.fixture
def corpus(project, tmp_path):
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"Article {number}.", encoding="utf-8")
    import_files.run(project, [tmp_path])
    return project


@given(
    st.lists(st.uuids().map(str), min_size=1, max_size=60, unique=True),
    st.integers(2, 6),
    st.floats(0, 1),
    st.integers(),
    st.data(),
)
def test_every_article_is_given_once_or_as_often_as_asked(ids, many, overlap, seed, data):
    names = [f"coder {number}" for number in range(many)]
    together = data.draw(st.integers(2, many))
    draw = Draw(coders=tuple(names), overlap=overlap, together=together, seed=seed)
    given_ = assign.drawn(ids, names, draw)
    assert given_ == assign.drawn(list(reversed(ids)), names, draw)
    assert sorted(given_) == sorted(ids)
    counts = Counter(len(some) for some in given_.values())
    assert counts.get(together, 0) == round(len(ids) * overlap)
    assert all(len(set(some)) == len(some) for some in given_.values())
    loads = Counter(name for some in given_.values() for name in some)
    assert max(loads.values()) - min(loads[name] for name in names) <= 1


def test_a_draw_is_kept_and_undone(corpus):
    report = assign.run(corpus, Draw(coders=("Bo", "Cy"), overlap=0.5, seed=3))
    assert (report.articles, report.shared) == (20, 10)
    assert report.coders == {"Bo": 15, "Cy": 15}
    assert len(assignments.open_blind(corpus)) == 10
    assert assign.unassigned(corpus) == []
    with pytest.raises(AnnotatorError, match="assigned already"):
        assign.run(corpus, Draw(coders=("Bo",), overlap=0))
    history.undo(corpus)
    assert len(assign.unassigned(corpus)) == 20
    history.redo(corpus)
    assert len(assignments.everything(corpus)) == 30
    assert check.run(corpus).ok


def test_the_next_batch_is_drawn_from_what_is_left(corpus):
    first = assign.run(corpus, Draw(coders=("Bo", "Cy"), overlap=1, limit=5))
    assert (first.articles, first.shared) == (5, 5)
    second = assign.run(corpus, Draw(coders=("Bo", "Cy"), overlap=0))
    assert (second.articles, second.shared) == (15, 0)


@pytest.mark.parametrize(
    "draw",
    [
        Draw(coders=()),
        Draw(coders=(" ",)),
        Draw(coders=("Bo",)),
        Draw(coders=("Bo", "Cy"), together=3),
        Draw(coders=("Bo", "Cy"), overlap=1.5),
    ],
)
def test_what_makes_no_sense_is_refused(corpus, draw):
    with pytest.raises(AnnotatorError):
        assign.run(corpus, draw)
    assert assignments.everything(corpus) == []


def test_articles_are_revealed_when_all_are_done(corpus):
    assign.run(corpus, Draw(coders=("Bo", "Cy"), overlap=1, limit=2))
    first, second = assignments.open_blind(corpus)
    for name in ("Bo", "Cy"):
        with corpus.edit(say("Done")):
            assert assign.reveal_ready(corpus, [first]) == 0
            coder = coders.coder_named(corpus, name)
            states.put(corpus, first, coders.set_named(corpus, name, coder).id, DONE)
    with corpus.edit(say("Reveal")):
        assert assign.reveal_ready(corpus) == 1
    assert assignments.open_blind(corpus) == [second]
    with corpus.edit(say("Reveal")):
        assert assign.reveal(corpus, [one.id for one in articles.everyone(corpus)]) == 1
    assert assignments.open_blind(corpus) == []
