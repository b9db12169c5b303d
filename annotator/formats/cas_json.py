"""UIMA CAS JSON 0.4 in: feature structures with `%ID` and `%TYPE`, references behind an `@`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.formats import cas, cas_write, decoding, json_lines, jsonl
from annotator.formats.cas import SOFA, Cas, Sofa, Structure
from annotator.formats.cas_types import PLAIN
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, Note, ReadOptions
from annotator.formats.json_lines import Line

_ARRAYS = frozenset(f"{name}{end}" for name in PLAIN for end in ("[]", "Array"))
_STRUCTURES, _VIEWS = "%FEATURE_STRUCTURES", "%VIEWS"


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a file.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    for line in json_lines.objects(path):
        if isinstance(line, Line) and _STRUCTURES in line.value:
            yield from cas.articles(_cas(line.value), path, options)
        else:
            number = line.line if isinstance(line, Note) else line.number
            yield Note(number, say("This is no CAS; it was left out."))


def _cas(value: dict[str, Any]) -> Cas:
    found = Cas()
    for given in _structures(value[_STRUCTURES]):
        id, type = json_lines.words(given.get("%ID")), json_lines.words(given.get("%TYPE"))
        if type == SOFA:
            text = json_lines.text(given.get("sofaString"))
            found.sofas[id] = Sofa(json_lines.words(given.get("sofaID")), text)
        elif id:
            found.structures[id] = _structure(id, type, given)
    for one in found.structures.values():
        _open_arrays(found, one)
    views = value.get(_VIEWS)
    for view in views.values() if isinstance(views, dict) else ():
        _index(found, view)
    return found


def _structures(given: object) -> Iterator[Mapping[str, Any]]:
    """They are a list, or named by their ids."""
    if isinstance(given, dict):
        for id, one in given.items():
            if isinstance(one, dict):
                yield {"%ID": id, **one}
    else:
        yield from json_lines.dicts(given)


def _index(found: Cas, view: object) -> None:
    told = view if isinstance(view, dict) else {}
    sofa = found.sofas.get(json_lines.words(told.get("%SOFA")))
    members = told.get("%MEMBERS")
    if sofa is not None and isinstance(members, list):
        sofa.members.update(map(json_lines.words, members))


def _structure(id: str, type: str, given: Mapping[str, Any]) -> Structure:
    one = Structure(id, type, sofa=json_lines.words(given.get("@sofa")))
    one.start, one.end = (json_lines.offset(given.get(key)) for key in ("begin", "end"))
    if one.end is None:
        one.start = None
    values = {}
    for key, value in given.items():
        if key == "%ELEMENTS" or (key.startswith("@") and key != "@sofa"):
            name = "elements" if key == "%ELEMENTS" else key[1:]
            one.references[name] = list(
                map(json_lines.words, value if isinstance(value, list) else [value])
            )
        elif not key.startswith(("%", "@")) and key not in {"begin", "end"}:
            values[key.removeprefix("#").removeprefix("^")] = value
    one.values = dict(jsonl.values(values))
    return one


def _open_arrays(found: Cas, one: Structure) -> None:
    """Take the plain values of arrays into the structure that names the array."""
    for name, ids in [*one.references.items()]:
        array = found.structures.get(ids[0]) if len(ids) == 1 else None
        if array is not None and array.type in _ARRAYS:
            one.values[name] = array.references.get("elements", [])
            del one.references[name]


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() != ".json":
        return False
    head = decoding.head(path, 1_000_000)
    return b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head


FORMAT = Format(
    name="uima-json",
    title=say("UIMA CAS, JSON"),
    endings=(".json",),
    reads="annotations",
    shape="folder",
    carries=frozenset({"overlap", "attributes", "links", "notes", "entries", "coder"}),
    detect=_is_export,
    read=read,
    write=cas_write.write_json,
)
