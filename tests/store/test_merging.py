"""Union of histories: any order, twice, three coders, dropped and used, whole after."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.sentence import say
from annotator.jobs import check, import_files, merge, projects
from annotator.store import annotations, articles, coders, entries, history
from annotator.store.ids import new_id
from annotator.store.integrity import _COMPARED
from tests.records import passage

TEXT = "Le port rouvrira, a promis la ministre. Tout navire sera saisi."


def corpus(folder):
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    (texts / "port.txt").write_text(TEXT, encoding="utf-8")
    (texts / "mer.txt").write_text("Rien en mer.", encoding="utf-8")
    return texts


def made(folder, coder, **more):
    project = projects.make(folder / f"{coder}.annot", coder)
    import_files.run(project, [corpus(folder)])
    return project


def label(project, start, end, label="THREAT", layer="CLAIM"):
    one = passage(
        articles.named(project, "port"),
        project.own_set.id,
        (start, end),
        layer=layer,
        label=label,
        codebook_version="1",
    )
    with project.edit(say("Label")):
        annotations.put(project, one)
    return one


def state(project):
    return {what: set(project.rows(sql)) for what, sql in _COMPARED.items()}


def close(*some):
    for one in some:
        projects.close(one)


def test_separate_projects_on_the_same_texts_meet(tmp_path):
    ana, bo = made(tmp_path, "Ana"), made(tmp_path, "Bo")
    label(ana, 0, 7)
    theirs = label(bo, 3, 7, "COMMITMENT")
    close(bo)
    report = merge.run(ana, [tmp_path / "Bo.annot"])
    assert (report.articles, report.annotations) == (0, 1)
    assert report.sets == {"Bo": 1}
    assert articles.count(ana) == 2
    found = annotations.of_article(ana, theirs.article, theirs.set)
    assert [one.id for one in found] == [theirs.id]
    assert check.run(ana).ok
    again = merge.run(ana, [tmp_path / "Bo.annot"])
    assert (again.events, again.annotations) == (0, 0)
    close(ana)


def test_undo_goes_on_with_ones_own_work(tmp_path):
    ana, bo = made(tmp_path, "Ana"), made(tmp_path, "Bo")
    own = label(ana, 0, 7)
    theirs = label(bo, 3, 7)
    close(bo)
    merge.run(ana, [tmp_path / "Bo.annot"])
    history.undo(ana)
    assert annotations.of_article(ana, own.article, own.set) == []
    assert len(annotations.of_article(ana, theirs.article, theirs.set)) == 1
    history.redo(ana)
    assert len(annotations.of_article(ana, own.article, own.set)) == 1
    assert check.run(ana).ok
    close(ana)


def test_a_text_that_differs_is_named(tmp_path):
    ana, bo = made(tmp_path, "Ana"), projects.make(tmp_path / "Bo.annot", "Bo")
    (tmp_path / "port.txt").write_text(TEXT.replace("promis", "juré"), encoding="utf-8")
    import_files.run(bo, [tmp_path / "port.txt"])
    close(bo)
    report = merge.run(ana, [tmp_path / "Bo.annot"])
    (one,) = report.differing
    assert (one.article, one.offset) == ("port", TEXT.index("promis"))
    assert "promis" in one.ours
    assert "juré" in one.theirs
    close(ana)


def test_an_entry_dropped_here_and_used_there_comes_back(tmp_path):
    from annotator.domain.people import RegisterEntry  # noqa: PLC0415

    ana = made(tmp_path, "Ana")
    entry = RegisterEntry(id=new_id(), name="Maud")
    with ana.edit(say("Entry")):
        entries.put(ana, entry)
    close(ana)
    (tmp_path / "Bo.annot").write_bytes((tmp_path / "Ana.annot").read_bytes())
    ana = projects.open_(tmp_path / "Ana.annot", "Ana")
    bo = projects.open_(tmp_path / "Bo.annot", "Bo")
    one = passage(
        articles.named(bo, "port"),
        bo.own_set.id,
        (0, 7),
        layer="SPEAKER",
        label="PERSON",
        entry=entry.id,
        codebook_version="1",
    )
    with bo.edit(say("Label")):
        annotations.put(bo, one)
    with ana.edit(say("Drop")):
        entries.drop(ana, entry.id)
    close(ana, bo)
    for first, second in (("Ana", "Bo"), ("Bo", "Ana")):
        copy = tmp_path / f"{first}-first.annot"
        copy.write_bytes((tmp_path / f"{first}.annot").read_bytes())
        project = projects.open_(copy, "Cy")
        merge.run(project, [tmp_path / f"{second}.annot"])
        assert entries.get(project, entry.id) == entry
        assert check.run(project).ok
        close(project)


def test_a_bundle_is_as_good_as_the_file(tmp_path):
    from annotator.jobs import export  # noqa: PLC0415
    from annotator.jobs.export import Wanted  # noqa: PLC0415

    ana, bo = made(tmp_path, "Ana"), made(tmp_path, "Bo")
    label(bo, 3, 7)
    export.run(bo, tmp_path / "bo.zip", Wanted(format="bundle"))
    close(bo)
    report = merge.run(ana, [tmp_path / "bo.zip"])
    assert report.annotations == 1
    assert merge.run(ana, [tmp_path / "Bo.annot"]).events == 0
    assert check.run(ana).ok
    close(ana)


gestures = st.lists(
    st.tuples(st.sampled_from(["label", "drop", "undo", "rename"]), st.integers(0, 40)), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.tuples(gestures, gestures, gestures))
def test_any_order_gives_the_same(tmp_path_factory, plays):
    folder = tmp_path_factory.mktemp("merge")
    first = made(folder, "Base")
    close(first)
    for name, play in zip("ABC", plays, strict=True):
        (folder / f"{name}.annot").write_bytes((folder / "Base.annot").read_bytes())
        project = projects.open_(folder / f"{name}.annot", name)
        for what, number in play:
            act(project, what, number)
        close(project)
    outcomes = []
    for order in permutations("ABC"):
        path = folder / f"{''.join(order)}.annot"
        path.write_bytes((folder / f"{order[0]}.annot").read_bytes())
        project = projects.open_(path)
        merge.run(project, [folder / f"{name}.annot" for name in order[1:]])
        assert check.run(project).problems == ()
        outcomes.append(state(project))
        assert merge.run(project, [folder / f"{name}.annot" for name in "ABC"]).events == 0
        close(project)
    assert all(one == outcomes[0] for one in outcomes)


def act(project, what, number):
    own = annotations.of_article(project, articles.named(project, "port"), project.own_set.id)
    if what == "label":
        label(project, number, number + 5)
    elif what == "drop" and own:
        with project.edit(say("Drop")):
            annotations.drop(project, own[number % len(own)].id)
    elif what == "undo":
        history.undo(project)
    elif what == "rename":
        one = next(iter(coders.all_sets(project)))
        with project.edit(say("Rename")):
            coders.put_set(project, one._replace(name=f"Set {number}"))


@pytest.mark.parametrize("broken", [b'{"id": 1}', b"nonsense"])
def test_a_damaged_history_leaves_everything_as_it_was(tmp_path, broken):
    import hashlib  # noqa: PLC0415
    import json  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    from annotator.domain.sentence import AnnotatorError  # noqa: PLC0415

    ana = made(tmp_path, "Ana")
    before = state(ana)
    sums = {}
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        for name, data in (("edits.jsonl", b""), ("events.jsonl", broken + b"\n")):
            archive.writestr(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()
        manifest = {"format": "annotator-bundle", "version": 1, "sha256": sums}
        archive.writestr("manifest.json", json.dumps(manifest))
    if broken.startswith(b"{"):
        with pytest.raises(AnnotatorError):
            merge.run(ana, [tmp_path / "bad.zip"])
    assert state(ana) == before
    close(ana)
