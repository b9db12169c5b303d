"""REFI-QDA: valid for every program, counted as each of them counts, and back."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.formats import refi, refi_write
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
from annotator.jobs.output import OneStream
from tests.formats import carriers

TEXT = "La ministre 🚢 a promis.\nLe port rouvrira, « hier ».\r\nFin de l’été 🚢 ici."


def going(text=TEXT):
    places = [(text.index(word), text.index(word) + len(word)) for word in ("port", "hier", "Fin")]
    return carriers.Going(
        carriers.article(
            "port",
            text,
            carriers.passage(
                "01a1fc32-853e-7000-a5fa-92cfae50e2b4",
                "THREAT",
                places[0],
                note="à revoir & <plus>",
                links=[("said_by", "01a1fc32-853e-7000-a5fa-92cfae50e2b5")],
                created="2024-01-02T03:04:05.000Z",
            ),
            carriers.passage(
                "01a1fc32-853e-7000-a5fa-92cfae50e2b5", "PERSON", places[1], layer="SPEAKER"
            ),
            carriers.passage(
                "01a1fc32-853e-7000-a5fa-92cfae50e2b6", "PROMISE", places[2], set="Zoé"
            ),
        )
    )


def written(tmp_path, dialect="standard", given=None):
    place = tmp_path / "out.qdpx"
    with output.opened(place, "file") as out:
        refi.FORMAT.write(out, given or going(), WriteOptions(dialect=dialect))
    return place


@pytest.mark.parametrize("dialect", refi_write.DIALECTS)
def test_each_dialect_comes_back(tmp_path, dialect):
    book, article = refi.read(written(tmp_path, dialect), ReadOptions())
    first, second, third = article.annotations
    words = [one.fragments[0].cut(article.text) for one in article.annotations]
    assert words == ["port", "hier", "Fin"]
    assert [one.label for one in article.annotations] == ["THREAT", "PERSON", "PROMISE"]
    assert (first.note, first.coder, third.coder) == ("à revoir & <plus>", "Ann", "Zoé")
    assert first.uuid == "01a1fc32-853e-7000-a5fa-92cfae50e2b4"
    assert first.created == "2024-01-02T03:04:05.000Z"
    (link,) = article.links
    assert (link.type, link.source, link.target) == ("said_by", first.id, second.id)
    labels = {one.id: one for one in book.layers[0].labels}
    assert labels["THREAT"].color == "#D55E00"
    assert labels["THREAT"].parent == "CLAIM"


@pytest.mark.parametrize("dialect", refi_write.DIALECTS)
def test_projects_and_codebooks_are_valid(tmp_path, shared, dialect):
    place = written(tmp_path, dialect)
    with zipfile.ZipFile(place) as archive:
        project = etree.fromstring(archive.read("project.qde"))
    schemas = {one.stem.casefold(): one for one in (shared / "data" / "refi-qda").rglob("*.xsd")}
    schema = etree.XMLSchema(etree.parse(str(schemas["project"])))
    schema.assertValid(project)
    out = io.BytesIO()
    refi.CODEBOOK.write(OneStream(out), going(), WriteOptions())
    etree.XMLSchema(etree.parse(str(schemas["codebook"]))).assertValid(
        etree.fromstring(out.getvalue())
    )


def test_windows_programs_get_their_marks_and_line_ends(tmp_path):
    with zipfile.ZipFile(written(tmp_path, "nvivo")) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("Sources/"))
        data = archive.read(name)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_missing_source_is_told_and_the_rest_is_read(tmp_path):
    place = written(tmp_path)
    broken = tmp_path / "broken.qdpx"
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(broken, "w") as new:
        new.writestr("project.qde", old.read("project.qde"))
    _, note = refi.read(broken, ReadOptions())
    assert isinstance(note, Note)
    assert "is not in the file" in str(note.sentence)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    text=st.text("aé 🚢\n\r\u00a0", min_size=20, max_size=40),
    start=st.integers(0, 19),
    dialect=st.sampled_from(refi_write.DIALECTS),
)
def test_places_are_the_same_in_every_dialect(tmp_path_factory, text, start, dialect):
    if text[start : start + 1] in "\r\n" or not text.strip():
        return
    one = carriers.passage("x", "THREAT", (start, start + 1))
    given = carriers.Going(carriers.article("a", text, one))
    place = written(tmp_path_factory.mktemp("refi"), dialect, given)
    unit = refi_write._READINGS[dialect].name
    _, article = refi.read(place, ReadOptions(unit=unit))
    assert isinstance(article, IncomingArticle)
    assert article.annotations[0].fragments[0].cut(article.text) == text[start]
