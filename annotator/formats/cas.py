"""UIMA CAS: what its XML and JSON files have in common, and the articles that are in it.

Source: “UIMA References”, chapters on CAS, XMI and JSON CAS 0.4; DKPro Core's and INCEpTION's
types for what features mean. A type with `Governor` and `Dependent` is a relation, a structure
with a `target` a slot, `first` and `next` make a chain. Offsets are UTF-16 units.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from annotator.domain.annotation import Value
from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, offset_reading
from annotator.formats.incoming import (
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.offset_reading import Counting, Reading, Sample

SOFA, VIEW = "uima.cas.Sofa", "uima.cas.View"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
CODER = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"

_AMONG = (Reading("utf16"), Reading("code_point"))
_UNITS_OF_TEXT = frozenset({"Token", "Sentence", "Paragraph", "Heading", "Div"})
_ABOUT_TEXTS = frozenset(
    {
        "DocumentAnnotation",
        "DocumentMetaData",
        "CASMetadata",
        "TagsetDescription",
        "LayerDefinition",
    }
)
_LABELS = ("value", "identifier", "PosValue", "label", "DependencyType", "category", "type")
_OWN = frozenset({"begin", "end", "sofa", "note", "register_entry"})
_LISTS = ("elements", "head", "tail")
_NOBODY = frozenset({"INITIAL_CAS", "CURATION_USER"})
_SOURCES = frozenset({".txt", ".tsv", ".xmi", ".html", ".htm", ".pdf", ".conll", ".xml", ".json"})


@dataclass(slots=True)
class Structure:
    """One feature structure; `values` are its plain features, `references` name other structures.

    `start` and `end` count as the file counts; nothing where it is no annotation.
    """

    id: str
    type: str
    sofa: str = ""
    start: int | None = None
    end: int | None = None
    values: dict[str, Value] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)
    line: int = 0

    @property
    def name(self) -> str:
        """The type without its package."""
        return self.type.rpartition(".")[2]


@dataclass(slots=True)
class Sofa:
    """A subject of analysis: one text; `members` are indexed there, none where not told."""

    name: str
    text: str
    members: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Cas:
    """All of a file by its ids."""

    structures: dict[str, Structure] = field(default_factory=dict)
    sofas: dict[str, Sofa] = field(default_factory=dict)


def articles(cas: Cas, path: PurePath, options: ReadOptions) -> Iterator[IncomingArticle | Note]:
    """Each text of a CAS with its annotations; what has no text is told as a note."""
    texts = {id: sofa for id, sofa in cas.sofas.items() if sofa.text}
    for id, sofa in texts.items():
        name = _name(cas, path) if len(texts) == 1 else f"{_name(cas, path)}-{sofa.name}"
        yield _View(cas, id, _coder(cas, path), options).article(name)
    if not texts:
        yield Note(0, say("The file has no text; it was left out."))


def _name(cas: Cas, path: PurePath) -> str:
    told = str(_first(cas, CODER).get("sourceDocumentName") or "")
    if told:
        return told.removesuffix(".txt")
    return PurePath(path.parent.name).stem if _in_folder_of_text(path) else path.stem


def _coder(cas: Cas, path: PurePath) -> str:
    told = str(_first(cas, CODER).get("username") or "")
    coder = told or (path.stem if _in_folder_of_text(path) else "")
    return "" if coder in _NOBODY else coder


def _in_folder_of_text(path: PurePath) -> bool:
    """Whether it lies as INCEpTION exports: a folder named as the text, a file as the coder."""
    return PurePath(path.parent.name).suffix.casefold() in _SOURCES


def _first(cas: Cas, type: str) -> Mapping[str, Value]:
    return next((one.values for one in cas.structures.values() if one.type == type), {})


class _View:
    """What one text has of a CAS."""

    def __init__(self, cas: Cas, sofa: str, coder: str, options: ReadOptions) -> None:
        self._cas, self._coder = cas, coder
        self._sofa = cas.sofas[sofa]
        members = self._sofa.members
        self._all = [
            one
            for id, one in cas.structures.items()
            if one.sofa == sofa and one.start is not None and (not members or id in members)
        ]
        self._labelled = [
            one
            for one in self._all
            if one.name not in _UNITS_OF_TEXT | _ABOUT_TEXTS and not _is_relation(one)
        ]
        sample = Sample(self._sofa.text, [(one.start or 0, one.end or 0) for one in self._all])
        reading = offset_reading.find([sample], among=_AMONG, unit=options.unit).reading
        self._reading, self._counting = reading, Counting(self._sofa.text, reading)

    def article(self, name: str) -> IncomingArticle:
        """The text with everything that could be placed on it."""
        made = [self._annotation(one) for one in self._labelled]
        kept = {one.id for one in made if one is not None}
        links = list(self._links())
        return IncomingArticle(
            name=name,
            text=self._sofa.text,
            source=Source(newline=decoding.newline_of(self._sofa.text)),
            metadata=self._metadata(),
            annotations=tuple(one for one in made if one is not None),
            links=tuple(one for one in links if {one.source, one.target} <= kept),
            offset_unit=self._reading.name,
            refused=tuple(
                Note(
                    one.line, say("{label} lies outside its text; it was left out.", label=one.name)
                )
                for one, annotation in zip(self._labelled, made, strict=True)
                if annotation is None
            ),
            aside=tuple(self._aside(links, kept)),
        )

    def _metadata(self) -> Metadata:
        told = {
            key: str(value)
            for one in self._all
            if one.name == "DocumentMetaData"
            for key, value in one.values.items()
            if isinstance(value, str) and value
        }
        title = told.pop("documentTitle", "")
        return Metadata(
            title="" if PurePath(title).suffix.casefold() in _SOURCES else title,
            extra={key: value for key, value in told.items() if key == "language"},
        )

    def _annotation(self, one: Structure) -> IncomingAnnotation | None:
        try:
            span = self._counting.to_points(one.start or 0, one.end or 0)
        except ValueError:
            return None
        at = next((key for key in _LABELS if str(one.values.get(key) or "").strip()), "")
        return IncomingAnnotation(
            id=one.id,
            label=str(one.values[at]) if at else one.name,
            layer=one.name,
            fragments=(span,),
            coder=self._coder,
            attributes={k: v for k, v in one.values.items() if k != at and k not in _OWN},
            note=str(one.values.get("note") or ""),
            entry=str(one.values.get("register_entry") or ""),
        )

    def _links(self) -> Iterator[IncomingLink]:
        for one in self._all:
            if _is_relation(one):
                yield from self._relation(one)
        for one in self._labelled:
            for feature, ids in one.references.items():
                for id in self._flat(ids, set()):
                    yield self._link(one, feature, id)

    def _relation(self, one: Structure) -> Iterator[IncomingLink]:
        at = next((key for key in _LABELS if str(one.values.get(key) or "").strip()), "")
        for source in one.references["Governor"]:
            for target in one.references["Dependent"]:
                yield IncomingLink(
                    type=str(one.values[at]) if at else one.name,
                    source=source,
                    target=target,
                    attributes={k: v for k, v in one.values.items() if k != at and k not in _OWN},
                )

    def _link(self, one: Structure, feature: str, id: str) -> IncomingLink:
        """A slot leads on to its target; anything else is the target itself."""
        slot = self._cas.structures.get(id)
        if slot is not None and slot.start is None and "target" in slot.references:
            role = slot.values.get("role")
            target = slot.references["target"][0]
            said: dict[str, Value] = {"role": role} if role and role != feature else {}
            return IncomingLink(type=feature, source=one.id, target=target, attributes=said)
        kind = str(one.values.get("referenceRelation") or feature) if feature == "next" else feature
        return IncomingLink(type=kind, source=one.id, target=id)

    def _flat(self, ids: list[str], seen: set[str]) -> Iterator[str]:
        """The structures that a feature names, also through arrays and lists."""
        for id in ids:
            one = self._cas.structures.get(id)
            parts = one is not None and one.start is None and "target" not in one.references
            if one is None or not parts:
                yield id
            elif id not in seen:
                seen.add(id)
                for key in _LISTS:
                    yield from self._flat(one.references.get(key, []), seen)

    def _aside(self, links: list[IncomingLink], kept: set[str]) -> Iterator[tuple[Sentence, int]]:
        counts = Counter(one.name in _UNITS_OF_TEXT for one in self._all)
        loose = sum(not {one.source, one.target} <= kept for one in links)
        if counts[True]:
            yield say("words and sentences"), counts[True]
        if loose:
            yield say("links between words or to nothing"), loose


def _is_relation(one: Structure) -> bool:
    return "Governor" in one.references and "Dependent" in one.references
