"""Whom words name: register entries by name, alias, description, or a surname only one has."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span
from annotator.suggest.grammar import DETERMINERS, TITLES
from annotator.suggest.matching import key
from annotator.suggest.wording import Wording

_LONGEST = 7
_SHORTEST_PART = 2


class Mention(NamedTuple):
    """An annotation that names a speaker: where, in which words, and for which entry if any.

    `label` is the id of its label, offsets are code points.
    """

    annotation: str
    start: int
    end: int
    words: str
    entry: str | None
    label: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Naming(NamedTuple):
    """Words of an article that name a register entry."""

    span: Span
    entry: str


class Register:
    """The register entries, found by what they are called."""

    def __init__(self, entries: Iterable[RegisterEntry]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._called: dict[str, list[str]] = {}
        self._parts: dict[str, list[str]] = {}
        for entry in self.entries.values():
            self._add(entry)

    def _add(self, entry: RegisterEntry) -> None:
        names = _keys(called(entry))
        for name in names:
            self._called.setdefault(name, []).append(entry.id)
        if entry.kind == "person":
            for part in {part for name in names for part in name.split()}:
                self._parts.setdefault(part, []).append(entry.id)

    def meant(self, words: str) -> str | None:
        """The one entry that words name, whole or in part; nothing where two are called so."""
        parts = _bare(key(words).split())
        found = self._only(" ".join(parts)) or self._longest(parts)
        return found or (self._surname(words, parts) if parts else None)

    def knows(self, words: str) -> bool:
        """Whether any entry is called so, or has this for a surname."""
        parts = _bare(key(words).split())
        whole = " ".join(parts) in self._called
        return whole or (bool(parts) and any(part in self._parts for part in parts))

    def named(self, wording: Wording) -> list[Naming]:
        """Where a text names entries, the longest names first at each place; none overlap."""
        words, found, at = wording.words, list[Naming](), 0
        keys = [key(word.plain) for word in words]
        while at < len(words):
            size = self._size_at(keys, at)
            if size:
                span = wording.span(at, at + size)
                entry = self._only(" ".join(filter(None, keys[at : at + size])))
                if entry is not None:
                    found.append(Naming(span, entry))
            at += max(1, size)
        return found

    def _size_at(self, keys: Sequence[str], at: int) -> int:
        """How many words the longest name has that starts at a word."""
        if not keys[at]:
            return 0
        for size in range(min(_LONGEST, len(keys) - at), 0, -1):
            if keys[at + size - 1] and " ".join(filter(None, keys[at : at + size])) in self._called:
                return size
        return 0

    def _only(self, name: str) -> str | None:
        found = self._called.get(name, ())
        return found[0] if len(found) == 1 else None

    def _longest(self, parts: Sequence[str]) -> str | None:
        """The entry called by the longest run of these words, the last of equal ones."""
        for size in range(len(parts) - 1, 0, -1):
            for first in range(len(parts) - size, -1, -1):
                found = self._only(" ".join(parts[first : first + size]))
                if found is not None:
                    return found
        return None

    def _surname(self, words: str, parts: Sequence[str]) -> str | None:
        if not any(letter.isupper() for letter in words) or len(parts) > _SHORTEST_PART:
            return None
        owners = self._parts.get(parts[-1], ())
        long_enough = len(parts[-1]) >= _SHORTEST_PART
        return owners[0] if long_enough and len(owners) == 1 else None


def called(entry: RegisterEntry) -> tuple[str, ...]:
    """All that an entry is called: its name, its aliases, what describes it."""
    described: Sequence[Mapping[str, str]] = getattr(entry, "described", ())
    return (entry.name, *entry.aliases, *(one.get("words", "") for one in described))


@lru_cache(maxsize=16_384)
def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, names)) - {""}


def _bare(parts: Sequence[str]) -> Sequence[str]:
    """Words without the article and the title they begin with."""
    bare = list(parts)
    while len(bare) > 1 and (bare[0] in DETERMINERS | TITLES or bare[0] in {"l", "m", "mr", "mme"}):
        bare.pop(0)
    return bare
