"""Agreement and differences of a real project, from the window's functions and the command line."""

import json
from collections import Counter
from dataclasses import replace

import msgspec
import pytest

from annotator.__main__ import main
from annotator.domain.annotation import Link
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import agreement, differences, import_files, projects
from annotator.jobs.agreement import Asked
from annotator.jobs.import_files import Wish
from annotator.store import annotations, coders, links

TEXT = "La ministre a promis la paix ; l’amiral a menacé Séoul et Tokyo."


KEYS = {
    "matched",
    "coverage",
    "f1_strict",
    "f1_overlap",
    "alpha",
    "alpha_u",
    "f1_labels",
    "kappa",
    "confusion",
    "pairs",
}


def lines(coder, *passages):
    return b"".join(
        msgspec.json.encode(
            {
                "article": "mer",
                "set": coder,
                "coder": coder,
                "layer": "CLAIM",
                "label": label,
                "fragments": [[TEXT.index(words), TEXT.index(words) + len(words)]],
                "text": [words],
                "attributes": {},
            }
        )
        + b"\n"
        for words, label in passages
    )


@pytest.fixture
def double(project, tmp_path):
    """A project in which Ana and Bo labelled the same article."""
    (tmp_path / "mer.txt").write_text(TEXT, encoding="utf-8")
    ana = lines("Ana", ("promis la paix", "COMMITMENT"), ("menacé Séoul", "THREAT"))
    bo = lines("Bo", ("promis la paix", "COMMITMENT"), ("menacé Séoul et Tokyo", "ACCUSATION"))
    (tmp_path / "ana.jsonl").write_bytes(ana)
    (tmp_path / "bo.jsonl").write_bytes(bo)
    for name in ("mer.txt", "ana.jsonl", "bo.jsonl"):
        import_files.run(project, [tmp_path / name])
    return project


def test_agreement_of_two(double):
    report = agreement.run(double)
    assert (report.articles, report.sets) == (1, ("Ana", "Bo"))
    layer = report.layers["CLAIM"]
    assert (layer.matched, layer.coverage) == (2, 1.0)
    assert layer.f1_strict.value == 0.5
    assert layer.f1_strict.low is None
    assert layer.confusion == {"COMMITMENT": {"COMMITMENT": 1}, "THREAT": {"ACCUSATION": 1}}
    assert layer.alpha_u["COMMITMENT"].value == 1.0
    assert set(layer.pairs) == {("Ana", "Bo")}


def test_what_is_not_defined_says_why(double):
    told = agreement.run(double, Asked(sets=("Ana", "Bo"))).to_json()
    pair = told["layers"]["CLAIM"]["pairs"]["Ana|Bo"]
    assert pair["f1_strict"] == {"value": 0.5, "low": None, "high": None, "why": None}
    assert told["layers"]["CLAIM"]["kappa"]["value"] is not None


def test_pieces_of_a_split_lie_inside_their_side(double, tmp_path):
    whole = lines("Cy", ("promis la paix ; l’amiral a menacé Séoul", "FACT"))
    parts = lines("Di", ("promis la paix", "FACT"), ("l’amiral a menacé Séoul", "FACT"))
    (tmp_path / "cy.jsonl").write_bytes(whole + parts)
    import_files.run(double, [tmp_path / "cy.jsonl"])
    for first, second, kind, side in (("Cy", "Di", "split", "b"), ("Di", "Cy", "merge", "a")):
        (told,) = differences.run(double, first, second).to_json()["differences"]
        assert told["kind"] == kind
        assert set(told) == {"kind", "article", "layer", "a", "b"}
        assert len(told[side]["pieces"]) == 1
        assert "pieces" not in told["a" if side == "b" else "b"]


def test_a_set_that_is_not_there(double):
    with pytest.raises(AnnotatorError):
        agreement.run(double, Asked(sets=("Ana", "Zoé")))
    with pytest.raises(AnnotatorError):
        agreement.run(double, Asked(sets=("Ana",)))


def test_differences_of_two(double):
    report = differences.run(double, "Ana", "Bo")
    assert report.counts == {"exact": 1, "label": 1}
    (found,) = report.found
    assert found.difference.first.label == "THREAT"
    here = differences.of_article(double, found.article, *(one.id for one in sets(double)))
    assert [one.difference.kind for one in here] == ["exact", "label"]


def test_equal_pairs_are_counted_without_being_read(double):
    """The quick way over all articles finds what the thorough way finds article by article."""
    ana, bo = sets(double)
    (article,) = {one.article for one in differences.run(double, "Ana", "Bo").found}
    mine, theirs = (list(annotations.of_article(double, article, one.id)) for one in (ana, bo))

    def both():
        here = differences.of_article(double, article, ana.id, bo.id)
        quick = differences.run(double, "Ana", "Bo")
        assert quick.counts == Counter(one.difference.kind for one in here)
        assert [*quick.found] == [one for one in here if one.difference.kind != "exact"]
        return quick.counts

    assert both() == {"exact": 1, "label": 1}
    link = Link(id="l1", type="targets", source=mine[0].id, kind="annotation", target=mine[1].id)
    with double.edit(say("Link")):
        links.put(double, link)
    assert both() == {"link": 1, "label": 1}
    with double.edit(say("Link")):
        ends = {"source": theirs[0].id, "target": theirs[1].id}
        links.put(double, replace(link, id="l2", **ends))
    assert both() == {"exact": 1, "label": 1}
    with double.edit(say("Value")):
        annotations.put(double, replace(theirs[0], attributes={"unsure": True}))
    assert both() == {"attribute": 1, "label": 1}


def sets(project):
    return [one for one in coders.all_sets(project) if one.name in {"Ana", "Bo"}]


def test_the_command_line(double, capsysbinary):
    path = str(double.path)
    projects.close(double)
    assert main(["agreement", path, "--json", "--layer", "CLAIM"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert set(told) == {"articles", "sets", "layers"}
    assert set(told["layers"]["CLAIM"]) == KEYS
    assert set(told["layers"]["CLAIM"]["pairs"]["Ana|Bo"]) == {"f1_strict", "f1_overlap", "kappa"}
    assert main(["agreement", path, "--json", "--advanced"]) == 0
    more = json.loads(capsysbinary.readouterr().out)["layers"]["CLAIM"]
    assert set(more) == KEYS | {"gamma"}
    assert set(more["gamma"]) == set(more["pairs"]["Ana|Bo"]["ac1"])
    assert -1 <= more["gamma"]["value"] <= 1
    assert main(["diff", path, "Ana", "Bo", "--json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert set(told) == {"sets", "counts", "differences"}
    assert set(told["differences"][0]) == {"kind", "article", "layer", "a", "b"}
    assert main(["diff", path, "Ana", "Nobody"]) == 2
    for words in (["agreement", path], ["diff", path, "Ana", "Bo"]):
        assert main(words) == 0
        assert capsysbinary.readouterr().out


def test_sets_of_one_name_are_told_apart(double, tmp_path):
    again = lines("Cy", ("promis la paix", "COMMITMENT")).replace(b'"set":"Cy"', b'"set":"Ana"')
    (tmp_path / "again.jsonl").write_bytes(again)
    import_files.run(double, [tmp_path / "again.jsonl"], wish=Wish())
    assert len(set(agreement.run(double).sets)) == 3
