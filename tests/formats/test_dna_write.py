"""Databases of DNA: every statement has all its variables, and what was written is read back."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.codebook import Attribute, Codebook, Label, Layer
from annotator.formats import dna
from annotator.formats.incoming import IncomingArticle, ReadOptions
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
from tests.formats import carriers

TEXT = "🚢 La ministre et\r\nle port menacent Tarsk."


def written(path, *articles, **more):
    going = carriers.Going(*articles, **more)
    with output.opened(path, "file") as out:
        dna.FORMAT.write(out, going, WriteOptions())
    return path


def read(path):
    return [one for one in dna.read(path, ReadOptions()) if isinstance(one, IncomingArticle)]


def rows(path, sql):
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def database(tmp_path):
    maud = carriers.entry("Maud Fontaine", aliases=("la ministre",))
    return written(
        tmp_path / "out.dna",
        carriers.article(
            "port",
            TEXT,
            carriers.passage("w", "PERSON", (2, 13), layer="SPEAKER", entry=maud.name),
            carriers.passage("g", "MEDIA", (18, 25), layer="SPEAKER"),
            carriers.passage(
                "c",
                "THREAT",
                (2, 13),
                (26, 34),
                links=[("said_by", "w"), ("said_by", "g"), ("said_by", maud.id, {}, "entry")],
                attributes={"stance": "opposes", "n": 3, "long": "x" * 300},
                note="why",
            ),
            carriers.passage("d", "PROMISE", (41, 41), links=[("targets", "g")]),
            date="2024-11",
            title="T" * 300,
            outlet="Le Port",
        ),
        entries=[maud],
    )


def test_claims_are_statements_of_dna(database):
    found = rows(
        database,
        """
        SELECT s.ID, v.Variable, e.Value FROM STATEMENTS s JOIN STATEMENTTYPES t
        ON t.ID = s.StatementTypeId JOIN DATASHORTTEXT d ON d.StatementId = s.ID
        JOIN VARIABLES v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity
        WHERE t.Label = 'DNA Statement' AND v.Variable IN ('person', 'organization', 'concept')
        ORDER BY s.ID, v.ID
        """,
    )
    told = [
        tuple(value for one, _, value in found if one == id) for id in sorted({o[0] for o in found})
    ]
    assert told == [
        ("Maud Fontaine", "le port", "THREAT"),
        ("Maud Fontaine", "", "THREAT"),
        ("", "", "PROMISE"),
    ]
    agreements = rows(database, "SELECT Value FROM DATABOOLEAN ORDER BY StatementId")
    assert [value for (value,) in agreements] == [0, 0, 1]


def test_every_statement_has_each_variable_of_its_type_once(database):
    lacking = """
        SELECT s.ID, v.Variable FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId)
        WHERE (SELECT COUNT(*) FROM (
            SELECT StatementId, VariableId FROM DATABOOLEAN UNION ALL
            SELECT StatementId, VariableId FROM DATAINTEGER UNION ALL
            SELECT StatementId, VariableId FROM DATASHORTTEXT UNION ALL
            SELECT StatementId, VariableId FROM DATALONGTEXT
        ) d WHERE d.StatementId = s.ID AND d.VariableId = v.ID) != 1
    """
    assert rows(database, lacking) == []
    types = dict(rows(database, "SELECT Variable, DataType FROM VARIABLES ORDER BY ID"))
    assert types == {
        "label": "short text",
        "person": "short text",
        "organization": "short text",
        "concept": "short text",
        "agreement": "boolean",
        "stance": "short text",
        "n": "integer",
        "long": "long text",
        "note": "short text",
    }


def test_texts_have_the_line_ends_and_offsets_that_dna_shows(database):
    ((text, date, title),) = rows(database, "SELECT Text, Date, Title FROM DOCUMENTS")
    assert text == TEXT.replace("\r\n", "\n")
    assert date == 1730419200
    assert len(title) == 190
    units = text.encode("utf-16-le")
    places = rows(database, "SELECT Start, Stop FROM STATEMENTS ORDER BY ID")
    words = [units[2 * start : 2 * stop].decode("utf-16-le") for start, stop in places]
    assert words[0] == "La ministre"
    assert "le port" in words
    assert rows(
        database,
        "SELECT Alias.AttributeValue FROM ATTRIBUTEVALUES Alias JOIN ENTITIES e"
        " ON e.ID = EntityId WHERE e.Value = 'Maud Fontaine' AND AttributeVariableId IN"
        " (SELECT ID FROM ATTRIBUTEVARIABLES WHERE AttributeVariable = 'Alias')",
    ) == [("la ministre",)]


def test_it_is_read_back_whole(database):
    (article,) = read(database)
    assert (article.name, article.text, article.metadata.date) == ("port", TEXT, "2024-11")
    found = {one.id: one for one in article.annotations}
    assert set(found) == {"w", "g", "c", "d"}
    claim = found["c"]
    assert claim.fragments == ((2, 13), (26, 34))
    assert (claim.layer, claim.label, claim.note) == ("CLAIM", "THREAT", "why")
    assert claim.attributes == {"stance": "opposes", "n": 3, "long": "x" * 300}
    assert found["d"].fragments == ((41, 41),)
    assert found["w"].entry == "Maud Fontaine"
    links = {(link.type, link.source, link.target) for link in article.links}
    assert links == {
        ("said_by", "c", "w"),
        ("said_by", "c", "g"),
        ("said_by", "c", "entry-Maud Fontaine"),
        ("targets", "d", "g"),
    }


def test_what_was_changed_in_dna_is_believed(database):
    connection = sqlite3.connect(database)
    connection.execute("UPDATE ENTITIES SET Value = 'Odile' WHERE Value = 'Maud Fontaine'")
    connection.execute("UPDATE STATEMENTS SET Start = 3 WHERE Start = 42")
    connection.commit()
    connection.close()
    (article,) = read(database)
    links = {(link.type, link.source, link.target) for link in article.links}
    assert ("said_by", "c", "Odile") in links
    assert ("said_by", "c", "w") not in links
    assert ("said_by", "c", "g") in links


def test_what_came_from_dna_goes_back_as_it_was(tmp_path):
    book = Codebook(
        id="b",
        version="1",
        layers=(
            Layer(
                id="dna",
                labels=(Label(id="DNA Statement", layer="dna"),),
                attributes=(Attribute(id="concept", type="text"),),
            ),
        ),
    )
    maud = carriers.entry("Maud")
    said = {"person": "Maud", "organization": "Port", "concept": "ships", "agreement": False}
    path = written(
        tmp_path / "out.dna",
        carriers.article(
            "a",
            TEXT,
            carriers.passage(
                "1",
                "DNA Statement",
                (2, 13),
                layer="dna",
                attributes=said,
                links=[("said_by", maud.id, {}, "entry")],
            ),
        ),
        codebook=book,
        entries=[maud],
    )
    assert rows(path, "SELECT Label FROM STATEMENTTYPES") == [("DNA Statement",)]
    assert rows(path, "SELECT Value FROM ENTITIES WHERE Value != '' ORDER BY Value") == [
        ("Maud",),
        ("Port",),
        ("ships",),
    ]
    (article,) = read(path)
    (one,) = article.annotations
    assert dict(one.attributes) == said


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6))
def test_any_places_come_back(tmp_path_factory, spans):
    fit = [tuple(sorted(span)) for span in spans]
    made = [carriers.passage(str(at), "THREAT", span) for at, span in enumerate(fit)]
    path = tmp_path_factory.mktemp("dna") / "out.dna"
    (article,) = read(written(path, carriers.article("a", TEXT, *made)))
    # Between a carriage return and its line feed DNA has no place.
    inside = TEXT.index("\r") + 1
    whole = {at: span for at, span in enumerate(fit) if inside not in span}
    found = {int(one.id): tuple(one.fragments[0]) for one in article.annotations}
    assert {at: found[at] for at in whole} == whole
