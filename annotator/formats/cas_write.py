"""UIMA CAS out, as XMI with its type system or as JSON 0.4: one file a text and set.

Layers become types of the package `webanno.custom`, in which INCEpTION keeps layers of its users;
link types become relations with `Governor` (from) and `Dependent` (to). Where several sets leave,
a folder is named as the text and a file as the coder, as INCEpTION exports.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.span import Span
from annotator.formats import outgoing_sets
from annotator.formats.cas import CODER, META
from annotator.formats.offset_reading import Counting, Reading
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions
from annotator.formats.outgoing_sets import SetOfArticle

_PACKAGE = "webanno.custom."
_ANNOTATION, _STRING, _BOOLEAN = "uima.tcas.Annotation", "uima.cas.String", "uima.cas.Boolean"
_STRINGS = "uima.cas.StringArray"
_XMI, _ECORE = "http://www.omg.org/XMI", "http:///{}.ecore"
_TYPED = "http://uima.apache.org/resourceSpecifier"
_RESERVED = frozenset({"begin", "end", "sofa", "id", "Governor", "Dependent"})
_NO_NAME = re.compile(r"\W")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFA, _VIEW = "1", "_InitialView"


class _Record(NamedTuple):
    """One feature structure; `ends` are what a relation leads from and to."""

    id: str
    type: str
    start: int
    end: int
    values: dict[str, Value]
    ends: dict[str, str]


class _Document(NamedTuple):
    """What one set says of one text."""

    text: str
    records: list[_Record]


Types = dict[str, dict[str, str]]
"""Features and what they reach over, by type."""


def write_xmi(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write XMI files and `TypeSystem.xml`; offsets are UTF-16 units.

    What XML cannot hold is replaced character by character, so that every offset stays.

    Raises:
        AnnotatorError: the texts may not leave.
    """
    types: Types = {}
    for name, one in _named(going):
        with out.file(f"{name}.xmi") as file:
            file.write(_xmi(_document(one), types))
    with out.file("TypeSystem.xml") as file:
        file.write(_type_system(types))


