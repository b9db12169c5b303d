from dataclasses import replace

import pytest

from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import projects, register_exchange
from annotator.store import entries, history, integrity
from annotator.store.ids import new_id

VERN = RegisterEntry(
    id=new_id(),
    name="Aldo Vern",
    aliases=("Vern",),
    roles=({"role": "gouverneur", "from": "2020", "until": ""},),
    wikidata="Q1",
)
TARSK = RegisterEntry(id=new_id(), name="Tarsk", kind="place", distinct=(VERN.id,))


@pytest.fixture
def filled(project):
    with project.edit(say("Fill")):
        entries.put(project, VERN)
        entries.put(project, TARSK)
    return project


@pytest.mark.parametrize("name", ["register.csv", "register.json"])
def test_the_register_goes_out_and_comes_back(filled, tmp_path, name):
    out = tmp_path / name
    assert register_exchange.write(filled, out) == 2
    assert [one.name for one in tmp_path.glob(f".{name}*")] == []
    report = register_exchange.read(filled, out)
    assert (report.added, report.changed, report.same, report.edit) == (0, 0, 2, None)
    other = projects.make(tmp_path / "other.annot", "Bea")
    report = register_exchange.read(other, out)
    assert report.added == 2
    assert {one.id: one for one in entries.everyone(other)} == {VERN.id: VERN, TARSK.id: TARSK}
    history.undo(other)
    assert entries.everyone(other) == []
    history.redo(other)
    assert not list(integrity.problems(other))
    projects.close(other)


def test_a_known_id_is_changed_and_a_known_name_added_to(filled, tmp_path):
    file = tmp_path / "r.csv"
    file.write_text(
        f"id,name,kind,aliases,wikidata\n{TARSK.id},Port-Tarsk,place,,\n,aldo VERN,,Le chef,Q2\n"
        ",Noria,body,,\n"
    )
    report = register_exchange.read(filled, file)
    assert (report.added, report.changed, report.same) == (1, 2, 0)
    found = {one.name: one for one in entries.everyone(filled)}
    assert set(found) == {"Aldo Vern", "Noria", "Port-Tarsk"}
    assert found["Aldo Vern"].aliases == ("Vern", "aldo VERN", "Le chef")
    assert found["Aldo Vern"].wikidata == "Q1"
    assert found["Port-Tarsk"] == replace(TARSK, name="Port-Tarsk", distinct=())


def test_a_name_of_two_entries_says_nothing(filled, tmp_path):
    with filled.edit(say("Namesake")):
        entries.put(filled, RegisterEntry(id=new_id(), name="aldo vern"))
    file = tmp_path / "r.json"
    file.write_text('[{"name": "Aldo Vern"}, {"name": "Aldo Vern", "id": "x", "distinct": ["x"]}]')
    report = register_exchange.read(filled, file)
    assert report.added == 2
    assert all(not one.distinct for one in entries.everyone(filled) if one.id != TARSK.id)


def test_bad_files_change_nothing(filled, tmp_path):
    file = tmp_path / "r.csv"
    file.write_text("nom\nTarsk\n")
    with pytest.raises(AnnotatorError, match=r"r\.csv:1: No column"):
        register_exchange.read(filled, file)
    with pytest.raises(AnnotatorError, match="cannot be read"):
        register_exchange.read(filled, tmp_path / "none.csv")
    with pytest.raises(AnnotatorError, match=r"\.csv or \.json"):
        register_exchange.write(filled, tmp_path / "r.txt")
    assert len(entries.everyone(filled)) == 2
