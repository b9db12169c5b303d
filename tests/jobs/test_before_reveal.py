"""Agreement counts what coders marked before they saw each other's labels, and nothing after."""

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import agreement, agreement_passages, assign, check, import_files
from annotator.jobs.agreement import Asked
from annotator.jobs.assign import Draw
from annotator.store import annotations, articles, coders
from annotator.store.ids import new_id

BOTH = Asked(sets=("Bo", "Cy"))


@pytest.fixture
def revealed(project, tmp_path):
    """An article that Bo and Cy labelled blindly, each one passage of their own and a common one.

    Then it was revealed, and Cy made everything as Bo has it.
    """
    (tmp_path / "mer.txt").write_text("La ministre a promis la paix.", encoding="utf-8")
    import_files.run(project, [tmp_path / "mer.txt"])
    assign.run(project, Draw(coders=("Bo", "Cy"), overlap=1))
    article = articles.named(project, "mer")
    with project.edit(say("Label")):
        for name, label in (("Bo", "THREAT"), ("Cy", "DENIAL")):
            coder = coders.coder_named(project, name)
            set = coders.set_named(project, name, coder).id
            own = Span(0, 2) if name == "Bo" else Span(20, 25)
            for span, said in ((Span(3, 11), label), (own, label)):
                annotations.put(project, made(article, set, span, said))
    with project.edit(say("Reveal")):
        assign.reveal(project, [article])
    cy = next(one.id for one in coders.all_sets(project) if one.name == "Cy")
    with project.edit(say("Copy from Bo")):
        for one in annotations.of_article(project, article, cy):
            annotations.drop(project, one.id)
        for span in (Span(3, 11), Span(0, 2)):
            annotations.put(project, made(article, cy, span, "THREAT"))
    return project


def made(article, set, span, label):
    return Annotation(
        id=new_id(), article=article, set=set, layer="CLAIM", label=label, fragments=(span,)
    )


def test_what_was_copied_after_the_reveal_does_not_count(revealed):
    layer = agreement.run(revealed, BOTH).layers["CLAIM"]
    assert layer.f1_strict.value == 0
    assert layer.confusion == {"": {"DENIAL": 1}, "THREAT": {"": 1, "DENIAL": 1}}
    found = agreement_passages.behind(revealed, BOTH, "CLAIM", ("f1_strict",))
    assert found.total == 3
    assert check.run(revealed).ok


def test_changed_after_the_reveal_counts_as_it_was(revealed):
    article = articles.named(revealed, "mer")
    bo = next(one.id for one in coders.all_sets(revealed) if one.name == "Bo")
    first = annotations.of_article(revealed, article, bo)[0]
    changed = made(article, bo, Span(20, 25), "DENIAL")
    with revealed.edit(say("Change")):
        annotations.put(revealed, Annotation(**{**_fields(changed), "id": first.id}))
    assert agreement.run(revealed, BOTH).layers["CLAIM"].f1_strict.value == 0


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_gold_is_compared_as_it_is(revealed):
    article = articles.named(revealed, "mer")
    with revealed.edit(say("Settle")):
        gold = coders.set_named(revealed, "Gold", revealed.coder, coders.GOLD).id
        annotations.put(revealed, made(article, gold, Span(3, 11), "THREAT"))
    layer = agreement.run(revealed, Asked(sets=("Bo", "Gold"))).layers["CLAIM"]
    assert layer.confusion == {"THREAT": {"": 1, "THREAT": 1}}
