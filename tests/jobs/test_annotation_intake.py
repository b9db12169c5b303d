"""Annotations that arrive are the project's afterwards: once, in their sets, undone as one."""

from dataclasses import replace

import pytest

from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span
from annotator.formats import registry
from annotator.formats.format import Format
from annotator.formats.incoming import (
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    RefusedFileError,
)
from annotator.jobs import check, import_files
from annotator.jobs.import_files import Wish
from annotator.store import annotations, articles, codebooks, coders, entries, history, links

TEXT = "La ministre a promis : « Le port rouvrira », hier 🚢."
WHO = IncomingAnnotation(
    id="T1", label="Locuteur", fragments=(Span(0, 11),), coder="Zoé", entry="Maud Fontaine"
)
WHAT = IncomingAnnotation(
    id="T2",
    label="Citation",
    fragments=(Span(23, 30), Span(33, 42)),
    coder="Zoé",
    attributes={"ton": "calme", "sûr": True},
    note="à revoir",
    created="2020-01-02T03:04:05.000Z",
    updated="2021-01-02T03:04:05.000Z",
)
ARTICLE = IncomingArticle(
    name="port",
    text=TEXT,
    annotations=(WHO, WHAT),
    links=(IncomingLink(type="Source", source="T2", target="T1"),),
    offset_unit="utf16",
)


@pytest.fixture
def arriving(monkeypatch, tmp_path):
    """A file of an invented format, and the list of what is read from it."""
    stream = [ARTICLE]
    path = tmp_path / "a.fake"
    path.write_text("x")
    fake = Format(
        name="fake",
        title=say("Invented"),
        endings=(".fake",),
        reads="annotations",
        read=lambda _path, _options: iter(stream),
    )
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, fake))
    return path, stream


def everything(project):
    return [
        one
        for article in articles.everyone(project)
        for set in coders.all_sets(project)
        for one in annotations.of_article(project, article.id, set.id)
    ]


def test_what_arrives_is_kept_with_all_it_has(project, arriving):
    path, _ = arriving
    report = import_files.run(project, [path])
    assert report.to_json() == {
        "format": "fake",
        "articles": 1,
        "annotations": 2,
        "fragmented": 1,
        "links": 1,
        "attributes": 2,
        "notes": 1,
        "sets": {"Zoé": 2},
        "labels": {"Locuteur": 1, "Citation": 1},
        "skipped_known": 0,
        "offset_unit": "utf16",
        "aside": {},
        "warnings": [],
        "refused": [],
    }
    who, what = everything(project)
    assert (who.layer, who.label, who.origin) == ("fake", "Locuteur", "import:fake")
    assert entries.get(project, who.entry).name == "Maud Fontaine"
    assert what.fragments == WHAT.fragments
    assert dict(what.attributes) == WHAT.attributes
    assert (what.note, what.created, what.updated) == ("à revoir", WHAT.created, WHAT.updated)
    (link,) = links.of_annotation(project, what.id)
    assert (link.type, link.source, link.target) == ("Source", what.id, who.id)
    layer = codebooks.current(project).layer("fake")
    assert {one.id: one.type for one in layer.attributes} == {"ton": "text", "sûr": "yes_no"}
    assert check.run(project).ok


def test_a_second_time_adds_nothing(project, arriving):
    path, _ = arriving
    import_files.run(project, [path])
    before = everything(project)
    again = import_files.run(project, [path])
    assert (again.annotations, again.links, again.articles, again.edit) == (0, 0, 0, None)
    assert everything(project) == before


def test_an_import_is_undone_and_redone_as_one_step(project, arriving):
    path, _ = arriving
    import_files.run(project, [path])
    before = everything(project)
    history.undo(project)
    assert everything(project) == []
    assert articles.count(project) == 0
    history.redo(project)
    assert [replace(one, updated="") for one in everything(project)] == [
        replace(one, updated="") for one in before
    ]
    assert check.run(project).ok
    history.undo(project)
    assert import_files.run(project, [path]).annotations == 2
    assert [one.id for one in everything(project)] == [one.id for one in before]
    assert check.run(project).ok


