"""Networks of who says what about whom: GraphML, GEXF, and tables of nodes and edges.

GraphML as http://graphml.graphdrawing.org/specification.html has it, with typed keys, which Gephi
needs; GEXF 1.3 as https://gexf.net has it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from annotator.domain.sentence import say
from annotator.formats.format import Format
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAID_BY, _TARGETS = "said_by", "targets"


class Node(NamedTuple):
    """Somebody who speaks or is spoken of, or a label of claims."""

    kind: str
    name: str


class Edge(NamedTuple):
    """From one node to another, by what: `says` or `about`."""

    source: Node
    target: Node
    kind: str


@dataclass(slots=True)
class Network:
    """Nodes with how often they occur, and edges with how often they do."""

    nodes: Counter[Node] = field(default_factory=Counter)
    edges: Counter[Edge] = field(default_factory=Counter)

    def ids(self) -> dict[Node, str]:
        """An id for each node, in the order of kinds and names."""
        return {node: f"n{number}" for number, node in enumerate(sorted(self.nodes))}


def network_of(going: Outgoings) -> Network:
    """Speaker says label, and label is about target, counted over claims that have a speaker."""
    made = Network()
    names = {entry.id: entry.name for entry in going.entries}
    for article in going.articles():
        mentions = {one.annotation.id: _name(one) for one in article.annotations}
        for one in article.annotations:
            _add(made, one, {**names, **mentions})
    return made


def _name(one: Outgoing) -> str:
    return one.entry or " ".join(one.words)


def _add(made: Network, one: Outgoing, names: dict[str, str]) -> None:
    targets = [names.get(link.to, "") for link in one.links if link.type == _TARGETS]
    speakers = [names.get(link.to, "") for link in one.links if link.type == _SAID_BY]
    if not (speakers or targets):
        return
    claim = Node("claim", one.annotation.label)
    made.nodes[claim] += 1
    for name in filter(None, speakers):
        speaker = Node("actor", name)
        made.nodes[speaker] += 1
        made.edges[Edge(speaker, claim, "says")] += 1
    for name in filter(None, targets):
        target = Node("actor", name)
        made.nodes[target] += 1
        made.edges[Edge(claim, target, "about")] += 1


def _text(words: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", words))


def _quoted(words: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", words))


def write_graphml(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write the network as GraphML that Gephi, visone and igraph read."""
    made = network_of(going)
    out.stream().write("\n".join(_graphml(made)).encode() + b"\n")


def _graphml(made: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for key, place, type in (
        ("label", "node", "string"),
        ("kind", "node", "string"),
        ("count", "node", "int"),
        ("relation", "edge", "string"),
        ("weight", "edge", "double"),
    ):
        yield f'  <key id="{key}" for="{place}" attr.name="{key}" attr.type="{type}"/>'
    yield '  <graph edgedefault="directed">'
    ids = made.ids()
    for node, id in ids.items():
        yield (
            f'    <node id="{id}"><data key="label">{_text(node.name)}</data>'
            f'<data key="kind">{node.kind}</data><data key="count">{made.nodes[node]}</data></node>'
        )
    for number, edge in enumerate(sorted(made.edges)):
        ends = f'source="{ids[edge.source]}" target="{ids[edge.target]}"'
        yield (
            f'    <edge id="e{number}" {ends}><data key="relation">{edge.kind}</data>'
            f'<data key="weight">{made.edges[edge]}.0</data></edge>'
        )
    yield "  </graph>"
    yield "</graphml>"


def write_gexf(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write the network as GEXF 1.3."""
    made = network_of(going)
    out.stream().write("\n".join(_gexf(made)).encode() + b"\n")


def _gexf(made: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield '  <graph defaultedgetype="directed">'
    yield '    <attributes class="node"><attribute id="kind" title="kind" type="string"/>'
    yield '      <attribute id="count" title="count" type="integer"/></attributes>'
    yield "    <nodes>"
    ids = made.ids()
    for node, id in ids.items():
        yield (
            f'      <node id="{id}" label={_quoted(node.name)}><attvalues>'
            f'<attvalue for="kind" value="{node.kind}"/>'
            f'<attvalue for="count" value="{made.nodes[node]}"/></attvalues></node>'
        )
    yield "    </nodes>"
    yield "    <edges>"
    for number, edge in enumerate(sorted(made.edges)):
        ends = f'source="{ids[edge.source]}" target="{ids[edge.target]}"'
        weight = f'weight="{made.edges[edge]}"'
        yield f'      <edge id="{number}" {ends} {weight} label="{edge.kind}"/>'
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def write_tables(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write `nodes.csv` and `edges.csv`, with the head lines that Gephi takes."""
    made = network_of(going)
    ids = made.ids()
    with out.file("nodes.csv") as file:
        _table(
            file,
            ("Id", "Label", "Kind", "Count"),
            [(id, node.name, node.kind, made.nodes[node]) for node, id in ids.items()],
        )
    with out.file("edges.csv") as file:
        _table(
            file,
            ("Source", "Target", "Type", "Relation", "Weight"),
            [
                (ids[edge.source], ids[edge.target], "Directed", edge.kind, made.edges[edge])
                for edge in sorted(made.edges)
            ],
        )


def _table(file: BinaryIO, head: tuple[str, ...], rows: list[tuple[str | int, ...]]) -> None:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(head)
    writer.writerows(rows)
    file.write(lines.getvalue().encode())


_CARRIES = frozenset({"overlap", "fragments", "entries"})
_LINKS = (_SAID_BY, _TARGETS)

GRAPHML = Format(
    name="graphml",
    title=say("Network of speakers, claims and targets, GraphML"),
    endings=(".graphml",),
    shape="stream",
    carries=_CARRIES,
    link_types=_LINKS,
    write=write_graphml,
)
GEXF = Format(
    name="gexf",
    title=say("Network of speakers, claims and targets, GEXF"),
    endings=(".gexf",),
    shape="stream",
    carries=_CARRIES,
    link_types=_LINKS,
    write=write_gexf,
)
TABLES = Format(
    name="network-csv",
    title=say("Network of speakers, claims and targets, tables of nodes and edges"),
    endings=(".csv",),
    shape="folder",
    carries=_CARRIES,
    link_types=_LINKS,
    write=write_tables,
)
