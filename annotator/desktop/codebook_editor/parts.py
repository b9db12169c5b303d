"""The parts of a codebook that the editor shows, and how to find and replace one."""

from dataclasses import replace
from typing import NamedTuple

from annotator.domain.codebook import Attribute, Codebook, Label, Layer, LinkType

BOOK, LAYER, LABEL, LINK_TYPE = "codebook", "layer", "label", "link_type"
"""Parts that are records of the project: kinds by the same name."""
ATTRIBUTE = "attribute"
"""A part of its layer's record."""
LINK_ATTRIBUTE = "link_attribute"
"""A part of its link type's record."""

Owner = Layer | LinkType
Thing = Codebook | Layer | Label | Attribute | LinkType


class Part(NamedTuple):
    """Which part: its kind, the layer or link type it belongs to, its id.

    Only labels and attributes belong to one; `layer` is a link type's id for its attributes.
    """

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
    owner = owner_of(book, part)
    return next((one for one in owner.attributes if one.id == part.id), None) if owner else None


def owner_of(book: Codebook, part: Part) -> Owner | None:
    """The layer or link type that an attribute belongs to."""
    return book.link_type(part.layer) if part.kind == LINK_ATTRIBUTE else book.layer(part.layer)


def with_attribute(owner: Owner, attribute: Attribute) -> Owner:
    """The layer or link type with this attribute, in the place of the one of its id or as last."""
    known = any(one.id == attribute.id for one in owner.attributes)
    kept = tuple(attribute if one.id == attribute.id else one for one in owner.attributes)
    return replace(owner, attributes=kept if known else (*kept, attribute))


def without_attribute(owner: Owner, attribute: str) -> Owner:
    """The layer or link type without this attribute."""
    kept = tuple(one for one in owner.attributes if one.id != attribute)
    return replace(owner, attributes=kept)
