"""Real files of every format: all that a correct reader finds in them is in the project after."""

import hashlib
import json
import re

import pytest

from annotator.jobs import check, import_files
from annotator.jobs.import_files import Wish
from annotator.store import annotations, articles, coders


def imported(project, path, **wish):
    report = import_files.run(project, [path], wish=Wish(**wish))
    assert check.run(project).ok
    return report


def spans(project, doc=lambda name: name):
    """Lines of document, label and words, as the checksums of the fixtures are made."""
    lines = []
    for article in articles.everyone(project):
        text = articles.text(project, article.id)
        for set in coders.all_sets(project):
            for one in annotations.of_article(project, article.id, set.id):
                words = " ".join(fragment.cut(text) for fragment in one.fragments)
                plain = re.sub(r"\s+", " ", words).strip()
                lines.append(f"{doc(article.name)}\t{one.label}\t{plain}")
    return sorted(lines)


def checksum(lines):
    return hashlib.sha256(("\n".join(lines) + "\n").encode()).hexdigest()


@pytest.fixture(scope="module")
def facts(shared):
    return json.loads((shared / "fixtures" / "formats.json").read_text(encoding="utf-8"))


def test_brat_french_citations(project, shared, facts):
    known = facts["brat-fr-litbank-citations"]
    report = imported(project, shared / "data" / "brat-fr-litbank-citations")
    counts = known["counts"]
    assert report.articles == counts["docs"]
    assert (report.annotations, report.links) == (counts["spans"], counts["relations"])
    assert report.fragmented == counts["multi_fragment"]
    assert report.labels == known["labels"]
    assert (report.warnings, report.refused) == ((), ())
    assert checksum(spans(project)) == known["spans_sha256"]


def test_brat_tutorials(project, shared, facts):
    known = facts["brat-tutorials"]["counts"]
    report = imported(project, shared / "data" / "brat-tutorials")
    assert report.articles + report.skipped_known == known["docs"]
    assert report.annotations == known["spans"]
    assert report.labels == facts["brat-tutorials"]["labels"]
    equal = report.links - known["relations"] - known["event_args"]
    assert equal >= known["equivs"]
    assert report.attributes == known["attributes"] + known["normalizations"]
    assert report.refused == ()


@pytest.mark.parametrize(
    "name", ["annotated_news_headlines-ORG-PERSON-LOCATION-ner.jsonl", "bio_events.jsonl"]
)
def test_prodigy(project, shared, facts, name):
    known = facts[f"prodigy/{name}"]
    report = imported(project, shared / "data" / "prodigy" / name)
    assert report.format == "prodigy"
    assert report.articles + report.skipped_known == known["counts"]["docs"]
    ignored = sum(count for sentence, count in report.aside if "spans" in str(sentence))
    assert report.annotations + ignored == known["counts"]["spans"]
    if not ignored and not report.skipped_known:
        assert (
            checksum(spans(project, doc=lambda name: name.rpartition("-")[2]))
            == (known["spans_sha256"])
        )


@pytest.mark.parametrize(
    ("name", "articles", "labels", "links"),
    [
        ("data_export__pipeline__examples__relation_extraction__example", 1, 4, 3),
        ("data_export__pipeline__examples__sequence_labeling__example", 3, 4, 0),
        ("data_import__tests__data__relation_extraction__example", 1, 4, 3),
        ("data_import__tests__data__sequence_labeling__example_overlapping", 1, 2, 0),
        ("medkit__relation_extraction_wrong_character", 1, 2, 1),
    ],
)
def test_doccano(project, shared, name, articles, labels, links):
    report = imported(project, shared / "data" / "doccano" / f"{name}.jsonl")
    assert report.format == "doccano"
    assert (report.articles, report.annotations, report.links) == (articles, labels, links)
    assert report.refused == ()


def test_doccano_counts_a_line_end_as_one_where_it_did(project, shared):
    name = "medkit__relation_extraction_wrong_character.jsonl"
    report = imported(project, shared / "data" / "doccano" / name)
    assert report.offset_unit == "grapheme"
    assert [line.split("\t")[1:] for line in spans(project)] == [
        ["DATE", "2022"],
        ["ORG", "medkit"],
    ]


