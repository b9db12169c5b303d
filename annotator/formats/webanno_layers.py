"""What the columns of WebAnno TSV 3 mean: span, relation and chain layers become annotations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats.incoming import IncomingAnnotation, IncomingLink, Note
from annotator.formats.offset_reading import Counting
from annotator.formats.webanno_cells import (
    ENTRIES,
    ENTRY,
    LINKS,
    NOTE,
    bare,
    element,
    ends,
    numbered,
    role_parts,
    split,
)

_LABELS = ("value", "identifier", "PosValue", "label", "DependencyType", "category", "type")
_KIND_OF_CHAIN, _LINK_OF_CHAIN = "referenceType", "referenceRelation"
_NOTHING = ("_", "*")
_MOST_STACKED = 2000
"""How many annotations and slots a unit may have; beyond that the file is a trap."""
_SLOT = re.compile(r"ROLE_[^:]*:(.+)_[^_.:]+\.[^:]*")

_Key = tuple[int, str, str]
"""An annotation: its layer, and its number or else where it stands."""


class Column(NamedTuple):
    """One column: of which layer it is, and of which feature."""

    layer: int
    feature: str
    role: str


@dataclass(slots=True)
class Layer:
    """One layer: a span, relation or chain layer, with its columns."""

    kind: str
    name: str
    columns: list[int] = field(default_factory=list)

    @property
    def short(self) -> str:
        """Its name without its package."""
        return self.name.rpartition(".")[2] or self.name


@dataclass(slots=True)
class Unit:
    """One line: a token or a part of one, at offsets in UTF-16 units."""

    id: str
    start: int
    end: int
    cells: list[str]
    line: int

    def cell(self, at: int) -> str:
        """A cell, empty ones at the end of the line too."""
        return self.cells[at] if at < len(self.cells) else "_"


class _Slot(NamedTuple):
    """A link to another annotation: its feature, its role, where to, and the layer it is in."""

    feature: str
    role: str
    target: str
    layer: str


@dataclass(slots=True)
class _Made:
    """An annotation in the making: where it is, and what its features say."""

    layer: str
    start: int
    end: int
    line: int
    values: dict[str, str] = field(default_factory=dict)
    slots: dict[_Slot, None] = field(default_factory=dict)

    def reach(self, unit: Unit) -> None:
        """Cover one more unit."""
        self.start, self.end = min(self.start, unit.start), max(self.end, unit.end)


class Meaning:
    """The annotations of a document, and what could not be placed."""

    def __init__(
        self,
        layers: Sequence[Layer],
        columns: Sequence[Column],
        units: Sequence[Unit],
        counting: Counting,
        coder: str,
    ) -> None:
        self._layers, self._columns, self._units = layers, columns, units
        self._counting = counting
        self._coder = coder
        self._home = {layer.name: number for number, layer in reversed([*enumerate(layers)])}
        self._unit = {unit.id: unit for unit in reversed(units)}
        self._made: dict[_Key, _Made] = {}
        self._at: dict[tuple[int, str], _Key] = {}
        self._chains: dict[tuple[int, str], dict[int, tuple[_Key, str]]] = {}
        self._tokens: dict[str, IncomingAnnotation] = {}
        self.refused: list[Note] = []
        self._collect()
        placed = [self._annotation(key, made) for key, made in self._made.items()]
        self._found = [one for one in placed if one is not None]
        self._links = list(self._all_links())

    @property
    def annotations(self) -> Iterator[IncomingAnnotation]:
        """Those that lie in the text, with tokens that are an end of a relation."""
        yield from self._found
        yield from self._tokens.values()

    def links(self) -> list[IncomingLink]:
        """The links between them."""
        return self._links

    def _collect(self) -> None:
        for unit in self._units:
            for number, layer in enumerate(self._layers):
                if layer.kind == "SP":
                    self._collect_spans(unit, number, layer)
                elif layer.kind == "CH":
                    self._collect_chains(unit, number, layer)

    # ------------------------------------------------------------------ spans

    def _collect_spans(self, unit: Unit, number: int, layer: Layer) -> None:
        cells = [unit.cell(at) for at in layer.columns]
        if not any(cell != "_" for cell in cells):
            return
        if any(cell.count("|") + cell.count(";") > _MOST_STACKED for cell in cells):
            self.refused.append(Note(unit.line, say("This line was not understood.")))
            return
        stacks = [split(cell, "|") for cell in cells]
        for place in range(max(map(len, stacks), default=0)):
            parts = [stack[place] if place < len(stack) else "_" for stack in stacks]
            if all(part == "_" for part in parts):
                continue
            id = next(filter(None, (numbered(part)[1] for part in parts)), "")
            key = (number, id, "") if id else (number, "", f"{unit.id}/{place}")
            self._fill(self._reached(key, layer, unit), layer, parts)

    def _reached(self, key: _Key, layer: Layer, unit: Unit) -> _Made:
        self._at.setdefault((key[0], unit.id), key)
        fresh = _Made(layer.short, unit.start, unit.end, unit.line)
        made = self._made.setdefault(key, fresh)
        made.reach(unit)
        return made

    def _fill(self, made: _Made, layer: Layer, parts: Sequence[str]) -> None:
        roles: list[str] = []
        feature = ""
        for at, part in zip(layer.columns, parts, strict=True):
            column = self._columns[at]
            plain = numbered(part)[0]
            if column.role == "slot":
                roles = [bare(one) for one in split(plain, ";")] if plain not in _NOTHING else []
                feature = _feature_of(column.feature)
            elif column.role == "target" and plain not in _NOTHING:
                for number, target in enumerate(split(part, ";")):
                    role = roles[number] if number < len(roles) else feature
                    made.slots[_Slot(feature, role, target, column.feature)] = None
            elif column.feature and not column.role and plain not in _NOTHING:
                made.values[column.feature] = plain

    # ------------------------------------------------------------------ chains

    def _collect_chains(self, unit: Unit, number: int, layer: Layer) -> None:
        features = {self._columns[at].feature: at for at in layer.columns}
        links = split(unit.cell(features.get(_LINK_OF_CHAIN, layer.columns[0])), "|")
        links = links[:_MOST_STACKED]
        kinds = split(unit.cell(features.get(_KIND_OF_CHAIN, layer.columns[-1])), "|")
        for place, cell in enumerate(links):
            found = element(cell)
            if found is None:
                continue
            key = (number, "", f"chain/{found.chain}/{found.place}")
            made = self._reached(key, layer, unit)
            kind = numbered(kinds[place])[0] if place < len(kinds) else "_"
            if kind not in _NOTHING:
                made.values["value"] = kind
            chain = self._chains.setdefault((number, found.chain), {})
            chain[found.place] = key, bare(found.words) if found.words not in _NOTHING else ""

    def _chain_links(self) -> Iterator[IncomingLink]:
        for (number, _), elements in self._chains.items():
            ordered = [elements[place] for place in sorted(elements)]
            for (key, words), (following, _) in pairwise(ordered):
                type = words or self._layers[number].short
                yield IncomingLink(type=type, source=_id(key), target=_id(following))

    # ------------------------------------------------------------------ annotations

    def _annotation(self, key: _Key, made: _Made) -> IncomingAnnotation | None:
        span = self._span(made.start, made.end)
        if span is None:
            sentence = say("A span lies outside its text; it was left out.")
            self.refused.append(Note(made.line, sentence))
            return None
        naming = next((name for name in _LABELS if name in made.values), "")
        values = {name: bare(value) for name, value in made.values.items() if name != naming}
        note, entry = values.pop(NOTE, ""), values.pop(ENTRY, "")
        values.pop(ENTRIES, "")
        return IncomingAnnotation(
            id=_id(key),
            label=bare(made.values[naming]) if naming else made.layer,
            layer=made.layer,
            fragments=(span,),
            attributes=dict[str, Value](values),
            coder=self._coder,
            note=note,
            entry=entry,
        )

    def _span(self, start: int, end: int) -> Span | None:
        try:
            return self._counting.to_points(start, end)
        except ValueError:
            return None

    def _key_of(self, unit: str, number: str, layer: int) -> _Key | None:
        """The annotation of a layer that a cell points to by its unit and its number."""
        named = (layer, number, "")
        if number and number != "0" and named in self._made:
            return named
        return self._at.get((layer, unit))

    # ------------------------------------------------------------------ links

    def _all_links(self) -> Iterator[IncomingLink]:
        for key, made in self._made.items():
            yield from self._slots(key, made)
            yield from _entry_links(_id(key), made.values.get(ENTRIES, ""))
        yield from self._chain_links()
        for layer in self._layers:
            if layer.kind == "RL":
                yield from self._relations(layer)

    def _slots(self, key: _Key, made: _Made) -> Iterator[IncomingLink]:
        for slot in made.slots:
            found = self._target(key, slot)
            if found is None:
                continue
            attributes: dict[str, Value] = {"role": slot.role}
            type = slot.feature
            if type == LINKS and slot.role != "*":
                type, attributes = role_parts(slot.role)
            elif slot.role in {"*", slot.feature}:
                attributes = {}
            yield IncomingLink(type=type, source=_id(key), target=_id(found), attributes=attributes)

    def _target(self, key: _Key, slot: _Slot) -> _Key | None:
        """Where a slot leads: into the layer its column names, else into any that has it there."""
        unit, number = numbered(slot.target)
        home = self._home.get(slot.layer)
        if home is not None:
            return self._key_of(unit, number, home)
        others = [at for at, one in enumerate(self._layers) if one.kind == "SP"]
        named = ((at, number, "") for at in others if number)
        exact = next((one for one in named if one in self._made), None)
        around = (self._key_of(unit, "", at) for at in others if at != key[0])
        return exact or next(filter(None, around), None)

    def _relations(self, layer: Layer) -> Iterator[IncomingLink]:
        *features, base = layer.columns
        home = self._home.get(self._columns[base].feature.removeprefix("BT_"), -1)
        for unit in self._units:
            for place, target in enumerate(split(unit.cell(base), "|")):
                if target == "_":
                    continue
                values = {}
                for at in features:
                    stack = split(unit.cell(at), "|")
                    if place < len(stack) and stack[place] not in _NOTHING:
                        values[self._columns[at].feature] = bare(stack[place])
                yield self._relation(layer, home, unit, target, values)

    def _relation(
        self, layer: Layer, home: int, unit: Unit, target: str, values: dict[str, str]
    ) -> IncomingLink:
        governor, first, second = ends(target)
        naming = next((name for name in _LABELS if name in values), "")
        label = values.pop(naming, "")
        return IncomingLink(
            type=label or layer.short,
            source=self._end(governor, first, home),
            target=self._end(unit.id, second, home),
            attributes=dict[str, Value](values),
        )

    def _end(self, unit: str, number: str, home: int) -> str:
        """The annotation at an end of a relation; a token gets one of its own where none is."""
        found = self._key_of(unit, number, home) if home >= 0 else None
        if found:
            return _id(found)
        id, at = f"token/{unit}", self._unit.get(unit)
        span = self._span(at.start, at.end) if at else None
        if span is not None:
            self._tokens[id] = IncomingAnnotation(
                id=id, label="Token", layer="Token", fragments=(span,), coder=self._coder
            )
        return id


def _entry_links(source: str, cell: str) -> Iterator[IncomingLink]:
    for one in split(cell, ";") if cell else ():
        words, _, name = one.partition("=")
        type, attributes = role_parts(bare(words))
        if name:
            yield IncomingLink(
                type=type, source=source, target=bare(name), kind="entry", attributes=attributes
            )


def role_of(feature: str) -> str:
    """What a column is for: a feature, the roles of a slot, its targets, or a relation's base."""
    if feature.startswith("ROLE_"):
        return "slot"
    if feature.startswith("BT_"):
        return "base"
    return "target" if "." in feature else ""


def _feature_of(role: str) -> str:
    """The feature in `ROLE_layer:feature_type.of.links`."""
    found = _SLOT.match(role)
    return found[1] if found else role.partition(":")[2].partition("_")[0] or "slot"


def _id(key: _Key) -> str:
    return f"{key[0]}/{key[1]}/{key[2]}"
