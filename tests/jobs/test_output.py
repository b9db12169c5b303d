"""Exports take their place when they are whole, under names that every file system takes."""

import zipfile

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import output


def test_a_folder_is_there_whole_or_not_at_all(tmp_path):
    place = tmp_path / "out"
    with output.opened(place, "folder") as unfinished:
        for name in ("a.txt", "deep/a.txt", "A.TXT"):
            with unfinished.file(name) as file:
                file.write(name.encode())
        assert not place.exists()
    found = sorted(str(one.relative_to(place)) for one in place.rglob("*.*"))
    assert found == ["A (2).TXT", "a.txt", "deep/a.txt"]
    with pytest.raises(ZeroDivisionError), output.opened(tmp_path / "two", "folder") as unfinished:
        with unfinished.file("a") as file:
            file.write(b"half")
        raise ZeroDivisionError
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with (
        pytest.raises(AnnotatorError, match="something in it"),
        output.opened(tmp_path, "folder"),
    ):
        pass
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_same_zip_has_the_same_bytes(tmp_path):
    for name in ("one.zip", "two.zip"):
        with output.opened(tmp_path / name, "folder") as unfinished, unfinished.file("é.txt") as f:
            f.write(b"x" * 1000)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["é.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/olute", "abs/olute"),
        ("C:\\evil.txt", "C_/evil.txt"),
        ("con.txt", "_con.txt"),
        ("what?.txt", "what_.txt"),
        ("trailing. ", "trailing"),
        ("", "_"),
        ("..", "_"),
        ("été", "été"),
        ("x" * 300 + ".ann", "x" * 117 + ".ann"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert output.safe_name(name) == safe
