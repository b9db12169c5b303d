"""Putting another codebook in the place of a project's own, without losing a label in use."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.label_tree import sound
from annotator.store import codebooks, statistics
from annotator.store.project import Project


def adopt(project: Project, codebook: Codebook) -> int:
    """Make this the project's codebook, inside an edit; how many labels stayed that it lacks.

    Labels that annotations carry, and link types of which there are links, stay; they come last.
    """
    old = codebooks.current(project)
    kept = list(_kept(project, old, codebook))
    whole = _joined(codebook, old, kept)
    if old.id != codebook.id:
        project.record("codebook", old.id, None)
    for layer in old.layers:
        _clear(project, layer, whole.layer(layer.id))
    for link_type in old.link_types:
        in_use = bool(codebooks.links_of_type(project, link_type.id))
        if whole.link_type(link_type.id) is None and not in_use:
            codebooks.drop_link_type(project, link_type.id)
    codebooks.put(project, whole)
    return len(kept)


def _kept(project: Project, old: Codebook, new: Codebook) -> Iterator[Label]:
    counts = statistics.by_label(project)
    for label in old.labels():
        if new.label(label.layer, label.id) is None and counts[label.layer][label.id]:
            yield label


def _joined(new: Codebook, old: Codebook, kept: list[Label]) -> Codebook:
    """The new codebook with labels of the old one, in their layers; keys are used once."""
    keys = {one.key.casefold() for one in new.labels() if one.key}
    layers = {layer.id: layer for layer in new.layers}
    for label in kept:
        home = layers.get(label.layer) or _bare(old, label.layer)
        mine = replace(label, key="") if label.key.casefold() in keys else label
        layers[home.id] = replace(home, labels=sound((*home.labels, mine)))
    return replace(new, layers=tuple(layers.values()))


def _bare(book: Codebook, layer: str) -> Layer:
    return next(replace(one, labels=()) for one in book.layers if one.id == layer)


def _clear(project: Project, old: Layer, new: Layer | None) -> None:
    """Take away what the new codebook has not got: labels, and the layer if it is not there."""
    stay = {label.id for label in new.labels} if new else set()
    for label in old.labels:
        if label.id not in stay:
            codebooks.drop_label(project, label)
    if new is None:
        codebooks.drop_layer(project, replace(old, labels=()))
