"""WebAnno TSV 3 in, as INCEpTION and WebAnno export it.

Format: “WebAnno TSV 3.x” in the user guide of INCEpTION. Offsets count UTF-16 units; the lines of
`#Text=` are the text, escaped as in Java; words between sentences are lost and padded with spaces.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.article import Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import decoding
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.offset_reading import Counting, Reading

_TOKEN = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d+)-(\d+)\t")
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]*)\|?(.*)")
_NUMBER = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_JAVA = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b"}
_LABELS = ("value", "identifier", "PosValue", "label", "DependencyType", "category", "type")


class _Column(NamedTuple):
    """One column: of which layer it is, and of which feature."""

    layer: int
    feature: str
    role: str


@dataclass(slots=True)
class _Layer:
    """One layer: a span, relation or chain layer, with its columns."""

    kind: str
    name: str
    columns: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Unit:
    """One line: a token or a part of one, at offsets in UTF-16 units."""

    id: str
    start: int
    end: int
    cells: list[str]
    line: int


@dataclass(slots=True)
class _Made:
    """A span annotation in the making: where it is, and what its features say."""

    layer: str
    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    slots: list[tuple[str, str, str]] = field(default_factory=list)


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The document of a file.

    Raises:
        RefusedFileError: it is not text, or not in this format.
        OSError: it cannot be read.
    """
    del options
    raw, _ = decoding.read(path)
    if not raw.lstrip("\ufeff").startswith("#FORMAT=WebAnno TSV 3"):
        raise RefusedFileError(say("The first line does not say WebAnno TSV 3."), 1)
    document = _Document(raw)
    yield document.article(path.stem if path.stem != "reference" else path.parent.name)


