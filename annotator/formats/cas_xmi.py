"""UIMA CAS XMI in, with or without the type system that belongs to it.

Where no type system lies beside a file, a feature is taken for a reference where it is named as
one or leads to slots; everything else stays a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.sentence import say
from annotator.formats import cas, cas_types, cas_write, decoding, packed
from annotator.formats.cas import SOFA, VIEW, Cas, Sofa, Structure
from annotator.formats.cas_types import PLAIN, TypeSystem
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, ReadOptions, RefusedFileError

if TYPE_CHECKING:
    from lxml import etree

    from annotator.domain.annotation import Value

_ID = "{http://www.omg.org/XMI}id"
_ROOT = "{http://www.omg.org/XMI}XMI"
_POINTING = frozenset(
    {"Governor", "Dependent", "target", "first", "next", "elements", "head", "tail"}
)
_OF_SLOTS = frozenset({"target", "role"})
_DIGITS = 15
_NAMED = ("sofaID", "sofaString")
_MOST_BYTES = 400_000_000


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a file.

    Raises:
        RefusedFileError: it is no XMI.
        OSError: it cannot be read.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise RefusedFileError(say("The file is too large to be what it says."))
    root = packed.xml(path.read_bytes(), path.name)
    if root.tag != _ROOT:
        raise RefusedFileError(say("The file is no XMI."), 1)
    yield from cas.articles(_cas(root, cas_types.beside(path)), path, options)


def _cas(root: etree._Element, types: TypeSystem) -> Cas:
    found = Cas()
    raw: dict[str, dict[str, list[str]]] = {}
    for element in root.iterchildren("*"):
        one = Structure(
            element.get(_ID) or "", _type(element), line=int(getattr(element, "sourceline", 0) or 0)
        )
        features = _features(element)
        if one.type == SOFA:
            name, text = ("".join(features.get(key, [])) for key in _NAMED)
            found.sofas[one.id] = Sofa(name, text)
        elif one.type == VIEW:
            raw[f"view {len(raw)}"] = features
        elif one.id:
            found.structures[one.id] = one
            raw[one.id] = features
    slots = {id: bool(_OF_SLOTS & set(features)) for id, features in raw.items()}
    for id, features in raw.items():
        if id in found.structures:
            _fill(found.structures[id], features, types, slots)
        else:
            _index(found, features)
    return found


def _type(element: etree._Element) -> str:
    """`http:///a/b/c.ecore` and `Name` are the type `a.b.c.Name`."""
    space, _, name = str(element.tag).removeprefix("{").rpartition("}")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    if package.startswith(("cas", "tcas")) and "." not in package:
        package = f"uima.{package}"
    return name if package in {"", "uima.noNamespace", "noNamespace"} else f"{package}.{name}"


def _features(element: etree._Element) -> dict[str, list[str]]:
    """Features as attributes, or as elements one after the other where they have several values."""
    found = {str(key): [str(value)] for key, value in element.attrib.items() if key != _ID}
    for child in element.iterchildren("*"):
        found.setdefault(str(child.tag), []).append(child.text or "")
    return found


def _index(found: Cas, features: dict[str, list[str]]) -> None:
    sofa = found.sofas.get("".join(features.get("sofa", [])))
    if sofa is not None:
        sofa.members.update(" ".join(features.get("members", [])).split())


def _fill(
    one: Structure, features: dict[str, list[str]], types: TypeSystem, slots: Mapping[str, bool]
) -> None:
    """Fill in the features; `slots` tells of every structure whether it looks like a slot."""
    one.sofa = "".join(features.pop("sofa", []))
    one.start, one.end = (_number("".join(features.pop(k, []))) for k in ("begin", "end"))
    if one.end is None:
        one.start = None
    for name, values in features.items():
        reach = types.range_of(one.type, name)
        ids = [id for value in values for id in value.split()]
        if ids and all(id in slots for id in ids) and _refers(name, ids, reach, slots):
            one.references[name] = ids
        else:
            one.values[name] = _value(values, reach)


def _refers(name: str, ids: list[str], reach: str, slots: Mapping[str, bool]) -> bool:
    if reach:
        return reach not in PLAIN and not reach.startswith("uima.cas.String")
    return name in _POINTING or all(slots[id] for id in ids)


def _value(values: list[str], reach: str) -> Value:
    if len(values) > 1:
        return list(values)
    plain = PLAIN.get(reach, str)
    with suppress(ValueError):
        return values[0] == "true" if plain is bool else plain(values[0])
    return values[0]


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) <= _DIGITS else None


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".xmi", ".xml"}:
        return False
    head = decoding.head(path, 4000)
    return b"<xmi:XMI" in head or b"http://www.omg.org/XMI" in head


FORMAT = Format(
    name="uima-xmi",
    title=say("UIMA CAS, XMI (INCEpTION)"),
    endings=(".xmi",),
    reads="annotations",
    shape="folder",
    carries=frozenset({"overlap", "attributes", "links", "notes", "entries", "coder"}),
    companions=frozenset({"typesystem.xml"}),
    detect=_is_export,
    read=read,
    write=cas_write.write_xmi,
)
