"""UIMA type systems: which features of which types are plain values and which name structures."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotator.formats import decoding, packed
from annotator.formats.incoming import RefusedFileError

PLAIN = {
    "uima.cas.String": str,
    "uima.cas.Boolean": bool,
    "uima.cas.Byte": int,
    "uima.cas.Short": int,
    "uima.cas.Integer": int,
    "uima.cas.Long": int,
    "uima.cas.Float": float,
    "uima.cas.Double": float,
}
_TYPED = "http://uima.apache.org/resourceSpecifier"
_MOST_BYTES = 20_000_000


class Type(NamedTuple):
    """One type: what it is made from, and what its own features reach over."""

    parent: str
    features: Mapping[str, str]


class TypeSystem:
    """Types by their full names."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        self._types = types

    def range_of(self, type: str, feature: str) -> str:
        """What a feature ranges over, looked up through what the type is made from; else nothing.

        A type made from strings counts as strings.
        """
        seen: set[str] = set()
        while type in self._types and type not in seen:
            seen.add(type)
            found = self._types[type].features.get(feature)
            if found is not None:
                return self._plain(found)
            type = self._types[type].parent
        return ""

    def _plain(self, reach: str) -> str:
        seen: set[str] = set()
        first = reach
        while reach in self._types and reach not in seen:
            seen.add(reach)
            reach = self._types[reach].parent
        return reach if reach in PLAIN else first


def beside(path: Path) -> TypeSystem:
    """The type systems that lie in the folder of a file, taken together; empty where none does."""
    types: dict[str, Type] = {}
    for other in sorted(path.parent.glob("*.xml")):
        with suppress(OSError, RefusedFileError):
            if other.stat().st_size <= _MOST_BYTES and _is_types(other):
                types |= _read(other)
    return TypeSystem(types)


def _is_types(path: Path) -> bool:
    return b"typeSystemDescription" in decoding.head(path, 4000)


def _read(path: Path) -> dict[str, Type]:
    root = packed.xml(path.read_bytes(), path.name)
    found = {}
    for one in root.iterfind(f".//{{{_TYPED}}}typeDescription"):
        features = {
            (each.findtext(f"{{{_TYPED}}}name") or "").strip(): (
                each.findtext(f"{{{_TYPED}}}rangeTypeName") or ""
            ).strip()
            for each in one.iterfind(f".//{{{_TYPED}}}featureDescription")
        }
        name = (one.findtext(f"{{{_TYPED}}}name") or "").strip()
        parent = (one.findtext(f"{{{_TYPED}}}supertypeName") or "").strip()
        found[name] = Type(parent, features)
    return found