def test_the_same_label_twice_on_the_same_words_is_two_annotations(project, arriving):
    path, stream = arriving
    stream[:] = [replace(ARTICLE, annotations=(WHO, replace(WHO, id="T9")), links=())]
    assert import_files.run(project, [path]).annotations == 2
    assert import_files.run(project, [path]).annotations == 0


def test_a_text_the_project_has_takes_the_annotations(project, arriving, tmp_path):
    path, _ = arriving
    (tmp_path / "mine.txt").write_bytes(TEXT.encode())
    import_files.run(project, [tmp_path / "mine.txt"])
    report = import_files.run(project, [path])
    assert (report.articles, report.skipped_known, report.annotations) == (0, 1, 2)
    assert articles.count(project) == 1


def test_an_article_without_text_is_found_by_name_or_refused(project, arriving, tmp_path):
    path, stream = arriving
    stream[:] = [replace(ARTICLE, text=None)]
    report = import_files.run(project, [path])
    assert "Import the article first" in str(report.refused[0].message)
    (tmp_path / "port.txt").write_bytes(TEXT.encode())
    import_files.run(project, [tmp_path / "port.txt"])
    assert import_files.run(project, [path]).annotations == 2


def test_passages_outside_the_text_are_refused_and_the_rest_stays(project, arriving):
    path, stream = arriving
    outside = replace(WHAT, fragments=(Span(40, 4000),))
    stream[:] = [replace(ARTICLE, annotations=(WHO, outside))]
    report = import_files.run(project, [path])
    assert report.annotations == 1
    assert [str(one.message)[:33] for one in report.refused] == [
        "A passage labelled Citation lies ",
        "A link of type Source leads to no",
    ]


def test_a_file_that_breaks_off_keeps_what_came_before(project, arriving, monkeypatch):
    path, stream = arriving

    def breaks_off(_path, _options):
        yield from stream
        raise RefusedFileError(say("The file breaks off."), 7)

    broken = replace(registry.FORMATS[-1], read=breaks_off)
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS[:-1], broken))
    report = import_files.run(project, [path])
    assert report.annotations == 2
    assert (report.refused[0].line, str(report.refused[0].message)) == (7, "The file breaks off.")


def test_codebook_and_register_of_the_file_come_along(project, arriving):
    path, stream = arriving
    book = Codebook(
        id="x",
        version="1",
        layers=(Layer(id="", labels=(Label(id="Citation", layer="", color="#123456"),)),),
    )
    entry = RegisterEntry(id="E1", name="Maud Fontaine", aliases=("la ministre",))
    stream[:] = [book, entry, replace(ARTICLE, annotations=(replace(WHO, entry="E1"), WHAT))]
    import_files.run(project, [path])
    assert codebooks.current(project).label("fake", "Citation").color == "#123456"
    (known,) = entries.everyone(project)
    assert known.aliases == ("la ministre",)
    assert everything(project)[0].entry == known.id


def test_a_label_of_the_codebook_is_recognised_and_said(project, arriving):
    path, stream = arriving
    stream[:] = [replace(ARTICLE, annotations=(replace(WHO, label="THREAT"),), links=())]
    report = import_files.run(project, [path])
    assert everything(project)[0].layer == "CLAIM"
    assert "taken for that of the layer CLAIM" in str(report.warnings[0].message)


def test_sets_and_coders_are_named_by_the_file_or_by_the_wish(project, arriving):
    path, stream = arriving
    import_files.run(project, [path], wish=Wish(set="pilot"))
    nobody = replace(WHO, coder="", label="Autre")
    stream[:] = [replace(ARTICLE, annotations=(nobody,), links=())]
    import_files.run(project, [path], wish=Wish(set="pilot", coder="Ben"))
    owners = {one.id: one.name for one in coders.all_coders(project)}
    made = {(one.name, owners[one.coder], one.kind) for one in coders.all_sets(project)}
    assert {("pilot/Zoé", "Zoé", "import"), ("pilot", "Ben", "import")} <= made


def test_an_unknown_unit_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(AnnotatorError, match="no offset unit"):
        import_files.refuse_early([tmp_path], Wish(unit="letters"))
