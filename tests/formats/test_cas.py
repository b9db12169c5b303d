"""UIMA CAS: real files, what our own files say to the reference library, hostile ones."""

import json
from collections import Counter
from hashlib import sha256

import pytest

from annotator.domain.span import Span
from annotator.formats import cas_json, cas_write, cas_xmi
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions, RefusedFileError
from annotator.formats.outgoing import WriteOptions
from tests.formats import carriers

UNITS = {"Token", "Sentence", "TagsetDescription", "DocumentMetaData", "DocumentAnnotation"}
TEXT = "Kim 😀 a dit :\r\n« nous\ttirerons »."


def read(path):
    reader = cas_json if path.suffix == ".json" else cas_xmi
    return [one for one in reader.read(path, ReadOptions()) if isinstance(one, IncomingArticle)]


def test_real_xmi(shared):
    facts = json.loads((shared / "fixtures" / "formats.json").read_text(encoding="utf-8"))
    for name, known in facts["uima-cas/xmi"]["per_file"].items():
        (article, *_) = read(shared / "data" / "uima-cas" / "xmi" / name) or [None]
        if "error" in known:
            continue
        assert len(article.text) == known["codepoints"]
        assert sha256(article.text.encode()).hexdigest() == known["text_sha256"]
        found = Counter(one.layer for one in article.annotations)
        expected = {k: n for k, n in known["counts"].items() if k not in UNITS}
        expected.pop("SemArgLink", None)
        assert dict(found) == expected, name
        assert sum(count for _, count in article.aside) == sum(
            known["counts"].get(one, 0) for one in ("Token", "Sentence")
        )


def test_slots_become_links(shared):
    (article,) = read(shared / "data" / "uima-cas" / "xmi" / "cas_with_references.xmi")
    predicate = next(one for one in article.annotations if one.layer == "SemPred")
    arguments = {one.id for one in article.annotations if one.layer == "SemArg"}
    assert [one.source for one in article.links] == [predicate.id] * 2
    assert {one.target for one in article.links} == arguments


def test_json_with_emoji(shared):
    folder = shared / "data" / "uima-cas" / "json" / "fs_as_array" / "ser-ref"
    (article,) = read(folder / "casWithEmojiUnicodeTextAndAnnotations" / "data.json")
    words = [one.fragments[0].cut(article.text) for one in article.annotations]
    assert words[:4] == ["🥳", "This", "👳🏻\u200d♀️", "is"]


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def going():
    claim = carriers.passage(
        "c",
        "THREAT",
        at("nous\ttirerons"),
        note="=x",
        attributes={"hedged": True, "targets": ["Séoul", "Tokyo"]},
        links=[("said_by", "s")],
    )
    speaker = carriers.passage("s", "PERSON", at("Kim"), layer="SPEAKER", entry="Kim")
    emoji = carriers.passage("e", "PROMISE", at("😀"))
    return carriers.Going(carriers.article("mer", TEXT, speaker, emoji, claim, title="La mer"))


class Folder:
    """A folder written at once."""

    def __init__(self, path):
        self._path = path

    def file(self, name):
        """One file of it."""
        return (self._path / name).open("wb")


@pytest.mark.parametrize("kind", ["xmi", "json"])
def test_what_is_written_is_read_again(tmp_path, kind):
    out = Folder(tmp_path)
    getattr(cas_write, f"write_{kind}")(out, going(), WriteOptions())
    (article,) = read(tmp_path / f"mer.{kind}")
    assert article.text == TEXT
    assert article.metadata.title == "La mer"
    told = {(one.layer, one.label): one for one in article.annotations}
    threat = told["CLAIM", "THREAT"]
    assert threat.fragments[0].cut(TEXT) == "nous\ttirerons"
    assert (threat.note, threat.coder) == ("=x", "Ann")
    assert threat.attributes == {"hedged": True, "targets": ["Séoul", "Tokyo"]}
    assert told["CLAIM", "PROMISE"].fragments == (Span(4, 5),)
    assert told["SPEAKER", "PERSON"].entry == "Kim"
    (link,) = article.links
    assert (link.type, link.source) == ("said_by", threat.id)
    assert link.target == told["SPEAKER", "PERSON"].id


def test_the_reference_library_reads_it(tmp_path):
    cassis = pytest.importorskip("cassis")
    cas_write.write_xmi(Folder(tmp_path), going(), WriteOptions())
    cas_write.write_json(Folder(tmp_path), going(), WriteOptions())
    with (tmp_path / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with (tmp_path / "mer.xmi").open("rb") as file:
        first = cassis.load_cas_from_xmi(file, typesystem=types)
    with (tmp_path / "mer.json").open("rb") as file:
        second = cassis.load_cas_from_json(file)
    for cas in (first, second):
        assert cas.sofa_string == TEXT
        (threat,) = [one for one in cas.select("webanno.custom.CLAIM") if one.label == "THREAT"]
        assert threat.get_covered_text() == "nous\ttirerons"
        (said_by,) = cas.select("webanno.custom.said_by")
        assert said_by.Governor.label == "THREAT"
        assert said_by.Dependent.get_covered_text() == "Kim"


def test_entities_are_refused(tmp_path):
    path = tmp_path / "bad.xmi"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">&a;</xmi:XMI>'
    )
    with pytest.raises(RefusedFileError):
        read(path)


def test_a_file_without_text_is_told(tmp_path):
    path = tmp_path / "none.xmi"
    path.write_text('<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>')
    (note,) = cas_xmi.read(path, ReadOptions())
    assert isinstance(note, Note)


def test_coder_and_text_by_their_places(tmp_path):
    cas_write.write_json(Folder(tmp_path), going(), WriteOptions())
    value = json.loads((tmp_path / "mer.json").read_text(encoding="utf-8"))
    kept = [one for one in value["%FEATURE_STRUCTURES"] if "CASMetadata" not in one["%TYPE"]]
    folder = tmp_path / "la-mer.txt"
    folder.mkdir()
    path = folder / "Zoé.json"
    path.write_text(json.dumps(value | {"%FEATURE_STRUCTURES": kept}), encoding="utf-8")
    (article,) = read(path)
    assert article.name == "la-mer"
    assert {one.coder for one in article.annotations} == {"Zoé"}
