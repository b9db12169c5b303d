"""The codebook: layers, their labels and attributes, and the types of links between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Names = Mapping[str, str]
"""One wording per language code, such as `{"en": "Threat", "fr": "Menace"}`."""

CHANNELS = ("tint", "lane", "underline")
"""How a layer's passages look: tinted words, a lane under the line, a thin underline."""

ATTRIBUTE_TYPES = ("choice", "choices", "text", "number", "yes_no", "entry")
LINK_ENDS = ("entry", "card")
"""What a link may join besides annotations of a layer: register entry, statement card."""

RESERVED_KEYS = "S+=[]{}? "
"""Keys that the program itself uses on the text; no label may have one."""


def in_language(names: Names, language: str, otherwise: str = "") -> str:
    """The wording in a language, else in English, else in any, else `otherwise`."""
    return (
        names.get(language) or names.get("en") or next(iter(names.values()), otherwise) or otherwise
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value an attribute may take."""

    id: str
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A further question about an annotation of a layer.

    `labels` restricts it to some labels of the layer; empty means all.
    """

    id: str
    type: str
    names: Names = field(default_factory=dict)
    values: tuple[Choice, ...] = ()
    labels: tuple[str, ...] = ()
    required: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One answer a layer offers. `id` is stable and unique in its layer; names are for people."""

    id: str
    layer: str
    names: Names = field(default_factory=dict)
    color: str = ""
    key: str = ""
    code: str = ""
    parent: str = ""
    question: Names = field(default_factory=dict)
    definition: Names = field(default_factory=dict)
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mappings: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Its name for people, else its id."""
        return in_language(self.names, language, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A question asked of the text, with the labels that answer it."""

    id: str
    names: Names = field(default_factory=dict)
    channel: str = "tint"
    exclusive: bool = False
    fragments: bool = True
    labels: tuple[Label, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def name(self, language: str) -> str:
        """Its name for people, else its id."""
        return in_language(self.names, language, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkType:
    """A kind of link; `source` is a layer id, `targets` are layer ids, `entry` or `card`.

    `limit` is how many of them one annotation may have; nothing means any number.
    """

    id: str
    source: str
    targets: tuple[str, ...]
    names: Names = field(default_factory=dict)
    ordered: bool = False
    limit: int | None = None
    attributes: tuple[Attribute, ...] = ()

    def name(self, language: str) -> str:
        """Its name for people, else its id."""
        return in_language(self.names, language, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A versioned set of layers, labels and link types, with stable ids."""

    id: str
    version: str
    names: Names = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    link_types: tuple[LinkType, ...] = ()

    def written_in(self, language: str) -> str:
        """The language in which its words are written: this one if it is listed, else the first."""
        return language if language in self.languages else next(iter(self.languages), language)

    def worded_in(self) -> tuple[str, ...]:
        """The languages that are listed, then those in which something has words all the same."""
        found = [*self.names]
        owners: tuple[Layer | LinkType, ...] = (*self.layers, *self.link_types)
        for owner in owners:
            found += [*owner.names, *(code for one in owner.attributes for code in one.names)]
        found += [code for one in self.labels() for code in one.names]
        found += [code for one in self.labels() for code in (*one.definition, *one.question)]
        return tuple(dict.fromkeys((*self.languages, *found)))

    def layer(self, layer: str) -> Layer | None:
        """The layer with this id."""
        return next((item for item in self.layers if item.id == layer), None)

    def label(self, layer: str, label: str) -> Label | None:
        """The label with this id in this layer."""
        found = self.layer(layer)
        return next((item for item in found.labels if item.id == label), None) if found else None

    def labels(self) -> Iterator[Label]:
        """All labels, layer by layer, in their order."""
        for layer in self.layers:
            yield from layer.labels

    def label_of_key(self, key: str) -> Label | None:
        """The label a key stands for; keys are compared without regard to case."""
        return next((item for item in self.labels() if item.key.casefold() == key.casefold()), None)

    def link_type(self, link_type: str) -> LinkType | None:
        """The link type with this id."""
        return next((item for item in self.link_types if item.id == link_type), None)
