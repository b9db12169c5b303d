"""Labels a demo article and draws the README's picture: `python tests/picture.py OUT.png`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from annotator.assets import folder
from annotator.desktop import app, recent
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.undying import preserve
from annotator.desktop.window import Window
from annotator.domain.annotation import Annotation, Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import import_files, projects
from annotator.store import annotations, articles, entries, links, states
from annotator.store.ids import new_id
from annotator.store.project import now

ARTICLE = "011_2f67ac95d3e01b88"
LABELLED = (
    ("SPEAKER", "INSTITUTION", ("Le gouvernement valdérien",)),
    (
        "CLAIM",
        "COMMITMENT",
        ("suspendre «jusqu'à nouvel ordre» les livraisons de blé à son voisin",),
    ),
    (
        "CLAIM",
        "THREAT",
        (
            "«Nous ne cherchons pas l'affrontement»",
            "«mais nous ne nourrirons pas ceux qui nous dépouillent.»",
        ),
    ),
    ("SPEAKER", "PERSON", ("le président Anselm Korvat",)),
    ("ENTITY", "PER", ("Anselm Korvat",)),
    ("CLAIM", "COMMITMENT", ("la suspension serait levée «dans l'heure»",)),
    ("ENTITY", "LOC", ("Nouveau-Sablon",)),
    ("SPEAKER", "INSTITUTION", ("La Fédération des céréaliers",)),
    ("ENTITY", "NAMED", ("Persévérance",)),
    ("ENTITY", "LOC", ("la Merthénie",)),
    ("SPEAKER", "PERSON", ("Son président, Barnabé Colvet",)),
    ("CLAIM", "EVALUATION", ("qualifie la mesure de «cadeau aux concurrents»",)),
)


def label_demo(project):
    """Put the labels on the article; the claim of the president is linked to him."""
    article = articles.named(project, ARTICLE)
    text = articles.text(project, article)
    korvat = RegisterEntry(id=new_id(), name="Anselm Korvat", aliases=("le chef de l'Etat",))
    made = {}
    with project.edit(say("Label the demo")):
        entries.put(project, korvat)
        for layer, label, words in LABELLED:
            one = Annotation(
                id=new_id(),
                article=article,
                set=project.own_set.id,
                layer=layer,
                label=label,
                fragments=tuple(
                    Span(text.index(part), text.index(part) + len(part)) for part in words
                ),
                entry=korvat.id if words[0].endswith("Anselm Korvat") else None,
                attributes={"speech": "direct"} if label == "THREAT" else {},
                created=now(),
            )
            annotations.put(project, one)
            made[label, words[0]] = one.id
        threat = next(made[key] for key in made if key[0] == "THREAT")
        speaker = made["PERSON", "le président Anselm Korvat"]
        said = Link(id=new_id(), type="said_by", source=threat, kind="annotation", target=speaker)
        links.put(project, said)
        for place, one in enumerate(articles.everyone(project)):
            if place < 8:
                states.put(project, one.id, project.own_set.id, "done")
        states.put(project, article, project.own_set.id, "in_progress")
    return article, threat


def main():
    """Draw it."""
    preserve()
    theme = sys.argv[2] if len(sys.argv) > 2 else "light"
    settings = Settings(theme=theme, language="en", coder="Camille")
    application = app.start(settings)
    window = Window(Session(), settings)
    window.resize(1360, 860)
    with tempfile.TemporaryDirectory() as place:
        project = projects.make(Path(place) / "demo.annot", "Camille")
        import_files.run(project, [folder("seeds")])
        article, threat = label_demo(project)
        window.complete()
        window.session.open(project)
        recent.open_first(window.session, settings)
        window.verbs.open_article(article)
        window.show()
        window.desk.take(threat, reveal=False)
        app.finish_drawing(application, window)
        window.grab().save(sys.argv[1])
        window.session.close()


if __name__ == "__main__":
    main()
