"""Projects of QualCoder, Taguette and DNA 1 are read as they were coded, by the real import."""

import pytest

from annotator.formats import registry
from annotator.jobs import check, import_files
from annotator.store import annotations, articles, codebooks, coders, entries, links
from tests.formats import foreign_files as foreign


def told(project):
    """Coder, label and words of every annotation."""
    assert check.run(project).ok
    return sorted(
        (set.name, one.label, one.words(articles.text(project, article.id)))
        for article in articles.everyone(project)
        for set in coders.all_sets(project)
        for one in annotations.of_article(project, article.id, set.id)
    )


@pytest.mark.parametrize("bare", [False, True])
def test_qualcoder(project, tmp_path, bare):
    folder = foreign.qualcoder(tmp_path / "ports.qda")
    report = import_files.run(project, [folder / "data.qda" if bare else folder])
    assert report.format == "qualcoder"
    assert told(project) == [
        ("maud", "speaker", "La ministre"),
        ("odile", "threat", "menace le port"),
    ]
    assert sorted(str(one.message) for one in report.refused) == [
        "A coding lies outside its text; it was left out.",
        "“quai.jpg” has no text in the file; it was left out.",
    ]
    assert [(str(sentence), count) for sentence, count in report.aside] == [
        ("notes on text without a code", 1)
    ]
    label = codebooks.current(project).label("qualcoder", "threat")
    assert (label.color, label.parent, label.definition) == ("#D55E00", "hard", {"en": "harm"})
    port = articles.get(project, articles.named(project, "port"))
    assert port.metadata.extra == {"outlet": "Le Port"}
    (speaker,) = annotations.of_article(project, port.id, coders.all_sets(project)[1].id)
    assert (speaker.note, speaker.created) == ("who", "2024-11-23T09:15:00.000Z")
    assert speaker.attributes == {"important": True}


def test_qualcoder_that_counts_as_qt_does(project, tmp_path):
    folder = foreign.qualcoder(tmp_path / "ports.qda")
    foreign._filled(
        folder / "data.qda", "UPDATE code_text SET pos0 = pos0 + 1, pos1 = pos1 + 1;", []
    )
    report = import_files.run(project, [folder])
    assert report.offset_unit == "utf16"
    assert told(project)[0] == ("maud", "speaker", "La ministre")


def test_a_link_out_of_a_project_is_not_followed(project, tmp_path):
    folder = foreign.qualcoder(tmp_path / "ports.qda")
    trap = tmp_path / "trap.qda"
    trap.mkdir()
    (trap / "data.qda").symlink_to(folder / "data.qda")
    report = import_files.run(project, [trap])
    assert report.articles == 0
    assert "leads out of the folder" in str(report.refused[0].message)


def test_taguette(project, tmp_path):
    path = foreign.taguette(tmp_path / "ports.sqlite3")
    assert registry.detect(path).name == "taguette"
    report = import_files.run(project, [path])
    port = articles.named(project, "port")
    assert articles.text(project, port) == "L’été\n\nLa ministre menace.\n\nFin."
    assert told(project) == [
        ("maud", "claim", "ministre menace"),
        ("maud", "claim.threat", "ministre menace"),
        ("taguette", "highlight", "L’été"),
    ]
    assert [str(one.message) for one in report.refused] == [
        "A highlight lies outside its text; it was left out."
    ]
    label = codebooks.current(project).label("taguette", "claim.threat")
    assert label.parent == "claim"
    assert articles.get(project, port).metadata.extra == {"project": "Ports"}


@pytest.mark.parametrize("first", [0, 1])
def test_dna_1(project, tmp_path, first):
    path = foreign.discourse(tmp_path / "ports.dna")
    words = path.read_text(encoding="utf-8")
    for number in ("17", "28", "29", "35"):
        words = words.replace(f">{number}<", f">{int(number) - 1 + first}<")
    path.write_text(words, encoding="utf-8")
    report = import_files.run(project, [path])
    assert (report.format, report.offset_unit) == ("dna-1", "utf16")
    assert told(project) == [
        ("dna-1", "DNA Statement", "La ministre"),
        ("dna-1", "DNA Statement", "menace"),
    ]
    assert len(report.refused) == 1
    port = articles.named(project, "Le port")
    assert articles.get(project, port).metadata.date == "2024-11-05"
    found = annotations.of_article(project, port, coders.all_sets(project)[1].id)
    assert found[0].attributes == {
        "person": "Maud Fontaine",
        "organization": "Port",
        "category": "ships",
        "agreement": False,
    }
    kinds = {entry.name: entry.kind for entry in entries.everyone(project)}
    assert kinds == {"Maud Fontaine": "person", "Port": "body"}
    assert [len(links.of_annotation(project, one.id)) for one in found] == [2, 1]
