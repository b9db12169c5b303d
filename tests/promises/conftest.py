"""What the promises are tried on: the window of the journeys, and a project with labelled work."""

import pytest

from annotator.domain.sentence import say
from annotator.jobs import import_files, projects
from annotator.store import annotations, articles, integrity
from tests.journeys import conftest as journeys
from tests.records import passage, picture

texts, folder = journeys.texts, journeys.folder
settings, make_window = journeys.settings, journeys.make_window
path, person, new_person = journeys.path, journeys.person, journeys.new_person


def label(project, start=0, end=4, **more):
    """Label some words of the first article, as a gesture does; the annotation's id."""
    made = passage(
        more.pop("article", "") or articles.first(project),
        project.own_set.id,
        (start, end),
        label=more.pop("label", "THREAT"),
        **more,
    )
    with project.edit(say("Label as {label}", label=made.label)):
        annotations.put(project, made)
    return made.id


@pytest.fixture(name="label")
def _label():
    return label


@pytest.fixture(name="picture")
def _picture():
    return picture


@pytest.fixture
def worked(path):
    """The closed project of the journeys with twenty labels in it."""
    project = projects.open_(path, "Ana")
    for place in range(20):
        label(project, place, place + 5, note=f"note {place}")
    projects.close(project)
    return path


@pytest.fixture
def in_hand(worked):
    """The same, open for Ana."""
    project = projects.open_(worked, "Ana")
    yield project
    projects.close(project)


@pytest.fixture
def whole():
    """Says whether a closed project is whole: its picture, after a full check."""

    def look(path):
        project = projects.open_(path, read_only=True)
        try:
            assert list(integrity.problems(project)) == []
            return picture(project)
        finally:
            projects.close(project)

    return look


@pytest.fixture
def import_more(tmp_path):
    """A folder of further articles, as many as wanted."""

    def make(count, words=40):
        made = tmp_path / "more"
        made.mkdir(exist_ok=True)
        for number in range(count):
            text = f"Article {number}. " + "Le port rouvrira demain matin. " * words
            (made / f"{number:04}.txt").write_text(text, encoding="utf-8")
        return made

    return make


@pytest.fixture
def take_in():
    return lambda project, place, **more: import_files.run(project, [place], **more)
