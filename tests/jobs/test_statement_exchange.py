"""Statement cards out and in again, by every format that carries them."""

import zipfile

import pytest

from annotator.domain.sentence import say
from annotator.domain.statements import Member, StatementCard
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import export, import_files, projects
from annotator.jobs.export import Wanted
from annotator.store import annotations, articles, history, integrity, statements
from annotator.store.ids import new_id
from tests.records import passage

TEXT = "« Nous ne céderons pas », dit Vern. Il ne cédera pas. Le blé augmente."
CARD = StatementCard(
    id=new_id(), wording="Nous ne céderons pas", date="2024-11", occasion="Discours", note="n"
)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    return place


@pytest.fixture
def filled(project, folder):
    """Two claims on a card, a third that was said to be none of it."""
    import_files.run(project, [folder])
    (article,) = articles.everyone(project)
    claims = [
        passage(article.id, project.own_set.id, (start, end), label=label)
        for label, start, end in (("DENIAL", 2, 22), ("DENIAL", 36, 51), ("FACT", 54, 69))
    ]
    with project.edit(say("Fill")):
        statements.put(project, CARD)
        for one in claims:
            annotations.put(project, one)
        statements.join(project, Member(CARD.id, claims[0].id, "verbatim"))
        statements.join(project, Member(CARD.id, claims[1].id, "contradicts"))
        statements.refuse(project, claims[0].id, claims[2].id)
    return project


def cards(project):
    """Each card with the words of its claims and how they report it."""
    return [
        (
            row.card,
            [(one.words, one.relation) for one in statements.claims_of(project, row.card.id)],
        )
        for row in statements.everyone(project)
    ]


def out_and_in(filled, folder, tmp_path, name, options=None):
    out = tmp_path / f"out.{'zip' if name == 'bundle' else name}"
    wanted = Wanted(format=name, options=options or WriteOptions())
    report = export.run(filled, out, wanted)
    assert "claims on statement cards" not in report.to_json()["lost"]
    other = projects.make(tmp_path / "other.annot", "Bea")
    if name != "bundle":
        import_files.run(other, [folder])
    return other, out


@pytest.mark.parametrize("name", ["jsonl", "bundle"])
def test_cards_go_out_and_come_in_whole(filled, folder, tmp_path, name):
    other, out = out_and_in(filled, folder, tmp_path, name)
    report = import_files.run(other, [out])
    assert not report.refused
    assert cards(other) == cards(filled)
    assert len(statements.refusals(other)) == (name == "bundle")
    again = import_files.run(other, [out])
    assert again.edit is None, "nothing comes twice"
    history.undo(other)
    assert cards(other) == []
    history.redo(other)
    assert cards(other) == cards(filled)
    assert not list(integrity.problems(other))
    projects.close(other)


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_tables_carry_wording_and_relation(filled, folder, tmp_path, name):
    other, out = out_and_in(filled, folder, tmp_path, name)
    import_files.run(other, [out])
    ((card, claims),) = cards(other)
    assert (card.wording, card.date) == (CARD.wording, "")
    assert claims == cards(filled)[0][1]
    projects.close(other)


def test_a_bundle_without_texts_has_no_wordings(filled, tmp_path):
    out = tmp_path / "out.zip"
    export.run(filled, out, Wanted(format="bundle", options=WriteOptions(text="none")))
    with zipfile.ZipFile(out) as archive:
        everything = b"".join(map(archive.read, archive.namelist())).decode()
    assert '"wording":"Nous' not in everything.replace(chr(92), "")
    assert CARD.id in everything


def test_other_formats_say_what_they_lose(filled, tmp_path):
    report = export.run(filled, tmp_path / "out", Wanted(format="brat"))
    assert report.to_json()["lost"]["claims on statement cards"] == 2
