"""Rules of the register: names as they are compared, who shares one, merging and splitting."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from annotator.domain.folding import fold
from annotator.domain.people import RegisterEntry

_NOT_LETTERS = re.compile(r"[^\w]+")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class Clash(NamedTuple):
    """A name of one entry that another one has too: as the first writes it, and the other's id."""

    words: str
    other: str


@lru_cache(maxsize=131_072)
def key(words: str) -> str:
    """Words as names are compared: folded, with single spaces for all that is no letter."""
    return _NOT_LETTERS.sub(" ", fold(words)).strip()


def names_of(entry: RegisterEntry) -> tuple[str, ...]:
    """All that an entry is called: its name, then its aliases."""
    return (entry.name, *entry.aliases)


def is_named(entry: RegisterEntry, words: str) -> bool:
    """Whether words are a name of an entry already, or describe it."""
    described = (one.get("words", "") for one in entry.described)
    return key(words) in map(key, chain(names_of(entry), described))


def is_wikidata(words: str) -> bool:
    """Whether words are an item of Wikidata, such as `Q42`."""
    return _WIKIDATA.fullmatch(words) is not None


def searched(entry: RegisterEntry) -> str:
    """All words of an entry that a filter looks through, as `key` writes them."""
    described = (one.get("words", "") for one in entry.described)
    roles = (one.get("role", "") for one in entry.roles)
    words = chain(names_of(entry), described, roles, (entry.wikidata, entry.note))
    return "\n".join(filter(None, map(key, words)))


def clashes(entries: Iterable[RegisterEntry]) -> dict[str, list[Clash]]:
    """By entry id, the names that another entry has too; not where they are known to be two."""
    named: dict[str, dict[str, str]] = {}
    known: dict[str, RegisterEntry] = {}
    for entry in entries:
        known[entry.id] = entry
        for name in names_of(entry):
            named.setdefault(key(name), {}).setdefault(entry.id, name)
    found: dict[str, list[Clash]] = {}
    for shared, ids in named.items():
        if len(ids) > 1 and shared:
            for one, words in ids.items():
                others = [
                    Clash(words, to) for to in ids if to != one and not _apart(known, one, to)
                ]
                found.setdefault(one, []).extend(others)
    return {one: several for one, several in found.items() if several}


def _apart(known: Mapping[str, RegisterEntry], one: str, other: str) -> bool:
    return other in known[one].distinct or one in known[other].distinct


def merged(kept: RegisterEntry, gone: Sequence[RegisterEntry]) -> RegisterEntry:
    """An entry that takes others in: their names become aliases, what it lacks comes from them."""
    ids = {kept.id, *(one.id for one in gone)}
    every = (kept, *gone)
    return replace(
        kept,
        aliases=_once(chain.from_iterable(map(names_of, every)), taken=[kept.name]),
        roles=_all_once(one.roles for one in every),
        described=_all_once(one.described for one in every),
        wikidata=next((one.wikidata for one in every if one.wikidata), ""),
        note="\n".join(dict.fromkeys(one.note for one in every if one.note.strip())),
        distinct=tuple(
            dict.fromkeys(one for each in every for one in each.distinct if one not in ids)
        ),
    )


def _once(words: Iterable[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Words in their order, each spelling once."""
    return tuple(one for one in dict.fromkeys(words) if one not in taken)


def _all_once(lists: Iterable[Sequence[Mapping[str, str]]]) -> tuple[Mapping[str, str], ...]:
    found: list[Mapping[str, str]] = []
    for one in chain.from_iterable(lists):
        if one not in found:
            found.append(one)
    return tuple(found)


def without_name(entry: RegisterEntry, words: str) -> RegisterEntry:
    """An entry that is no longer called so; its name itself stays."""
    wanted = key(words)
    return replace(entry, aliases=tuple(one for one in entry.aliases if key(one) != wanted))


def told_apart(entry: RegisterEntry, other: str) -> RegisterEntry:
    """An entry that is known to be another one than `other`, an id."""
    if other in entry.distinct:
        return entry
    return replace(entry, distinct=(*entry.distinct, other))


def instead_of(entry: RegisterEntry, gone: Collection[str], kept: str) -> RegisterEntry:
    """An entry that was told apart from some that are one with `kept` now."""
    now = (kept if one in gone else one for one in entry.distinct)
    return replace(entry, distinct=tuple(one for one in dict.fromkeys(now) if one != entry.id))


def parted(
    entry: RegisterEntry, moved: Sequence[str], staying: Sequence[str], new: str
) -> tuple[RegisterEntry, RegisterEntry]:
    """An entry split in two by the words of its passages: what stays, and the new one (id `new`).

    The new one is called as the first words that moved; an alias goes with the passages that use
    it unless one that stays does too. Both are told apart, for they may still share a name.
    """
    goes = {key(words) for words in moved} - {key(words) for words in staying}
    aliases = tuple(one for one in entry.aliases if key(one) in goes)
    name = next((" ".join(words.split()) for words in moved if words.strip()), entry.name)
    fresh = RegisterEntry(
        id=new,
        name=name,
        kind=entry.kind,
        aliases=tuple(one for one in aliases if one != name),
        distinct=(entry.id,),
    )
    stays = tuple(one for one in entry.aliases if one not in aliases)
    return replace(entry, aliases=stays), fresh


def named_so(entry: RegisterEntry, words: str) -> RegisterEntry:
    """An entry with one more name; words without a capital describe it rather than name it."""
    words = " ".join(words.split())
    if not words or is_named(entry, words):
        return entry
    if any(letter.isupper() for letter in words):
        return replace(entry, aliases=(*entry.aliases, words))
    return replace(entry, described=(*entry.described, {"words": words, "from": "", "until": ""}))
