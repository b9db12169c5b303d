"""WebAnno TSV 3.3 out: one file an article and set, in which every character has its place.

A layer is a span layer `webanno.custom.LAYER` with the features `value` (the label), one for each
attribute, `note`, `entry` (the register entry the words name), `entries` (links to the register,
`TYPE=NAME`, divided by `;`) and `links`: slots whose roles are the types of the links. Every
annotation has a number. Ends of passages that no token has are zero-width units.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.clauses import sentences
from annotator.domain.span import Span
from annotator.formats.offset_reading import Counting, Reading
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions
from annotator.formats.outgoing_sets import by_set, text_of
from annotator.formats.webanno_cells import (
    ENTRIES,
    ENTRY,
    LINKS,
    NOTE,
    escaped,
    escaped_text,
    role,
)

_HEAD = "#FORMAT=WebAnno TSV 3.3\n"
_PACKAGE = "webanno.custom."
_LABEL = "value"
_TAKEN = (_LABEL, NOTE, ENTRY, ENTRIES, LINKS)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LINE = re.compile(r"[^\r\n]+")
_UNFIT = re.compile(r"\W")


class _Place(NamedTuple):
    """A unit: a token by its number, or the part of it at `[start, end)`."""

    token: int
    start: int
    end: int
    part: bool


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a folder: NAME.tsv an article; NAME.txt/CODER.tsv where several sets leave."""
    several = len(going.sets) > 1
    names = {entry.id: entry.name for entry in going.entries}
    for one in by_set(going):
        name = one.article.article.name
        place = f"{name}.txt/{_flat(one.set)}.tsv" if several else f"{name}.tsv"
        text = text_of(one.article)
        if not text.strip():
            continue
        with out.file(place) as file:
            file.write("".join(_lines(text, one.annotations, names)).encode())


def _flat(name: str) -> str:
    return name.replace("/", "-")


def _lines(text: str, mine: Sequence[Outgoing], names: dict[str, str]) -> Iterator[str]:
    layers = [_Layer(id, mine, names) for id in dict.fromkeys(_layer(one) for one in mine)]
    grid = _Grid(text, mine)
    yield _HEAD
    for layer in layers:
        yield layer.head
    yield "\n"
    for layer in layers:
        layer.fill(mine, grid)
    for number, tokens in enumerate(grid.sentences):
        yield "\n"
        for line in grid.words_of(number).split("\n"):
            yield f"#Text={escaped_text(line)}\n"
        for token in tokens:
            for place in grid.places(token):
                cells = "".join(f"{cell}\t" for layer in layers for cell in layer.cells(place))
                yield f"{grid.id(place)}\t{grid.head(place)}\t{cells}\n"


def _layer(one: Outgoing) -> str:
    return _UNFIT.sub("_", one.annotation.layer) or "_"


# ---------------------------------------------------------------------- where everything stands


