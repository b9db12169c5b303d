"""The labels of a layer as a tree: what stands below what, and moving it about.

A layer keeps its labels in one list, parents before their children; what is given back is always
such a list. A label whose parent is missing, or below itself, is one without a parent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.domain.codebook import Label

Labels = tuple[Label, ...]


def in_tree(labels: Sequence[Label]) -> list[tuple[Label, int]]:
    """Every label with how deep it stands, parents before their children, in their order."""
    children = _children(sound(labels))
    found: list[tuple[Label, int]] = []
    waiting = [(label, 0) for label in reversed(children.get("", []))]
    while waiting:
        label, depth = waiting.pop()
        found.append((label, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(label.id, []))]
    return found


def below(labels: Sequence[Label], label: str) -> set[str]:
    """The ids of everything below a label, at any depth."""
    children = _children(sound(labels))
    found: set[str] = set()
    waiting = [label]
    while waiting:
        ids = {child.id for child in children.get(waiting.pop(), [])} - found
        found |= ids
        waiting += ids
    return found


def moved(labels: Sequence[Label], label: str, parent: str, before: str = "") -> Labels:
    """The labels with one of them, and all below it, under another parent (or none).

    It stands before the child `before` of that parent, else last. Below itself nothing is moved.
    """
    if parent == label or parent in below(labels, label):
        return _flat(labels)
    mine = replace(next(one for one in labels if one.id == label), parent=parent)
    others = [one for one in sound(labels) if one.id != label]
    place = next((at for at, one in enumerate(others) if one.id == before), len(others))
    return _flat([*others[:place], mine, *others[place:]])


def stepped(labels: Sequence[Label], label: str, step: int) -> Labels:
    """The labels with one of them a place earlier (-1) or later (1) among its siblings."""
    siblings = _siblings(labels, label)
    at = next(place for place, one in enumerate(siblings) if one.id == label)
    goal = at + step
    if not 0 <= goal < len(siblings):
        return _flat(labels)
    beyond = siblings[goal if step < 0 else goal + 1 :][:1]
    return moved(labels, label, _parent(labels, label), beyond[0].id if beyond else "")


def indented(labels: Sequence[Label], label: str) -> Labels:
    """The labels with one of them below the sibling before it, where there is one."""
    siblings = _siblings(labels, label)
    at = next(place for place, one in enumerate(siblings) if one.id == label)
    return moved(labels, label, siblings[at - 1].id) if at else _flat(labels)


def outdented(labels: Sequence[Label], label: str) -> Labels:
    """The labels with one of them beside its parent, right after it, where it has one."""
    parent = _parent(labels, label)
    if not parent:
        return _flat(labels)
    aunts = _siblings(labels, parent)
    at = next(place for place, one in enumerate(aunts) if one.id == parent)
    after = aunts[at + 1].id if at + 1 < len(aunts) else ""
    return moved(labels, label, _parent(labels, parent), after)


def without(labels: Sequence[Label], label: str) -> Labels:
    """The labels without one of them; its children move up to its parent."""
    parent = _parent(labels, label)
    kept = (
        replace(one, parent=parent) if one.parent == label else one
        for one in sound(labels)
        if one.id != label
    )
    return _flat(list(kept))


def _flat(labels: Sequence[Label]) -> Labels:
    return tuple(label for label, _ in in_tree(labels))


def _siblings(labels: Sequence[Label], label: str) -> list[Label]:
    return _children(sound(labels)).get(_parent(labels, label), [])


def _parent(labels: Sequence[Label], label: str) -> str:
    return next(one.parent for one in sound(labels) if one.id == label)


def _children(labels: Sequence[Label]) -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = {}
    for one in labels:
        found.setdefault(one.parent, []).append(one)
    return found


def sound(labels: Sequence[Label]) -> Labels:
    """The labels without parents that are missing or lead in a circle; in their order."""
    parents = {one.id: one.parent for one in labels}
    return tuple(
        one if not one.parent or _reaches_root(one.id, parents) else replace(one, parent="")
        for one in labels
    )


def _reaches_root(label: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while label and label in parents and label not in seen:
        seen.add(label)
        label = parents[label]
    return not label
