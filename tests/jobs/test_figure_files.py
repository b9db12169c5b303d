"""Figures of agreement: what they show, and that the same values are the same bytes."""

import re

import pytest

from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import (
    agreement,
    agreement_figures,
    agreement_report,
    figure_files,
    report_pages,
)
from annotator.jobs.agreement import Asked
from annotator.jobs.agreement_figures import ROLLING
from annotator.jobs.figure_files import Wording
from annotator.store import articles, coders, states


@pytest.fixture
def coded(code_twice):
    """The articles were labelled last to first."""
    return code_twice("Bo", lambda number: {"created": f"2026-01-{30 - number}T10:00:00.000Z"})


@pytest.fixture
def drawn(coded):
    return agreement_figures.run(coded, Asked(), agreement.run(coded))


def test_each_label_has_its_share(coded, drawn):
    bars = {one.label: one for one in drawn.labels["CLAIM"]}
    assert {name: one.passages for name, one in bars.items()} == {
        "FACT": 15,
        "COMMITMENT": 15,
        "THREAT": 15,
    }
    assert bars["FACT"].f1.value == pytest.approx(18 / 24)
    assert bars["FACT"].f1.low < 18 / 24 < bars["FACT"].f1.high
    layer = agreement.run(coded).layers["CLAIM"]
    assert layer.f1_overlap.value == pytest.approx(18 / 24)


def test_articles_stand_as_they_were_labelled(drawn):
    course = drawn.courses["CLAIM"]
    assert [one.name for one in course] == [f"{number:02}" for number in reversed(range(12))]
    assert [one.f1 for one in course] == [1.0] * 9 + [0.0] * 3
    means = [one.mean for one in course]
    assert means[:9] == [1.0] * 9
    assert means[-1] == pytest.approx(7 / ROLLING)


def test_progress_is_of_ones_own_articles(coded):
    sets = {one.name: one for one in coders.all_sets(coded)}
    ids = [one.id for one in articles.everyone(coded)]
    with coded.edit(say("Done")):
        states.put(coded, ids[0], sets["Ana"].id, "done")
        states.put(coded, ids[1], sets["Ana"].id, "in_progress")
    found = agreement_figures.run(coded, Asked(), agreement.run(coded)).coders
    assert [one[2:] for one in found] == [(1, 1, 10), (0, 0, 12)]
    assert states.in_state(coded, sets["Ana"].id, "done") == [(ids[0], "00")]
    assert len(states.in_state(coded, sets["Bo"].id, "not_started")) == 12


def test_the_same_values_are_the_same_bytes(drawn, tmp_path):
    pictures = [drawn.matrices["CLAIM"], drawn.labels["CLAIM"], drawn.courses["CLAIM"]]
    for picture in (*pictures, drawn.coders):
        for ending in figure_files.ENDINGS:
            written = []
            for number in (1, 2):
                out = tmp_path / f"{number}{ending}"
                figure_files.write(picture, out)
                written.append(out.read_bytes())
            assert written[0] == written[1]


def test_names_are_words_and_nothing_else(drawn):
    named = Wording(lambda label: f"$x^2$ <b>{label}", str)
    found = figure_files.svg(drawn.matrices["CLAIM"], named)
    assert found.startswith("<svg")
    assert "$x^2$ &lt;b&gt;FACT" in found
    assert not re.search(r"https?://|<b>", found)


def test_another_ending_is_refused(drawn, tmp_path):
    with pytest.raises(AnnotatorError, match=r"\.svg or \.png"):
        figure_files.write(drawn.coders, tmp_path / "a.gif")
    assert list(tmp_path.glob("a.*")) == []


def test_without_the_library_it_says_what_to_do(coded, drawn, tmp_path, monkeypatch):
    monkeypatch.setattr(figure_files, "find_spec", lambda _: None)
    with pytest.raises(AnnotatorError, match=r"pip install .*figures"):
        figure_files.write(drawn.coders, tmp_path / "a.svg")
    page = agreement_report.page(coded, Asked(resamples=0))
    assert "<svg" not in report_pages.as_html(page, str, "en")


def test_only_articles_asked_for_count(coded):
    assert agreement.run(coded, Asked(articles=("00", "05"))).articles == 2
    with pytest.raises(AnnotatorError, match="no article “sea”"):
        agreement.run(coded, Asked(articles=("sea",)))
    sets = [one.id for one in coders.all_sets(coded) if one.name in {"Ana", "Bo"}]
    with coded.edit(say("Done")):
        for one in sets:
            states.put(coded, articles.named(coded, "03"), one, "done")
    assert agreement.run(coded, Asked(only_done=True)).articles == 1
    assert agreement.run(coded, Asked(only_done=True, articles=("00",))).articles == 0
    page = agreement_report.page(coded, Asked(articles=("03",), only_done=True))
    assert "--articles 03 --only-done" in report_pages.as_markdown(page, str)
