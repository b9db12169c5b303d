"""Units of several coders: the passages that are one and the same thing, at most one a coder."""

from collections.abc import Mapping, Sequence

from annotator.review.alignment import LEAST, each_with_each
from annotator.review.passage import Passage, likeness, overlap

Unit = tuple[Passage | None, ...]
"""What each coder has of a unit; nothing where a coder marked nothing there."""

Alignments = Mapping[tuple[int, int], Sequence[tuple[int, int]]]
"""Pairs of places in two coders' lists, by the places of the two coders."""


def units(
    coders: Sequence[Sequence[Passage]],
    least: float = LEAST,
    alignments: Alignments | None = None,
) -> list[Unit]:
    """Every passage of every coder, once, with the others' passages that are the same.

    The pairwise alignments are joined, the most alike first, as long as a unit keeps at most one
    passage a coder; for two coders that is their alignment. Order: by place. `alignments` are
    those of every two coders where they are known already.
    """
    known = each_with_each(coders, least) if alignments is None else alignments
    groups: dict[tuple[int, int], dict[int, int]] = {
        (coder, at): {coder: at} for coder, line in enumerate(coders) for at in range(len(line))
    }
    for one, other in _edges(coders, known):
        first, second = groups[one], groups[other]
        if first is not second and not first.keys() & second.keys():
            joined = first | second
            for end in joined.items():
                groups[end] = joined
    found = {id(group): group for group in groups.values()}.values()
    made = [
        tuple(line[group[coder]] if coder in group else None for coder, line in enumerate(coders))
        for group in found
    ]
    return sorted(made, key=_place)


def _edges(
    coders: Sequence[Sequence[Passage]], alignments: Alignments
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    found = []
    for (one, other), pairs in alignments.items():
        for at, to in pairs:
            a, b = coders[one][at], coders[other][to]
            found.append((-likeness(a, b), -overlap(a, b), (one, at), (other, to)))
    return [(one, other) for *_, one, other in sorted(found)]


def _place(unit: Unit) -> tuple[int, int]:
    return min((one.start, one.end) for one in unit if one is not None)