def write_json(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write JSON files, each with its types; offsets are UTF-16 units.

    Raises:
        AnnotatorError: the texts may not leave.
    """
    for name, one in _named(going):
        with out.file(f"{name}.json") as file:
            file.write(_json(_document(one)))


def _named(going: Outgoings) -> Iterator[tuple[str, SetOfArticle]]:
    several = len(going.sets) > 1
    for one in outgoing_sets.by_set(going):
        name = one.article.article.name
        yield (f"{name}.txt/{one.coder or one.set}" if several else name), one


def _document(one: SetOfArticle) -> _Document:
    text = outgoing_sets.text_of(one.article)
    counting = Counting(text, Reading("utf16"))
    ids = {each.annotation.id: str(number) for number, each in enumerate(one.annotations, 4)}
    records = [*_about(one, counting.to_unit(Span(0, len(text)))[1])]
    for each in one.annotations:
        start, end = counting.to_unit(each.annotation.fragments[0])
        type = _PACKAGE + _name(each.annotation.layer)
        records.append(_Record(ids[each.annotation.id], type, start, end, _said(each), {}))
    places = {record.id: record for record in records}
    links = [
        (ids[each.annotation.id], ids[link.to], link)
        for each in one.annotations
        for link in each.links
        if link.to in ids
    ]
    for number, (source, target, link) in enumerate(links, 4 + len(ids)):
        at, values = places[target], _features(link.attributes)
        ends = {"Governor": source, "Dependent": target}
        type = _PACKAGE + _name(link.type)
        records.append(_Record(str(number), type, at.start, at.end, values, ends))
    return _Document(text, records)


def _about(one: SetOfArticle, length: int) -> Iterator[_Record]:
    article = one.article.article
    told: dict[str, Value] = {
        "documentTitle": article.metadata.title,
        "documentId": article.name,
        "documentUri": article.metadata.url,
    }
    yield _Record("2", META, 0, length, {k: v for k, v in told.items() if v}, {})
    whose: dict[str, Value] = {"username": one.coder, "sourceDocumentName": article.name}
    yield _Record("3", CODER, 0, length, {k: v for k, v in whose.items() if v}, {})


def _said(one: Outgoing) -> dict[str, Value]:
    own: dict[str, Value] = {"label": one.annotation.label}
    if one.annotation.note:
        own["note"] = one.annotation.note
    if one.entry:
        own["register_entry"] = one.entry
    return own | {k: v for k, v in _features(one.annotation.attributes).items() if k not in own}


def _features(given: Mapping[str, Value]) -> dict[str, Value]:
    return {_name(key): value for key, value in given.items()}


def _name(words: str) -> str:
    """Words as UIMA allows them for types and features."""
    plain = _NO_NAME.sub("_", words) or "_"
    return f"_{plain}" if plain[0].isdigit() or plain in _RESERVED else plain


def _range(value: Value) -> str:
    if isinstance(value, bool):
        return _BOOLEAN
    return _STRINGS if isinstance(value, list) else _STRING


def _learn(types: Types, record: _Record) -> None:
    """Remember the features of a record; one that is of two kinds is a string."""
    known = types.setdefault(record.type, {})
    for key, value in record.values.items():
        known[key] = _range(value) if known.get(key, _range(value)) == _range(value) else _STRING
    known |= dict.fromkeys(record.ends, _ANNOTATION)


def _plain(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---------------------------------------------------------------------- XMI


def _xmi(document: _Document, types: Types) -> bytes:
    from lxml import etree  # noqa: PLC0415 - slow to load, and few need it

    spaces = {"xmi": _XMI, "cas": _ECORE.format("uima/cas")}
    packages = dict.fromkeys(record.type.rpartition(".")[0] for record in document.records)
    spaces |= {
        f"p{number}": _ECORE.format(package.replace(".", "/"))
        for number, package in enumerate(packages)
    }
    root = etree.Element(f"{{{_XMI}}}XMI", {f"{{{_XMI}}}version": "2.0"}, nsmap=spaces)
    etree.SubElement(root, f"{{{spaces['cas']}}}NULL", {f"{{{_XMI}}}id": "0"})
    for record in document.records:
        _learn(types, record)
        package, _, name = record.type.rpartition(".")
        plain = {k: _safe(_plain(v)) for k, v in record.values.items() if not isinstance(v, list)}
        places = {"sofa": _SOFA, "begin": str(record.start), "end": str(record.end)}
        given = {f"{{{_XMI}}}id": record.id, **places, **plain, **record.ends}
        tag = f"{{{_ECORE.format(package.replace('.', '/'))}}}{name}"
        element = etree.SubElement(root, tag, given)
        for key, value in record.values.items():
            for part in value if isinstance(value, list) else ():
                etree.SubElement(element, key).text = _safe(part)
    sofa = {"sofaNum": "1", "sofaID": _VIEW, "mimeType": "text", "sofaString": _safe(document.text)}
    etree.SubElement(root, f"{{{spaces['cas']}}}Sofa", {f"{{{_XMI}}}id": _SOFA, **sofa})
    members = " ".join(record.id for record in document.records)
    etree.SubElement(root, f"{{{spaces['cas']}}}View", {"sofa": _SOFA, "members": members})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _safe(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _type_system(types: Types) -> bytes:
    from lxml import etree  # noqa: PLC0415 - slow to load, and few need it

    root = etree.fromstring(f'<typeSystemDescription xmlns="{_TYPED}"/>')
    described = etree.SubElement(root, f"{{{_TYPED}}}types")
    for type, features in types.items():
        one = etree.SubElement(described, f"{{{_TYPED}}}typeDescription")
        etree.SubElement(one, f"{{{_TYPED}}}name").text = type
        etree.SubElement(one, f"{{{_TYPED}}}supertypeName").text = _parent(type)
        listed = etree.SubElement(one, f"{{{_TYPED}}}features")
        for name, reach in features.items():
            feature = etree.SubElement(listed, f"{{{_TYPED}}}featureDescription")
            etree.SubElement(feature, f"{{{_TYPED}}}name").text = name
            etree.SubElement(feature, f"{{{_TYPED}}}rangeTypeName").text = reach
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _parent(type: str) -> str:
    return "uima.tcas.DocumentAnnotation" if type == META else _ANNOTATION


# ---------------------------------------------------------------------- JSON


def _json(document: _Document) -> bytes:
    types: Types = {}
    for record in document.records:
        _learn(types, record)
    whole = {
        "%TYPES": {type: _type_as_json(type, features) for type, features in types.items()},
        "%FEATURE_STRUCTURES": [
            {
                "%ID": int(_SOFA),
                "%TYPE": "uima.cas.Sofa",
                "sofaNum": 1,
                "sofaID": _VIEW,
                "mimeType": "text",
                "sofaString": document.text,
            },
            *(_as_json(record) for record in document.records),
            *_arrays(document.records),
        ],
        "%VIEWS": {
            _VIEW: {
                "%SOFA": int(_SOFA),
                "%MEMBERS": [int(record.id) for record in document.records],
            }
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _type_as_json(type: str, features: Mapping[str, str]) -> dict[str, object]:
    return {
        "%NAME": type,
        "%SUPER_TYPE": _parent(type),
        **{key: {"%NAME": key, "%RANGE": _json_range(reach)} for key, reach in features.items()},
    }


def _json_range(reach: str) -> str:
    return "uima.cas.String[]" if reach == _STRINGS else reach


def _as_json(record: _Record) -> dict[str, object]:
    lists = [key for key, value in record.values.items() if isinstance(value, list)]
    plain = {key: value for key, value in record.values.items() if key not in lists}
    return {
        "%ID": int(record.id),
        "%TYPE": record.type,
        "@sofa": int(_SOFA),
        "begin": record.start,
        "end": record.end,
        **{key: v if isinstance(v, bool) else str(v) for key, v in plain.items()},
        **{f"@{key}": int(end) for key, end in record.ends.items()},
        **{f"@{key}": _array_id(record, place) for place, key in enumerate(lists)},
    }


def _arrays(records: list[_Record]) -> Iterator[dict[str, object]]:
    for record in records:
        lists = [value for value in record.values.values() if isinstance(value, list)]
        for place, value in enumerate(lists):
            yield {
                "%ID": _array_id(record, place),
                "%TYPE": "uima.cas.String[]",
                "%ELEMENTS": value,
            }


def _array_id(record: _Record, place: int) -> int:
    """An id behind all others."""
    return 1_000_000_000 + int(record.id) * 1000 + place
