"""What is exported and imported again in another project is the same, but for what was said."""

import zipfile

import pytest

from annotator.jobs import export, import_files, projects
from annotator.jobs.export import Wanted
from annotator.store import annotations, articles, coders, entries, links


def everything(project):
    """Annotations of imported and own sets, without what is only an id of this project."""
    return [
        told(project, article.name, one)
        for article in articles.everyone(project)
        for set in coders.all_sets(project)
        for one in annotations.of_article(project, article.id, set.id)
    ]


def told(project, article, one):
    names = {entry.id: entry.name for entry in entries.everyone(project)}
    ends = links.of_annotation(project, one.id)
    return {
        "article": article,
        "label": one.label,
        "layer": one.layer,
        "fragments": one.fragments,
        "attributes": dict(one.attributes),
        "note": one.note,
        "entry": names.get(one.entry),
        "created": one.created,
        "links": sorted((link.type, names.get(link.target, "annotation")) for link in ends),
    }


DROPPED = {
    "bundle": (),
    "jsonl": (),
    "csv": ("links",),
    "tsv": ("links",),
    "brat": ("created", "links"),
    "web-annotation": ("created", "links", "attributes"),
    "doccano": ("created", "links", "attributes", "note", "entry", "fragments", "layer"),
    "prodigy": ("created", "links", "attributes", "note", "entry", "fragments", "layer"),
    "parquet": ("links",),
    "uima-xmi": ("created", "links", "fragments"),
    "uima-json": ("created", "links", "fragments"),
    "docbin": ("created", "links", "attributes", "note", "entry", "fragments"),
    "label-studio": ("created", "links", "attributes", "entry", "fragments"),
}


@pytest.mark.parametrize("name", DROPPED)
def test_there_and_back(labelled, corpus, tmp_path, name):
    out = tmp_path / f"out.{name.split('-')[0]}"
    if name in {"doccano", "prodigy"}:
        out = out.with_suffix(".jsonl")
    if name == "web-annotation":
        out = out.with_suffix(".jsonld")
    if name in {"label-studio", "bundle"}:
        out = out.with_suffix(".json" if name == "label-studio" else ".zip")
    if name == "docbin":
        out = out.with_suffix(".spacy")
    report = export.run(labelled, out, Wanted(format=name))
    other = projects.make(tmp_path / "other.annot", "Ann")
    try:
        import_files.run(other, [corpus])
        back = import_files.run(other, [out])
        assert back.refused == ()
        assert back.annotations == report.annotations
        lost = DROPPED[name]
        expected = [
            {key: value for key, value in one.items() if key not in lost}
            for one in everything(labelled)
        ]
        found = [
            {key: value for key, value in one.items() if key not in lost}
            for one in everything(other)
        ]
        if "fragments" not in lost:
            assert found == expected
        assert import_files.run(other, [out]).annotations == 0
    finally:
        projects.close(other)


def test_into_the_same_project_nothing_new_comes(labelled, tmp_path):
    for name in ("jsonl", "dna", "csv"):
        out = tmp_path / f"same.{name}"
        export.run(labelled, out, Wanted(format=name))
        back = import_files.run(labelled, [out])
        assert back.annotations == 0, name
        assert back.links == (2 if name == "csv" else 0), name  # csv has only speakers' names


def test_a_text_leaves_brat_byte_for_byte(project, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    data = "L’été\r\nà Bakou\u00a0: «\u202foui\u202f».\n".encode("utf-16")
    (folder / "a.txt").write_bytes(data)
    (folder / "b.txt").write_bytes("Déjà vu\r".encode("cp1252"))
    import_files.run(project, [folder])
    export.run(project, tmp_path / "out", Wanted(format="brat"))
    assert (tmp_path / "out" / "a.txt").read_bytes() == data
    assert (tmp_path / "out" / "b.txt").read_bytes() == "Déjà vu\r".encode("cp1252")


def test_a_bundle_brings_texts_metadata_and_register_to_an_empty_project(labelled, tmp_path):
    out = tmp_path / "all.zip"
    export.run(labelled, out, Wanted(format="bundle"))
    other = projects.make(tmp_path / "other.annot", "Ben")
    try:
        assert import_files.run(other, [out]).refused == ()
        assert everything(other) == everything(labelled)
        for article in articles.everyone(labelled):
            twin = articles.get(other, articles.named(other, article.name))
            assert (twin.metadata, twin.source) == (article.metadata, article.source)
            assert articles.text(other, twin.id) == articles.text(labelled, article.id)
        assert entries.everyone(other) == entries.everyone(labelled)
    finally:
        projects.close(other)


def test_a_damaged_bundle_says_which_part_and_changes_nothing(labelled, tmp_path):
    out, broken = tmp_path / "all.zip", tmp_path / "broken.zip"
    export.run(labelled, out, Wanted(format="bundle"))
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"Maud", b"Maux") if name == "register.jsonl" else data)
    report = import_files.run(labelled, [broken])
    assert "register.jsonl in the bundle is damaged" in str(report.refused[0].message)
