"""Whatever carries two labels: merging loses no passage, and undo brings everything back."""

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Link
from annotator.domain.codebook import Attribute, Codebook, Label, Layer, LinkType
from annotator.domain.sentence import say
from annotator.store import (
    adopting,
    annotations,
    articles,
    closing,
    codebooks,
    history,
    integrity,
    links,
    merging_labels,
    opening,
    rechecks,
)
from annotator.store.ids import new_id
from tests.records import article_of, passage

TEXT = "abcdefghij" * 2
LABELS = tuple(Label(id=id, layer="L") for id in "XYZ")
ASKED = (Attribute(id="a", type="text"), Attribute(id="b", type="text", labels=("X",)))
BOOK = Codebook(
    id="b",
    version="1",
    layers=(Layer(id="L", labels=LABELS, attributes=ASKED),),
    link_types=(LinkType(id="to", source="L", targets=("L",)),),
)
PASSAGES = st.lists(
    st.tuples(
        st.sampled_from("XYZ"),
        st.integers(0, 3),
        st.dictionaries(st.sampled_from("ab"), st.sampled_from(["p", "q"])),
    ),
    min_size=1,
    max_size=7,
)
TIES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=5)


@contextmanager
def filled(passages, ties):
    with tempfile.TemporaryDirectory() as folder:
        project = opening.create(Path(folder) / "p.annot", BOOK, "Ana")
        try:
            yield project, fill(project, passages, ties)
        finally:
            closing.close(project)


def fill(project, passages, ties):
    article = article_of(TEXT)
    made = [
        passage(
            article.id,
            project.own_set.id,
            (start, start + 2),
            layer="L",
            label=label,
            attributes=values,
        )
        for label, start, values in passages
    ]
    with project.edit(say("Fill")):
        articles.add(project, article, TEXT)
        for one in made:
            annotations.put(project, one)
        for source, target in ties:
            if source != target and max(source, target) < len(made):
                ends = {"source": made[source].id, "target": made[target].id}
                links.put(project, Link(id=new_id(), type="to", kind="annotation", **ends))
        rechecks.ask(project, LABELS[0], say("why"))
    return article.id


def picture(project, article):
    mine = annotations.of_article(project, article, project.own_set.id)
    ties = links.of_set(project, project.own_set.id)
    waiting = rechecks.waiting(project, project.own_set.id)
    return (
        {one.id: replace(one, updated="") for one in mine},
        sorted(link.id for some in ties.values() for link in some),
        sorted(one.annotation for one in waiting),
        codebooks.current(project),
    )


def there_and_back(project, article, deed):
    before = picture(project, article)
    with project.edit(say("Do")):
        deed()
    after = picture(project, article)
    assert list(integrity.problems(project)) == []
    history.undo(project)
    assert picture(project, article) == before
    history.redo(project)
    assert picture(project, article) == after
    assert list(integrity.problems(project)) == []
    return before, after


@settings(max_examples=12)
@given(PASSAGES, TIES)
def test_no_passage_is_lost_by_merging(passages, ties):
    with filled(passages, ties) as (project, article):
        x, y, _ = LABELS
        before, after = there_and_back(
            project, article, lambda: merging_labels.merge(project, x, y)
        )

        def places(found, labels):
            return {one.fragments for one in found[0].values() if one.label in labels}

        assert places(after, "Y") == places(before, "XY")
        assert places(after, "Z") == places(before, "Z")
        assert not places(after, "X")
        assert after[3].layer("L").attributes[1].labels == ("Y",)
        answered = {key for one in before[0].values() for key in one.attributes}
        assert {key for one in after[0].values() for key in one.attributes} == answered


@settings(max_examples=8)
@given(PASSAGES, TIES)
def test_another_codebook_takes_no_annotation_along(passages, ties):
    other = Codebook(
        id="o", version="1", layers=(Layer(id="O", labels=(Label(id="X", layer="O"),)),)
    )
    with filled(passages, ties) as (project, article):
        before, after = there_and_back(project, article, lambda: adopting.adopt(project, other))
        assert after[:3] == before[:3]
        used = {("L", label) for label, _, _ in passages}
        assert {(one.layer, one.id) for one in after[3].labels()} == {("O", "X"), *used}
