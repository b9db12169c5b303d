"""A small project made by hand: no default codebook, no importer."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Codebook, Label, Layer, LinkType
from annotator.domain.sentence import say
from annotator.store import articles, closing, opening
from annotator.store.project import Project
from tests.records import article_of, passage

TEXT = "Le port rouvrira, a promis la ministre. « Tout navire sera saisi », a averti l’amiral 🚢."

BOOK = Codebook(
    id="small",
    version="1.0.0",
    names={"en": "Small", "fr": "Petit"},
    layers=(
        Layer(
            id="CLAIM",
            exclusive=True,
            labels=(
                Label(id="THREAT", layer="CLAIM", names={"en": "Threat", "fr": "Menace"}, key="2"),
                Label(id="DENIAL", layer="CLAIM", key="1"),
            ),
        ),
        Layer(id="SPEAKER", channel="lane", labels=(Label(id="PERSON", layer="SPEAKER", key="P"),)),
    ),
    link_types=(LinkType(id="said_by", source="CLAIM", targets=("SPEAKER", "entry")),),
)


@pytest.fixture
def path(tmp_path: Path):
    return tmp_path / "small.annot"


@pytest.fixture
def small(path: Path):
    project = opening.create(path, BOOK, "Ana")
    yield project
    closing.close(project)


@pytest.fixture
def book():
    return BOOK


@pytest.fixture
def text():
    return TEXT


@pytest.fixture
def article(small: Project):
    return _add_article(small, "000_port", TEXT)


@pytest.fixture
def add_article():
    return _add_article


@pytest.fixture
def annotation():
    return _annotation


def _add_article(project: Project, name: str, text: str) -> str:
    made = article_of(
        text,
        name,
        metadata=Metadata(title=name, outlet="Le Phare", date="2024-11"),
        source=Source(path=f"{name}.txt"),
    )
    with project.edit(say("Import {count} articles", count=1)):
        articles.add(project, made, text)
    return made.id


def _annotation(project: Project, article: str, *spans: tuple[int, int], **more) -> Annotation:
    return passage(article, project.own_set.id, *spans, codebook_version="1.0.0", **more)
