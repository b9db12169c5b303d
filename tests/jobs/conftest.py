"""A project with every kind of thing an export must carry."""

import msgspec
import pytest

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.jobs import import_files
from annotator.store import annotations, articles, entries, links
from annotator.store.ids import new_id
from tests.records import passage

PORT = 'Le "port"\nrouvrira, a promis la ministre. « Tout navire sera saisi », a dit l’amiral 🚢.'


def annotate(project, article, words, **more):
    """An annotation on the first place where each of the words stands."""
    text = articles.text(project, article)
    starts = [(text.index(word), len(word)) for word in words]
    places = ((start, start + length) for start, length in starts)
    made = passage(article, project.own_set.id, *places, codebook_version="1.0.0", **more)
    annotations.put(project, made)
    return made


SAID = "La ministre a promis la paix ; l’amiral a menacé Séoul et Tokyo."
LABELLED = {"La ministre": "FACT", "promis la paix": "COMMITMENT", "menacé Séoul": "THREAT"}


@pytest.fixture
def code_twice(project, tmp_path):
    """Fills the project with twelve articles, labelled by Ana and another, who errs in three."""

    def lines(second, more):
        labels = list(LABELLED.values())
        for number in range(12):
            for coder in ("Ana", second):
                for at, words in enumerate(LABELLED):
                    start = 3 + SAID.index(words)
                    label = labels[(at + (coder != "Ana" and number < 3)) % 3]
                    record = {"article": f"{number:02}", "set": coder, "coder": coder}
                    record |= {"layer": "CLAIM", "label": label, "attributes": {}}
                    record |= {"fragments": [[start, start + len(words)]], **more(number)}
                    yield msgspec.json.encode(record)

    def fill(second, more=lambda _number: {}):
        for number in range(12):
            name = f"{number:02}"
            (tmp_path / f"{name}.txt").write_text(f"{name} {SAID}", encoding="utf-8")
        (tmp_path / "all.jsonl").write_bytes(b"\n".join(lines(second, more)))
        import_files.run(project, [*sorted(tmp_path.glob("??.txt")), tmp_path / "all.jsonl"])
        return project

    return fill


@pytest.fixture
def corpus(tmp_path):
    """A folder with two articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "000_port.txt").write_bytes(PORT.encode())
    (folder / "001_mer.txt").write_bytes("Rien à signaler en mer.\n".encode())
    return folder


@pytest.fixture
def labelled(project, corpus):
    """The project with the two articles, five annotations and three links in the first."""
    import_files.run(project, [corpus])
    port = articles.named(project, "000_port")
    ministre = RegisterEntry(id=new_id(), name="Maud Fontaine")
    with project.edit(say("Label")):
        entries.put(project, ministre)
        who = annotate(
            project, port, ["la ministre"], layer="SPEAKER", label="PERSON", entry=ministre.id
        )
        other = annotate(project, port, ["l’amiral"], layer="SPEAKER", label="PERSON")
        promise = annotate(
            project,
            port,
            ['Le "port"\nrouvrira'],
            layer="CLAIM",
            label="COMMITMENT",
            note="=1+1",
            attributes={"unsure": True},
        )
        threat = annotate(
            project, port, ["« Tout navire", "sera saisi »"], layer="CLAIM", label="THREAT"
        )
        annotate(project, port, ["🚢"], layer="ENTITY", label="NAMED", origin="rule:ships")
        for source, type, kind, target in (
            (promise, "said_by", "annotation", who.id),
            (threat, "said_by", "annotation", other.id),
            (threat, "targets", "entry", ministre.id),
        ):
            cue = {"cue": "a promis"} if source is promise else {}
            link = Link(
                id=new_id(),
                type=type,
                source=source.id,
                kind=kind,
                target=target,
                attributes=cue,
            )
            links.put(project, link)
    return project
