"""Two labels become one, or a label goes with its annotations: changes of very many records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from annotator.domain import label_tree
from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Label, Layer
from annotator.domain.relabelled import absorbed, relabelled
from annotator.store import annotations, bodies, codebooks, links
from annotator.store.project import Project

_OFTEN = 100
Tell = Callable[[int], None]
"""Told now and then how many annotations were seen to; it may raise to have the edit undone."""


def nobody(_done: int) -> None:
    """Nobody wants to know."""


def merge(project: Project, gone: Label, kept: Label, tell: Tell = nobody) -> int:
    """Give all annotations of a label another one of its layer, and take the label away.

    Where the same words of a set carry both, one annotation is left, with what both said. How
    many annotations carried the label. It is to be called inside an edit.
    """
    home = codebooks.current(project).layer(gone.layer)
    layer = _asking(home, gone.id, kept.id) if home is not None else None
    mine = list(annotations.with_label(project, gone.layer, gone.id))
    twins = {_place(one): one for one in annotations.with_label(project, kept.layer, kept.id)}
    doubled = [one for one in mine if _place(one) in twins]
    for done, one in enumerate(doubled):
        tell(done)
        twins[_place(one)] = _join(project, twins[_place(one)], one, layer)
    alone = [one for one in mine if _place(one) not in twins]
    _rewrite(project, (relabelled(one, layer, kept.id) for one in _told(alone, tell)), kept)
    if home is not None:
        leave(project, home, gone, kept.id)
    return len(mine)


def drop_with_annotations(project: Project, gone: Label, tell: Tell = nobody) -> int:
    """Take a label away with all that carries it; how many annotations that were."""
    mine = list(annotations.with_label(project, gone.layer, gone.id))
    for one in _told(mine, tell):
        annotations.drop(project, one.id)
    layer = codebooks.current(project).layer(gone.layer)
    if layer is not None:
        leave(project, layer, gone)
    return len(mine)


def _told(ones: Sequence[Annotation], tell: Tell) -> Iterator[Annotation]:
    for done, one in enumerate(ones):
        if done % _OFTEN == 0:
            tell(done)
        yield one


def leave(project: Project, layer: Layer, gone: Label, instead: str = "") -> None:
    """Take a label that is not in use out of its layer, and out of what is asked of it."""
    codebooks.arrange(project, replace(layer, labels=label_tree.without(layer.labels, gone.id)))
    asking = _asking(layer, gone.id, instead)
    if asking != layer:
        codebooks.put_layer(project, asking)
    codebooks.drop_label(project, gone)


def _asking(layer: Layer, gone: str, instead: str) -> Layer:
    """The layer as it asks when one label is gone: of another one instead, or of none."""
    asked = tuple(
        replace(one, labels=_instead(one.labels, gone, instead))
        for one in layer.attributes
        if one.labels != (gone,) or instead
    )
    return replace(layer, attributes=asked)


def _instead(labels: tuple[str, ...], gone: str, instead: str) -> tuple[str, ...]:
    found = (instead if one == gone else one for one in labels)
    return tuple(dict.fromkeys(one for one in found if one))


def _place(annotation: Annotation) -> tuple[object, ...]:
    return annotation.article, annotation.set, annotation.fragments


def _join(project: Project, kept: Annotation, gone: Annotation, layer: Layer | None) -> Annotation:
    joined = absorbed(kept, relabelled(gone, layer, kept.label))
    ends = links.of_annotation(project, kept.id)
    for link in links.of_annotation(project, gone.id):
        moved = replace(
            link,
            source=kept.id if link.source == gone.id else link.source,
            target=kept.id if link.target == gone.id else link.target,
        )
        if not any(_same_ends(moved, one) for one in ends):
            links.put(project, moved)
    annotations.put(project, joined)
    annotations.drop(project, gone.id)
    return joined


def _same_ends(one: Link, other: Link) -> bool:
    return (one.type, one.source, one.target) == (other.type, other.source, other.target)


def _rewrite(project: Project, changed: Iterator[Annotation], label: Label) -> None:
    """Write annotations that have another label and other values, article by article."""
    row = codebooks.row_of_label(project, label.layer, label.id)
    for article, group in groupby(changed, key=lambda one: one.article):
        mine = list(group)
        records = [(one.id, annotations.body(one)) for one in mine]
        at = project.record_new("annotation", article, records)
        project.connection.executemany(
            "UPDATE main.annotation SET label = ?, attributes = ?, updated = ? WHERE uuid = ?",
            [(row, bodies.written(dict(one.attributes)), at, one.id) for one in mine],
        )
