"""What becomes of annotations when their label becomes another one."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.annotation import Annotation, Value
from annotator.domain.codebook import Attribute, Layer


def asks(attribute: Attribute, label: str) -> bool:
    """Whether an attribute is asked of annotations with this label."""
    return not attribute.labels or label in attribute.labels


def kept_values(layer: Layer | None, values: Mapping[str, Value], label: str) -> dict[str, Value]:
    """The values that an annotation keeps under another label: those that are asked there."""
    known = {one.id: one for one in layer.attributes} if layer else {}
    return {
        key: value for key, value in values.items() if key not in known or asks(known[key], label)
    }


def relabelled(annotation: Annotation, layer: Layer | None, label: str) -> Annotation:
    """The annotation under another label of its layer; the version it was made under stays."""
    values = kept_values(layer, annotation.attributes, label)
    return replace(annotation, label=label, attributes=values)


def absorbed(kept: Annotation, gone: Annotation) -> Annotation:
    """One annotation out of two on the same words: nothing that was said in either is lost.

    Where both answered, the one that is kept is right.
    """
    notes = [kept.note, *([gone.note] if gone.note not in kept.note else [])]
    return replace(
        kept,
        attributes={**gone.attributes, **kept.attributes},
        note="\n".join(note for note in notes if note),
        entry=kept.entry or gone.entry,
    )
