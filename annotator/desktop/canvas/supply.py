"""Marks that are read as they are needed: only those near what has been seen are held."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from annotator.desktop.canvas.marks import Mark, in_order

STRETCH = 1024
"""Code points: what is read at once."""
KEPT = 192
"""Stretches that are held, and annotations that were asked for by name."""


class Supply(Protocol):
    """Where marks come from; always what holds at the moment it is asked."""

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`, in any order."""

    def of(self, annotation: str) -> list[Mark]:
        """The marks of one annotation; none where there is no such."""


class _Stretch(NamedTuple):
    """The marks that touch one stretch, in order, and whose they are."""

    marks: list[Mark]
    annotations: frozenset[str]


class SuppliedMarks:
    """The marks of an article of this length, like a `MarkIndex` of all of them.

    What is put in place of an annotation's marks counts until the supply is read anew; the last
    one put counts even then, as it may be an edge that is still being dragged.
    """

    def __init__(self, supply: Supply, length: int) -> None:
        self._supply, self._length = supply, length
        self._tried: tuple[str, Sequence[Mark]] = ("", ())
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is next needed."""
        self._stretches: OrderedDict[int, _Stretch] = OrderedDict()
        self._named: OrderedDict[str, list[Mark]] = OrderedDict()
        self._tried = ("", ())

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.between(0, self._length))

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`, in order."""
        first, last = start // STRETCH, max(end - 1, start) // STRETCH
        if last - first >= KEPT // 2:
            return in_order(self._read(start, end))
        found: list[Mark] = []
        for number in range(first, last + 1):
            begins = number * STRETCH if number > first else 0
            found += [
                mark
                for mark in self._stretch(number).marks
                if begins <= mark[0] < end and mark[1] > start
            ]
        return found

    def at(self, offset: int) -> list[Mark]:
        """The marks on the character at this offset."""
        return self.between(offset, offset + 1)

    def of(self, annotation: str) -> list[Mark]:
        """The annotation's marks in order; empty when it is not drawn."""
        found = self._named.get(annotation)
        if found is None:
            found = self._named[annotation] = in_order(self._supply.of(annotation))
            _trim(self._named)
        return list(found)

    @staticmethod
    def continues(mark: Mark) -> bool:
        """Whether an earlier fragment of its annotation comes before this one."""
        return mark.part > 0

    def replace(self, annotation: str, marks: Sequence[Mark]) -> list[Mark]:
        """Put these marks in place of the annotation's former ones; returns them."""
        ordered = in_order(marks)
        self._tried = (annotation, ordered)
        self._named[annotation] = ordered
        _trim(self._named)
        for number, known in self._stretches.items():
            start = number * STRETCH
            if annotation in known.annotations or _touching(ordered, start):
                others = [mark for mark in known.marks if mark.annotation != annotation]
                self._stretches[number] = _made([*others, *_touching(ordered, start)])
        return ordered

    def _stretch(self, number: int) -> _Stretch:
        found = self._stretches.get(number)
        if found is None:
            start = number * STRETCH
            found = self._stretches[number] = _made(self._read(start, start + STRETCH))
            _trim(self._stretches)
        else:
            self._stretches.move_to_end(number)
        return found

    def _read(self, start: int, end: int) -> list[Mark]:
        found = self._supply.between(start, end)
        annotation, tried = self._tried
        if not annotation:
            return found
        others = [mark for mark in found if mark.annotation != annotation]
        return [*others, *(mark for mark in tried if mark.start < end and mark.end > start)]


def _made(marks: Sequence[Mark]) -> _Stretch:
    return _Stretch(in_order(marks), frozenset(mark.annotation for mark in marks))


def _touching(marks: Sequence[Mark], start: int) -> list[Mark]:
    """Those that touch the stretch which starts there."""
    return [mark for mark in marks if mark.start < start + STRETCH and mark.end > start]


def _trim(held: OrderedDict[int, _Stretch] | OrderedDict[str, list[Mark]]) -> None:
    """Let go of what was asked for longest ago."""
    while len(held) > KEPT:
        held.popitem(last=False)
