"""What a codebook file has to keep to beyond its types: ids, keys, colours, references."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.codebook import LINK_ENDS, RESERVED_KEYS, Codebook, Layer
from annotator.domain.sentence import say
from annotator.formats.json_record import LANGUAGE, Record, missing, no_language, not_allowed

"""Keys the window needs for itself; no codebook may take them."""

_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_ID_CHARACTERS = "A-Z a-z 0-9 _ - ."
_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_SHORT_COLOR = len("#rgb")


def identity_of(record: Record, field: str = "id") -> str:
    """An id that is there and has only the characters ids may have."""
    found = record.needed(field)
    if found and not _ID.fullmatch(found):
        sentence = say(
            "“{field}” cannot be “{found}”: it takes 1 to 64 characters out of {allowed}",
            field=field,
            found=found,
            allowed=_ID_CHARACTERS,
        )
        record.wrong(field, sentence)
    return found


def key_of(record: Record) -> str:
    """A key of one character that the window does not need, or none."""
    key = record.text("key")
    if len(key) > 1 or not key.isprintable():
        record.wrong("key", say("the key “{key}” is not one character", key=key))
    elif key and key.upper() in RESERVED_KEYS:
        taken = " ".join(RESERVED_KEYS).strip()
        sentence = say(
            "the window needs the key “{key}”, like {taken} and space", key=key, taken=taken
        )
        record.wrong("key", sentence)
    return key


def color_of(record: Record) -> str:
    """A colour as `#rrggbb`, or none."""
    color = record.text("color")
    if color and not _COLOR.fullmatch(color):
        record.wrong("color", say("the colour “{color}” is not like #1f77b4", color=color))
    if len(color) == _SHORT_COLOR:
        return "#" + "".join(digit * 2 for digit in color[1:])
    return color


def languages_of(record: Record) -> tuple[str, ...]:
    """The language codes of the codebook, English if it has none."""
    languages = record.texts("languages") or ("en",)
    for code in languages:
        if not LANGUAGE.fullmatch(code):
            record.wrong("languages", no_language(code))
    return languages


def check_unique(field: str, records: Iterable[Record]) -> None:
    """No two records of one list have the same id."""
    lines: dict[str, int] = {}
    for record in records:
        found = record.text("id")
        if found and found in lines:
            sentence = say(
                "the id “{id}” is already used in “{field}” on line {line}",
                id=found,
                field=field,
                line=lines[found],
            )
            record.wrong("id", sentence)
        lines.setdefault(found, record.line_of("id"))


def check_labels(record: Record, layer: Layer) -> None:
    """Parents and the labels of attributes are labels of the layer; no label is its own parent."""
    known = {label.id: label.parent for label in layer.labels}
    circular = _circular(known)
    for label in record.records("labels", short="id"):
        parent = label.text("parent")
        if parent and parent not in known:
            label.wrong("parent", not_allowed("parent", parent, known))
        elif label.text("id") in circular:
            label.wrong("parent", say("the parents lead in a circle: “{parent}”", parent=parent))
    for attribute in record.records("attributes"):
        for label_id in attribute.texts("labels"):
            if label_id not in known:
                attribute.wrong("labels", not_allowed("labels", label_id, known))


def check_codebook(record: Record, codebook: Codebook) -> None:
    """There is something to label with, keys are used once, and links join what there is."""
    layers = record.records("layers")
    check_unique("layers", layers)
    check_unique("links", record.records("links"))
    _check_keys(layers)
    _check_link_ends(record.records("links"), [layer.id for layer in codebook.layers])
    for layer in layers:
        if layer.text("id") in LINK_ENDS:
            layer.wrong("id", say("no layer can be called “{id}”", id=layer.text("id")))
    if not any(layer.labels for layer in codebook.layers):
        record.wrong("layers", say("a codebook needs a layer with a label"))


def _circular(parents: Mapping[str, str]) -> set[str]:
    """The labels whose parents lead in a circle."""
    rooted: set[str] = {""}
    circular: set[str] = set()
    for label in parents:
        path: dict[str, None] = {}
        above = label
        while above not in rooted and above not in circular and above not in path:
            path[above] = None
            above = parents.get(above, "")
        (rooted if above in rooted else circular).update(path)
    return circular


def _check_keys(layers: Sequence[Record]) -> None:
    """A label's key is used nowhere else; an attribute's nowhere else in its layer."""
    taken: dict[str, str] = {}
    for label in _inner(layers, "labels"):
        _take_key(label, taken)
    for layer in layers:
        taken_here = dict(taken)
        for attribute in layer.records("attributes"):
            _take_key(attribute, taken_here)


def _take_key(record: Record, taken: dict[str, str]) -> None:
    key = record.text("key").casefold()
    if key in taken:
        owner = taken[key]
        record.wrong("key", say("the key “{key}” already stands for {owner}", key=key, owner=owner))
    elif key:
        taken[key] = record.text("id")


def _inner(layers: Iterable[Record], field: str) -> Iterator[Record]:
    for layer in layers:
        yield from layer.records(field, short="id")


def _check_link_ends(links: Iterable[Record], layers: Sequence[str]) -> None:
    for link in links:
        source, targets = link.text("source", "from"), link.texts("targets", "to")
        _check_end(link, link.spelling("source", "from"), source, layers)
        for target in targets or ("",):
            _check_end(link, link.spelling("targets", "to"), target, (*layers, *LINK_ENDS))


def _check_end(link: Record, field: str, end: str, allowed: Sequence[str]) -> None:
    if not end:
        link.wrong(field, missing(field))
    elif end not in allowed:
        link.wrong(field, not_allowed(field, end, allowed))
