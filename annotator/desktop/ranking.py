"""Who is probably meant: candidates in the order a researcher wants them. No Qt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from annotator.domain.folding import fold
from annotator.domain.paragraphs import paragraph_at
from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span
from annotator.domain.widening import sentence_at
from annotator.words import tr

MENTION, ENTRY = "mention", "entry"

_ALIKE_ENOUGH = 78
_SHORTEST_FUZZY = 3
_ENOUGH = 10
_NOT_LETTERS = re.compile(r"[^\w]+")
_ENDS_SENTENCE = re.compile(r"[.!?…][»”\"’')]*\s|[\n\r\u2028\u2029]")
# « … », a déclaré Kim: little stands between, and nothing that starts a clause of its own.
_INCISE = 60
_INCISE_WORDS = 6
_SUBORDINATE = frozenset(
    {"que", "qu", "qui", "dont", "that", "who", "which", "and", "et", "mais", "but"}
)
_ANNOUNCES = re.compile(r"(?::|\bqu(?:e|['’])|\bthat)\s*[«“„\"]?\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant.

    `kind` is `mention` (`id` is an annotation's) or `entry` (a register entry's); `detail` says
    why it is proposed; `names` are further words it is found by; a higher `score` comes first.
    """

    kind: str
    id: str
    name: str
    detail: str = ""
    score: float = 0.0
    names: tuple[str, ...] = ()


class Mention(NamedTuple):
    """An annotation that names a speaker: where, in which words, and for which entry if any."""

    annotation: str
    start: int
    end: int
    words: str
    entry: str | None
    label: str


class _Nearness(NamedTuple):
    score: float
    reason: str


def rank_speakers(
    text: str,
    claim: Span,
    mentions: Sequence[tuple[str, int, int, str, str | None, str]],
    entries: Sequence[RegisterEntry],
    recent: Sequence[str],
) -> list[Candidate]:
    """Who may have said a claim, the likeliest first.

    `mentions` are (annotation id, start, end, words, entry id or None, label name) of the
    article, offsets in code points; those of one entry become one candidate, the nearest.
    `recent` are ids of entries, the last used first. After the mentions come entries used last,
    then those the article names, then the rest by name.
    """
    by_id = {entry.id: entry for entry in entries}
    near = _nearest(text, claim, [Mention(*mention) for mention in mentions])
    found = [_mentioned(mention, how, by_id) for mention, how in near]
    taken = {mention.entry for mention, _ in near}
    rest = [entry for entry in entries if entry.id not in taken]
    return found + _ranked_entries(text, rest, recent)


def key(words: str) -> str:
    """Words as they are compared: folded, with single spaces for all that is no letter."""
    return _key(words)


@lru_cache(maxsize=65_536)
def _key(words: str) -> str:
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


def filtered(typed: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that fit what was typed, best first."""
    names = [tuple(map(key, (one.name, *one.names))) for one in candidates]
    return [candidates[place] for place in best_matches(typed, names)]


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


def _nearest(
    text: str, claim: Span, mentions: Iterable[Mention]
) -> list[tuple[Mention, _Nearness]]:
    place = _Place(text, claim)
    rated = sorted(
        ((mention, place.nearness(Span(mention.start, mention.end))) for mention in mentions),
        key=lambda pair: (-pair[1].score, pair[0].start),
    )
    kept: dict[str, tuple[Mention, _Nearness]] = {}
    for mention, how in rated:
        kept.setdefault(mention.entry or f"mention {mention.annotation}", (mention, how))
    return list(kept.values())


class _Place:
    """Where a claim stands, and how near to it others are: 0 to 100, with the reason in words."""

    def __init__(self, text: str, claim: Span) -> None:
        self._text, self._claim = text, claim
        self._first, self._last = sentence_at(text, claim.start), sentence_at(text, claim.end)
        self._paragraph = paragraph_at(text, claim.start)

    def nearness(self, span: Span) -> _Nearness:
        """How near a mention is."""
        if self._claim.overlaps(span):
            return _Nearness(45, tr("named in the claim itself"))
        if span.end <= self._claim.start:
            return self._ahead(span, self._claim.start - span.end)
        return self._behind(span, span.start - self._claim.end)

    def _ahead(self, span: Span, gap: int) -> _Nearness:
        decay = min(gap / 50, 9.0)
        if self._first.covers(span):
            if _ANNOUNCES.search(self._text, span.end, self._claim.start):
                return _Nearness(99 - decay / 10, tr("introduces the claim"))
            return _Nearness(80 - decay, tr("named in the same sentence"))
        if self._paragraph.covers(span):
            return _Nearness(60 - decay, tr("named shortly before"))
        return _Nearness(30 - min(gap / 400, 25.0), tr("named in this article"))

    def _behind(self, span: Span, gap: int) -> _Nearness:
        decay = min(gap / 50, 9.0)
        if gap <= _INCISE and _is_incise(self._text[self._claim.end : span.start]):
            return _Nearness(95 - decay, tr("named right after"))
        if self._last.covers(span):
            return _Nearness(70 - decay, tr("named in the same sentence"))
        if self._paragraph.covers(span):
            return _Nearness(40 - decay, tr("named shortly after"))
        return _Nearness(26 - min(gap / 400, 25.0), tr("named in this article"))


def _is_incise(between: str) -> bool:
    """Whether it is what stands in « …», a déclaré Kim or "…", said Kim."""
    words = key(between).split()
    if len(words) > _INCISE_WORDS or not _SUBORDINATE.isdisjoint(words):
        return False
    return _ENDS_SENTENCE.search(between) is None


def _mentioned(mention: Mention, how: _Nearness, entries: dict[str, RegisterEntry]) -> Candidate:
    entry = entries.get(mention.entry or "")
    name = entry.name if entry else mention.words
    quoted = tr("“{words}”", words=mention.words) if key(name) != key(mention.words) else ""
    detail = " · ".join(filter(None, (quoted, how.reason)))
    names = (mention.words, mention.label, *(entry.aliases if entry else ()))
    return Candidate(MENTION, mention.annotation, name, detail, 200 + how.score, names)


def _ranked_entries(
    text: str, entries: Sequence[RegisterEntry], recent: Sequence[str]
) -> list[Candidate]:
    used = {entry: 150 - place for place, entry in reversed(list(enumerate(recent[:50])))}
    occurs = _Occurrence(text)
    found = [_registered(entry, used.get(entry.id, 0), occurs) for entry in entries]
    return sorted(found, key=lambda one: (-one.score, key(one.name)))


def _registered(entry: RegisterEntry, used: float, occurs: "_Occurrence") -> Candidate:
    if used:
        detail, score = tr("used last") if used == 150 else tr("used recently"), used  # noqa: PLR2004
    elif alias := next((name for name in (entry.name, *entry.aliases) if occurs.of(name)), ""):
        own = alias == entry.name
        detail = tr("named in this article") if own else tr("alias: {alias}", alias=alias)
        score = 50.0
    else:
        detail, score = entry.note.partition("\n")[0], 0.0
    return Candidate(ENTRY, entry.id, entry.name, detail, score, entry.aliases)


class _Occurrence:
    """Whether names occur in a text as whole words; fast for thousands of names."""

    def __init__(self, text: str) -> None:
        self._text = f" {key(text)} "
        self._words = frozenset(self._text.split())

    def of(self, name: str) -> bool:
        """Whether this name occurs."""
        wanted = key(name)
        first = wanted.partition(" ")[0]
        return first in self._words and f" {wanted} " in self._text
