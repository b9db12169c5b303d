"""Versions of the codebook, the queue of what to check again, and two labels becoming one."""

from dataclasses import replace

import pytest

from annotator.domain.annotation import Link
from annotator.domain.codebook import Attribute, Label
from annotator.domain.sentence import AnnotatorError, say
from annotator.store import (
    annotations,
    codebooks,
    history,
    integrity,
    links,
    merging_labels,
    rechecks,
    versions,
)
from annotator.store.ids import new_id

WHY = say("The rule of {label} was changed.", label="Threat")


def label(project, id="THREAT"):
    return codebooks.current(project).label("CLAIM", id)


def reword(project, definition, id="THREAT"):
    with project.edit(say("Change")):
        codebooks.put_label(project, replace(label(project, id), definition={"en": definition}))


def publish(project, version, note=""):
    with project.edit(say("Publish")):
        return versions.publish(project, version, note)


def there_and_back(project, read, before, after):
    assert read() == after
    history.undo(project)
    assert read() == before
    assert list(integrity.problems(project)) == []
    history.redo(project)
    assert read() == after
    assert list(integrity.problems(project)) == []


def add(project, annotation):
    with project.edit(say("Label")):
        annotations.put(project, annotation)
    return annotation


def test_a_project_starts_with_the_version_of_its_codebook(small):
    (first,) = versions.everyone(small)
    book = codebooks.current(small)
    assert (first.version, first.sha256) == ("1.0.0", versions.checksum(book))
    assert versions.codebook_of(small, first.id) == book
    assert versions.working(small, book) == "1.0.0"
    assert history.next_undo(small) is None


def test_what_was_changed_since_is_a_version_of_its_own(small):
    reword(small, "Harm.")
    book = codebooks.current(small)
    name = versions.working(small, book)
    assert name == f"1.0.0+{versions.checksum(book)[:7]}"
    history.undo(small)
    assert versions.working(small, codebooks.current(small)) == "1.0.0"


def test_publishing_keeps_the_whole_codebook_and_can_be_undone(small):
    reword(small, "Harm.")

    def now():
        book = codebooks.current(small)
        return [one.version for one in versions.everyone(small)], book.version

    before = now()
    made = publish(small, "1.1.0", "Threat made sharper")
    book = codebooks.current(small)
    there_and_back(small, now, before, (["1.0.0", "1.1.0"], "1.1.0"))
    newest = versions.everyone(small)[-1]
    assert (newest.note, newest.sha256) == ("Threat made sharper", made.sha256)
    assert versions.codebook_of(small, newest.id) == book
    assert versions.working(small, book) == "1.1.0"


@pytest.mark.parametrize("name", ["", "1.0.0", "2.0.0"])
def test_a_version_has_a_new_name_and_something_new(small, name):
    if name != "2.0.0":
        reword(small, "Harm.")
    with pytest.raises(AnnotatorError):
        publish(small, name)
    assert [one.version for one in versions.everyone(small)] == ["1.0.0"]
    assert codebooks.current(small).version == "1.0.0"


def test_annotations_of_a_label_wait_until_they_are_settled(small, article, annotation):
    one = add(small, annotation(small, article, (0, 7)))
    add(small, annotation(small, article, (3, 7), label="DENIAL"))
    own = small.own_set.id

    def queue():
        return [(each.annotation, each.opened) for each in rechecks.waiting(small, own)]

    with small.edit(say("Change")):
        assert rechecks.ask(small, label(small), WHY) == 1
        assert rechecks.ask(small, label(small), WHY) == 0
    there_and_back(small, queue, [], [(one.id, False)])
    assert str(rechecks.waiting(small, own)[0].reason) == str(WHY)
    with small.edit(say("Leave open")):
        rechecks.leave_open(small, rechecks.waiting(small, own)[0])
    there_and_back(small, queue, [(one.id, False)], [(one.id, True)])
    with small.edit(say("Settle")):
        rechecks.settle(small, [one.id])
    there_and_back(small, queue, [(one.id, True)], [])
    with small.edit(say("Change")):
        rechecks.ask(small, label(small), WHY)
    with small.edit(say("Delete")):
        annotations.drop(small, one.id)
    there_and_back(small, queue, [(one.id, False)], [])


@pytest.fixture
def doubled(small, article, annotation):
    """A label twice, once on words that carry the other label too and are linked."""
    layer = codebooks.current(small).layer("CLAIM")
    asked = (
        Attribute(id="how", type="text"),
        Attribute(id="why", type="text", labels=("THREAT",)),
    )
    with small.edit(say("Ask")):
        codebooks.put_layer(small, replace(layer, attributes=asked))
        codebooks.put_label(small, Label(id="CHILD", layer="CLAIM", parent="THREAT"))
    made = {
        "alone": annotation(small, article, (0, 7), attributes={"how": "a", "why": "b"}),
        "twin": annotation(small, article, (8, 12), attributes={"how": "c"}, note="x"),
        "kept": annotation(small, article, (8, 12), label="DENIAL", note="y"),
        "who": annotation(small, article, (20, 30), layer="SPEAKER", label="PERSON"),
    }
    for one in made.values():
        add(small, one)
    ids = {name: one.id for name, one in made.items()}
    link = Link(
        id=new_id(), type="said_by", source=ids["twin"], kind="annotation", target=ids["who"]
    )
    with small.edit(say("Link")):
        links.put(small, link)
    return ids


def test_two_labels_become_one_and_nothing_is_lost(small, article, doubled):
    def now():
        here = annotations.of_article(small, article, small.own_set.id)
        found = {one.id: replace(one, updated="") for one in here}
        ends = [one.source for one in links.of_annotation(small, doubled["who"])]
        labels = [(one.id, one.parent) for one in codebooks.current(small).layer("CLAIM").labels]
        return found, ends, labels, codebooks.current(small).layer("CLAIM").attributes

    before = now()
    with small.edit(say("Merge")):
        assert merging_labels.merge(small, label(small), label(small, "DENIAL")) == 2
    there_and_back(small, now, before, now())
    found, ends, labels, attributes = now()
    assert labels == [("DENIAL", ""), ("CHILD", "")]
    assert ends == [doubled["kept"]]
    assert attributes[1].labels == ("DENIAL",)
    assert set(found) == {doubled[name] for name in ("alone", "kept", "who")}
    alone, kept = found[doubled["alone"]], found[doubled["kept"]]
    assert (alone.label, alone.attributes) == ("DENIAL", {"how": "a", "why": "b"})
    assert alone.codebook_version == "1.0.0"
    assert (kept.attributes, kept.note) == ({"how": "c"}, "y\nx")


def test_a_label_goes_with_its_annotations(small, article, annotation):
    add(small, annotation(small, article, (0, 7)))
    kept = add(small, annotation(small, article, (3, 7), label="DENIAL"))

    def now():
        found = annotations.of_article(small, article, small.own_set.id)
        return len(found), [one.id for one in codebooks.current(small).labels()]

    before = now()
    with small.edit(say("Delete")):
        assert merging_labels.drop_with_annotations(small, label(small)) == 1
    there_and_back(small, now, before, (1, ["DENIAL", "PERSON"]))
    assert annotations.get(small, kept.id) is not None
