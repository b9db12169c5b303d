"""brat standoff out: every text as it came, beside it what each set says about it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from annotator.domain.codebook import Codebook
from annotator.domain.span import Span
from annotator.formats import decoding
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings, Output, WriteOptions

REGISTER = "register:"
"""How a reference to an entry of the register begins."""
WHOLE = "Whole"
"""The kind of note that says that the pieces of a passage are only cut by line ends.

Its words are the fragments that they were, in code points; one, where there are no words.
"""
EVENT = "event"
"""The attribute of a link that is an argument of an event."""

NextId = Callable[[str], str]
"""The next free id of a kind of line."""

_CONF = ("entities", "relations", "events", "attributes")
"""The sections brat wants, empty ones too."""

_UNFIT = re.compile(r"[\s;:|#*]+")
_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a folder: texts, annotation files, settings for brat; one folder a set if several."""
    names = _Names(going.codebook)
    several = len(going.sets) > 1
    for article in going.articles():
        for set in going.sets:
            mine = [one for one in article.annotations if one.set == set.name]
            folder = f"{_UNFIT.sub('_', set.name)}/" if several else ""
            _write_pair(out, f"{folder}{article.article.name}", article, mine, names)
    with out.file("annotation.conf") as file:
        file.write(_settings(going.codebook, names).encode())
    with out.file("visual.conf") as file:
        file.write(_looks(going.codebook, names).encode())


def _write_pair(
    out: Output, name: str, article: OutgoingArticle, mine: Sequence[Outgoing], names: "_Names"
) -> None:
    safe = out.name_of(f"{name}.txt").removesuffix(".txt")
    with out.file(f"{name}.txt") as file:
        file.write(decoding.encode(article.text, article.article.source))
    with out.file(f"{safe}.ann") as file:
        file.write("".join(_lines(article.text, mine, names)).encode())


class _Names:
    """What labels are called in brat: their ids, with the layer where two layers share one."""

    def __init__(self, codebook: Codebook) -> None:
        self._homes: dict[str, set[str]] = defaultdict(set)
        for label in codebook.labels():
            self._homes[_fit(label.id)].add(label.layer)

    def of(self, layer: str, label: str) -> str:
        """The name of a label."""
        fit = _fit(label)
        return fit if len(self._homes[fit]) < 2 else f"{_fit(layer)}-{fit}"  # noqa: PLR2004


def _fit(words: str) -> str:
    return _UNFIT.sub("_", words) or "_"


def _lines(text: str, mine: Sequence[Outgoing], names: _Names) -> Iterator[str]:
    ids = {one.annotation.id: f"T{number}" for number, one in enumerate(mine, 1)}
    counts: dict[str, int] = defaultdict(int)

    def next_id(kind: str) -> str:
        counts[kind] += 1
        return f"{kind}{counts[kind]}"

    for one in mine:
        own = ids[one.annotation.id]
        yield from _text_bound(one, own, text, names)
        if _pieces(one.annotation.fragments, text)[1]:
            places = ";".join(f"{start} {end}" for start, end in one.annotation.fragments)
            yield f"{next_id('#')}\t{WHOLE} {own}\t{places}\n"
        for name, value in one.annotation.attributes.items():
            for part in value if isinstance(value, list) else [value]:
                yield from _attribute(next_id("A"), _fit(name), own, part)
        if one.entry:
            yield f"{next_id('N')}\tReference {own} {REGISTER}{_fit(one.entry)}\t{one.entry}\n"
        for line in one.annotation.note.split("\n") if one.annotation.note else ():
            yield f"{next_id('#')}\tAnnotatorNotes {own}\t{line}\n"
    yield from _relations(mine, ids, next_id)


def _attribute(id: str, name: str, own: str, value: object) -> Iterator[str]:
    if value is True:
        yield f"{id}\t{name} {own}\n"
    elif value is not False:
        yield f"{id}\t{name} {own} {_BREAK.sub(' ', str(value))}\n"


def _text_bound(one: Outgoing, own: str, text: str, names: _Names) -> Iterator[str]:
    pieces, _ = _pieces(one.annotation.fragments, text)
    places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
    words = " ".join(piece.cut(text) for piece in pieces)
    yield f"{own}\t{names.of(one.annotation.layer, one.annotation.label)} {places}\t{words}\n"


def _pieces(fragments: Sequence[Span], text: str) -> tuple[list[Span], bool]:
    """Fragments without line ends in them, and whether one was cut for that."""
    pieces = []
    for fragment in fragments:
        start = fragment.start
        for line_end in _BREAK.finditer(text, fragment.start, fragment.end):
            if line_end.start() > start:
                pieces.append(Span(start, line_end.start()))
            start = line_end.end()
        if start < fragment.end or not pieces:
            pieces.append(Span(start, fragment.end))
    return pieces, pieces != list(fragments)


def _relations(mine: Sequence[Outgoing], ids: dict[str, str], next_id: NextId) -> Iterator[str]:
    for one in mine:
        events: dict[str, list[str]] = defaultdict(list)
        for link in one.links:
            target = ids.get(link.to)
            if target is None:
                continue
            event = link.attributes.get(EVENT)
            if event:
                events[str(event)].append(f"{_fit(link.type)}:{target}")
                continue
            own = next_id("R")
            yield f"{own}\t{_fit(link.type)} Arg1:{ids[one.annotation.id]} Arg2:{target}\n"
            for name, value in link.attributes.items():
                yield from _attribute(next_id("A"), _fit(name), own, value)
        for arguments in events.values():
            trigger = f"{_fit(one.annotation.label)}:{ids[one.annotation.id]}"
            yield f"{next_id('E')}\t{trigger} {' '.join(arguments)}\n"


def _settings(codebook: Codebook, names: _Names) -> str:
    labels = [names.of(one.layer, one.id) for one in codebook.labels()]
    relations = [f"{_fit(one.id)} Arg1:<ANY>, Arg2:<ANY>" for one in codebook.link_types]
    attributes = [
        f"{_fit(one.id)} Arg:<ANY>"
        + (f", Value:{'|'.join(_fit(value.id) for value in one.values)}" if one.values else "")
        for layer in codebook.layers
        for one in layer.attributes
    ]
    sections = {
        "entities": labels,
        "relations": relations,
        "events": [],
        "attributes": list(dict.fromkeys(attributes)),
    }
    return "\n".join(
        f"[{name}]\n" + "".join(f"{one}\n" for one in sections[name]) for name in sections
    )


def _looks(codebook: Codebook, names: _Names) -> str:
    shown = [f"{names.of(one.layer, one.id)} | {one.name('en')}\n" for one in codebook.labels()]
    colors = [
        f"{names.of(one.layer, one.id)}\tbgColor:{one.color}\n"
        for one in codebook.labels()
        if one.color
    ]
    return f"[labels]\n{''.join(shown)}\n[drawing]\n{''.join(colors)}"
