import json

import pytest

from annotator import __main__
from annotator.cli import commands as cli
from annotator.jobs import projects
from annotator.store import entries


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "p.annot"
    projects.close(projects.make(place, "Ann"))
    return place


def test_in_and_out(path, tmp_path, capfdbinary):
    file, out = tmp_path / "in.csv", tmp_path / "out.json"
    file.write_text("name,kind\nNoria,body\nTarsk,planet\n")
    assert __main__.main(["register", "import", str(path), str(file)]) == 1
    said = capfdbinary.readouterr()
    assert b"2 new, 0 changed, 0 as they were" in said.out
    assert b"in.csv:3: Tarsk" in said.err
    assert cli.main(["register", "export", str(path), str(out), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == {"entries": 2, "files": [str(out)]}
    assert [one["name"] for one in json.loads(out.read_text())["entries"]] == ["Noria", "Tarsk"]
    assert cli.main(["register", "import", str(path), str(out), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["same"] == 2


def test_a_bad_file_is_a_sentence(path, tmp_path, capsys):
    file = tmp_path / "in.csv"
    file.write_text("nom\n")
    assert cli.main(["register", "import", str(path), str(file)]) == 2
    assert "No column is called" in capsys.readouterr().err
    project = projects.open_(path, read_only=True)
    assert entries.everyone(project) == []
    projects.close(project)
