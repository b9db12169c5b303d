"""The door to the window, as processes of their own: exit codes and one sentence for an error."""

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

from annotator.domain.sentence import say
from annotator.jobs import import_files, projects
from annotator.store import annotations, articles
from tests.records import passage

FIRST = "Le port rouvrira.\n\nLe ministre l’a dit « lundi » à Noria.\n" * 3
SECOND = "Rien à signaler, selon Tarsk.\n"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A project with two articles."""
    place = tmp_path_factory.mktemp("entry")
    for name, text in (("000_port.txt", FIRST), ("001_mer.txt", SECOND)):
        (place / name).write_text(text, encoding="utf-8")
    project = projects.make(place / "affaire.annot", "Ana")
    import_files.run(project, [place])
    projects.close(project)
    return project.path


@pytest.fixture
def labelled(tmp_path):
    """A project whose first article has one passage."""
    (tmp_path / "000_port.txt").write_text(FIRST, encoding="utf-8")
    project = projects.make(tmp_path / "labelled.annot", "Ana")
    import_files.run(project, [tmp_path / "000_port.txt"])
    with project.edit(say("Label")):
        annotations.put(project, passage(articles.first(project), project.own_set.id, (3, 30)))
    projects.close(project)
    return project.path


def program(*words, **environment):
    """Run `annotator WORDS` without a screen of any kind."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.setdefault(name, "")
    environment.setdefault("LANG", "C")
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=30,
        env={**os.environ, "LC_ALL": "", "LC_MESSAGES": "", **environment},
    )


def one_sentence(done):
    """What an ending with code 2 says."""
    assert (done.returncode, done.stdout) == (2, "")
    # Qt without a screen says on its own account what it cannot do.
    (line,) = [one for one in done.stderr.splitlines() if not one.startswith("This plugin ")]
    assert line.startswith("annotator: ")
    return line.removeprefix("annotator: ")


def test_a_picture_of_the_window(path, tmp_path, home):
    before = path.read_bytes()
    done = program("screenshot", path, tmp_path / "a.png", "--size", "900x600")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    picture = QImage(str(tmp_path / "a.png"))
    assert (picture.width(), picture.height()) == (900, 600)
    colors = {picture.pixel(x, y) for x in range(0, 900, 9) for y in range(0, 600, 7)}
    assert len(colors) > 8  # words, lines and panels, not one flat ground
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.glob("*annot*")] == [path.name]
    assert not (home / "config").exists()


def test_another_article_theme_and_language_are_another_picture(path, tmp_path):
    options = ["--size", "900x600", "--theme", "dark", "--language", "fr"]
    for name in ("000_port", "001_mer"):
        words = (*options, "--article", name)
        assert program("screenshot", path, tmp_path / f"{name}.png", *words).returncode == 0
    first, second = (QImage(str(tmp_path / f"{name}.png")) for name in ("000_port", "001_mer"))
    assert first != second
    assert first.pixelColor(450, 500).lightness() < 60


def test_a_picture_is_taken_when_the_overview_is_complete(labelled, tmp_path):
    """To the right of the text nothing has a colour but the ticks of passages."""
    assert program("screenshot", labelled, tmp_path / "a.png").returncode == 0
    picture = QImage(str(tmp_path / "a.png"))
    colours = (picture.pixelColor(x, y) for x in range(1003, 1018) for y in range(80, 820))
    assert any(colour.saturation() > 60 for colour in colours)


def test_an_unknown_article_is_a_sentence(path, tmp_path):
    done = program("screenshot", path, tmp_path / "a.png", "--article", "002_rien")
    assert "“002_rien”" in one_sentence(done)
    assert not (tmp_path / "a.png").exists()


def test_a_project_that_is_not_there_is_a_sentence(tmp_path):
    done = program("screenshot", tmp_path / "gone.annot", tmp_path / "a.png")
    assert "gone.annot" in one_sentence(done)
    assert list(tmp_path.iterdir()) == []


def test_no_place_for_the_picture_is_a_sentence(path, tmp_path):
    done = program("screenshot", path, tmp_path / "nowhere" / "a.png")
    assert "a.png" in one_sentence(done)


def test_a_size_that_is_none_is_explained(path, tmp_path):
    done = program("screenshot", path, tmp_path / "a.png", "--size", "large")
    assert done.returncode == 2
    assert "1360x840" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_screen_it_is_a_sentence(path):
    assert "DISPLAY" in one_sentence(program(path))
    french = one_sentence(program(path, LANG="fr_FR.UTF-8"))
    assert "écran" in french


def test_a_path_that_leads_nowhere_is_a_sentence(tmp_path):
    gone = tmp_path / "gone.annot"
    done = program(gone, QT_QPA_PLATFORM="offscreen")
    assert one_sentence(done) == f"{gone} is not there."
