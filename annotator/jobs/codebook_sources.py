"""Where a project's codebook may come from: nothing, the default, a project, a file, a set."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.label_tree import sound
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import projects
from annotator.store import codebooks, statistics
from annotator.store.project import Project


def blank(layer: str, label: str, language: str) -> Codebook:
    """A codebook with one layer and one label in it, of these names."""
    first = Label(id="LABEL", layer="LABELS", names={language: label}, color="#0072B2")
    home = Layer(id="LABELS", names={language: layer}, labels=(first,))
    return Codebook(id="codebook", version="0.1.0", languages=(language,), layers=(home,))


def of_file(path: Path) -> Codebook:
    """The codebook in a codebook file or in another project, which is only read.

    Raises:
        AnnotatorError: it is neither, or has mistakes.
    """
    if path.suffix.casefold() != projects.ENDING:
        return projects.read_codebook(path)
    other = projects.open_(path, read_only=True)
    try:
        found = codebooks.current(other)
    finally:
        projects.close(other)
    if not any(layer.labels for layer in found.layers):
        raise AnnotatorError(say("{path} has no labels.", path=path))
    return found


def of_set(project: Project, set: str) -> Codebook:
    """The project's codebook with only what the annotations of a set carry.

    Raises:
        AnnotatorError: the set has no annotations.
    """
    counts = statistics.by_label(project, set)
    used = {(layer, one) for layer, labels in counts.items() for one in labels if labels[one]}
    if not used:
        raise AnnotatorError(say("This set has no annotations."))
    return only(codebooks.current(project), used)


def only(codebook: Codebook, used: Collection[tuple[str, str]]) -> Codebook:
    """A codebook with only these labels, each by its layer's and its own id.

    Layers without any go, and the link types that start or only lead there.
    """
    layers = tuple(
        replace(
            layer,
            labels=sound([one for one in layer.labels if (layer.id, one.id) in used]),
            attributes=tuple(
                replace(one, labels=tuple(id for id in one.labels if (layer.id, id) in used))
                for one in layer.attributes
                if not one.labels or any((layer.id, id) in used for id in one.labels)
            ),
        )
        for layer in codebook.layers
        if any((layer.id, one.id) in used for one in layer.labels)
    )
    kept = {layer.id for layer in layers}
    gone = {layer.id for layer in codebook.layers} - kept
    links = (
        replace(one, targets=tuple(end for end in one.targets if end not in gone))
        for one in codebook.link_types
        if one.source in kept
    )
    return replace(codebook, layers=layers, link_types=tuple(one for one in links if one.targets))
