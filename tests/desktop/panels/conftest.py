"""An open session with a real project for the panels' tests."""

import pytest

from annotator.assets import resource
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.article import Metadata
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import codebook_file
from annotator.store import annotations, articles, opening
from annotator.store.ids import new_id
from tests.records import article_of

TEXT = (
    "« Tout navire intrus sera saisi », a averti l’amiral Odile Marchais 🚢. "
    "Le gouvernement de Lisbourg juge l’offre insuffisante, faute de quoi rien ne rouvrira."
)


class Desk:
    """A session and short ways to fill its project."""

    def __init__(self, session):
        self.session = session

    def add_articles(self, count, text=TEXT, **metadata):
        """Add articles named 000_x, 001_x…; gives their ids."""
        known = articles.count(self.session.project)
        made = [self._article(known + place, text, metadata) for place in range(count)]
        with self.session.edit(say("Import articles")) as project:
            for article, its_text in made:
                articles.add(project, article, its_text)
        return [article.id for article, _ in made]

    def _article(self, number, text, metadata):
        text = f"{text} {number}"
        article = article_of(text, f"{number:03d}_x", metadata=Metadata(**metadata))
        return article, text

    def and_back_again(self, read, before, after):
        """What was just done, undone and done again."""
        assert read() == after
        self.session.undo()
        assert read() == before
        self.session.redo()
        assert read() == after

    def annotate(self, article, layer, label, *pieces, **more):
        """Label the first places where these words stand as one passage."""
        text = articles.text(self.session.project, article)
        starts = [(text.index(piece), len(piece)) for piece in pieces]
        made = Annotation(
            id=new_id(),
            article=article,
            set=self.session.set,
            layer=layer,
            label=label,
            fragments=tuple(Span(start, start + length) for start, length in starts),
            codebook_version="1.0.0",
            **more,
        )
        with self.session.edit(say("Label")) as project:
            annotations.put(project, made)
        return made.id

    def get(self, annotation):
        """The annotation as the project has it now."""
        return annotations.get(self.session.project, annotation)

    def text(self, article):
        """An article's text."""
        return articles.text(self.session.project, article)


@pytest.fixture
def desk(tmp_path, qapp):
    """An empty project with the default codebook, open for Ann."""
    book = codebook_file.read(
        resource("codebooks", "presse-declarations.json").read_text(encoding="utf-8"), "default"
    )
    session = Session()
    session.open(opening.create(tmp_path / "project.annot", book, "Ann"))
    yield Desk(session)
    session.close()