@pytest.mark.parametrize(
    ("name", "labels", "words"),
    [
        ("html_document", {"Person": 2, "Organization": 1}, ["Company Name", "Michael", "Michael"]),
        ("rich_text_html", None, None),
    ],
)
def test_label_studio(project, shared, name, labels, words):
    report = imported(project, shared / "data" / "label-studio" / name / "annotation.json")
    assert report.format == "label-studio"
    assert report.annotations
    if labels:
        assert report.labels == labels
        assert sorted(line.split("\t")[2] for line in spans(project)) == words
    else:
        assert report.refused == ()


def test_label_studio_with_words_of_another_text_is_refused(project, shared):
    path = shared / "data" / "label-studio" / "rich_text_plain" / "annotation.json"
    report = imported(project, path)
    assert (report.articles, report.annotations) == (0, 0)
    assert "Only 0 of 1" in str(report.refused[0].message)
    assert imported(project, path, unit="code_point").annotations == 1


def test_hipe(project, shared, facts):
    known = facts["hipe-newseye-fr"]
    (path,) = (shared / "data" / "hipe-newseye-fr").glob("*.tsv")
    report = imported(project, path)
    counts = known["counts"]
    assert report.articles + report.skipped_known == counts["docs"]
    nested = known["nested"]
    assert report.annotations == counts["spans_coarse_lit"] + counts["spans_nested"]
    assert report.labels == {
        name: count + nested.get(name, 0) for name, count in known["labels"].items()
    }


def test_conll_with_tags_of_one_kind(project, shared, facts):
    known = facts["conll-enp-fr"]["counts"]
    report = imported(project, shared / "data" / "conll-enp-fr" / "enp_FR.bnf.bio")
    assert report.labels == {name: known[f"IO_runs_{name}"] for name in ("PER", "LOC", "ORG")}


def test_dna(project, shared, facts):
    known = facts["dna/sample-3.0.7.dna"]
    report = imported(project, shared / "data" / "dna" / "sample-3.0.7.dna")
    counts = known["table_counts"]
    assert report.articles == counts["DOCUMENTS"]
    assert report.annotations == counts["STATEMENTS"]
    found = [
        one
        for article in articles.everyone(project)
        for set in coders.all_sets(project)
        for one in annotations.of_article(project, article.id, set.id)
    ]
    values = {}
    for one in found:
        for name, value in one.attributes.items():
            values[name, value] = values.get((name, value), 0) + 1
    for variable, value, count in known["value_counts"]:
        assert values[variable, value] == count
    assert values["agreement", True] == known["agreement_counts"]["1"]
    assert values["agreement", False] == known["agreement_counts"]["0"]


def test_refi_with_missing_sources(project, shared):
    report = imported(project, shared / "data" / "refi-qda" / "TestProject.qdpx")
    assert (report.articles, report.annotations) == (0, 0)
    assert len(report.refused) == 6
    assert all("is not in the file" in str(one.message) for one in report.refused)


@pytest.mark.parametrize("name", ["3181839.json", "samplePubAnnotation.json"])
def test_pubannotation(project, shared, name):
    path = shared / "data" / "pubannotation" / name
    value = json.loads(path.read_text(encoding="utf-8"))
    documents = value if isinstance(value, list) else [value]
    tracks = [track for one in documents for track in (one, *one.get("tracks", []))]
    report = imported(project, path)
    assert report.format == "pubannotation"
    assert report.annotations == sum(len(one.get("denotations", [])) for one in tracks)
    assert report.links == sum(len(one.get("relations", [])) for one in tracks)
    assert report.refused == ()


def test_bioc(project, shared):
    for path in sorted((shared / "data" / "bioc").glob("*.xml")):
        report = import_files.run(project, [path])
        words = path.read_text(encoding="utf-8")
        assert report.format == "bioc"
        assert report.annotations == words.count("<annotation "), path.name
        assert report.refused == (), path.name
    assert check.run(project).ok


def test_docbin(project, shared, facts):
    known = facts["spacy/demo.spacy"]
    report = imported(project, shared / "data" / "spacy" / "demo.spacy")
    assert report.annotations == known["counts"]["spans"]
    assert report.labels == known["labels"]
    assert checksum(spans(project, doc=lambda _: "0")) == known["spans_sha256"]