class _Grid:
    """The sentences, tokens and parts of tokens of a text, and the units of each annotation."""

    def __init__(self, text: str, mine: Sequence[Outgoing]) -> None:
        self._text = text
        self._counting = Counting(text, Reading("utf16"))
        self._tokens = _tokens(text)
        self._starts = [token.start for token in self._tokens]
        self.sentences = _by_sentence(text, self._starts)
        self._names = {
            token: f"{number}-{place}"
            for number, tokens in enumerate(self.sentences, 1)
            for place, token in enumerate(tokens, 1)
        }
        self._parts: dict[int, dict[_Place, int]] = {}
        self.units = [self._units(one.annotation.fragments[0]) for one in mine]
        self.number = {one.annotation.id: at for at, one in enumerate(mine)}

    def words_of(self, sentence: int) -> str:
        """A sentence with everything up to the next one."""
        first = self.sentences[sentence][0]
        following = self.sentences[sentence][-1] + 1
        end = self._starts[following] if following < len(self._starts) else len(self._text)
        return self._text[self._starts[first] : end]

    def places(self, token: int) -> Iterator[_Place]:
        """The unit of a token, then those of its parts."""
        yield _Place(token, *self._tokens[token], part=False)
        yield from self._parts.get(token, ())

    def id(self, place: _Place) -> str:
        """What a unit is called."""
        own = self._names[place.token]
        return f"{own}.{self._parts[place.token][place]}" if place.part else own

    def head(self, place: _Place) -> str:
        """The offsets of a unit, in UTF-16 units, and its words."""
        start, end = self._counting.to_unit(Span(place.start, place.end))
        words = self._text[place.start : place.end].replace("\n", "\\n")
        return f"{start}-{end}\t{escaped_text(words)}"

    def _units(self, span: Span) -> list[_Place]:
        """The units of an annotation; the first starts where it does, the last ends there."""
        start, end = span
        last = self._token_at(end)
        found = [
            self._unit(number, Span(max(token.start, start), min(token.end, end)))
            for number in range(self._token_at(start), last + 1)
            if (token := self._tokens[number]).start < end and token.end > start
        ]
        if not found or found[0].start > start:
            found.insert(0, self._unit(self._token_at(start), Span(start, start)))
        if found[-1].end < end:
            found.append(self._unit(last, Span(end, end)))
        return found

    def _token_at(self, offset: int) -> int:
        """The last token that starts at or before an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _unit(self, token: int, span: Span) -> _Place:
        if span == self._tokens[token]:
            return _Place(token, *span, part=False)
        place = _Place(token, *span, part=True)
        parts = self._parts.setdefault(token, {})
        parts.setdefault(place, len(parts) + 1)
        return place


def _tokens(text: str) -> list[Span]:
    """The tokens; what is blank before the first is a part of it, so that nothing is lost."""
    found = [Span(*token.span()) for token in _TOKEN.finditer(text)]
    return [Span(0, found[0].end), *found[1:]]


def _by_sentence(text: str, starts: Sequence[int]) -> list[list[int]]:
    """The numbers of the tokens, sentence by sentence."""
    begins = [
        sentence.start
        for line in _LINE.finditer(text)
        for sentence in sentences(text, Span(*line.span()))
    ]
    found: dict[int, list[int]] = {}
    for number, start in enumerate(starts):
        found.setdefault(max(1, bisect_right(begins, start)), []).append(number)
    return list(found.values())


# ---------------------------------------------------------------------- what is said there


class _Layer:
    """The columns of one layer and what stands in them."""

    def __init__(self, id: str, mine: Sequence[Outgoing], names: dict[str, str]) -> None:
        self._id = id
        self._names = names
        own = [one for one in mine if _layer(one) == id]
        keys = {key for one in own for key in one.annotation.attributes}
        self._attributes = sorted(keys)
        self._has_note = any(one.annotation.note for one in own)
        self._has_entry = any(one.entry for one in own)
        self._has_entries = any(link.kind == "entry" for one in own for link in one.links)
        self._has_slots = any(link.kind == "annotation" for one in own for link in one.links)
        self._cells: dict[_Place, list[list[str]]] = {}
        self._empty = ["_"] * len(self._features())

    def _features(self) -> list[str]:
        fit: dict[str, None] = {_LABEL: None}
        for key in self._attributes:
            name = _UNFIT.sub("_", key) or "_"
            while name in fit or name in _TAKEN:
                name += "_"
            fit[name] = None
        slot = f"ROLE_{_PACKAGE}{self._id}:{LINKS}_{_PACKAGE}{self._id}Link"
        return [
            *fit,
            *[NOTE] * self._has_note,
            *[ENTRY] * self._has_entry,
            *[ENTRIES] * self._has_entries,
            *[slot, "uima.tcas.Annotation"] * self._has_slots,
        ]

    @property
    def head(self) -> str:
        """The line that declares the layer."""
        return f"#T_SP={_PACKAGE}{self._id}|{'|'.join(self._features())}\n"

    def fill(self, mine: Sequence[Outgoing], grid: _Grid) -> None:
        """Put every annotation of the layer into the units it has."""
        for number, one in enumerate(mine):
            if _layer(one) == self._id:
                cells = self._told(one, f"[{number + 1}]", grid)
                for place in grid.units[number]:
                    self._cells.setdefault(place, []).append(cells)

    def cells(self, place: _Place) -> Sequence[str]:
        """A unit's cells of the layer; what is stacked there divided by bars."""
        stacked = self._cells.get(place)
        if stacked is None:
            return self._empty
        return ["|".join(column) for column in zip(*stacked, strict=True)]

    def _told(self, one: Outgoing, number: str, grid: _Grid) -> list[str]:
        attributes = one.annotation.attributes
        values = [one.annotation.label]
        values += [_words(attributes.get(key, "")) for key in self._attributes]
        values += [one.annotation.note] * self._has_note + [one.entry or ""] * self._has_entry
        told = [f"{escaped(value)}{number}" for value in values]
        if self._has_entries:
            told.append((self._entries(one) or "*") + number)
        return told + self._slots(one, number, grid) if self._has_slots else told

    def _entries(self, one: Outgoing) -> str:
        return ";".join(
            f"{escaped(role(link.type, link.attributes))}={escaped(self._names[link.to])}"
            for link in one.links
            if link.kind == "entry" and link.to in self._names
        )

    def _slots(self, one: Outgoing, number: str, grid: _Grid) -> list[str]:
        ends = [
            (link, grid.number[link.to])
            for link in one.links
            if link.kind == "annotation" and link.to in grid.number
        ]
        roles = ";".join(escaped(role(link.type, link.attributes)) for link, _ in ends)
        targets = ";".join(f"{grid.id(grid.units[end][0])}[{end + 1}]" for _, end in ends)
        return [(roles or "_") + number, targets or "*"]


def _words(value: Value) -> str:
    """An answer in words; several ones divided by a semicolon."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)
