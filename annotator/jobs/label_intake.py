"""The codebook learns what arriving annotations are labelled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.domain.annotation import Value
from annotator.domain.answers import answer
from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.sentence import Sentence, say
from annotator.jobs.plain_words import plain
from annotator.store import codebooks
from annotator.store.project import Project

Place = tuple[str, str]
"""A layer's id and the id of a label in it."""

_COLORS = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#332288", "#117733",
    "#882255", "#999933", "#AA4499", "#44AA99", "#CC6677", "#661100", "#6699CC", "#888888",
)  # fmt: skip
"""For labels that come without a colour: Okabe and Ito (2008), then Tol's muted scheme (2021)."""

_FEW = 12
_SHORT = 40


@dataclass(slots=True)
class _Answers:
    """The values seen of one attribute."""

    types: set[str] = field(default_factory=set)
    words: dict[str, None] = field(default_factory=dict)

    def see(self, value: Value) -> None:
        """Remember a value, as long as there are few different ones."""
        self.types.add(_type_of(value))
        for word in value if isinstance(value, list) else [value]:
            if len(self.words) <= _FEW:
                self.words[str(word)] = None

    def attribute(self, name: str) -> Attribute:
        """The attribute that asks for such values."""
        type = self.types.pop() if len(self.types) == 1 else "text"
        few = len(self.words) <= _FEW and all(len(word) <= _SHORT for word in self.words)
        if type == "text" and few and len(self.words) > 1:
            type = "choice"
        listed = type in {"choice", "choices"}
        values = tuple(Choice(id=word) for word in self.words) if listed else ()
        return Attribute(id=name, type=type, values=values)


def _type_of(value: Value) -> str:
    if isinstance(value, list):
        return "choices"
    if isinstance(value, bool):
        return "yes_no"
    return "text" if isinstance(value, str) else "number"


class LabelIntake:
    """Finds or makes the labels, link types and attributes that a file's annotations need.

    A file that names no layers uses, in this order: the layer that its own codebook has for the
    label, a label that says it maps to this format, the only label of the codebook with this id,
    and else a layer named like the format.
    """

    def __init__(self, project: Project, format_name: str) -> None:
        self._project = project
        self._format = format_name
        self._codebook = codebooks.current(project)
        self._home: dict[str, str] = {}
        self._places: dict[Place, Place] = {}
        self._answers: dict[Place, _Answers] = {}
        self.remarks: list[Sentence] = []

    def learn(self, arriving: Codebook) -> None:
        """Take over layers, labels and link types that the project's codebook lacks."""
        for layer in arriving.layers:
            self._learn_layer(layer)
        for link_type in arriving.link_types:
            self._learn_link_type(link_type)
        self._codebook = codebooks.current(self._project)

    def _learn_layer(self, layer: Layer) -> None:
        fresh = [one for one in layer.labels if layer.id or not self._alike(one.id)]
        if not fresh and layer.labels:
            return  # a format without layers, and every label is known
        own = self._layer(layer.id) or self._made(replace(layer, id=self._format_layer(layer.id)))
        for label in fresh:
            self._home.setdefault(label.id, own.id)
            if self._codebook.label(own.id, label.id) is None:
                taken = label.key and self._codebook.label_of_key(label.key)
                self._put(replace(label, layer=own.id, key="" if taken else label.key))

    def _format_layer(self, name: str) -> str:
        return plain(name).replace("/", "-") or self._format

    def _learn_link_type(self, link_type: LinkType) -> None:
        if self._codebook.link_type(link_type.id) is None:
            self._codebook = replace(
                self._codebook, link_types=(*self._codebook.link_types, link_type)
            )
            codebooks.put_link_type(self._project, link_type)

    def place_of(self, layer: str, label: str) -> Place:
        """The layer and label of the codebook that a file's own mean; made where missing."""
        asked = (layer, label)
        if asked not in self._places:
            self._places[asked] = self._find(plain(layer), plain(label) or "unlabelled")
        return self._places[asked]

    def _find(self, layer: str, label: str) -> Place:
        known = self._layer(layer) if layer else self._layer_for(label)
        home = known or self._made(Layer(id=self._format_layer(layer)))
        found = _label_named(home, label)
        if found is None:
            found = self._put(Label(id=label, layer=home.id))
        return home.id, found.id

    def _layer_for(self, label: str) -> Layer | None:
        if label in self._home:
            return self._layer(self._home[label])
        own = self._layer(self._format)
        if own is not None and _label_named(own, label):
            return own
        alike = self._alike(label)
        if not alike:
            return own
        self.remarks.append(
            say(
                "The label {label} is taken for that of the layer {layer} in the codebook.",
                label=label,
                layer=alike[0].layer,
            )
        )
        return self._layer(alike[0].layer)

    def _alike(self, label: str) -> list[Label]:
        """The one label of the codebook that is meant by a file without layers, or none."""
        known = list(self._codebook.labels())
        mapped = [one for one in known if one.mappings.get(self._format) == label]
        alike = mapped or [one for one in known if one.id == label]
        return alike if len(alike) == 1 else []

    def _layer(self, name: str) -> Layer | None:
        wanted = self._format_layer(name)
        return next(
            (
                one
                for one in self._codebook.layers
                if one.id == wanted or (name and name in one.names.values())
            ),
            None,
        )

    def _made(self, layer: Layer) -> Layer:
        bare = replace(layer, labels=())
        codebooks.put_layer(self._project, bare)
        self._codebook = codebooks.current(self._project)
        return bare

    def _put(self, label: Label) -> Label:
        number = sum(1 for _ in self._codebook.labels())
        dressed = replace(label, color=label.color or _COLORS[number % len(_COLORS)])
        codebooks.put_label(self._project, dressed)
        self._codebook = codebooks.current(self._project)
        return dressed

    def link_type(self, name: str, source: str, target: str) -> str:
        """The id of the link type of this name, made where missing; `target` may be a layer."""
        wanted = plain(name) or "link"
        if self._codebook.link_type(wanted) is None:
            self._learn_link_type(LinkType(id=wanted, source=source, targets=(target,)))
        return wanted

    def answers(self, layer: str, attributes: Mapping[str, Value]) -> dict[str, Value]:
        """Attributes of an annotation in the types that the layer's questions ask for."""
        home = self._codebook.layer(layer)
        asked = {one.id: one for one in home.attributes} if home else {}
        return {
            name: answer(asked[name], value) if name in asked else value
            for name, value in attributes.items()
        }

    def see(self, layer: str, attributes: Mapping[str, Value]) -> None:
        """Remember what annotations of a layer answer to which question."""
        for name, value in attributes.items():
            self._answers.setdefault((layer, name), _Answers()).see(value)

    def settle(self) -> None:
        """Give layers the attributes that arrived and that they do not have."""
        for layer in codebooks.current(self._project).layers:
            have = {attribute.id for attribute in layer.attributes}
            new = [
                answers.attribute(name)
                for (home, name), answers in self._answers.items()
                if home == layer.id and name not in have
            ]
            if new:
                wider = replace(layer, attributes=(*layer.attributes, *new), labels=())
                codebooks.put_layer(self._project, wider)


def _label_named(layer: Layer, name: str) -> Label | None:
    """The label of this id, else the only one of this name."""
    by_id = next((label for label in layer.labels if label.id == name), None)
    alike = [label for label in layer.labels if name in label.names.values()]
    return by_id or (alike[0] if len(alike) == 1 else None)