class _Document:
    """A file taken apart."""

    def __init__(self, raw: str) -> None:
        self._layers: list[_Layer] = []
        self._columns: list[_Column] = []
        self._units: list[_Unit] = []
        self._sentences: list[tuple[int, str]] = []
        self._refused: list[Note] = []
        self._read(raw.split("\n"))
        self._text = self._whole()
        self._counting = Counting(self._text, Reading("utf16"))
        self._made: dict[tuple[int, str, str], _Made] = {}
        self._collect()

    def _read(self, lines: Sequence[str]) -> None:
        waiting: list[str] = []
        for number, raw in enumerate(lines, 1):
            line = raw.removesuffix("\r")
            layer = _LAYER.fullmatch(line)
            token = _TOKEN.match(line)
            if layer:
                self._learn(*layer.groups())
            elif line.startswith("#Text="):
                waiting.append(_unescaped(line.removeprefix("#Text=")))
            elif token:
                start = int(token[2])
                if waiting:
                    self._sentences.append((start, "\n".join(waiting)))
                    waiting = []
                cells = line[token.end() :].split("\t")[1:]
                self._units.append(_Unit(token[1], start, int(token[3]), cells, number))
            elif line and not line.startswith("#"):
                self._refused.append(Note(number, say("This line was not understood.")))

    def _learn(self, kind: str, name: str, features: str) -> None:
        layer = _Layer(kind, name)
        self._layers.append(layer)
        parts = features.split("|") if features else [""]
        if kind == "CH":
            parts = ["chain", "link"]
        for part in parts:
            self._columns.append(_Column(len(self._layers) - 1, part, _role(part)))
            layer.columns.append(len(self._columns) - 1)

    def _whole(self) -> str:
        """The text: sentences at their offsets, what is between them padded."""
        pieces: list[str] = []
        length = 0
        for start, words in self._sentences:
            gap = max(0, start - length)
            padding = "\n" + " " * (gap - 1) if gap and pieces else " " * gap
            pieces += [padding, words]
            length += gap + len(words.encode("utf-16-le")) // 2
        return "".join(pieces)

    # ------------------------------------------------------------------ annotations

    def _collect(self) -> None:
        for unit in self._units:
            for number, layer in enumerate(self._layers):
                if layer.kind == "SP":
                    self._collect_spans(unit, number, layer)

    def _collect_spans(self, unit: _Unit, number: int, layer: _Layer) -> None:
        cells = [unit.cells[at] if at < len(unit.cells) else "_" for at in layer.columns]
        stacks = [_split(cell, "|") for cell in cells]
        for place in range(max(map(len, stacks), default=0)):
            parts = [stack[place] if place < len(stack) else "_" for stack in stacks]
            if all(part == "_" for part in parts):
                continue
            id = next((found[2] for part in parts if (found := _NUMBER.fullmatch(part))), "")
            key = (number, id, "") if id else (number, "", f"{unit.id}/{place}")
            made = self._made.setdefault(key, _Made(_short(layer.name), unit.start, unit.end))
            made.end = max(made.end, unit.end)
            made.start = min(made.start, unit.start)
            self._fill(made, layer, parts)

    def _fill(self, made: _Made, layer: _Layer, parts: Sequence[str]) -> None:
        roles: list[str] = []
        for at, part in zip(layer.columns, parts, strict=True):
            column = self._columns[at]
            found = _NUMBER.fullmatch(part)
            plain = found[1] if found else part
            if column.role == "slot":
                roles = [_bare(one) for one in _split(plain, ";")] if plain not in "_*" else []
                feature = column.feature.partition(":")[2].partition("_")[0] or "slot"
            elif column.role == "target" and plain != "_":
                targets = _split(part, ";")
                for number, target in enumerate(targets):
                    role = roles[number] if number < len(roles) else feature
                    made.slots.append((feature, role, target))
            elif column.feature and plain not in {"_", "*"}:
                made.values[column.feature] = _bare(plain)

    def _id_of(self, unit: str, number: str, layer: int) -> str:
        """The annotation of a layer that a cell points to by its unit and its number."""
        if number and number != "0" and (layer, number, "") in self._made:
            return _key((layer, number, ""))
        direct = (layer, "", f"{unit}/0")
        if direct in self._made:
            return _key(direct)
        at = next((one for one in self._units if one.id == unit), None)
        if at is not None:
            for key, made in self._made.items():
                if key[0] == layer and made.start <= at.start and at.end <= made.end:
                    return _key(key)
        return ""

    def article(self, name: str) -> IncomingArticle:
        """The document with everything that could be placed."""
        made = [one for one in map(self._annotation, self._made) if one is not None]
        links = [*self._slots(), *self._relations(made)]
        return IncomingArticle(
            name=name,
            text=self._text,
            source=Source(newline=decoding.newline_of(self._text)),
            annotations=tuple(made),
            links=tuple(links),
            offset_unit="utf16",
            refused=tuple(self._refused),
            aside=tuple((say("chains"), 1) for layer in self._layers if layer.kind == "CH"),
        )

    def _annotation(self, key: tuple[int, str, str]) -> IncomingAnnotation | None:
        one = self._made[key]
        span = self._span(one.start, one.end)
        if span is None:
            self._refused.append(Note(0, say("A span lies outside its text; it was left out.")))
            return None
        label = next((one.values[name] for name in _LABELS if name in one.values), "")
        values: dict[str, Value] = {
            name: value
            for name, value in one.values.items()
            if value != label or name not in _LABELS
        }
        return IncomingAnnotation(
            id=_key(key),
            label=label or one.layer,
            layer=one.layer,
            fragments=(span,),
            attributes=values,
        )

    def _span(self, start: int, end: int) -> Span | None:
        try:
            return self._counting.to_points(start, end)
        except ValueError:
            return None

    def _slots(self) -> Iterator[IncomingLink]:
        for key, made in self._made.items():
            for feature, role, target in made.slots:
                found = _NUMBER.fullmatch(target)
                unit, number = (found[1], found[2]) if found else (target, "")
                for layer in range(len(self._layers)):
                    end = self._id_of(unit, number, layer) if layer != key[0] else ""
                    if end:
                        attributes = {"role": role} if role not in {"*", feature} else {}
                        yield IncomingLink(
                            type=feature, source=_key(key), target=end, attributes=attributes
                        )
                        break

    # ------------------------------------------------------------------ relations

    def _relations(self, made: list[IncomingAnnotation]) -> Iterator[IncomingLink]:
        for layer in self._layers:
            if layer.kind != "RL":
                continue
            *features, base = layer.columns
            home = self._base(self._columns[base].feature)
            for unit in self._units:
                for place, target in enumerate(_split(_cell(unit, base), "|")):
                    if target == "_":
                        continue
                    values = {
                        self._columns[at].feature: _bare(stack[place])
                        for at in features
                        if place < len(stack := _split(_cell(unit, at), "|"))
                        and stack[place] not in {"_", "*"}
                    }
                    yield self._relation(layer, home, unit, target, (values, made))

    def _relation(
        self,
        layer: _Layer,
        home: int,
        unit: _Unit,
        target: str,
        rest: tuple[dict[str, str], list[IncomingAnnotation]],
    ) -> IncomingLink:
        values, made = rest
        found = _NUMBER.fullmatch(target)
        governor, numbers = (found[1], found[2]) if found else (target, "")
        both = re.fullmatch(r"(.*)\[(\d+)_(\d+)\]", target)
        first = second = numbers
        if both:
            governor, first, second = both.groups()
        source = self._end(governor, first, home, made)
        own = self._end(unit.id, second, home, made)
        label = next((values[name] for name in _LABELS if name in values), "")
        attributes: dict[str, Value] = {k: v for k, v in values.items() if v != label}
        return IncomingLink(
            type=label or _short(layer.name), source=source, target=own, attributes=attributes
        )

    def _end(self, unit: str, number: str, home: int, made: list[IncomingAnnotation]) -> str:
        """The annotation at an end of a relation; a token gets one of its own where none is."""
        found = self._id_of(unit, number, home) if home >= 0 else ""
        if found:
            return found
        id = f"token/{unit}"
        if all(one.id != id for one in made):
            at = next((one for one in self._units if one.id == unit), None)
            span = self._span(at.start, at.end) if at else None
            if span is not None:
                token = IncomingAnnotation(id=id, label="Token", layer="Token", fragments=(span,))
                made.append(token)
        return id

    def _base(self, feature: str) -> int:
        name = feature.removeprefix("BT_")
        return next((at for at, one in enumerate(self._layers) if one.name == name), -1)


