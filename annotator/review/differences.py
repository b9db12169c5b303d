"""What differs between two coders on one article and layer, passage by passage."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from annotator.domain.span import Span
from annotator.review.alignment import LEAST, aligned
from annotator.review.clusters import clusters
from annotator.review.passage import Passage, in_order, likeness, overlap

Kind = Literal[
    "exact",
    "trivial",
    "boundary",
    "label",
    "attribute",
    "link",
    "split",
    "merge",
    "missing",
    "extra",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Equal; edges that differ by spaces, quotes, punctuation and articles only; other edges; another
label; other attributes; other links; one passage of A is several of B, or the other way round;
B lacks a passage of A, or has one that A lacks."""

_UNIMPORTANT = re.compile(
    r"(?:\b(?:l|d|qu)[’']|\b(?:le|la|les|un|une|des|the|an?)\b|[\W_])+", re.IGNORECASE
)
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison; `others` are the further pieces of a split or merge."""

    kind: Kind
    first: Passage | None
    second: Passage | None
    others: tuple[Passage, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return min(one.start for one in (self.first, self.second, *self.others) if one is not None)

    @property
    def end(self) -> int:
        """Where the last of its passages ends, in code points."""
        return max(one.end for one in (self.first, self.second, *self.others) if one is not None)


def differences(
    first: Iterable[Passage], second: Iterable[Passage], text: str = "", least: float = LEAST
) -> list[Difference]:
    """Every passage of both once, in order of their places; equal ones too.

    `text` is the article's, to tell trivial edges; without it none is trivial. Links are not
    compared here, see `with_links`.
    """
    sides = in_order(first), in_order(second)
    marks = [
        (one.start, one.end, side, at)
        for side, passages in enumerate(sides)
        for at, one in enumerate(passages)
    ]
    found: list[Difference] = []
    for cluster in clusters(marks):
        mine, theirs = ([sides[side][at] for *_, at in _of(side, cluster)] for side in (0, 1))
        if len(mine) <= 1 and len(theirs) <= 1:
            both = mine and theirs
            found += _of_two(mine[0], theirs[0], text, least) if both else _alone(mine, theirs)
        else:
            found += _of_several(mine, theirs, text, least)
    return sorted(found, key=lambda one: one.start)


def _of(side: int, cluster: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    return sorted((one for one in cluster if one[2] == side), key=lambda one: one[3])


def _of_two(one: Passage, other: Passage, text: str, least: float) -> list[Difference]:
    if one.fragments == other.fragments or likeness(one, other) >= least:
        return [paired(one, other, text)]
    return _alone([one], [other])


def _alone(first: Iterable[Passage], second: Iterable[Passage]) -> list[Difference]:
    return [
        *(Difference("missing", one, None) for one in first),
        *(Difference("extra", None, one) for one in second),
    ]


def _of_several(
    first: list[Passage], second: list[Passage], text: str, least: float
) -> list[Difference]:
    found = [paired(*pair, text) for pair in _equal(first, second)]
    found += _pieces(first, second, least, "split")
    found += [
        replace(one, first=one.second, second=one.first)
        for one in _pieces(second, first, least, "merge")
    ]
    pairs = aligned(first, second, least)
    found += [paired(first[at], second[to], text) for at, to in pairs]
    left, right = ({pair[side] for pair in pairs} for side in (0, 1))
    return found + _alone(
        [one for at, one in enumerate(first) if at not in left],
        [one for at, one in enumerate(second) if at not in right],
    )


def with_links(found: Sequence[Difference]) -> list[Difference]:
    """The same with pairs that differ in nothing but their links told as such.

    `found` are the differences of all layers of an article, so that the ends of links are known.
    """
    same = {
        one.first.id: one.second.id
        for one in found
        if one.first is not None and one.second is not None
    }
    return [_linked(one, same) for one in found]


def _linked(one: Difference, same: Mapping[str, str]) -> Difference:
    if one.kind not in {"exact", "trivial"} or one.first is None or one.second is None:
        return one
    links = {(type, same.get(to, to)) for type, to in one.first.links}
    return replace(one, kind="link") if links != one.second.links else one


def _equal(first: list[Passage], second: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Pairs with the same fragments and label; they are taken out of the lists."""
    for tell in (_whole, _gist):
        waiting: dict[object, list[Passage]] = {}
        for one in second:
            waiting.setdefault(tell(one), []).append(one)
        for one in [*first]:
            partners = waiting.get(tell(one))
            if partners:
                partner = partners.pop(0)
                first.remove(one)
                second.remove(partner)
                yield one, partner


def _gist(one: Passage) -> object:
    return one.fragments, one.label


def _whole(one: Passage) -> object:
    return one.fragments, one.label, repr(sorted(one.attributes.items())), one.entry


def paired(one: Passage, other: Passage, text: str) -> Difference:
    """What two passages that are one and the same thing differ in, but for their links."""
    return Difference(_kind(one, other, text), one, other)


def _kind(one: Passage, other: Passage, text: str) -> Kind:
    if one.label != other.label:
        return "label"
    if one.fragments != other.fragments and not _is_trivial(one, other, text):
        return "boundary"
    if dict(one.attributes) != dict(other.attributes) or one.entry != other.entry:
        return "attribute"
    return "exact" if one.fragments == other.fragments else "trivial"


def _is_trivial(one: Passage, other: Passage, text: str) -> bool:
    """Whether only spaces, quotes, punctuation or articles are in one and not in the other."""
    if not text or len(one.fragments) != len(other.fragments):
        return False
    return all(
        _UNIMPORTANT.fullmatch(text, *sorted(ends)) is not None
        for a, b in zip(one.fragments, other.fragments, strict=True)
        for ends in ((a.start, b.start), (a.end, b.end))
        if ends[0] != ends[1]
    ) and all(a.overlaps(b) for a, b in zip(one.fragments, other.fragments, strict=True))


def _pieces(
    whole: list[Passage], parts: list[Passage], least: float, kind: Kind
) -> Iterator[Difference]:
    """Passages of one that are several of the other; they are taken out of the lists."""
    for one in [*whole]:
        inside = [
            part
            for part in parts
            if part.label == one.label and part.size and overlap(one, part) >= _MOSTLY * part.size
        ]
        apart = _apart(inside)
        if len(apart) > 1 and _covered(one, apart) >= least:
            whole.remove(one)
            for part in apart:
                parts.remove(part)
            best, *others = sorted(apart, key=lambda part: (-overlap(one, part), part.start))
            yield Difference(kind, one, best, tuple(others))


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """Those that share nothing with the one kept before them."""
    found: list[Passage] = []
    for one in passages:
        if not any(overlap(one, kept) for kept in found):
            found.append(one)
    return found


def _covered(one: Passage, parts: Sequence[Passage]) -> float:
    both = sum(overlap(one, part) for part in parts)
    return both / (one.size + sum(part.size for part in parts) - both)


def heat(coders: Sequence[Iterable[Passage]], length: int) -> list[tuple[Span, int]]:
    """How many coders marked each stretch of a text of `length` code points, without gaps."""
    steps: dict[int, int] = {0: 0, length: 0}
    for passages in coders:
        for start, end in _marked(passages):
            steps[start] = steps.get(start, 0) + 1
            steps[end] = steps.get(end, 0) - 1
    places = sorted(steps)
    found, count = [], 0
    for start, end in pairwise(places):
        count += steps[start]
        found.append((Span(start, end), count))
    return found


def _marked(passages: Iterable[Passage]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(tuple(span) for one in passages for span in one.fragments):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
