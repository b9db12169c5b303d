"""Counts over the project."""

from annotator.domain.people import AnnotationSet
from annotator.domain.sentence import say
from annotator.store import annotations, coders, statistics
from annotator.store.ids import new_id


def test_sets_of_one_name_are_all_counted(small, article, annotation):
    other = AnnotationSet(id=new_id(), name="Ana", coder=small.coder.id, kind="gold")
    with small.edit(say("Add")):
        annotations.put(small, annotation(small, article, (0, 2)))
        coders.put_set(small, other)
    found = statistics.counts(small)["sets"]
    assert {name: one["annotations"] for name, one in found.items()} == {"Ana": 1, "Ana (2)": 0}
