"""Attributes by their keys: what a key on the text asks of the passage in hand."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Attribute, Codebook
from annotator.domain.relabelled import asks


class Asked(NamedTuple):
    """An attribute of one annotation."""

    annotation: Annotation
    attribute: Attribute


def attribute_of_key(book: Codebook, mine: Sequence[Annotation], key: str) -> Asked | None:
    """The attribute that a key stands for in the layer of the first annotation that has one."""
    for annotation in mine:
        layer = book.layer(annotation.layer)
        for attribute in layer.attributes if layer else ():
            if attribute.key.casefold() == key.casefold() and asks(attribute, annotation.label):
                return Asked(annotation, attribute)
    return None
