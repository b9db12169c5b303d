"""The report of agreement: the same bytes again, and nobody's words are markup."""

import hashlib
import re

import pytest

from annotator.__main__ import main
from annotator.domain.sentence import say
from annotator.formats import codebook_file
from annotator.jobs import (
    agreement,
    agreement_figures,
    agreement_passages,
    agreement_report,
    projects,
    report_pages,
)
from annotator.jobs.agreement import Asked
from annotator.jobs.report_pages import Page, Table
from annotator.store import codebooks


@pytest.fixture
def coded(code_twice):
    """One of the two coders has a name that could be taken for markup."""
    return code_twice("Bo <b>|*")


def test_it_says_what_a_paper_needs(coded):
    asked = Asked(seed=7, resamples=200)
    page = agreement_report.page(coded, asked)
    text = report_pages.as_markdown(page, str)
    found = agreement.run(coded, asked).layers["CLAIM"]
    book = codebooks.current(coded)
    assert hashlib.sha256(codebook_file.write(book).encode()).hexdigest() in text
    assert f"version {book.version}" in text
    assert "seed 7" in text
    assert "200 bootstrap" in text
    assert "import:jsonl" in text
    for one in (found.f1_overlap, found.alpha, found.kappa):
        assert f"{one.value:.3f}" in text
        assert f"\\[{one.low:.3f}, {one.high:.3f}\\]" in text
    assert "12 of 12 articles" in text
    assert "--seed 7" in text


def test_few_articles_have_no_interval(coded):
    page = agreement_report.page(coded, Asked(resamples=0))
    assert "at least ten articles" in report_pages.as_markdown(page, str)


def test_the_same_bytes_again(coded, tmp_path, capsys):
    path = str(coded.path)
    projects.close(coded)
    for ending in ("html", "md"):
        for number in (1, 2):
            out = str(tmp_path / f"{number}.{ending}")
            assert main(["report", path, out, "--seed", "3", "--advanced"]) == 0
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()
    page = (tmp_path / "1.html").read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "Bo &lt;b&gt;|*" in page
    assert not re.search(r"https?://", page)


def test_the_command_it_names_writes_it_again(coded, tmp_path):
    """What stands at the end of the report is the command that made it."""
    page = agreement_report.page(coded, Asked(sets=("Ana", "Bo <b>|*"), layer="CLAIM", seed=5))
    code = page.sections[-1].code
    assert code.startswith("annotator report project.annot OUT.html")
    assert "--sets 'Ana,Bo <b>|*' --layer CLAIM --overlap 0.5 --resamples 1000 --seed 5" in code


def test_other_endings_are_refused(coded, tmp_path, capsys):
    path = str(coded.path)
    projects.close(coded)
    assert main(["report", path, str(tmp_path / "x.docx")]) == 2
    assert ".html or .md" in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_markup_in_cells():
    page = Page(say("A | B"))
    page.add(say("T"), tables=[Table(None, ("a|b", "n"), (("x\ny", 3),))])
    text = report_pages.as_markdown(page, str)
    assert "| a\\|b | n |\n| --- | ---: |\n| x y | 3 |" in text


def test_places_behind_a_cell_are_as_many_as_it_counts(coded):
    found = agreement.run(coded, Asked(resamples=0)).layers["CLAIM"]
    labels = agreement_figures.labels_of(found)
    for one in labels:
        for other in labels:
            cell = ("confusion", one, other)
            places = agreement_passages.behind(coded, Asked(), "CLAIM", cell)
            assert places.total == found.confusion.get(one, {}).get(other, 0)
            assert len(places.listed) == places.total
    mixed = agreement_passages.behind(coded, Asked(), "CLAIM", ("alpha",))
    assert mixed.total == 9
    assert {each.words for each in mixed.listed} == {
        "La ministre",
        "promis la paix",
        "menacé Séoul",
    }
    assert agreement_passages.behind(coded, Asked(), "CLAIM", ("f1_strict",)).total == 9
