"""Names that fit what was typed, without regard to case, accents, hyphens and small slips."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from annotator.domain.folding import fold

_ALIKE_ENOUGH = 78
_SHORTEST_FUZZY = 3
_ENOUGH = 10
_NOT_LETTERS = re.compile(r"[^\w]+")


@lru_cache(maxsize=65_536)
def key(words: str) -> str:
    """Words as they are compared: folded, with single spaces for all that is no letter."""
    return _NOT_LETTERS.sub(" ", fold(words)).strip()


def best_matches(typed: str, names: Sequence[tuple[str, ...]]) -> list[int]:
    """Places of the things whose names fit what was typed, best first; nothing typed: all.

    `names` are keys (see `key`), several for one thing. Equal names come first, then beginnings,
    beginnings of words, parts, and at last what is merely alike; ties keep their order.
    """
    wanted = key(typed)
    if not wanted:
        return list(range(len(names)))
    # Of thousands of names most are out after this one look.
    head = wanted.partition(" ")[0]
    hopeful = [place for place, of_one in enumerate(names) if head in "\n".join(of_one)]
    ranks = [(_rank(wanted, names[place]), place) for place in hopeful]
    found = [(rank, place) for rank, place in ranks if rank is not None]
    sure = [place for _, place in sorted(found)]
    if len(sure) >= _ENOUGH or len(wanted) < _SHORTEST_FUZZY:
        return sure
    return sure + _alike(wanted, names, set(sure))


def _rank(wanted: str, names: tuple[str, ...]) -> int | None:
    return min(
        (rank for name in names if (rank := _rank_of(wanted, name)) is not None), default=None
    )


def _rank_of(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0 if name == wanted else 1
    inner = f" {name}"
    if all(f" {part}" in inner for part in wanted.split()):
        return 2
    return 3 if wanted in name else None


def _alike(wanted: str, names: Sequence[tuple[str, ...]], known: set[int]) -> list[int]:
    spread = [
        (part, place)
        for place, of_one in enumerate(names)
        for name in of_one
        for part in {name, *name.split()}
    ]
    hits = process.extract(
        wanted,
        [part for part, _ in spread],
        scorer=fuzz.token_sort_ratio if " " in wanted else fuzz.ratio,
        score_cutoff=_ALIKE_ENOUGH,
        limit=50,
    )
    places = [spread[at][1] for _, _, at in hits]
    return [place for place in dict.fromkeys(places) if place not in known]
