"""The parts of a codebook that the editor shows, and how to find and replace one."""

from dataclasses import replace
from typing import NamedTuple

from annotator.domain.codebook import Attribute, Codebook, Label, Layer, LinkType

BOOK, LAYER, LABEL, LINK_TYPE = "codebook", "layer", "label", "link_type"
"""Parts that are records of the project: kinds by the same name."""
ATTRIBUTE = "attribute"
"""A part of its layer's record."""

Thing = Codebook | Layer | Label | Attribute | LinkType


class Part(NamedTuple):
    """Which part: its kind, the layer it belongs to (of labels and attributes), its id."""

    kind: str
    layer: str = ""
    id: str = ""


def part_of(book: Codebook, part: Part) -> Thing | None:
    """The part itself, as this codebook has it."""
    by_id = {LAYER: book.layer, LINK_TYPE: book.link_type}
    if part.kind == BOOK:
        return book
    if part.kind in by_id:
        return by_id[part.kind](part.id)
    if part.kind == LABEL:
        return book.label(part.layer, part.id)
    layer = book.layer(part.layer)
    return next((one for one in layer.attributes if one.id == part.id), None) if layer else None


def with_attribute(layer: Layer, attribute: Attribute) -> Layer:
    """The layer with this attribute in the place of the one of its id, else as the last one."""
    known = any(one.id == attribute.id for one in layer.attributes)
    kept = tuple(attribute if one.id == attribute.id else one for one in layer.attributes)
    return replace(layer, attributes=kept if known else (*kept, attribute))


def without_attribute(layer: Layer, attribute: str) -> Layer:
    """The layer without this attribute."""
    kept = tuple(one for one in layer.attributes if one.id != attribute)
    return replace(layer, attributes=kept)
