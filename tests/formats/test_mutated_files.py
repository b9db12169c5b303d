"""Whatever was done to a file: a report or one sentence, soon, and a project that is whole.

`ANNOTATOR_MUTANTS` says how many are made of each file; a failure names the number that makes the
same file again.
"""

import os
import random
import shutil
import time
import warnings

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.formats import registry
from annotator.jobs import check, import_files, projects
from annotator.jobs.import_files import Wish
from tests.formats import mutations
from tests.formats import small_files as small

MANY = int(os.environ.get("ANNOTATOR_MUTANTS", "8"))
LONGEST = 30
"""Seconds one import may take, on a slow machine and with others working."""

ENOUGH = 60_000
"""Bytes of a real file that are enough to damage it."""

READABLE = [known for known in registry.FORMATS if known.read]


def events(project):
    return project.value("SELECT COUNT(*) FROM event")


def imported(project, path, known):
    """Import a file as the format and as whatever it seems to be; only sentences may come out."""
    named = Wish(format=known.name)
    for wish in (named, Wish()):
        before, start = events(project), time.monotonic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # libraries complain of what is broken
                report = import_files.run(project, [path], wish=wish)
        except AnnotatorError:
            assert events(project) == before
        else:
            assert report.edit is not None or events(project) == before
        assert time.monotonic() - start < LONGEST


def spoil(path, chance):
    """Change a file, or one of a folder's, in its place."""
    if path.is_dir():
        inside = sorted(one for one in path.rglob("*") if one.is_file())
        path = chance.choice(inside)
    if path.read_bytes().startswith(b"SQLite format 3"):
        mutations.mutate_database(path, chance)
    else:
        path.write_bytes(mutations.mutated(path.read_bytes(), chance))


def _head(data):
    """Some lines of a large text, so that it is soon read; other files whole."""
    if len(data) < ENOUGH or data.startswith((b"PK", b"SQLite")):
        return data
    return data[: data.index(b"\n", ENOUGH) + 1] if b"\n" in data[ENOUGH:] else data


def hurt(project, original, known, folder, seed):
    """Import one mutant of a file and leave nothing of it."""
    copy = folder / original.name
    if original.is_dir():
        shutil.copytree(original, copy)
    else:
        copy.write_bytes(_head(original.read_bytes()))
    spoil(copy, random.Random(seed))
    try:
        imported(project, copy, known)
    finally:
        shutil.rmtree(copy) if copy.is_dir() else copy.unlink()


@pytest.mark.parametrize("known", READABLE, ids=lambda known: known.name)
def test_small_files_of_every_format(known, tmp_path):
    if known.missing:
        pytest.skip("a library is missing")
    original = small.small_file(known.name, tmp_path / "original")
    if original.name == "small.qda" and not original.exists():
        original = tmp_path / "original" / "small.qda"
    _hurt_all(original, known, tmp_path, MANY)


def _hurt_all(original, known, tmp_path, number):
    folder = tmp_path / "mutants"
    folder.mkdir()
    project = projects.make(tmp_path / "project.annot", "Ann")
    try:
        imported(project, original, known)
        assert events(project) > 0
        for seed in range(number):
            hurt(project, original, known, folder, f"{known.name}/{seed}")
        assert check.run(project).ok
        assert list(folder.iterdir()) == []
    finally:
        projects.close(project)


REAL = {
    "bioc": "bioc",
    "brat": "brat-tutorials/news",
    "conll": "conll-enp-fr",
    "dna": "dna",
    "doccano": "doccano",
    "hipe": "hipe-newseye-fr",
    "label-studio": "label-studio",
    "prodigy": "prodigy",
    "pubannotation": "pubannotation",
    "refi": "refi-qda",
    "web-annotation": "w3c-webannotation",
    "webanno": "webanno-tsv3-suite",
}


@pytest.mark.parametrize("name", REAL)
def test_real_files(name, shared, tmp_path):
    known = registry.named(name)
    place = shared / "data" / REAL[name]
    endings = (*known.endings, ".json")
    found = sorted(one for one in place.rglob("*") if one.suffix.casefold() in endings)
    if known.folder:
        found = [place]
    chance = random.Random(name)
    folder = tmp_path / "mutants"
    folder.mkdir()
    project = projects.make(tmp_path / "project.annot", "Ann")
    try:
        for seed in range(MANY // 2):
            hurt(project, chance.choice(found), known, folder, f"{name}/{seed}")
        assert check.run(project).ok
    finally:
        projects.close(project)
