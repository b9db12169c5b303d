"""Passages made fit for a format that cannot carry overlap or fragments, as somebody chose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from annotator.domain.annotation import Annotation
from annotator.domain.span import Span
from annotator.formats.outgoing import Fit, Outgoing

PART_OF = "part_of"
"""The attribute that pieces of one passage share: the id of what they were."""


def fitted(
    annotations: Sequence[Outgoing], text: str, *, fragments: Fit, overlap: Fit
) -> list[Outgoing]:
    """The annotations of one article, changed so that none is interrupted or overlaps another.

    An empty choice leaves them as they are.
    """
    whole = [one for each in annotations for one in _unbroken(each, text, fragments)]
    whole.sort(key=lambda one: (one.annotation.start, -one.annotation.end))
    if overlap in {"", "layers"}:
        return whole
    return list(_apart(whole, text, overlap))


def _unbroken(one: Outgoing, text: str, choice: Fit) -> Iterator[Outgoing]:
    pieces = one.annotation.fragments
    if len(pieces) == 1 or not choice:
        yield one
    elif choice == "outermost":
        yield _with(one, (Span(pieces[0].start, pieces[-1].end),), text)
    elif choice == "split":
        yield from _split(one, pieces, text)


def _split(one: Outgoing, pieces: Iterable[Span], text: str) -> Iterator[Outgoing]:
    """One annotation a piece; all know what they were part of, the first keeps id and links."""
    was = one.annotation
    for number, piece in enumerate(pieces):
        marked = replace(was, attributes={**was.attributes, PART_OF: was.id})
        if number:
            marked = replace(marked, id=f"{was.id}.{number + 1}", note="")
        part = _with(replace(one, annotation=marked), (piece,), text)
        yield part if number == 0 else replace(part, links=(), speakers=())


def _with(one: Outgoing, fragments: tuple[Span, ...], text: str) -> Outgoing:
    words = tuple(span.cut(text) for span in fragments) if one.words else ()
    return replace(one, annotation=replace(one.annotation, fragments=fragments), words=words)


def _apart(ordered: Sequence[Outgoing], text: str, choice: Fit) -> Iterator[Outgoing]:
    """Set by set, without overlap; ordered by start, longer first."""
    if choice == "outermost":
        yield from _outermost(ordered)
    elif choice == "skip":
        yield from _alone(ordered)
    else:
        yield from _cut(ordered, text)


def _outermost(ordered: Iterable[Outgoing]) -> Iterator[Outgoing]:
    reach: dict[str, int] = {}
    for one in ordered:
        if one.annotation.start >= reach.get(one.set, 0):
            reach[one.set] = one.annotation.end
            yield one


def _alone(ordered: Sequence[Outgoing]) -> Iterator[Outgoing]:
    """Only those that overlap no other of their set."""
    crowded: set[str] = set()
    widest: dict[str, Annotation] = {}
    for one in ordered:
        before = widest.get(one.set)
        if before is not None and one.annotation.start < before.end:
            crowded |= {before.id, one.annotation.id}
        if before is None or one.annotation.end > before.end:
            widest[one.set] = one.annotation
    return (one for one in ordered if one.annotation.id not in crowded)


def _cut(ordered: Sequence[Outgoing], text: str) -> Iterator[Outgoing]:
    """Inner passages stay whole; what they leave of the outer ones becomes pieces."""
    pieces: list[Outgoing] = []
    for number, one in enumerate(ordered):
        whole = one.annotation.fragments[0]
        left = list(_left(whole, _inside(ordered, number)))
        pieces += [one] if left == [whole] else _split(one, left, text)
    pieces.sort(key=lambda one: one.annotation.start)
    return iter(pieces)


def _inside(ordered: Sequence[Outgoing], number: int) -> Iterator[Span]:
    """The places of later annotations of the same set that share characters with this one."""
    one = ordered[number]
    for other in islice(ordered, number + 1, None):
        if other.annotation.start >= one.annotation.end:
            return
        if other.set == one.set:
            yield other.annotation.fragments[0]


def _left(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span without the taken ones."""
    start = span.start
    for hole in sorted(taken):
        if hole.start > start:
            yield Span(start, min(hole.start, span.end))
        start = max(start, hole.end)
        if start >= span.end:
            return
    if start < span.end:
        yield Span(start, span.end)
