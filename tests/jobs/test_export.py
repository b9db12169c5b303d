"""Everything that is labelled leaves, whole or not at all, and what stays behind is said."""

import csv
import io
import itertools
import json

import pytest

from annotator.domain.sentence import AnnotatorError, say
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import export, output, projects
from annotator.jobs.export import Wanted
from annotator.jobs.progress import CancelledError
from annotator.store import annotations, articles, coders, links, streams, traits

KEYS = [
    *("id", "article", "set", "coder", "layer", "label", "fragments", "text", "attributes"),
    *("note", "origin", "entry", "links", "created", "updated", "codebook_version"),
]


def written(project, **wanted):
    out = io.BytesIO()
    report = export.run(project, out, Wanted(**wanted))
    return out.getvalue(), report


def records(project, **wanted):
    data, _ = written(project, format="jsonl", **wanted)
    return [json.loads(line) for line in data.decode().splitlines()]


def test_jsonl_read_back_is_what_the_project_holds(labelled):
    found = records(labelled)
    kept = list(annotations.of_set(labelled, labelled.own_set.id))
    assert [record["id"] for record in found] == [one.id for one in kept]
    for record, one in zip(found, kept, strict=True):
        text = articles.text(labelled, one.article)
        assert list(record) == KEYS
        assert (record["article"], record["set"], record["coder"]) == ("000_port", "Ann", "Ann")
        assert (record["layer"], record["label"]) == (one.layer, one.label)
        assert record["fragments"] == [list(fragment) for fragment in one.fragments]
        assert record["text"] == [fragment.cut(text) for fragment in one.fragments]
        assert record["attributes"] == one.attributes
        assert (record["note"], record["origin"]) == (one.note, one.origin)
        assert (record["created"], record["updated"]) == (one.created, one.updated)
        assert record["codebook_version"] == "1.0.0"
    assert [record["entry"] for record in found if record["entry"]] == ["Maud Fontaine"]


def test_jsonl_carries_every_link_and_reports_no_loss(labelled):
    data, report = written(labelled, format="jsonl")
    found = [json.loads(line) for line in data.splitlines()]
    kept = links.of_set(labelled, labelled.own_set.id)
    assert {record["id"]: record["links"] for record in found if record["links"]} == {
        source: [
            {"type": one.type, "to": one.target}
            | ({"entry": "Maud Fontaine"} if one.kind == "entry" else {})
            | ({"attributes": one.attributes} if one.attributes else {})
            for one in several
        ]
        for source, several in kept.items()
    }
    expected = {
        "format": "jsonl", "articles": 1, "annotations": 5, "links": 3, "lost": {}, "files": []
    }  # fmt: skip
    assert report.to_json() == expected


def test_lines_end_in_newlines_even_where_the_words_hold_one(labelled):
    data, _ = written(labelled, format="jsonl")
    assert data.count(b"\n") == 5
    assert data.endswith(b"}\n")


def test_without_text_no_word_of_an_article_leaves(labelled):
    for name in ("jsonl", "csv", "tsv"):
        data, _ = written(labelled, format=name, options=WriteOptions(text="none"))
        for word in ("ministre", "navire", "amiral", "rouvrira"):
            assert word not in data.decode(), name
    assert records(labelled, options=WriteOptions(text="none"))[0]["text"] == []


def test_a_table_names_the_speakers(labelled):
    data, _ = written(labelled, format="csv")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert {(row["label"], row["speaker"]) for row in rows} == {
        ("PERSON", "Maud Fontaine"),
        ("PERSON", ""),
        ("COMMITMENT", "Maud Fontaine"),
        ("THREAT", "l’amiral"),
        ("NAMED", ""),
    }


