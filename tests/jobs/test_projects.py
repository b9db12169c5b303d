"""Projects are made with a codebook, beside their folder, and backed up before they change."""

import getpass
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.formats import codebook_file
from annotator.jobs import backup, projects
from annotator.store import codebooks
from annotator.store.errors import ProjectError


def test_a_new_project_has_the_default_codebook_and_its_coder(project):
    assert codebooks.current(project).id == "presse-declarations"
    assert (project.coder.name, project.own_set.name) == ("Ann", "Ann")


def test_a_codebook_of_ones_own_is_taken(tmp_path):
    file = tmp_path / "book.json"
    own = replace(projects.read_codebook(), id="own")
    file.write_text(codebook_file.write(own), encoding="utf-8")
    made = projects.make(tmp_path / "p.annot", "Ann", file)
    assert codebooks.current(made).id == "own"
    projects.close(made)


@pytest.mark.parametrize("content", [None, b"", b"\0\1\2", b"{"])
def test_a_codebook_that_cannot_be_read_makes_no_project(tmp_path, content):
    file = tmp_path / "book.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AnnotatorError, match=r"book\.json"):
        projects.make(tmp_path / "p.annot", "Ann", file)
    assert not (tmp_path / "p.annot").exists()


def test_a_folder_has_its_project_beside_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert projects.for_folder(Path("corpus")) == tmp_path / "corpus.annot"
    assert projects.for_folder(Path()) == tmp_path.with_name(tmp_path.name + ".annot")


def test_without_an_account_a_coder_still_has_a_name(monkeypatch):
    def nobody():
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert projects.coder_name()


def test_a_backup_holds_everything(labelled):
    kept = backup.make_backup(labelled.path)
    assert [one.path for one in backup.kept(labelled.path)] == [kept]
    copy = projects.open_(kept, read_only=True)
    assert copy.value("SELECT count(*) FROM annotation") == 5
    projects.close(copy)


def test_a_backup_that_cannot_be_made_is_told(labelled, home):
    (home / "data").write_text("in the way")
    with pytest.raises(ProjectError, match="No copy"):
        backup.make_backup(labelled.path)
