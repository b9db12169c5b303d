"""Networks are what the links say, readable by other programs, the same bytes each time."""

import io

from lxml import etree

from annotator.formats import network
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
from annotator.jobs.output import OneStream
from tests.formats import carriers

TEXT = "La ministre menace Tarsk. Le gouverneur & co promet."


def going():
    maud = carriers.entry("Maud \x01Fontaine")
    return carriers.Going(
        carriers.article(
            "a",
            TEXT,
            carriers.passage("w", "PERSON", (0, 11), layer="SPEAKER", entry=maud.name),
            carriers.passage("g", "PERSON", (26, 44), layer="SPEAKER"),
            carriers.passage(
                "c", "THREAT", (12, 18), links=[("said_by", "w"), ("targets", maud.id)]
            ),
            carriers.passage("d", "THREAT", (45, 51), links=[("said_by", "g")]),
            carriers.passage("e", "PROMISE", (45, 51)),
        ),
        entries=[maud],
    )


def test_graphml_has_typed_keys_and_no_illegal_characters():
    out = io.BytesIO()
    network.write_graphml(OneStream(out), going(), WriteOptions())
    root = etree.fromstring(out.getvalue())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id"): key.get("attr.type") for key in root.iter(f"{space}key")}
    assert keys["weight"] == "double"
    names = [data.text for data in root.iter(f"{space}data") if data.get("key") == "label"]
    assert names == ["Le gouverneur & co", "Maud \ufffdFontaine", "THREAT"]
    assert len(list(root.iter(f"{space}edge"))) == 3


def test_gexf_is_whole_and_weighted():
    out = io.BytesIO()
    network.write_gexf(OneStream(out), going(), WriteOptions())
    root = etree.fromstring(out.getvalue())
    space = "{http://gexf.net/1.3}"
    assert [one.get("weight") for one in root.iter(f"{space}edge")] == ["1", "1", "1"]
    assert len(list(root.iter(f"{space}node"))) == 3


def test_tables_of_nodes_and_edges(tmp_path):
    with output.opened(tmp_path / "net", "folder") as out:
        network.write_tables(out, going(), WriteOptions())
    nodes = (tmp_path / "net" / "nodes.csv").read_text(encoding="utf-8").splitlines()
    assert nodes[0] == "Id,Label,Kind,Count"
    assert len(nodes) == 4
    edges = (tmp_path / "net" / "edges.csv").read_text(encoding="utf-8").splitlines()
    assert edges[1:] == ["n0,n2,Directed,says,1", "n1,n2,Directed,says,1", "n2,n1,Directed,about,1"]
