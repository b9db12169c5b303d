"""Marks: the fragments to be drawn, and an index that finds those of a stretch of text."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

_BLOCK = 256


class Mark(NamedTuple):
    """One fragment of an annotation, `[start, end)` in code points.

    `look` is a key of the looks; `caption` stands in place of the look's name; `part` counts the
    fragments of an annotation, where whoever makes the mark knows.
    """

    start: int
    end: int
    annotation: str
    look: str
    caption: str = ""
    part: int = 0

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start


_START, _END = itemgetter(0), itemgetter(1)


def _order(mark: Mark) -> tuple[int, int]:
    """By start, the longer first: an outer passage before what it holds."""
    return mark.start, -mark.end


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """By start, the longer first; two sorts by one field are faster than one by a pair."""
    ordered = sorted(marks, key=_END, reverse=True)
    ordered.sort(key=_START)
    return ordered


class _Block:
    """Up to `2 * _BLOCK` marks in order, and how far the longest of them reaches."""

    __slots__ = ("marks", "reach")

    def __init__(self, marks: list[Mark]) -> None:
        self.marks = marks
        self.measure()

    def measure(self) -> None:
        """Find out anew how far they reach."""
        self.reach = max(map(_END, self.marks), default=-1)


class MarkIndex:
    """Marks in order of start, longer first, in blocks that know how far they reach."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        ordered = in_order(marks)
        self._last = {mark[2]: mark for mark in ordered}
        self._several: dict[str, list[Mark]] = {}
        if len(self._last) < len(ordered):
            self._collect(ordered)
        self._blocks = [_Block(ordered[at : at + _BLOCK]) for at in range(0, len(ordered), _BLOCK)]

    def _collect(self, ordered: list[Mark]) -> None:
        """Note which annotations have several fragments; most have one."""
        repeated = {mark[2] for mark in ordered if self._last[mark[2]] is not mark}
        for mark in ordered:
            if mark[2] in repeated:
                self._several.setdefault(mark[2], []).append(mark)

    def __iter__(self) -> Iterator[Mark]:
        for block in self._blocks:
            yield from block.marks

    def __len__(self) -> int:
        return sum(len(block.marks) for block in self._blocks)

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`."""
        found: list[Mark] = []
        for block in self._blocks:
            if block.marks[0].start >= end:
                break
            if block.reach > start:
                stop = bisect_left(block.marks, end, key=_START)
                found += [mark for mark in block.marks[:stop] if mark[1] > start]
        return found

    def at(self, offset: int) -> list[Mark]:
        """The marks on the character at this offset."""
        return self.between(offset, offset + 1)

    def of(self, annotation: str) -> list[Mark]:
        """The annotation's marks in order; empty when it is not drawn."""
        if annotation in self._several:
            return list(self._several[annotation])
        return [self._last[annotation]] if annotation in self._last else []

    def continues(self, mark: Mark) -> bool:
        """Whether an earlier fragment of its annotation comes before this one."""
        return mark.annotation in self._several and self._several[mark.annotation][0] != mark

    def replace(self, annotation: str, marks: Sequence[Mark]) -> None:
        """Put these marks in place of the annotation's former ones."""
        for mark in self.of(annotation):
            self._remove(mark)
        self._several.pop(annotation, None)
        self._last.pop(annotation, None)
        for mark in marks:
            self._insert(mark)
        if marks:
            ordered = in_order(marks)
            self._last[annotation] = ordered[-1]
            if len(ordered) > 1:
                self._several[annotation] = ordered

    try_out = replace
    """Here nothing else knows what was there before."""

    def _block_of(self, mark: Mark) -> int:
        firsts = bisect_right(self._blocks, _order(mark), key=lambda block: _order(block.marks[0]))
        return max(0, firsts - 1)

    def _insert(self, mark: Mark) -> None:
        if not self._blocks:
            self._blocks.append(_Block([mark]))
            return
        number = self._block_of(mark)
        block = self._blocks[number]
        insort(block.marks, mark, key=_order)
        block.reach = max(block.reach, mark.end)
        if len(block.marks) > 2 * _BLOCK:
            self._blocks[number : number + 1] = [
                _Block(block.marks[:_BLOCK]),
                _Block(block.marks[_BLOCK:]),
            ]

    def _remove(self, mark: Mark) -> None:
        number = self._block_of(mark)
        while mark not in self._blocks[number].marks:
            number -= 1  # equal marks may lie on both sides of a border between blocks
        block = self._blocks[number]
        block.marks.remove(mark)
        if not block.marks:
            del self._blocks[number]
        elif block.reach == mark.end:
            block.measure()
