"""WebAnno TSV 3: every file of its own suite, with all it says."""

import hashlib
import json

import pytest

from annotator.formats import webanno
from annotator.formats.incoming import ReadOptions, RefusedFileError


def read(path):
    (article,) = webanno.read(path, ReadOptions())
    return article


def test_the_whole_suite(shared):
    facts = json.loads((shared / "fixtures" / "formats.json").read_text(encoding="utf-8"))
    wrong = {}
    for name, known in facts["webanno-tsv3-suite"]["per_test"].items():
        article = read(shared / "data" / "webanno-tsv3-suite" / name / "reference.tsv")
        spans = [one for one in article.annotations if "token/" not in one.id]
        spans = [one for one in spans if "/chain/" not in one.id]
        relations = known["tsv_relations"]
        found = [len(spans), len(article.links) >= relations]
        if found != [known["tsv_spans"], True]:
            wrong[name] = (found, known)
        sofas = known.get("sofa_sha256")
        # A space after the last word is not in the file, only in its twin.
        texts = (article.text, article.text + " ")
        sums = {hashlib.sha256(text.encode()).hexdigest() for text in texts}
        if sofas and not sums & set(sofas):
            wrong.setdefault(name, article.text)
    assert wrong == {}


def test_nested_parts_of_words_have_their_places(shared):
    name = "testSubMultiTokenSpanWithFeatureValue"
    article = read(shared / "data" / "webanno-tsv3-suite" / name / "reference.tsv")
    places = {one.label: one.fragments[0] for one in article.annotations}
    assert places["2"] == (0, 13)
    assert places["9"] == (3, 17)
    assert places["11"] == (7, 7)


def test_chains_are_annotations_with_links(shared):
    suite = shared / "data" / "webanno-tsv3-suite"
    article = read(suite / "testMultiTokenChain" / "reference.tsv")
    words = [one.fragments[0].cut(article.text) for one in article.annotations]
    assert words == ["This is", "a test"]
    assert [link.type for link in article.links] == ["SimpleLink"]
    article = read(suite / "testStackedChain" / "reference.tsv")
    words = {one.id: one.fragments[0].cut(article.text) for one in article.annotations}
    links = [(words[link.source], words[link.target]) for link in article.links]
    assert links == [("This", "is"), ("is", "a"), ("a", "is"), ("is", "This")]


def test_an_export_of_inception_names_article_and_coder_by_folder(tmp_path):
    folder = tmp_path / "annotation" / "port.txt"
    folder.mkdir(parents=True)
    file = folder / "maud.tsv"
    file.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Y|value\n\n\n#Text=a b\n1-1\t0-1\ta\tZ\t\n",
        encoding="utf-8",
    )
    article = read(file)
    assert article.name == "port"
    assert [one.coder for one in article.annotations] == ["maud"]


def test_another_file_is_refused(tmp_path):
    (tmp_path / "a.tsv").write_text("a\tb\n")
    with pytest.raises(RefusedFileError, match="WebAnno TSV 3"):
        read(tmp_path / "a.tsv")