def test_a_table_says_what_it_lost_beside_the_file(labelled, tmp_path):
    out = tmp_path / "out.csv"
    report = export.run(labelled, out, Wanted(format="csv")).to_json()
    assert report["lost"] == {"links other than said_by": 1, "attributes of links": 1}
    assert report["links"] == 2
    assert report["files"] == [str(out), f"{out}.report.json"]
    assert json.loads((tmp_path / "out.csv.report.json").read_bytes()) == report


def test_nothing_lost_needs_no_report_beside(labelled, tmp_path):
    out = tmp_path / "out.jsonl"
    report = export.run(labelled, out, Wanted(format="jsonl"))
    assert report.files == (str(out),)
    assert [file.name for file in tmp_path.glob("*out*")] == ["out.jsonl"]
    assert len(out.read_bytes().splitlines()) == 5


def test_stopping_leaves_the_former_file_as_it_was(labelled, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    with pytest.raises(CancelledError):
        export.run(labelled, out, Wanted(format="jsonl"), lambda _done, _total: False)
    assert out.read_text() == "before"
    assert [file.name for file in tmp_path.glob("*out*")] == ["out.jsonl"]


def test_a_bug_while_writing_leaves_no_half_file(labelled, tmp_path):
    with pytest.raises(ZeroDivisionError), output.whole_file(tmp_path / "out.txt") as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.glob("*out*")) == []


def test_progress_counts_annotations(labelled):
    seen = []
    export.run(
        labelled,
        io.BytesIO(),
        Wanted(format="jsonl"),
        lambda done, total: seen.append((done, total)),
    )
    assert seen == [(0, 5), (5, 5)]


def test_only_the_sets_asked_for_leave(labelled):
    with labelled.edit(say("Another")):
        ben = coders.coder_named(labelled, "Ben")
        set = coders.set_named(labelled, "gold", ben, "gold")
        one = next(annotations.of_set(labelled, labelled.own_set.id))
        annotations.put(
            labelled,
            type(one)(
                id="gold-1", article=one.article, set=set.id, layer=one.layer, label=one.label,
                fragments=one.fragments,
            ),
        )  # fmt: skip
    assert [record["id"] for record in records(labelled, sets=["gold"])] == ["gold-1"]
    assert records(labelled, sets=["gold"])[0]["coder"] == "Ben"
    assert len(records(labelled, sets=["Ann"])) == 5
    assert len(records(labelled)) == 6
    with pytest.raises(AnnotatorError, match=r"no annotation set “nobody”\. There are: Ann, gold"):
        records(labelled, sets=["nobody"])


@pytest.mark.parametrize("place", ["project.annot", "corpus", "missing/out.csv"])
def test_places_that_cannot_be_written_are_refused_in_a_sentence(labelled, tmp_path, place):
    before = labelled.path.stat().st_size
    with pytest.raises(AnnotatorError):
        export.run(labelled, tmp_path / place, Wanted(format="jsonl"))
    assert labelled.path.stat().st_size == before


def test_what_cannot_be_written_is_refused(labelled):
    with pytest.raises(AnnotatorError, match="cannot be written in the format “txt”"):
        written(labelled, format="txt")


def test_counts_before_an_export_and_what_leaves_are_of_one_moment(labelled):
    reading = projects.open_(labelled.path, read_only=True)
    with streams.steady(reading):
        assert traits.annotations(reading) == 5
        with labelled.edit(say("Meanwhile")):
            annotations.drop(labelled, next(annotations.of_set(labelled, labelled.own_set.id)).id)
        assert traits.annotations(reading) == 5
    assert traits.annotations(reading) == 4
    projects.close(reading)


def test_what_is_labelled_meanwhile_does_not_enter_an_export(labelled):
    reading = projects.open_(labelled.path, read_only=True)
    flow = iter(export.Outflow(reading, coders.all_sets(reading)))
    first = next(flow)
    with labelled.edit(say("Meanwhile")):
        for one in list(annotations.of_set(labelled, labelled.own_set.id)):
            annotations.drop(labelled, one.id)
    assert len(list(itertools.chain([first], flow))) == 5
    projects.close(reading)
