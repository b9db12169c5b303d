"""Marks that are read as they are needed: none is held that is not on the screen."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Protocol

from annotator.desktop.canvas.marks import Mark, in_order

_KEPT = 64
"""Annotations asked for by name whose marks are remembered."""


class Supply(Protocol):
    """Where marks come from; always what holds at the moment it is asked."""

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`, by start, the longer first."""

    def of(self, annotation: str) -> list[Mark]:
        """The marks of one annotation; none where there is no such."""


class SuppliedMarks:
    """The marks of a text of this length, as a `MarkIndex` of all of them would give them.

    What is tried out in place of an annotation's marks counts more than what is supplied, as it
    may be an edge that is still being dragged; of all others the supply knows best.
    """

    def __init__(self, supply: Supply, length: int) -> None:
        self._supply, self._length = supply, length
        self.forget()

    def forget(self) -> None:
        """Everything may be different from now on."""
        self._tried: dict[str, list[Mark]] = {}
        self._named: OrderedDict[str, list[Mark]] = OrderedDict()

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.between(0, self._length))

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `[start, end)`, in order."""
        found = self._supply.between(start, end)
        if not self._tried:
            return found
        others = [mark for mark in found if mark.annotation not in self._tried]
        tried = chain.from_iterable(self._tried.values())
        here = [mark for mark in tried if mark.start < end and mark.end > start]
        return in_order([*others, *here]) if here else others

    def at(self, offset: int) -> list[Mark]:
        """The marks on the character at this offset."""
        return self.between(offset, offset + 1)

    def of(self, annotation: str) -> list[Mark]:
        """The annotation's marks in order; empty when it is not drawn."""
        if annotation in self._tried:
            return list(self._tried[annotation])
        if annotation not in self._named:
            self._name(annotation, in_order(self._supply.of(annotation)))
        return list(self._named[annotation])

    @staticmethod
    def continues(mark: Mark) -> bool:
        """Whether an earlier fragment of its annotation comes before this one."""
        return mark.part > 0

    def replace(self, annotation: str, marks: Sequence[Mark]) -> None:
        """These are supplied for the annotation from now on."""
        self._tried.pop(annotation, None)
        self._name(annotation, in_order(marks))

    def try_out(self, annotation: str, marks: Sequence[Mark]) -> None:
        """Put these marks in place of the supplied ones until `replace` says what they are."""
        self._tried[annotation] = in_order(marks)

    def _name(self, annotation: str, marks: list[Mark]) -> None:
        self._named[annotation] = marks
        if len(self._named) > _KEPT:
            self._named.popitem(last=False)