def _role(feature: str) -> str:
    """What a column is for: a feature, the roles of a slot, its targets, or a relation's base."""
    if feature.startswith("ROLE_"):
        return "slot"
    if feature.startswith("BT_"):
        return "base"
    return "target" if "." in feature else ""


def _cell(unit: _Unit, at: int) -> str:
    return unit.cells[at] if at < len(unit.cells) else "_"


def _key(key: tuple[int, str, str]) -> str:
    return f"{key[0]}/{key[1]}/{key[2]}"


def _short(name: str) -> str:
    """A layer's name without its package."""
    return name.rpartition(".")[2] or name


def _split(cell: str, sign: str) -> list[str]:
    """The parts of a cell at a sign that is not escaped."""
    return re.split(rf"(?<!\\){re.escape(sign)}", cell)


def _bare(cell: str) -> str:
    """A value without its escapes."""
    found = _NUMBER.fullmatch(cell)
    plain = re.sub(r"\\(->|[\[\]|_*;\\])", r"\1", found[1] if found else cell)
    return plain.replace("\\t", "\t").replace("\\n", "\n")


def _unescaped(words: str) -> str:
    """Words as they were before they were escaped as in Java."""

    def plain(found: re.Match[str]) -> str:
        sign = found[1]
        return chr(int(sign[1:], 16)) if len(sign) > 1 else _JAVA.get(sign, sign)

    raw = _ESCAPE.sub(plain, words)
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() != ".tsv":
        return False
    try:
        with path.open("rb") as file:
            return file.read(40).decode("utf-8-sig", "replace").startswith("#FORMAT=WebAnno TSV 3")
    except OSError:
        return False


FORMAT = Format(
    name="webanno",
    title=say("WebAnno TSV 3 (INCEpTION)"),
    endings=(".tsv",),
    reads="annotations",
    detect=_is_export,
    read=read,
)
